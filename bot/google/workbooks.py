"""The two calls that a changed workbook costs: one read, and at most one write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.google.errors import AlreadyExistsError, NotFoundError
from bot.google.file_ids import is_file_id
from bot.google.transport import SHEETS, Transport
from sheets_schema.google_cells import FIELDS
from sheets_schema.google_feedback import WRITE_FIELDS, without_additions


class Workbooks:
    """Workbooks at Google, read and written whole."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def read(self, file_id: str) -> dict[str, Any]:
        """The masked `Spreadsheet` for `google_cells.tabs_from`, in one request."""
        return self._transport.ask("get", _address(file_id), params={"fields": FIELDS})

    def write_feedback(self, file_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Write a body of `google_feedback.write_body` in one request; the `Spreadsheet` as it stands after it.

        Where an earlier answer was lost after the work was done, the feedback tab is there already: then it is
        written without being added, in a second request.
        """
        try:
            return self._write(file_id, body)
        except AlreadyExistsError:
            return self._write(file_id, without_additions(body))

    def build(self, file_id: str, requests: list[dict[str, Any]]) -> None:
        """Turn an empty spreadsheet into a template, in one request."""
        self._transport.ask("post", f"{_address(file_id)}:batchUpdate", json={"requests": requests})

    def _write(self, file_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        address = f"{_address(file_id)}:batchUpdate"
        reply = self._transport.ask("post", address, params={"fields": WRITE_FIELDS}, json=body)
        updated: dict[str, Any] = reply["updatedSpreadsheet"]
        return updated


def _address(file_id: str) -> str:
    if not is_file_id(file_id):
        raise NotFoundError("no id of a file")
    return f"{SHEETS}/v4/spreadsheets/{file_id}"
