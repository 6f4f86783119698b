"""Scoring several files, and answering each with a new file that carries its feedback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from scoring import programmes
from scoring.explain import Explainer
from tests.support.workbooks import LINK, cells_of, fill, open_template, saved

FORMULA = '=HYPERLINK("http://x")'


def texts(file: Path, column: str) -> dict[str, str]:
    """What stands in a column, by the inputs' keys."""
    return {key: str(cell.value or "") for key, cell in cells_of(load_workbook(file), column).items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, unit in (("ก", "officer"), ("ข", "committee")):
        workbook = open_template()
        fill(workbook, {"org.name": f"หน่วยงาน {name}", "2.1.responsible": unit}, {"2.1.responsible": LINK})
        (tmp_path / f"{name}.xlsx").write_bytes(saved(workbook))
    return tmp_path


def test_each_file_is_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["score", *(str(folder / f"{name}.xlsx") for name in "กข")])

    assert status == 0
    assert [line.split("  ")[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["ก.xlsx", "หน่วยงาน ก"],
        ["ข.xlsx", "หน่วยงาน ข"],
    ]


def test_a_file_that_cannot_be_scored_does_not_keep_the_others_waiting(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.xlsx").write_bytes(b"no workbook")

    status = main(["score", "--json", str(folder / "broken.xlsx"), str(folder / "ก.xlsx")])

    told = capsys.readouterr()
    assert status == 1
    assert [record["organisation"] for record in json.loads(told.out)] == ["หน่วยงาน ก"]
    assert "broken.xlsx" in told.err


def test_the_answer_is_the_same_file_with_feedback_in_every_row_and_a_summary(folder: Path) -> None:
    assert main(["score", str(folder / "ข.xlsx"), "--answer", str(folder / "ตอบ")]) == 0

    answer = folder / "ตอบ" / "ข.xlsx"
    told = texts(answer, "feedback")
    words = Explainer(programmes.load("hrmo-2565"), programmes.words("hrmo-2565")).words
    assert texts(answer, "answer")["org.name"] == "หน่วยงาน ข"
    assert told["2.1.responsible"] == "✓ รับข้อมูลแล้ว"
    assert told["1.1.policy_announced"].startswith("▸ ")
    summary = load_workbook(answer)[words.tab_title("feedback")]
    assert summary.cell(1, 1).value == "ผลตรวจเบื้องต้นจากระบบ ยังไม่ใช่ผลการพิจารณา"


def test_an_answer_can_be_scored_and_answered_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["score", str(folder / "ข.xlsx"), "--answer", str(folder / "1"), "--json"])
    main(["score", str(folder / "1" / "ข.xlsx"), "--answer", str(folder / "2"), "--json"])

    first, _, second = capsys.readouterr().out.partition("}\n{")
    assert json.loads(f"{first}}}")["receipt"] == json.loads(f"{{{second}")["receipt"]
    assert load_workbook(folder / "2" / "ข.xlsx").sheetnames == load_workbook(folder / "1" / "ข.xlsx").sheetnames


def test_what_an_applicant_typed_never_becomes_a_formula(folder: Path) -> None:
    workbook = open_template()
    fill(workbook, {"org.name": "x", "org.staff_total": "'" + FORMULA})
    (folder / "f.xlsx").write_bytes(saved(workbook))

    main(["score", str(folder / "f.xlsx"), "--answer", str(folder / "a")])

    answer = load_workbook(folder / "a" / "f.xlsx")
    kinds = {cell.data_type for cell in cells_of(answer, "feedback").values()}
    assert kinds <= {"s", "n"}
    assert FORMULA in str(cells_of(answer, "feedback")["org.staff_total"].value)


def test_the_answer_never_overwrites_the_file_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "ก.xlsx").read_bytes()

    assert main(["score", str(folder / "ก.xlsx"), "--answer", str(folder)]) == 1

    assert (folder / "ก.xlsx").read_bytes() == before
    assert "โปรดระบุ --answer เป็นโฟลเดอร์อื่น" in capsys.readouterr().err
