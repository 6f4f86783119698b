"""Reading answer cells as the contract says, type by type."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.programme import Input
from sheets_schema.answers import BLANK, NOT_APPLICABLE, Reading, labels_of, read_answer
from sheets_schema.cells import Cell, CellValue

YES_NO, COUNT, DATE, TEXT = (Input("k", kind) for kind in ("yes_no", "count", "date", "text"))
CLAIM = Input("k", "choice", codes=("0", "1", "2", "3"))
CLAIM_LABELS = labels_of(CLAIM, {"0": "0 - ยังไม่มี", "1": "1 - พอใช้", "2": "2 - ดี", "3": "3 - ดีมาก"})
WHO = Input("k", "choice", codes=("none", "unit", "committee", "working_group"))
WHO_LABELS = labels_of(WHO, {"none": "ไม่มี", "unit": "กลุ่ม", "committee": "คณะกรรมการ", "working_group": "คณะทำงาน"})


def read(item: Input, value: CellValue | None, labels: dict[str, str] | None = None) -> Reading:
    return read_answer(item, Cell(value, "" if value is None else str(value)), labels or {})


def problem(code: str) -> Reading:
    return Reading("invalid", None, code)


@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0", "\u200b", "\ufeff \u200d\n"])
@pytest.mark.parametrize("item", [YES_NO, COUNT, DATE, TEXT, CLAIM])
def test_spaces_and_zero_width_characters_alone_are_blank(item: Input, blank: str | None) -> None:
    assert read(item, blank) == BLANK


@pytest.mark.parametrize("written", ["-", " - ", "N/A", "n/a", "ไม่เกี่ยวข้อง", "\u200bไม่เกี่ยวข้อง\u00a0"])
@pytest.mark.parametrize("item", [YES_NO, COUNT, DATE, TEXT, CLAIM])
def test_not_applicable_is_a_state_of_its_own(item: Input, written: str) -> None:
    assert read(item, written) == NOT_APPLICABLE


@pytest.mark.parametrize("item", [YES_NO, COUNT, DATE, TEXT, CLAIM])
def test_an_error_is_a_formula_error_whatever_is_asked(item: Input) -> None:
    assert read_answer(item, Cell(None, "#REF!", error="#REF!"), {}) == problem("formula_error")


@pytest.mark.parametrize("yes", ["ใช่", " ใช่ ", "มี", "YES", "Yes", "true", "TRUE", "1", "๑", True, 1, 1.0])
def test_yes_in_all_its_forms(yes: CellValue) -> None:
    assert read(YES_NO, yes) == Reading("given", True)


@pytest.mark.parametrize("no", ["ไม่ใช่", "ไม่มี", "no", "FALSE", "0", False, 0, 0.0, "ไม่\u200bใช่"])
def test_no_in_all_its_forms(no: CellValue) -> None:
    assert read(YES_NO, no) == Reading("given", False)


@pytest.mark.parametrize("other", ["ครับ", "2", 2, 0.5, "ใช่ครับ", "yes!", date(2021, 1, 1), "none"])
def test_anything_else_is_an_unknown_choice(other: CellValue) -> None:
    assert read(YES_NO, other) == problem("unknown_choice")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0), ("25", 25), (" 25 ", 25), ("๒๕", 25), ("1,234", 1234), ("๑,๒๓๔,๕๖๗", 1234567), ("5.0", 5),
        ("5.00", 5), (5, 5), (5.0, 5), ("1,234.0", 1234), ("007", 7), ("\u00a07\u200b", 7), ("-0", 0),
    ],
)  # fmt: skip
def test_whole_numbers(written: CellValue, number: int) -> None:
    assert read(COUNT, written) == Reading("given", number)


@pytest.mark.parametrize(
    "written",
    [
        "25 คน",
        "ยี่สิบ",
        "5.5",
        5.5,
        True,
        date(2021, 1, 1),
        "5%",
        "1,2345",
        "12,34",
        ",123",
        "1e3",
        "5.",
        "1 234",
        "٣",
        "9" * 5000,
    ],
)
def test_what_is_no_whole_number(written: CellValue) -> None:
    assert read(COUNT, written) == problem("not_a_whole_number")


@pytest.mark.parametrize("written", ["-5", "-5.0", -5, -5.0, "-1,234", "-๕", "\u22125"])
def test_a_whole_negative_number_is_negative(written: CellValue) -> None:
    assert read(COUNT, written) == problem("negative")


def test_a_number_shown_as_a_percentage_is_no_count_and_no_choice() -> None:
    whole = Cell(1, "100%", per_cent=True)

    assert read_answer(COUNT, whole, {}) == problem("not_a_whole_number")
    assert read_answer(CLAIM, whole, CLAIM_LABELS) == problem("unknown_choice")
    assert read_answer(YES_NO, whole, {}) == problem("unknown_choice")


@pytest.mark.parametrize(
    "written", ["2", "๒", 2, 2.0, "2 - ดี", "2 อะไรก็ได้", "2-ดี", "2. ดี", "๒ - ดี", "  2:", "2\u00a0ดี"]
)
def test_a_code_may_be_followed_by_more(written: CellValue) -> None:
    assert read(CLAIM, written, CLAIM_LABELS) == Reading("given", "2")


@pytest.mark.parametrize("written", ["10", "20", 10, "2x", "2ดี", 2.5, True, date(2021, 1, 1), "4", -1])
def test_what_only_begins_like_a_code_is_unknown(written: CellValue) -> None:
    assert read(CLAIM, written, CLAIM_LABELS) == problem("unknown_choice")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("คณะกรรมการ", "committee"), ("คณะกรรมการ (คำสั่งที่ 1/2564)", "committee"), ("COMMITTEE", "committee"),
        ("คณะทำงาน", "working_group"), ("Working_Group - x", "working_group"), ("ไม่มี", "none"), ("กลุ่ม", "unit"),
        ("คณะท\u0e4d\u0e32งาน", "working_group"),
    ],
)  # fmt: skip
def test_labels_and_codes_name_a_choice(written: str, code: str) -> None:
    assert read(WHO, written, WHO_LABELS) == Reading("given", code)


def test_the_longest_label_wins() -> None:
    item = Input("k", "choice", codes=("a", "b"))
    labels = labels_of(item, {"a": "กลุ่ม", "b": "กลุ่ม งาน"})

    assert read(item, "กลุ่ม งาน", labels) == Reading("given", "b")


@pytest.mark.parametrize(
    "written",
    [
        "31/12/2564", "31/12/64", "31 ธ.ค. 2564", "31 ธันวาคม 2564", "2021-12-31", "๓๑/๑๒/๒๕๖๔", "31 ธ.ค. 64",
        "31 ธ.ค.2564", "31ธันวาคม2564", "31 / 12 / 2564", "31-12-2564", "31.12.2564", "2564-12-31", "31/12/2021",
        "วันที่ 31 ธันวาคม พ.ศ. 2564", "31 Dec 2021", date(2021, 12, 31), date(2564, 12, 31), " 31/12/2564\u200b",
    ],
)  # fmt: skip
def test_dates_as_thai_officers_write_them(written: CellValue) -> None:
    assert read(DATE, written) == Reading("given", date(2021, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        44561,
        "44561",
        2564,
        True,
        "31/13/2564",
        "30/2/2564",
        "ธันวาคม 2564",
        "31/12",
        "31/12/564",
        "29/2/2564",
        "พรุ่งนี้",
        1.5,
    ],
)
def test_unreadable_dates(written: CellValue) -> None:
    assert read(DATE, written) == problem("unreadable_date")


def test_a_real_date_of_a_buddhist_leap_day_that_never_was_is_unreadable() -> None:
    assert read(DATE, date(2564, 2, 29)) == problem("unreadable_date")


@pytest.mark.parametrize(
    ("written", "year"), [("1/1/2400", 2400), ("1/1/2401", 1858), (date(2400, 1, 1), 2400), ("1/1/00", 1957)]
)
def test_a_year_above_2400_is_buddhist_era(written: CellValue, year: int) -> None:
    assert read(DATE, written) == Reading("given", date(year, 1, 1))


def test_a_text_longer_than_twenty_thousand_characters_is_kept_and_told() -> None:
    assert read(TEXT, "ก" * 20_000) == Reading("given", "ก" * 20_000)
    assert read(TEXT, "ก" * 20_001) == Reading("given", "ก" * 20_001, "too_long")


def test_a_number_or_a_tick_in_a_text_cell_is_text() -> None:
    assert read(TEXT, 12) == Reading("given", "12")
    assert read_answer(TEXT, Cell(True, "TRUE"), {}) == Reading("given", "TRUE")
