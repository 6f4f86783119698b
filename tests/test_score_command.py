"""`tonbaeb template`, `score` and `programmes` at the command line, on real .xlsx files."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli import main
from scoring import programmes
from sheets_schema.cells import Cell
from sheets_schema.excel_workbook import tabs_in
from tests.support.workbooks import LINK, cells_of, fill, full_workbook, input_sheets, open_template, saved

CONTRACT = Path(os.environ.get("TONBAEB_CONTRACT", Path(__file__).parents[2] / "shared/contract"))
Score = Callable[..., dict[str, Any]]


@pytest.fixture
def score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Score:
    def run(workbook: Workbook, *options: str) -> dict[str, Any]:
        file = tmp_path / "workbook.xlsx"
        workbook.save(file)
        assert main(["score", str(file), "--json", *options]) == 0
        record: dict[str, Any] = json.loads(capsys.readouterr().out)
        return record

    return run


def points(record: dict[str, Any]) -> list[str]:
    return [total["points"] for total in record["totals"].values()]


def codes(record: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(problem["code"], problem["key"]) for problem in record["problems"]]


def test_the_template_has_every_input_of_the_contract_exactly_once() -> None:
    file = CONTRACT / "hrmo-2565-inputs.csv"
    if not file.exists():
        pytest.skip(f"the contract is not at {CONTRACT}; name its folder in TONBAEB_CONTRACT")
    with file.open(encoding="utf-8") as lines:
        wanted = sorted(line["key"] for line in csv.DictReader(lines))

    keys = [
        str(sheet.cell(row, 1).value)
        for sheet in input_sheets(open_template())
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    ]

    assert sorted(keys) == wanted


def test_the_empty_template_scores_nothing_and_has_no_problem(score: Score) -> None:
    record = score(open_template())

    assert points(record) == ["0", "0", "0"]
    assert record["problems"] == []
    assert record["organisation"] is None
    assert {rule["rule"]: rule["state"] for rule in record["eligibility"]} == {
        "organisation_type": "missing",
        "approval": "not_needed",
        "publish_consent": "missing",
        "repeat_winner": "missing",
        "tier_b_window": "missing",
    }


def test_the_full_workbook_scores_100_in_everything(score: Score) -> None:
    record = score(full_workbook())

    assert points(record) == ["100", "100", "100"]
    assert record["problems"] == []
    assert record["advice"] == []
    assert [c["missing"] for c in record["criteria"]] == [[]] * 25
    assert all(rule["state"] in {"ok", "not_needed"} for rule in record["eligibility"])


def test_without_links_the_facts_are_computed_but_not_supported(score: Score) -> None:
    workbook = full_workbook()
    for cell in cells_of(workbook, "evidence").values():
        cell.value = None

    record = score(workbook)

    assert {c["computed"] for c in record["criteria"]} == {3}
    assert [m for c in record["criteria"] if c["id"] == "1.1" for m in c["missing"] if m["level"] == 1] == [
        {
            "level": 1,
            "key": "1.1.policy_announced",
            "need": "evidence",
            "message": "ผู้บริหารสูงสุดประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชนแล้ว: แนบลิงก์หลักฐาน (http หรือ https)",
        }
    ]


PLANTED = {
    "org.staff_total": ("25 คน", "not_a_whole_number"),
    "org.staff_levels": ("-3", "negative"),
    "org.publish_consent": ("น่าจะใช่", "unknown_choice"),
    "B.start_date": (44561, "unreadable_date"),
    "1.2.agreement_exists": ("=1+", "formula_error"),
    "7.1.claimed": ("2 - ดี", "no_such_level"),
    "Q.1": ("ก" * 20_001, "too_long"),
    "3.3.2.directive": ("ไม่ใช่", "wrong_way"),
}


@pytest.mark.parametrize("key", PLANTED)
def test_each_unusable_answer_is_told_with_tab_cell_and_cure(score: Score, key: str) -> None:
    workbook = full_workbook()
    answer, code = PLANTED[key]
    fill(workbook, {key: answer})
    cell = cells_of(workbook, "answer")[key]

    record = score(workbook)

    told = [problem for problem in record["problems"] if problem["key"] == key]
    assert [(p["code"], p["tab"], p["cell"]) for p in told] == [(code, cell.parent.title, cell.coordinate)]
    assert "โปรด" in told[0]["message"]
    assert cell.coordinate in told[0]["message"]


def test_parts_above_their_totals_are_ignored_and_the_total_stays(score: Score) -> None:
    workbook = full_workbook()
    fill(workbook, {"4.2.staff_trained": 11})

    record = score(workbook)

    assert codes(record) == [("part_exceeds_total", "4.2.staff_trained")]
    criterion = next(c for c in record["criteria"] if c["id"] == "4.2")
    assert criterion["computed"] == 0
    assert [(m["level"], m["key"], m["need"]) for m in criterion["missing"]] == [
        (1, "4.2.staff_trained", "value"),
        (2, "4.2.staff_trained", "value"),
        (3, "4.2.staff_trained", "value"),
    ]


def test_an_end_before_the_start_stands_at_the_end(score: Score) -> None:
    workbook = full_workbook()
    fill(workbook, {"B.end_date": "30/9/2564"})

    assert codes(score(workbook)) == [("end_before_start", "B.end_date")]


def test_rows_that_stand_twice_or_not_at_all_are_told(score: Score) -> None:
    workbook = full_workbook()
    keys = cells_of(workbook, "key")
    keys["1.1.policy_written"].value = "1.1.policy_announced"

    record = score(workbook)

    assert codes(record) == [
        ("duplicate_key", "1.1.policy_announced"),
        ("missing_key", "1.1.policy_written"),
    ]


def test_a_copied_tab_is_told_once_and_counts_for_nothing(score: Score) -> None:
    workbook = full_workbook()
    copy = workbook.copy_worksheet(input_sheets(workbook)[1])

    record = score(workbook)

    assert [(p["code"], p["key"], p["tab"]) for p in record["problems"]] == [("duplicate_tab", None, copy.title)]
    assert points(record) == ["100", "100", "100"]


def test_rows_inserted_above_and_columns_before_do_not_matter(score: Score) -> None:
    workbook = full_workbook()
    for sheet in input_sheets(workbook):
        sheet.insert_rows(1)
        sheet.insert_cols(1)

    assert points(score(workbook)) == ["100", "100", "100"]


def test_links_are_found_as_rich_links_and_in_hyperlink_formulas(score: Score) -> None:
    workbook = full_workbook()
    evidence = cells_of(workbook, "evidence")
    evidence["1.1.policy_announced"].value = "ประกาศ"
    evidence["1.1.policy_announced"].hyperlink = "https://www.example.go.th/1"
    evidence["1.1.policy_written"].value = '=HYPERLINK("https://www.example.go.th/2","ประกาศ")'

    record = score(workbook)

    assert points(record) == ["100", "100", "100"]
    assert record["problems"] == []


def test_a_formula_calculated_to_nothing_is_blank_and_one_never_calculated_an_error() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"] = '=IF(FALSE,1,"")', "=1+1"
    package = zipfile.ZipFile(io.BytesIO(saved(workbook)))
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as target:
        for name in package.namelist():
            part = package.read(name)
            # As Excel leaves it: the result is a text, and the text is empty.
            target.writestr(name, part.replace(b'<c r="A1">', b'<c r="A1" t="str">', 1))

    tab = tabs_in(rewritten.getvalue())[0]

    assert (tab.cell(0, 0), tab.cell(1, 0).error) == (Cell("", ""), "=1+1")


def test_the_same_workbook_gives_the_same_receipt_whatever_the_order_of_its_rows(score: Score) -> None:
    one, other = full_workbook(), full_workbook()
    for sheet in input_sheets(other):
        sheet.move_range(f"A5:H{sheet.max_row}", rows=3)

    first, second = score(one), score(other)

    assert (first["input_hash"], first["receipt"]) == (second["input_hash"], second["receipt"])


def test_no_award_is_named_while_no_threshold_is_set(score: Score) -> None:
    spoken = json.dumps(score(full_workbook()), ensure_ascii=False)

    assert "ยังไม่ได้กำหนดเกณฑ์ตัดสิน" in spoken
    assert "ดีเด่น" not in spoken


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.xlsx", None, "เปิดไฟล์"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "ไฟล์นี้ไม่ใช่ .xlsx ที่สมบูรณ์"),
        ("empty.xlsx", b"", "ไฟล์นี้ไม่ใช่ .xlsx ที่สมบูรณ์"),
        ("text.xlsx", "สวัสดี".encode(), "ไฟล์นี้ไม่ใช่ .xlsx ที่สมบูรณ์"),
    ],
)
def test_unreadable_files_get_one_sentence_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)

    assert main(["score", str(file)]) == 1
    assert said in capsys.readouterr().err


def test_a_workbook_without_keys_is_refused_with_the_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plain.xlsx"
    Workbook().save(file)

    assert main(["score", str(file)]) == 1
    assert "tonbaeb template hrmo-2565" in capsys.readouterr().err


def test_a_workbook_of_another_programme_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "award.xlsx"
    open_template().save(file)

    assert main(["score", str(file), "--programme", "unpsa-1999"]) == 1
    assert "เป็นแบบฟอร์มของ hrmo-2565" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["score"],
        ["nothing"],
        ["score", "x.xlsx", "--at", "yesterday"],
        ["score", "x.xlsx", "--at", "2565-03-31T16:30:00+07:00"],
        ["score", "x.xlsx", "--at", "0001-01-01T00:00:00+14:00"],
        [],
    ],
)
def test_wrong_usage_is_status_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(wrong)

    assert left.value.code == 2


def test_an_unknown_programme_has_no_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "hrmo-1999", "-o", str(tmp_path / "x.xlsx")]) == 1
    assert "hrmo-2565" in capsys.readouterr().err


def test_the_programme_files_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programmes", "check"]) == 0
    assert capsys.readouterr().out == "".join(f"{name}: ถูกต้อง (sound)\n" for name in programmes.ids())


def test_programmes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    hashes = {name: programmes.load(name).hash for name in programmes.ids()}

    assert main(["programmes"]) == 0
    assert capsys.readouterr().out == (
        "cso-plan-1  แผนปฏิบัติการด้านการส่งเสริมและพัฒนาองค์กรภาคประชาสังคม ระยะที่ 1 (พ.ศ. 2564-2565)\n"
        "  42 ข้อกำหนด, 139 รายการ, ประกาศใช้แล้ว (published)\n"
        f"  sha256 {hashes['cso-plan-1']}\n"
        "hrmo-2564  องค์กรต้นแบบด้านสิทธิมนุษยชน ประเภทภาครัฐ ประจำปี 2564\n"
        "  18 ข้อกำหนด, 33 รายการ, ประกาศใช้แล้ว (published)\n"
        f"  sha256 {hashes['hrmo-2564']}\n"
        "hrmo-2565  องค์กรต้นแบบด้านสิทธิมนุษยชน ประเภทองค์กรภาครัฐ ประจำปี 2565\n"
        "  25 เกณฑ์, 129 รายการ, ประกาศใช้แล้ว (published)\n"
        f"  sha256 {hashes['hrmo-2565']}\n"
        "provincial-hr  การขับเคลื่อนงานสิทธิมนุษยชนระดับจังหวัดและกรุงเทพมหานคร ปี 2566\n"
        "  20 ข้อกำหนด, 61 รายการ, ประกาศใช้แล้ว (published)\n"
        f"  sha256 {hashes['provincial-hr']}\n"
        "unpsa-2022  รางวัล United Nations Public Service Awards ประจำปี ค.ศ. 2022\n"
        "  43 ข้อกำหนด, 63 รายการ, ประกาศใช้แล้ว (published)\n"
        f"  sha256 {hashes['unpsa-2022']}\n"
    )


def test_a_mark_that_is_set_is_told_with_the_fewest_steps_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xlsx"
    workbook = open_template()
    fill(workbook, {"2.1.responsible": "committee"}, {"2.1.responsible": LINK})
    file.write_bytes(saved(workbook))

    assert main(["score", str(file), "--json", "--set", "pass_mark=14"]) == 0

    (mark,) = json.loads(capsys.readouterr().out)["thresholds"]
    assert (mark["name"], mark["mark"], mark["points"], mark["reached"]) == ("pass_mark", "14", "7", False)
    assert mark["steps"] == ["B.project_name", "B2.origin"]


def test_a_programme_without_points_tells_what_is_open_step_by_step_and_what_is_met(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.xlsx"
    assert main(["template", "cso-plan-1", "-o", str(file)]) == 0
    workbook = load_workbook(file)
    workbook["ผู้รายงานและการติดตาม"]["D6"] = "ระดับจังหวัด"
    workbook.save(file)
    capsys.readouterr()

    assert main(["score", str(file), "--at", "2021-11-15T10:00:00+07:00"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        "(ยังไม่ได้กรอกชื่อหน่วยงาน)",
        "ความพร้อม: ครบ 1 จาก 7 รายการ",
        "",
        "รายการที่ยังไม่ครบ",
        "  ! รายงานประจำปีของจังหวัด ปีที่ 1: เกินกำหนด 30 ก.ย. 2564",
        "      วันที่ส่งรายงานประจำปีของจังหวัด ปีที่ 1: กรอกวันที่ พร้อมลิงก์หลักฐาน",
    ]
    assert lines[lines.index("รายการที่ครบแล้ว") :][:3] == [
        "รายการที่ครบแล้ว",
        "  ✓ รายงานในฐานะ",
        "  – อีก 34 รายการไม่เกี่ยวข้องกับหน่วยงานตามที่กรอก",
    ]
    assert lines[-1].startswith("เลขที่ใบรับรองผลตรวจ cso-plan-1-")
