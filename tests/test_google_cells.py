from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheets_schema.cells import Cell
from sheets_schema.google_cells import cell_from, sheets_in, tabs_from


def shown(kind: str) -> dict[str, Any]:
    return {"effectiveFormat": {"numberFormat": {"type": kind}}}


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        ({}, Cell()),
        ({"effectiveValue": {"stringValue": "ใช่"}, "formattedValue": "ใช่"}, Cell("ใช่", "ใช่")),
        ({"effectiveValue": {"boolValue": False}, "formattedValue": "FALSE"}, Cell(False, "FALSE")),
        ({"effectiveValue": {"numberValue": 0}, "formattedValue": "0"}, Cell(0, "0")),
        ({"effectiveValue": {"numberValue": 2.5}, "formattedValue": "2.5"}, Cell(2.5, "2.5")),
    ],
)
def test_plain_values_are_taken_as_they_are(data: dict[str, Any], cell: Cell) -> None:
    assert cell_from(data) == cell


def test_a_number_shown_as_a_percentage_says_so() -> None:
    data = {"effectiveValue": {"numberValue": 0.2}, "formattedValue": "20%", **shown("PERCENT")}

    assert cell_from(data) == Cell(0.2, "20%", per_cent=True)


@pytest.mark.parametrize("kind", ["DATE", "DATE_TIME"])
def test_a_serial_number_in_a_date_cell_is_a_date(kind: str) -> None:
    data = {"effectiveValue": {"numberValue": 44561.75}, "formattedValue": "31/12/2021", **shown(kind)}

    assert cell_from(data) == Cell(date(2021, 12, 31), "31/12/2021")


@pytest.mark.parametrize("kind", ["TIME", "NUMBER", "TEXT", "CURRENCY"])
def test_other_formats_make_no_date(kind: str) -> None:
    assert cell_from({"effectiveValue": {"numberValue": 44561}, **shown(kind)}).value == 44561


@pytest.mark.parametrize("serial", [4_000_000_000, -1_000_000, float("inf")])
def test_a_serial_number_beyond_the_calendar_stays_a_number(serial: float) -> None:
    assert cell_from({"effectiveValue": {"numberValue": serial}, **shown("DATE")}).value == serial


def test_an_error_is_what_a_person_sees() -> None:
    data = {"effectiveValue": {"errorValue": {"type": "REF"}}, "formattedValue": "#REF!"}

    assert cell_from(data) == Cell(None, "#REF!", error="#REF!")


def test_a_formula_that_still_loads_is_told_apart() -> None:
    data = {"effectiveValue": {"errorValue": {"type": "LOADING"}}, "formattedValue": "Loading..."}

    assert cell_from(data).error == "LOADING"


def test_links_are_found_wherever_google_keeps_them_each_once() -> None:
    data = {
        "effectiveValue": {"stringValue": "คำสั่ง ภาพ รายงาน"},
        "formattedValue": "คำสั่ง ภาพ รายงาน",
        "hyperlink": "https://example.go.th/1",
        "textFormatRuns": [
            {"format": {"link": {"uri": "https://example.go.th/1"}}},
            {"startIndex": 7, "format": {"link": {"uri": "https://example.go.th/2"}}},
            {"startIndex": 9, "format": {}},
        ],
        "chipRuns": [
            {"chip": {"richLinkProperties": {"uri": "https://drive.google.com/file/d/3"}}},
            {"startIndex": 1},
        ],
        "userEnteredValue": {"formulaValue": '=HYPERLINK("https://example.go.th/4","ลิงก์")'},
    }

    assert cell_from(data).links == (
        "https://example.go.th/1",
        "https://example.go.th/2",
        "https://drive.google.com/file/d/3",
        "https://example.go.th/4",
    )


def test_tabs_keep_their_ids_and_places() -> None:
    reply = {
        "sheets": [
            {
                "properties": {"sheetId": 1010, "title": "ข้อมูลองค์กร"},
                "data": [
                    {
                        "startRow": 1,
                        "startColumn": 2,
                        "rowData": [{"values": [{"effectiveValue": {"stringValue": "ก"}}]}, {}],
                    }
                ],
            },
            {"properties": {"sheetId": 0, "title": "แผนภูมิ"}},
        ]
    }

    tabs = tabs_from(reply)

    assert [(tab.title, tab.id) for tab in tabs] == [("ข้อมูลองค์กร", 1010), ("แผนภูมิ", 0)]
    assert tabs[0].cell(1, 2) == Cell("ก")
    assert tabs[0].cell(0, 0) == tabs[0].cell(2, 0) == tabs[1].cell(5, 5) == Cell()
    assert sheets_in(reply) == {1010: "ข้อมูลองค์กร", 0: "แผนภูมิ"}
