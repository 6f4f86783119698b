"""A new programme rehearsed on old workbooks, and what a workbook brings to another programme."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import main
from scoring import programmes
from scoring.engine import score
from scoring.programme import Programme
from scoring.programme_file import programme_from
from scoring.rehearsal import Change, Played, rehearsal, score_of
from tests.support.sample_scorecards import HALF_WAY, NOW, PROGRAMME, submission
from tests.support.small_programmes import programme
from tests.support.small_programmes import submission as small_submission
from tests.support.workbooks import LINK, fill, open_template, saved


def changed(*replacements: tuple[str, str]) -> Programme:
    """hrmo-2565 as it would be with other words in its file."""
    text = (programmes.SHELF / "hrmo-2565.yaml").read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)

    return programme_from(yaml.safe_load(text))


def played(name: str, values: dict[str, Any], new: Programme) -> Played:
    entered = submission(values)
    return Played(name, score(PROGRAMME, entered, now=NOW), score(new, entered, now=NOW))


FIVE_OF_HUNDRED = {
    "org.name": "ก",
    "6.projects_approved": 100,
    "6.projects_risk_analysed": 5,
    "6.risk_report": True,
    "7.1.evaluation_done": True,
}


def test_who_moves_is_told_with_each_criterion_that_comes_out_differently() -> None:
    new = changed(("more_than: 5", "at_least: 5"))

    (move,) = rehearsal([played("a.xlsx", FIVE_OF_HUNDRED, new)])

    assert move.changes == (Change("6", 2, 3, Fraction(10, 3)),)
    assert (move.gain, move.is_one) == (Fraction(7, 3), True)


def test_places_are_counted_anew_and_who_loses_most_comes_first() -> None:
    new = changed(("more_than: 5", "at_least: 5"))
    other = {"org.name": "ข", "2.1.responsible": "committee"}

    moves = rehearsal([played("a.xlsx", FIVE_OF_HUNDRED, new), played("b.xlsx", other, new)])

    assert [(m.played.name, m.place_before, m.place_after) for m in moves] == [("b.xlsx", 1, 2), ("a.xlsx", 2, 1)]


def test_nobody_moves_under_the_same_rules() -> None:
    (move,) = rehearsal([played("a.xlsx", dict(HALF_WAY), changed(("id: hrmo-2565", "id: hrmo-2566")))])

    assert (move.changes, move.is_one) == ((), False)


def test_where_there_are_no_points_the_share_of_requirements_that_are_met_is_the_score() -> None:
    small = programme({"id": "s", "requirements": [{"key": "a", "type": "yes_no"}, {"key": "b", "type": "yes_no"}]})
    old = score(small, small_submission(small, {"a": True}), now=NOW)
    new = score(small, small_submission(small, {"a": True, "b": True}), now=NOW)

    (move,) = rehearsal([Played("x", old, new)])

    assert [score_of(old), score_of(new)] == [Fraction(50), Fraction(100)]
    assert move.changes == (Change("b", "missing", "ok", Fraction(0)),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workbook = open_template()
    fill(
        workbook, {"org.name": "เทศบาล ก", "org.staff_total": 100, "2.1.responsible": "unit"}, {"2.1.responsible": LINK}
    )
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.xlsx").write_bytes(saved(workbook))
    logic = (programmes.SHELF / "hrmo-2565.yaml").read_text(encoding="utf-8")
    new = logic.replace("id: hrmo-2565", "id: hrmo-2566").replace("among: [unit]", "among: [unit, committee]")
    new = new.replace("3: {choice: 2.1.responsible, among: [committee]}", "3: {choice: 2.1.responsible, among: [unit]}")
    (tmp_path / "hrmo-2566.yaml").write_text(new, encoding="utf-8")
    (tmp_path / "hrmo-2566.th.yaml").write_bytes((programmes.SHELF / "hrmo-2565.th.yaml").read_bytes())
    return tmp_path


def test_the_command_says_who_would_move_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["rehearse", str(folder / "hrmo-2566.yaml"), "--on", str(folder / "books")])

    assert status == 0
    assert capsys.readouterr().out.splitlines() == [
        "ซ้อมเกณฑ์ hrmo-2566 กับ 1 แผ่นงาน: เปลี่ยน 1 ไม่เปลี่ยน 0",
        "",
        "▲ เทศบาล ก (a.xlsx): 4.67 → 7 · อันดับ 1 → 1",
        "    ข้อ 2.1: ระดับ 2 → 3 (+3.33 คะแนน) ได้ระดับ 3 จาก ผู้รับผิดชอบกำกับ ขับเคลื่อน ติดตาม และรายงานผลแผนฯ",
        "",
    ]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_rehearsed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "books" / "b.xlsx").write_bytes(b"no workbook")

    status = main(["rehearse", str(folder / "hrmo-2566.yaml"), "--on", str(folder / "books")])

    told = capsys.readouterr().out
    assert status == 1
    assert "▲ เทศบาล ก (a.xlsx)" in told
    assert "! b.xlsx: ไม่เปิดไฟล์" in told


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("hrmo-2599", "ไม่มีโปรแกรม hrmo-2599"),
        ("missing.yaml", "ต้องมีทั้งไฟล์เกณฑ์และไฟล์ถ้อยคำ .th.yaml"),
        ("broken.yaml", "โปรดสั่ง tonbaeb programmes check"),
    ],
)
def test_a_new_programme_that_cannot_be_used_is_told_with_the_cure(
    folder: Path, new: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    (folder / "broken.th.yaml").write_text("{}\n", encoding="utf-8")

    assert main(["rehearse", new, "--on", str(folder / "books")]) == 1
    assert told in capsys.readouterr().err


BOMB = "\n".join(
    ["a: &a [x]", *(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise("abcdefghij"))]
)


@pytest.mark.parametrize(
    "logic", [BOMB, "a: &a [*a]", "[" * 5000, "tiers: [{id: a, max: 1e99999999}]", "!!python/name:os.system {}", "\x00"]
)
def test_a_hostile_programme_file_is_told_and_not_loaded(
    folder: Path, logic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "new.yaml"
    file.write_text(logic, encoding="utf-8")
    file.with_suffix(".th.yaml").write_text("{}\n", encoding="utf-8")

    assert main(["rehearse", str(file), "--on", str(folder / "books")]) == 1
    assert f"โปรดสั่ง tonbaeb programmes check {file}" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new"), [("zone: Asia/Bangkok", "zone: ../x"), ("max: 100", "max: 1e99999999")])
def test_a_programme_file_with_a_fault_inside_is_told_and_not_loaded(
    folder: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "hrmo-2566.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert main(["rehearse", str(file), "--on", str(folder / "books")]) == 1
    assert "hrmo-2566.yaml:" in capsys.readouterr().err


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "hrmo-2565", "--on", str(tmp_path)]) == 1
    assert "ไม่มีไฟล์ .xlsx" in capsys.readouterr().err


def test_carry_says_what_unpsa_has_already(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["carry", str(folder / "books" / "a.xlsx")]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[:6] == [
        "รางวัล United Nations Public Service Awards ประจำปี ค.ศ. 2022",
        "มีแล้ว 1 จาก 32 รายการ",
        "",
        "ข้อมูลที่นำมาใช้ได้ (โปรดตรวจทาน)",
        "  ✓ ชื่อหน่วยงานผู้สมัคร (ภาษาไทย)",
        "",
    ]


def test_carrying_to_where_no_map_leads_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["carry", str(folder / "books" / "a.xlsx"), "--to", "hrmo-2564"]) == 1
    assert "ยังไม่มีแผนที่จาก hrmo-2565 ไป hrmo-2564 ที่มีคือ unpsa-2022" in capsys.readouterr().err
