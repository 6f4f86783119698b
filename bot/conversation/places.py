"""Where things stand in the workbook, as addresses that open there."""

from __future__ import annotations

from bot.conversation.view import AgencyView
from scoring.programme import Programme


def row_link(agency: AgencyView, key: str) -> str:
    """The address of an input's row, of its tab where the row is not known, or blank without a workbook."""
    if key in agency.row_links:
        return agency.row_links[key]
    sheet = _sheet_of(agency.programme, key)
    if not agency.workbook_url or sheet is None:
        return agency.workbook_url
    return f"{agency.workbook_url.partition('#')[0]}#gid={sheet}"


def _sheet_of(programme: Programme, key: str) -> int | None:
    for tab in programme.tabs:
        if any(item.key == key for section in tab.sections for item in section.rows):
            return tab.sheet
    return None
