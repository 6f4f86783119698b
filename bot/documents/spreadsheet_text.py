"""Texts of others in files that a spreadsheet program opens: shown, never run."""

from __future__ import annotations

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: the first four begin a formula, blanks before them are dropped by some programs, and
some take the wide forms of East Asian keyboards for the same.
"""


def harmless(text: str) -> str:
    """The text for a CSV file, with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text
