"""Ids of files at Google, in the links that people send."""

from __future__ import annotations

import re

_ID = re.compile(r"[A-Za-z0-9_-]{15,100}", re.ASCII)
_LINK = re.compile(
    r"https://(?:docs\.google\.com/spreadsheets/(?:u/\d+/)?d/|drive\.google\.com/(?:file/d/|open\?id=))([A-Za-z0-9_-]+)"
)

_FOLDER = re.compile(r"https://drive\.google\.com/drive/(?:u/\d+/)?folders/([A-Za-z0-9_-]+)")


def is_file_id(text: str) -> bool:
    """Whether a text can be the id of a file, so that it may stand in an address."""
    return bool(_ID.fullmatch(text))


def file_id_in(text: str) -> str | None:
    """The id of the workbook that a text links to, or is the bare id of; None where there is none."""
    stripped = text.strip()
    found = _LINK.search(stripped)
    candidate = found.group(1) if found else stripped
    return candidate if is_file_id(candidate) else None


def copy_link(file_id: str) -> str:
    """Where a person makes a copy of a workbook that is their own."""
    return f"https://docs.google.com/spreadsheets/d/{file_id}/copy"


def folder_id_in(text: str) -> str | None:
    """The id of the folder or shared drive that a text links to, or is the bare id of; None where there is none."""
    stripped = text.strip()
    found = _FOLDER.search(stripped)
    candidate = found.group(1) if found else stripped
    return candidate if is_file_id(candidate) else None


def workbook_url(file_id: str) -> str:
    """Where a person opens a workbook."""
    return f"https://docs.google.com/spreadsheets/d/{file_id}/edit"
