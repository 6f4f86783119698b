"""What an .xlsx tab allows and how it behaves: drop-downs, tones, protection, the printed page."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting import rule as conditional
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheets_schema.excel_style import letter
from sheets_schema.layout import HEADING_ROW, POSITION, TemplateTab
from sheets_schema.styles import CHOOSE, TONES

LISTS_TAB = "_lists"
Ranges = dict[tuple[str, ...], str]
_A4 = 9
_NOT_IN_LIST = "คำตอบไม่อยู่ในรายการ"
_formula_rule: Any = conditional.FormulaRule  # its types leave the arguments open


def ranges_of(tabs: tuple[TemplateTab, ...]) -> Ranges:
    """Where each drop-down's list stands. Written out in a cell's rule a list could hold only 255 characters."""
    lists = dict.fromkeys(row.options for tab in tabs for row in tab.rows if row.options)
    return {
        options: f"'{LISTS_TAB}'!${letter(column)}$1:${letter(column)}${len(options)}"
        for column, options in enumerate(lists)
    }


def write_lists(sheet: Worksheet, ranges: Ranges) -> None:
    """Fill the hidden tab with the lists, each in its column."""
    for column, options in enumerate(ranges, start=1):
        for row, option in enumerate(options, start=1):
            sheet.cell(row, column).value = option
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def add_drop_downs(sheet: Worksheet, tab: TemplateTab, ranges: Ranges) -> None:
    """A warning, no ban, for what is not in the list: `-` and other answers that the reader knows must be let in."""
    rules: dict[tuple[str, ...], DataValidation] = {}
    for index, row in enumerate(tab.rows, start=1):
        if row.options and row.options not in rules:
            rules[row.options] = _drop_down(ranges[row.options])
            sheet.add_data_validation(rules[row.options])
        if row.options:
            rules[row.options].add(f"{letter(POSITION['answer'])}{index}")


def _drop_down(source: str) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        errorTitle=_NOT_IN_LIST,
        error=CHOOSE,
    )


def add_tones(sheet: Worksheet) -> None:
    """Tones of the feedback by its first symbol."""
    column, first = letter(POSITION["feedback"]), HEADING_ROW + 2
    for symbol, look in TONES.items():
        # In a rule's look Excel takes the ground from the pattern's end colour.
        fill = PatternFill("solid", end_color=look.background)
        rule = _formula_rule([f'LEFT(${column}{first},1)="{symbol}"'], fill=fill, font=Font(color=look.colour))
        sheet.conditional_formatting.add(f"{column}{first}:{column}{sheet.max_row}", rule)


def protect(sheet: Worksheet) -> None:
    """Without a password: it keeps hands off the labels, no more. What openpyxl calls False is allowed."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
    sheet.protection.insertHyperlinks = False


def set_page(sheet: Any, *, last: int) -> None:
    """A4 across, columns up to `last` as wide as the page, with the tab's name and the page's number."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"{letter(POSITION['number'])}2:{letter(last)}{sheet.max_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "หน้า &P จาก &N"
