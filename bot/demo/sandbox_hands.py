"""The hands of people in the sandbox: they type into sheets, write in chats and move the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import requests

TIMEOUT = 30


class SandboxHands:
    """Does what a person would do on the sandbox's page, through the same requests that the page makes."""

    def __init__(self, root: str) -> None:
        self._api = f"{root}/sandbox/api"
        self._session = requests.Session()

    def new_person(self, name: str) -> str:
        """Someone new in LINE who adds the account; tells their id."""
        person = self._post("/line/users", {"displayName": name, "language": "th"})
        user_id = str(person["userId"])
        self._post(f"/line/chats/{user_id}/follow", {})
        return user_id

    def write(self, user_id: str, text: str) -> None:
        """Write a text to the account."""
        self._post(f"/line/chats/{user_id}/text", {"text": text})

    def tap(self, user_id: str, data: str, shown: str) -> None:
        """Tap a button that sends data."""
        self._post(f"/line/chats/{user_id}/postback", {"data": data, "displayText": shown})

    def messages(self, user_id: str) -> list[dict[str, Any]]:
        """What the account has sent to someone, in order."""
        chat = self._get(f"/line/chats/{user_id}")
        return [said["message"] for said in chat["messages"] if said["from"] == "bot"]

    def type_into(self, file_id: str, sheet_id: int, row: int, column: int, text: str) -> None:
        """Type into a cell; rows and columns count from 0."""
        place = {"sheetId": sheet_id, "row": row, "column": column, "input": text}
        self._post(f"/spreadsheets/{file_id}/cells", place)

    def twins_of(self, file_id: str, count: int) -> list[str]:
        """Have so many more workbooks made like this one; tells their ids."""
        made: list[str] = self._post(f"/spreadsheets/{file_id}/twins", {"count": count})["ids"]
        return made

    def cell(self, file_id: str, sheet_id: int, row: int, column: int) -> str:
        """What a cell shows."""
        for tab in self._get(f"/spreadsheets/{file_id}")["tabs"]:
            if tab["sheetId"] == sheet_id:
                cells = (cell for cell in tab["cells"] if (cell["row"], cell["column"]) == (row, column))
                return next((str(cell.get("formattedValue", "")) for cell in cells), "")
        return ""

    def set_clock(self, instant: datetime) -> None:
        """Set the sandbox's clock, and with it the bot's."""
        self._post("/clock", {"now": instant.isoformat()})

    def advance(self, by: timedelta) -> None:
        """Move the clock on."""
        self._post("/clock", {"advance_seconds": by.total_seconds()})

    def arm(self, fault: str, *, path: str, method: str = "") -> None:
        """Let the next API request to such a path go wrong in this way."""
        self._post("/faults", {"fault": fault, "path": path, "method": method})

    def calls(self) -> list[dict[str, Any]]:
        """The API requests since they were last forgotten."""
        found = self._get("/calls")
        listed: list[dict[str, Any]] = found["calls"] if isinstance(found, dict) else found
        return listed

    def forget_calls(self) -> None:
        """Count API requests from now on."""
        self._session.delete(f"{self._api}/calls", timeout=TIMEOUT).raise_for_status()

    def _get(self, path: str) -> Any:
        reply = self._session.get(f"{self._api}{path}", timeout=TIMEOUT)
        reply.raise_for_status()
        return reply.json()

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        reply = self._session.post(f"{self._api}{path}", json=body, timeout=TIMEOUT)
        reply.raise_for_status()
        return reply.json()
