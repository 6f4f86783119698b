"""Filled .xlsx workbooks, made from the product's own template the way an officer fills it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from scoring import programmes
from scoring.programme import Input
from sheets_schema.excel_template import write_template

PROGRAMME = programmes.load("hrmo-2565")
LINK = "https://www.example.go.th/evidence"


@cache
def template_bytes() -> bytes:
    return write_template(PROGRAMME, programmes.words(PROGRAMME.id))


def open_template() -> Workbook:
    return load_workbook(io.BytesIO(template_bytes()))


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def input_sheets(workbook: Workbook) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if sheet.cell(1, 1).value == "key"]


def cells_of(workbook: Workbook, column: str) -> dict[str, Cell]:
    """The cell in the column of this key for every input, by the input's key."""
    found: dict[str, Any] = {}
    for sheet in input_sheets(workbook):
        columns = {sheet.cell(1, number).value: number for number in range(1, sheet.max_column + 1)}
        for row in range(2, sheet.max_row + 1):
            key = sheet.cell(row, 1).value
            if key:
                found[str(key)] = sheet.cell(row, columns[column])
    return found


def fill(workbook: Workbook, answers: Mapping[str, Any], links: Mapping[str, str] | None = None) -> None:
    """Type answers, and links into the evidence column."""
    answer_cells, evidence_cells = cells_of(workbook, "answer"), cells_of(workbook, "evidence")
    for key, answer in answers.items():
        answer_cells[key].value = answer
    for key, link in (links or {}).items():
        evidence_cells[key].value = link


def best_answer(item: Input) -> Any:
    """An answer that helps as much as any can."""
    special = {
        "org.type": "department",
        "org.won_before": "ไม่ใช่",
        "org.project_repeated": "ไม่ใช่",
        "B.start_date": "1/10/2564",
        "B.end_date": "30/9/2565",
        "8.2.responsible": "committee",
        "3.3.2.claimed": None,
        "3.3.2.statement_or_meeting": None,
        "3.3.2.directive": None,
    }
    if item.key in special:
        return special[item.key]
    plain = {"yes_no": "ใช่", "count": 10, "text": "ข้อความ", "choice": item.codes[-1] if item.codes else None}
    return plain[item.type]


def full_workbook() -> Workbook:
    """A workbook in which everything is answered as well as can be, with links."""
    workbook = open_template()
    answers = {key: best_answer(item) for key, item in PROGRAMME.inputs.items()}
    links = {key: LINK for key, item in PROGRAMME.inputs.items() if item.evidence}
    fill(workbook, answers, links)
    return workbook
