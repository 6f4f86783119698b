"""What typing means in a Thai workbook, and how values are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.sandbox.google.cells import complete, with_number_format, with_value
from bot.sandbox.google.display import shown
from bot.sandbox.google.entry import read_typed, serial

TODAY = date(2021, 12, 3)


def typed(text: str, locale: str = "th_TH") -> tuple[dict[str, Any] | None, str]:
    """The value understood and the text shown."""
    entry = read_typed(text, locale, today=TODAY)
    cell = with_value(None, entry.value, locale)
    if entry.number_format:
        cell = with_number_format(cell, entry.number_format, locale)
    return entry.value, cell.get("formattedValue", "")


@pytest.mark.parametrize(
    ("text", "number", "display"),
    [
        ("5", 5, "5"),
        ("5.0", 5, "5"),
        ("-3", -3, "-3"),
        ("+7", 7, "7"),
        ("1,234", 1234, "1,234"),
        ("1,234,567.5", 1234567.5, "1,234,567.50"),
        (" 8 ", 8, "8"),
        ("12%", 0.12, "12%"),
        ("12.5%", 0.125, "12.50%"),
        ("7%", 0.07, "7%"),
        ("1e5", 100000, "1.00E+05"),
        (".5", 0.5, "0.5"),
    ],
)
def test_numbers_are_understood(text: str, number: float, display: str) -> None:
    assert typed(text) == ({"numberValue": number}, display)


@pytest.mark.parametrize(
    ("text", "day", "display"),
    [
        ("31/12/2564", date(2564, 12, 31), "31/12/2564"),
        ("3/12/2021", date(2021, 12, 3), "3/12/2021"),
        ("2021-12-31", date(2021, 12, 31), "2021-12-31"),
        ("2021-1-3", date(2021, 1, 3), "3/1/2021"),
        ("31-12-2021", date(2021, 12, 31), "31/12/2021"),
        ("31.12.2021", date(2021, 12, 31), "31/12/2021"),
        ("31/12/64", date(1964, 12, 31), "31/12/1964"),
        ("31/12/21", date(2021, 12, 31), "31/12/2021"),
        ("1/2", date(2021, 2, 1), "1/2/2021"),
        ("31 Dec 2021", date(2021, 12, 31), "31/12/2021"),
    ],
)
def test_dates_are_days_first_and_become_serial_numbers(text: str, day: date, display: str) -> None:
    assert typed(text) == ({"numberValue": serial(day)}, display)


def test_an_american_workbook_reads_the_month_first() -> None:
    assert typed("12/31/2021", "en_US") == ({"numberValue": 44561}, "12/31/2021")
    assert typed("31/12/2021", "en_US") == ({"stringValue": "31/12/2021"}, "31/12/2021")


@pytest.mark.parametrize(
    "text",
    ["1,23", "๓", "31 ธ.ค. 2564", "30/2/2021", "12 คน", "-", ".", "%", "N/A", "#REF!", "ใช่", "1.2.3.4", "25:00", "="],
)
def test_everything_else_stays_text(text: str) -> None:
    assert typed(text) == ({"stringValue": text}, text)


def test_times_are_parts_of_a_day() -> None:
    assert typed("6:00") == ({"numberValue": 0.25}, "6:00:00")
    assert typed("31/12/2021 18:00") == ({"numberValue": 44561.75}, "31/12/2021 18:00:00")
    assert typed("6:30 pm")[1] == "18:30:00"


def test_truth_values_are_read_in_any_case() -> None:
    assert typed("true") == ({"boolValue": True}, "TRUE")
    assert typed("False") == ({"boolValue": False}, "FALSE")


def test_an_apostrophe_keeps_what_follows_as_text() -> None:
    assert typed("'007") == ({"stringValue": "007"}, "007")


def test_a_cell_of_plain_text_keeps_every_letter() -> None:
    for text in ("007", "=1+1", "31/12/2564", "'x"):
        assert read_typed(text, "th_TH", today=TODAY, as_text=True).value == {"stringValue": text}


def test_nothing_typed_is_nothing() -> None:
    assert typed("") == (None, "")


def test_a_hyperlink_formula_is_evaluated() -> None:
    cell = with_value(None, {"formulaValue": '=HYPERLINK("https://a.go.th/x","คำสั่ง ""ลับ""")'}, "th_TH")

    assert cell["effectiveValue"] == {"stringValue": 'คำสั่ง "ลับ"'}
    assert cell["hyperlink"] == "https://a.go.th/x"


@pytest.mark.parametrize("formula", ["=1+1", "=B2", '=IMAGE("https://a.go.th/x.png")', "=HYPERLINK(A1,B1)"])
def test_any_other_formula_is_kept_and_not_calculated(formula: str) -> None:
    cell = with_value(None, {"formulaValue": formula}, "th_TH")

    error = {"type": "NAME", "message": "The sandbox calculates no formulas."}
    assert cell == {
        "userEnteredValue": {"formulaValue": formula},
        "effectiveValue": {"errorValue": error},
        "formattedValue": "#NAME?",
    }


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.go.th/คำสั่ง", "https://a.go.th/คำสั่ง"),
        ("HTTP://A.GO.TH", "HTTP://A.GO.TH"),
        ("ดู https://a.go.th", None),
        ("https://a.go.th https://b.go.th", None),
        ("a.go.th", None),
    ],
)
def test_a_cell_that_is_one_address_becomes_a_link(text: str, link: str | None) -> None:
    assert with_value(None, {"stringValue": text}, "th_TH").get("hyperlink") == link


def test_several_links_in_one_cell_leave_the_cell_without_a_link_of_its_own() -> None:
    runs = [
        {"format": {"link": {"uri": "https://a.go.th"}}},
        {"startIndex": 3, "format": {}},
        {"startIndex": 4, "format": {"link": {"uri": "https://b.go.th"}}},
    ]
    two = complete({"userEnteredValue": {"stringValue": "หนึ่ง สอง"}, "textFormatRuns": runs}, "th_TH")
    one = complete({"userEnteredValue": {"stringValue": "หนึ่ง"}, "textFormatRuns": runs[:1]}, "th_TH")

    assert "hyperlink" not in two
    assert one["hyperlink"] == "https://a.go.th"


@pytest.mark.parametrize(
    ("number", "kind", "pattern", "display"),
    [
        (1 / 3, "", "", "0.3333333333"),
        (1e20, "", "", "1E+20"),
        (0.1 + 0.2, "", "", "0.3"),
        (1234.5, "NUMBER", "#,##0.00", "1,234.50"),
        (2.5, "NUMBER", "0", "3"),
        (1234.5, "CURRENCY", '"฿"#,##0', "฿1,235"),
        (44561, "DATE", "yyyy-mm-dd", "2021-12-31"),
        (44561, "DATE", "d mmm yy", "31 Dec 21"),
        (44561, "DATE", "dddd d mmmm", "Friday 31 December"),
        (0.5 + 5 / 1440, "TIME", "h:mm am/pm", "12:05 PM"),
        (5, "TEXT", "@", "5"),
    ],
)
def test_number_formats_are_shown(number: float, kind: str, pattern: str, display: str) -> None:
    assert shown({"numberValue": number}, {"type": kind, "pattern": pattern}, "th_TH") == display
