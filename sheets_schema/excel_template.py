"""The template as an .xlsx file, for offices without Google: the same tabs, keys and looks."""

from __future__ import annotations

from scoring.programme import Programme
from scoring.wording import Wording

VERSION_PROPERTY = "tonbaeb"
"""The custom document property that carries the programme and the template's version."""


def write_template(programme: Programme, words: Wording) -> bytes:
    """An empty workbook of the programme."""
    from sheets_schema.excel_drawing import drawn  # noqa: PLC0415 - openpyxl is heavy: only where a file is made

    return drawn(programme, words, VERSION_PROPERTY)
