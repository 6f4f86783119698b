from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from scoring.programmes import ids, load, words
from sheets_schema.excel_template import VERSION_PROPERTY, write_template
from sheets_schema.excel_workbook import tabs_in
from sheets_schema.fitting import broken, letters, line_count
from sheets_schema.layout import HEADING_ROW, POSITION, marker
from sheets_schema.locate import programme_named_in
from sheets_schema.reader import WorkbookReader


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_template(load("hrmo-2565"), words("hrmo-2565"))


@pytest.fixture(scope="module")
def workbook(file: bytes) -> Any:
    return load_workbook(io.BytesIO(file))


def input_rows(sheet: Any) -> list[Any]:
    return [row for row in sheet.iter_rows(min_row=HEADING_ROW + 2) if row[POSITION["key"]].value]


@pytest.mark.parametrize("programme_id", ids())
def test_every_key_stands_once_and_every_answer_is_blank(programme_id: str) -> None:
    programme = load(programme_id)
    tabs = tabs_in(write_template(programme, words(programme_id)))
    reader = WorkbookReader(programme, words(programme_id))

    located = reader.locate(tabs)

    assert sorted(located.rows) == sorted(programme.inputs)
    assert located.problems == ()
    assert programme_named_in(tabs) == programme_id
    assert {answer.state for answer in reader.read(located).answers.values()} == {"blank"}


def test_the_file_names_its_template(workbook: Any) -> None:
    assert workbook.custom_doc_props[VERSION_PROPERTY].value == marker(load("hrmo-2565"))


def test_only_answers_and_evidence_can_be_typed_in(workbook: Any) -> None:
    for tab in load("hrmo-2565").tabs:
        sheet = workbook[words("hrmo-2565").tab(tab.id)["title"]]
        assert sheet.protection.sheet is True
        assert sheet.protection.password is None
        for row in input_rows(sheet):
            unlocked = {position for position, cell in enumerate(row) if not cell.protection.locked}
            assert unlocked == {POSITION["answer"], POSITION["evidence"]}


def test_pasted_cells_do_not_become_locked(workbook: Any) -> None:
    assert workbook._named_styles["Normal"].protection.locked is False


def test_answers_are_texts(workbook: Any) -> None:
    formats = {
        row[POSITION["answer"]].number_format
        for tab in load("hrmo-2565").tabs
        for row in input_rows(workbook[words("hrmo-2565").tab(tab.id)["title"]])
    }

    assert formats == {"@"}


def test_keys_are_hidden_and_headings_stay_in_sight(workbook: Any) -> None:
    sheet = workbook[words("hrmo-2565").tab("structure")["title"]]

    assert sheet.row_dimensions[1].hidden is True
    assert sheet.column_dimensions["A"].hidden is True
    assert sheet.column_dimensions["H"].hidden is True
    assert sheet.freeze_panes == "D5"


def test_drop_downs_take_their_lists_from_a_hidden_tab(workbook: Any) -> None:
    sheet = workbook[words("hrmo-2565").tab("organisation")["title"]]
    lists = workbook["_lists"]
    offered: dict[str, list[Any]] = {}
    for rule in sheet.data_validations.dataValidation:
        left, top, right, bottom = range_boundaries(rule.formula1.split("!")[1].replace("$", ""))
        values = [cell.value for row in lists.iter_rows(top, bottom, left, right) for cell in row]
        offered |= {str(cells): values for cells in rule.sqref.ranges}
    organisation_type = load("hrmo-2565").inputs["org.type"]

    assert lists.sheet_state == "hidden"
    assert offered["D7"] == [words("hrmo-2565").choice(organisation_type, code) for code in organisation_type.codes]
    assert sheet["A7"].value == "org.type"


def test_all_provinces_are_offered_though_they_are_more_than_255_characters() -> None:
    plan = load("cso-plan-1")
    file = load_workbook(io.BytesIO(write_template(plan, words("cso-plan-1"))))
    sheet = file[words("cso-plan-1").tab("plan")["title"]]
    rule = next(each for each in sheet.data_validations.dataValidation if "D9" in str(each.sqref))
    left, top, right, bottom = range_boundaries(rule.formula1.split("!")[1].replace("$", ""))
    offered = [cell.value for row in file["_lists"].iter_rows(top, bottom, left, right) for cell in row]

    province = plan.inputs["plan.province"]

    assert sheet["A9"].value == province.key
    assert offered == [words("cso-plan-1").choice(province, code) for code in province.codes]
    assert len(offered) == 77


def test_it_prints_on_a4_across_with_its_headings(workbook: Any) -> None:
    sheet = workbook[words("hrmo-2565").tab("structure")["title"]]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"


def test_rows_start_high_enough_and_may_still_grow(file: bytes, workbook: Any) -> None:
    sheet = workbook[words("hrmo-2565").tab("structure")["title"]]
    heights = [sheet.row_dimensions[row[0].row].height for row in input_rows(sheet)]

    assert min(heights) > 18
    assert b'customHeight="1"' not in _part(file, "xl/worksheets/sheet3.xml")


def test_numbers_kept_as_text_bring_no_green_corners(file: bytes) -> None:
    assert b'<ignoredError sqref="D5:D999" numberStoredAsText="1"/>' in _part(file, "xl/worksheets/sheet2.xml")


def test_thai_vowels_above_and_below_take_no_room() -> None:
    assert letters("ที่นี่") == 2
    assert line_count("ที่นี่" * 3, 3) == 2
    assert line_count("", 10) == 1
    assert line_count("ก\nข", 10) == 2


def test_text_is_broken_at_its_spaces_only() -> None:
    assert broken("หนึ่ง สอง สาม", 8) == "หนึ่ง สอง\nสาม"
    assert broken("หนึ่งสองสาม", 3) == "หนึ่งสองสาม"


def _part(file: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(file)).read(name)
