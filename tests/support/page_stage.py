"""The sandbox's page in a real browser, open on one workbook, with one friend in LINE."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.sandbox.credentials import authorized_user_info
from bot.sandbox.line import bot_account
from bot.sandbox.state import Sandbox
from tests.support.sandbox import running_sandbox

CHROMIUM = shutil.which("chromium")
TAB = 7
PHONE = {"width": 390, "height": 844}

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@dataclass
class PageStage:
    """A sandbox with one workbook and one friend, and the page open on it."""

    sandbox: Sandbox
    page: Page
    book: str
    person: str
    google: dict[str, str]

    def cell(self, row: int, column: int) -> Locator:
        return self.page.locator(f'[data-testid=cell][data-row="{row}"][data-column="{column}"]')

    def by(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def another_book(self) -> str:
        return _workbook(self.sandbox, self.google)

    def stored(self, row: int, column: int) -> str:
        tabs = self.get(f"spreadsheets/{self.book}")["tabs"]
        cells = next(tab["cells"] for tab in tabs if tab["sheetId"] == TAB)
        found = [c["formattedValue"] for c in cells if (c["row"], c["column"]) == (row, column)]
        return found[0] if found else ""

    def bot_writes(self, place: str, value: str) -> None:
        path = f"/v4/spreadsheets/{self.book}/values/{place}?valueInputOption=RAW"
        _sent(requests.put(self.sandbox.root + path, json={"values": [[value]]}, headers=self.google, timeout=10))

    def bot_says(self, *messages: dict[str, Any], to: str = "") -> None:
        self._as_bot("message/push", json={"to": to or self.person, "messages": list(messages)})

    def bot_shows_menu(self, menu: dict[str, Any], image: bytes) -> None:
        """Put up a rich menu for everyone."""
        made = self._as_bot("richmenu", json=menu)["richMenuId"]
        self._as_bot(f"richmenu/{made}/content", data=image, headers={"Content-Type": "image/png"})
        self._as_bot(f"user/all/richmenu/{made}")

    def _as_bot(self, path: str, *, headers: Mapping[str, str] | None = None, **body: Any) -> Any:
        signed = {"Authorization": f"Bearer {bot_account(self.sandbox).token}", **(headers or {})}
        return _sent(requests.post(f"{self.sandbox.root}/v2/bot/{path}", headers=signed, timeout=10, **body))

    def face(self, chat: str) -> Locator:
        return self.page.locator(f'[data-testid=person][data-chat="{chat}"]')

    def another_friend(self, name: str) -> str:
        """Someone else who adds the account; their face has come to the page."""
        user = _friend(self.sandbox, name)
        self.face(user).wait_for()
        return user

    def group(self, name: str) -> str:
        """A group of everyone, with the bot; its face has come to the page."""
        members = [user["userId"] for user in self.get("line/users")["users"]]
        groups = f"{self.sandbox.root}/sandbox/api/line/groups"
        made = str(_sent(requests.post(groups, json={"name": name, "members": members}, timeout=10))["groupId"])
        self.face(made).wait_for()
        return made

    def get(self, path: str) -> Any:
        return _sent(requests.get(f"{self.sandbox.root}/sandbox/api/{path}", timeout=10))

    def said(self, person: str = "") -> list[str]:
        """What the person has said in their own chat, in the sandbox's own record."""
        messages = self.get(f"line/chats/{person or self.person}")["messages"]
        return [said["message"]["text"] for said in messages if said["from"] == "person"]


def _sent(response: requests.Response) -> Any:
    assert response.ok, response.text
    return response.json()


def _cell(value: object = "", rule: dict[str, Any] | None = None) -> dict[str, Any]:
    kind = "boolValue" if isinstance(value, bool) else "numberValue" if isinstance(value, int) else "stringValue"
    cell: dict[str, Any] = {"userEnteredValue": {kind: value}} if value != "" else {}
    return {**cell, "dataValidation": {"condition": rule}} if rule else cell


def _book() -> dict[str, Any]:
    choices = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ใช่"}, {"userEnteredValue": "ไม่ใช่"}]}
    rows = [
        [_cell("key"), _cell("label"), _cell("answer"), _cell("feedback")],
        [_cell("1.1"), _cell("ประกาศนโยบาย"), _cell("", choices), _cell("ยังไม่ตอบ")],
        [_cell("4.2"), _cell("จำนวนบุคลากรที่อบรม"), _cell(85), _cell("✓ ระดับ 2")],
        [_cell("sent"), _cell("ส่งแล้ว"), _cell(False, {"type": "BOOLEAN"})],
        [_cell("evil"), _cell("<img src=x onerror=document.title='hacked'>")],
    ]
    grid = {"rowCount": 60, "columnCount": 8, "frozenRowCount": 1}
    shown = {"sheetId": TAB, "title": "หมวด 1", "gridProperties": grid}
    hidden = {"sheetId": TAB + 1, "title": "ซ่อนไว้", "hidden": True, "gridProperties": {"rowCount": 5, "columnCount": 5}}
    data = [{"startRow": 0, "startColumn": 0, "rowData": [{"values": row} for row in rows]}]
    empty = {"sheetId": TAB + 2, "title": "หมวด 2", "gridProperties": grid}
    sheets = [{"properties": shown, "data": data}, {"properties": hidden}, {"properties": empty}]
    return {"properties": {"title": "แบบประเมิน เทศบาลนครตัวอย่าง", "locale": "th_TH"}, "sheets": sheets}


def _google_headers(sandbox: Sandbox) -> dict[str, str]:
    known = authorized_user_info(sandbox)
    form = {name: known[name] for name in ("client_id", "client_secret", "refresh_token")}
    answer = requests.post(sandbox.root + "/token", data={"grant_type": "refresh_token", **form}, timeout=10)
    return {"Authorization": f"Bearer {_sent(answer)['access_token']}"}


def _workbook(sandbox: Sandbox, google: dict[str, str]) -> str:
    root = sandbox.root + "/v4/spreadsheets"
    made = _sent(requests.post(root, json=_book(), headers=google, timeout=10))
    span = {"sheetId": TAB, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    hide = {"range": span, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    body = {"requests": [{"updateDimensionProperties": hide}]}
    _sent(requests.post(f"{root}/{made['spreadsheetId']}:batchUpdate", json=body, headers=google, timeout=10))
    return str(made["spreadsheetId"])


def _friend(sandbox: Sandbox, name: str = "สมหญิง ใจดี") -> str:
    users = sandbox.root + "/sandbox/api/line/users"
    person = _sent(requests.post(users, json={"displayName": name}, timeout=10))["userId"]
    _sent(requests.post(f"{sandbox.root}/sandbox/api/line/chats/{person}/follow", timeout=10))
    return str(person)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page_stage(chromium: Browser) -> Iterator[PageStage]:
    with running_sandbox() as sandbox:
        sandbox.clock.set(datetime(2021, 12, 3, 2, 0, tzinfo=UTC))
        google = _google_headers(sandbox)
        book, person = _workbook(sandbox, google), _friend(sandbox)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(sandbox.root)
        page.get_by_test_id("cell").first.wait_for()
        sandbox.clock.set(datetime(2021, 12, 3, 2, 0, tzinfo=UTC))  # it ran on while the page was opened
        yield PageStage(sandbox, page, book, person, google)
        page.close()
        assert failures == []
