"""A running sandbox with a person and the bot in it, each with Google's own clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import gspread
import pytest
import requests

from bot.sandbox.state import Sandbox
from tests.support.sandbox import bot_credentials, gspread_for, person_credentials, running_sandbox, share

DRIVE = "https://www.googleapis.com/drive/v3"


@dataclass(frozen=True)
class GoogleStage:
    sandbox: Sandbox
    person: gspread.Client
    bot: gspread.Client

    def workbook(self, title: str = "แบบประเมิน", role: str = "writer") -> str:
        """A new Thai workbook of the person's, shared with the bot."""
        workbook_id = self.person.create(title).id
        share(self.person, workbook_id, role=role)
        properties = {"locale": "th_TH", "timeZone": "Asia/Bangkok"}
        self.batch(workbook_id, updateSpreadsheetProperties={"properties": properties, "fields": "locale,timeZone"})
        return workbook_id

    def batch(self, workbook_id: str, *requests_: Any, **kinds: Any) -> list[Any]:
        """Send requests as the bot: given as they are, or one by one as kind=content."""
        wanted = [*requests_, *({kind: content} for kind, content in kinds.items())]
        replies: list[Any] = self.bot.http_client.batch_update(workbook_id, {"requests": wanted})["replies"]
        return replies

    def look(self, workbook_id: str, fields: str, **parameters: Any) -> Any:
        return self.bot.http_client.spreadsheets_get(workbook_id, {"fields": fields, **parameters})

    def cell(self, workbook_id: str, a1: str, fields: str = "*") -> Any:
        """One cell, of the first tab unless `a1` names another."""
        mask = f"sheets/data/rowData/values({fields})"
        rows = self.look(workbook_id, mask, ranges=[a1])["sheets"][0]["data"][0].get("rowData", [])
        return rows[0]["values"][0] if rows and rows[0] else {}

    def type_in(self, workbook_id: str, a1: str, value: Any) -> None:
        body = {"values": [[value]]}
        self.bot.http_client.values_update(workbook_id, a1, {"valueInputOption": "USER_ENTERED"}, body)

    def values(self, workbook_id: str, a1: str, **parameters: Any) -> Any:
        return self.bot.http_client.values_get(workbook_id, a1, parameters).get("values", [])

    def drive(self, path: str, client: gspread.Client | None = None, **parameters: Any) -> Any:
        found = (client or self.bot).http_client.request("get", f"{DRIVE}/{path}", params=parameters)
        return found.json()

    def changes(self, token: str, fields: str = "*", client: gspread.Client | None = None, **parameters: Any) -> Any:
        return self.drive("changes", client, pageToken=token, fields=fields, **parameters)

    def start_token(self, client: gspread.Client | None = None) -> str:
        return str(self.drive("changes/startPageToken", client)["startPageToken"])

    def control(self, method: str, path: str, **body: Any) -> requests.Response:
        url = f"{self.sandbox.root}/sandbox/api/{path}"
        return requests.request(method, url, json=body or None, timeout=10)


@contextmanager
def google_stage() -> Iterator[GoogleStage]:
    with running_sandbox() as sandbox:
        person = gspread_for(sandbox, person_credentials(sandbox))
        yield GoogleStage(sandbox, person, gspread_for(sandbox, bot_credentials(sandbox)))


@pytest.fixture
def stage() -> Iterator[GoogleStage]:
    with google_stage() as made:
        yield made


def refused() -> Any:
    """A block in which Google must refuse: `with refused() as refusal`, then `told(refusal)`."""
    return pytest.raises(gspread.exceptions.APIError)


def told(refusal: Any) -> tuple[int, str]:
    """The code and the message of a refusal."""
    response = refusal.value.response
    return response.status_code, response.json()["error"]["message"]


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}
