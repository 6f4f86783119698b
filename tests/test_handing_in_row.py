"""The box on the start tab: found by its key, no input of the programme, and missing in older workbooks."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.engine import score
from scoring.programmes import ids, load, words
from scoring.submission import Place, Problem
from sheets_schema.excel_template import write_template
from sheets_schema.excel_workbook import tabs_in
from sheets_schema.feedback import feedback
from sheets_schema.google_template import template_requests
from sheets_schema.handing_in import HANDED_IN
from sheets_schema.judged_feedback import Scored, judged_feedback
from sheets_schema.layout import START_SHEET
from sheets_schema.reader import WorkbookReader
from tests.support.grids import HEADER, row, tab
from tests.support.sample_scorecards import EXPLAINER, HALF_WAY, NOW, PROGRAMME, submission

READER = WorkbookReader(PROGRAMME, words("hrmo-2565"))
OWN: list[Any] = ["own_key", None, None, "own_answer", "own_feedback"]


def handed_in(*tabs: Any) -> bool | None:
    return READER.handed_in(READER.locate([tab("x", [HEADER, row("1.1.policy_written")]), *tabs]))


@pytest.mark.parametrize("programme_id", ids())
def test_every_template_asks_it_and_the_inputs_are_those_of_the_programme(programme_id: str) -> None:
    programme = load(programme_id)
    reader = WorkbookReader(programme, words(programme_id))
    located = reader.locate(tabs_in(write_template(programme, words(programme_id))))

    assert (located.rows.keys(), list(located.own)) == (programme.inputs.keys(), [HANDED_IN])
    assert (located.problems, reader.handed_in(located)) == ((), False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [(True, True), ("ใช่", True), (" TRUE ", True), (False, False), ("ไม่ใช่", False), (None, False), ("พร้อม", None)],
)
def test_a_checkbox_and_words_are_read(typed: Any, read: bool | None) -> None:
    assert handed_in(tab("เริ่มที่นี่", [OWN, [HANDED_IN, None, None, typed]])) is read


def test_it_is_found_below_inserted_rows_and_behind_inserted_columns() -> None:
    moved: list[list[Any]] = [[None], [None, *OWN], ["x"], [None, HANDED_IN, None, None, "ใช่"]]

    assert handed_in(tab("เปลี่ยนชื่อ", moved)) is True


def test_an_older_workbook_without_it_has_no_problem_for_that() -> None:
    located = READER.locate([tab("x", [HEADER, *(row(key) for key in PROGRAMME.inputs)])])

    assert (located.own, located.problems, READER.handed_in(located)) == ({}, (), None)


def test_a_box_that_stands_twice_says_nothing_and_is_told() -> None:
    start = tab("เริ่มที่นี่", [OWN, [HANDED_IN, None, None, "ใช่"], [HANDED_IN, None, None, "ใช่"]], START_SHEET)
    located = READER.locate([tab("x", [HEADER, *(row(key) for key in PROGRAMME.inputs)]), start])

    assert READER.handed_in(located) is None
    assert located.problems == (Problem("duplicate_key", HANDED_IN, Place("เริ่มที่นี่", "D3")),)


def test_a_copied_start_tab_is_a_copy_and_the_original_counts() -> None:
    copy, original = (
        tab("สำเนาของ เริ่มที่นี่", [OWN, [HANDED_IN, None, None, "ใช่"]], 7),
        tab("เริ่ม", [OWN, [HANDED_IN]], START_SHEET),
    )

    assert handed_in(copy, original) is False


def test_excel_offers_a_list_in_an_open_cell_and_google_an_empty_checkbox() -> None:
    sheet = load_workbook(io.BytesIO(write_template(PROGRAMME, words("hrmo-2565")))).worksheets[0]
    place = next(cells[3] for cells in sheet.iter_rows() if cells[0].value == HANDED_IN)
    boxes = [
        cell
        for request in template_requests(PROGRAMME, words("hrmo-2565"))
        for line in request.get("updateCells", {}).get("rows", ())
        for cell in line["values"]
        if cell.get("dataValidation", {}).get("condition") == {"type": "BOOLEAN"}
    ]

    assert place.protection.locked is False
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == [place.coordinate]
    assert [box["userEnteredValue"] for box in boxes] == [{"boolValue": False}]


def scored(**changes: Any) -> Scored:
    entered = submission({**HALF_WAY, **changes})
    return Scored(entered, score(PROGRAMME, entered, now=NOW))


def test_rows_edited_after_handing_in_say_so_and_all_others_what_is_judged() -> None:
    judged, newest = scored(), scored(**{"1.1.policy_written": False, "org.staff_levels": 5})
    told = judged_feedback(judged, newest, NOW, "ตามกำหนด ก", EXPLAINER)
    plain = feedback(judged.submission, judged.card, EXPLAINER)
    late = {key: text for key, text in told.rows.items() if plain.rows.get(key) != text}

    assert late == {
        "1.1.policy_written": late["1.1.policy_written"],
        "org.staff_levels": late["org.staff_levels"],
        HANDED_IN: "✓ รับข้อมูลไว้ตัดสินแล้ว 1 มี.ค. 2565 10.00 น. · แก้ไขหลังส่ง ยังไม่นับ 2 แถว",
    }
    assert late["org.staff_levels"].startswith("– แก้ไขหลังส่ง ยังไม่นับ ที่ใช้ตัดสินคือ ")
    assert told.summary[1] == ("ข้อมูลที่ใช้ตัดสิน", "รับไว้เมื่อ 1 มี.ค. 2565 10.00 น. ตามกำหนด ก")
    assert told.summary[2][0] == "แก้ไขหลังส่ง ยังไม่นับ"
    assert told.summary[4:] == plain.summary[1:]


def test_without_later_edits_only_the_taking_is_told() -> None:
    told = judged_feedback(scored(), scored(), NOW, "ตามกำหนด ก", EXPLAINER)

    assert told.rows[HANDED_IN] == "✓ รับข้อมูลไว้ตัดสินแล้ว 1 มี.ค. 2565 10.00 น."
    assert told.summary[2:] == feedback(*_parts(scored()), EXPLAINER).summary[1:]


def _parts(one: Scored) -> tuple[Any, Any]:
    return one.submission, one.card


def test_a_problem_with_the_box_is_told_in_words() -> None:
    problem = Problem("duplicate_key", HANDED_IN, Place("เริ่มที่นี่", "D3"))

    assert EXPLAINER.problem(problem) == (
        "แท็บ “เริ่มที่นี่” ช่อง D3 รายการนี้มีมากกว่าหนึ่งแถว ต้องมีแถวเดียว จึงยังไม่นับแถวใดเลย โปรดลบแถวที่ซ้ำให้เหลือแถวเดียว"
    )
