"""The sandbox's page in a real browser, over the real stand-ins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.sandbox.app import create_app
from bot.sandbox.credentials import authorized_user_info
from bot.sandbox.line import bot_account
from bot.sandbox.state import Sandbox
from tests.support.sandbox import running_sandbox

CHROMIUM = shutil.which("chromium")
TAB = 7
ANSWER, FEEDBACK = 2, 3
PHONE = {"width": 390, "height": 844}

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@dataclass
class Stage:
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

    def stored(self, row: int, column: int) -> str:
        tabs = self.get(f"spreadsheets/{self.book}")["tabs"]
        cells = next(tab["cells"] for tab in tabs if tab["sheetId"] == TAB)
        found = [c["formattedValue"] for c in cells if (c["row"], c["column"]) == (row, column)]
        return found[0] if found else ""

    def bot_writes(self, place: str, value: str) -> None:
        path = f"/v4/spreadsheets/{self.book}/values/{place}?valueInputOption=RAW"
        _sent(requests.put(self.sandbox.root + path, json={"values": [[value]]}, headers=self.google, timeout=10))

    def bot_says(self, *messages: dict[str, Any]) -> None:
        token = bot_account(self.sandbox).token
        body = {"to": self.person, "messages": list(messages)}
        push = self.sandbox.root + "/v2/bot/message/push"
        _sent(requests.post(push, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=10))

    def get(self, path: str) -> Any:
        return _sent(requests.get(f"{self.sandbox.root}/sandbox/api/{path}", timeout=10))

    def said(self) -> list[str]:
        """What the person has said, in the sandbox's own record."""
        messages = self.get(f"line/chats/{self.person}")["messages"]
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
    sheets = [{"properties": shown, "data": data}, {"properties": hidden}]
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


def _friend(sandbox: Sandbox) -> str:
    users = sandbox.root + "/sandbox/api/line/users"
    person = _sent(requests.post(users, json={"displayName": "สมหญิง ใจดี"}, timeout=10))["userId"]
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
def stage(chromium: Browser) -> Iterator[Stage]:
    with running_sandbox() as sandbox:
        sandbox.clock.set(datetime(2021, 12, 3, 2, 0, tzinfo=UTC))
        google = _google_headers(sandbox)
        book, person = _workbook(sandbox, google), _friend(sandbox)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(sandbox.root)
        page.get_by_test_id("cell").first.wait_for()
        yield Stage(sandbox, page, book, person, google)
        page.close()
        assert failures == []


def _text(words: str, **rest: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **rest}


def _chips(*labels: str) -> dict[str, Any]:
    items = [{"type": "action", "action": {"type": "message", "label": label, "text": label}} for label in labels]
    return {"items": items}


def _bubble(*actions: dict[str, Any]) -> dict[str, Any]:
    track = {"type": "box", "layout": "vertical", "height": "10px", "backgroundColor": "#E0E0E0", "contents": []}
    bar = {**track, "width": "70%", "backgroundColor": "#17365C"}
    words = {"type": "text", "text": "72.5", "size": "4xl", "weight": "bold", "color": "#17365C"}
    body = {"type": "box", "layout": "vertical", "contents": [words, {**track, "contents": [bar]}]}
    buttons = [{"type": "button", "style": "primary", "action": action} for action in actions]
    footer = {"type": "box", "layout": "vertical", "contents": buttons}
    contents = {"type": "bubble", "body": body, "footer": footer}
    return {"type": "flex", "altText": "คะแนนเบื้องต้น 72.5", "contents": contents}


def test_the_page_and_its_face_come_from_this_server_alone() -> None:
    client = create_app(Sandbox()).test_client()
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="th">' in page.text
    assert "https://" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert client.get("/page/js/main.js").mimetype in ("text/javascript", "application/javascript")
    assert client.get("/page/fonts/Sarabun-Regular.ttf").mimetype == "font/ttf"


def test_files_outside_the_page_are_not_served() -> None:
    client = create_app(Sandbox()).test_client()
    assert client.get("/page/../views.py").status_code == 404
    assert client.get("/page/fonts/../metadata.json").status_code == 404


class TestSheet:
    pytestmark = in_browser

    def test_a_person_types_into_a_cell(self, stage: Stage) -> None:
        stage.cell(2, ANSWER).click()
        stage.page.keyboard.type("120")
        stage.page.keyboard.press("Enter")
        expect(stage.cell(3, ANSWER)).to_be_focused()
        expect(stage.cell(2, ANSWER)).to_have_text("120")
        assert stage.stored(2, ANSWER) == "120"

    def test_escape_leaves_a_cell_as_it_was(self, stage: Stage) -> None:
        stage.cell(2, ANSWER).focus()
        stage.page.keyboard.press("Enter")
        stage.page.keyboard.type("9")
        expect(stage.by("cell-editor")).to_have_value("859")
        stage.page.keyboard.press("Escape")
        expect(stage.cell(2, ANSWER)).to_be_focused()
        assert (stage.cell(2, ANSWER).inner_text(), stage.stored(2, ANSWER)) == ("85", "85")

    def test_arrows_and_tab_go_from_cell_to_cell(self, stage: Stage) -> None:
        stage.cell(1, ANSWER).focus()
        for key, row, column in [("ArrowDown", 2, 2), ("Tab", 2, 3), ("ArrowUp", 1, 3), ("Shift+Tab", 1, 2)]:
            stage.page.keyboard.press(key)
            expect(stage.cell(row, column)).to_be_focused()

    def test_one_of_a_list_is_chosen(self, stage: Stage) -> None:
        stage.cell(1, ANSWER).click()
        assert stage.by("choices").locator("li").all_inner_texts() == ["ใช่", "ไม่ใช่"]
        stage.by("choices").get_by_text("ไม่ใช่", exact=True).click()
        expect(stage.by("choices")).to_have_count(0)
        expect(stage.cell(1, ANSWER)).to_have_text("ไม่ใช่")
        expect(stage.page.locator("body")).to_have_attribute("data-revision", str(stage.sandbox.revision))
        assert stage.stored(1, ANSWER) == "ไม่ใช่"

    def test_a_checkbox_is_ticked_with_the_space_bar(self, stage: Stage) -> None:
        stage.cell(3, ANSWER).focus()
        with stage.page.expect_response("**/cells"):
            stage.page.keyboard.press(" ")
        expect(stage.cell(3, ANSWER).locator("input")).to_be_checked()
        assert stage.stored(3, ANSWER) == "TRUE"

    def test_what_the_bot_writes_flashes_and_what_the_person_writes_does_not(self, stage: Stage) -> None:
        stage.cell(2, ANSWER).click()
        stage.page.keyboard.type("90")
        with stage.page.expect_response("**/cells"):
            stage.page.keyboard.press("Enter")
        stage.bot_writes("หมวด 1!D3", "✓ ระดับ 3")
        expect(stage.cell(2, FEEDBACK)).to_contain_class("flash")
        expect(stage.cell(2, FEEDBACK)).to_have_text("✓ ระดับ 3")
        expect(stage.cell(2, ANSWER)).not_to_contain_class("flash")

    def test_typing_goes_on_while_the_bot_writes_elsewhere(self, stage: Stage) -> None:
        stage.cell(2, ANSWER).click()
        stage.page.keyboard.type("12")
        stage.bot_writes("หมวด 1!D2", "✓ ระดับ 1")
        expect(stage.cell(1, FEEDBACK)).to_have_text("✓ ระดับ 1")
        stage.page.keyboard.type("34")
        expect(stage.by("cell-editor")).to_have_value("1234")

    def test_what_is_hidden_is_not_shown(self, stage: Stage) -> None:
        assert stage.by("tab").all_inner_texts() == ["หมวด 1"]
        expect(stage.cell(1, 0)).to_have_count(0)
        expect(stage.cell(1, 1)).to_have_text("ประกาศนโยบาย")

    def test_text_of_a_cell_stays_text(self, stage: Stage) -> None:
        expect(stage.cell(4, 1)).to_have_text("<img src=x onerror=document.title='hacked'>")
        assert stage.page.title() == "ต้นแบบ · สนามทดลอง"

    def test_a_row_is_inserted_above(self, stage: Stage) -> None:
        stage.page.locator('tr[data-row="2"] th button').click()
        stage.page.get_by_role("menuitem", name="แทรกแถวด้านบน").click()
        expect(stage.cell(3, 1)).to_have_text("จำนวนบุคลากรที่อบรม")


class TestChat:
    pytestmark = in_browser

    def test_a_person_writes_and_the_bot_answers(self, stage: Stage) -> None:
        stage.by("chat-input").fill("คะแนน")
        stage.by("chat-send").click()
        expect(stage.by("message")).to_contain_text(["คะแนน"])
        stage.bot_says(_text("คะแนนเบื้องต้น <b>72.5</b>"))
        expect(stage.by("message").last).to_contain_text("คะแนนเบื้องต้น <b>72.5</b>")
        expect(stage.page.locator(".date-line")).to_have_text(["วันศุกร์ที่ 3 ธันวาคม 2564"])
        assert stage.said() == ["คะแนน"]

    def test_a_card_is_drawn_and_its_buttons_act(self, stage: Stage) -> None:
        asks = {"type": "message", "label": "ดูสิ่งที่ขาด", "text": "ขาดอะไร"}
        taps = {"type": "postback", "label": "ทำไม", "data": "why=1.2", "displayText": "ทำไม 1.2"}
        stage.bot_says(_bubble(asks, taps))
        bar = stage.by("flex-bubble").locator('.flex-box[style*="width: 70%"]')
        track = bar.locator("xpath=..")
        expect(bar).to_be_visible()
        widths = [each.evaluate("box => box.getBoundingClientRect().width") for each in (bar, track)]
        assert round(widths[0] / widths[1], 2) == 0.7
        stage.by("flex-bubble").get_by_role("button", name="ดูสิ่งที่ขาด").click()
        expect(stage.by("message").last).to_contain_text("ขาดอะไร")
        stage.by("flex-bubble").get_by_role("button", name="ทำไม").click()
        expect(stage.by("message").last).to_contain_text("ทำไม 1.2")
        assert stage.said() == ["ขาดอะไร", "ทำไม 1.2"]

    def test_links_open_apart_from_the_page(self, stage: Stage) -> None:
        stage.bot_says(_bubble({"type": "uri", "label": "เปิดแผ่นงาน", "uri": "https://docs.example/sheet"}))
        link = stage.by("flex-bubble").get_by_role("link", name="เปิดแผ่นงาน")
        expect(link).to_have_attribute("href", "https://docs.example/sheet")
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_attribute("rel", "noopener noreferrer")

    def test_quick_replies_go_when_a_newer_message_comes(self, stage: Stage) -> None:
        stage.bot_says(_text("เลือกได้ค่ะ", quickReply=_chips("คะแนน", "ขาดอะไร")))
        expect(stage.by("quick-reply")).to_have_text(["คะแนน", "ขาดอะไร"])
        stage.by("quick-reply").first.click()
        expect(stage.by("quick-reply")).to_have_count(0)
        assert stage.said() == ["คะแนน"]

    def test_who_blocked_the_bot_cannot_write(self, stage: Stage) -> None:
        stage.by("block").click()
        expect(stage.by("chat-input")).to_be_disabled()
        stage.by("block").click()
        expect(stage.by("chat-input")).to_be_enabled()

    def test_a_new_person_first_adds_the_account(self, stage: Stage) -> None:
        stage.by("add-person").click()
        stage.page.get_by_label("ชื่อที่แสดง").fill("สมชาย")
        stage.by("person-add").click()
        stage.by("add-friend").click()
        expect(stage.by("add-friend")).to_be_hidden()
        shown = [(user["displayName"], user["friend"]) for user in stage.get("line/users")["users"]]
        assert shown == [("สมหญิง ใจดี", True), ("สมชาย", True)]


class TestControls:
    pytestmark = in_browser

    def test_the_clock_is_told_in_the_buddhist_era_and_moves(self, stage: Stage) -> None:
        expect(stage.by("clock-now")).to_contain_text("วันศุกร์ 3 ธ.ค. 2564 09.00 น.")
        stage.by("clock-advance-day").click()
        expect(stage.by("clock-now")).to_contain_text("วันเสาร์ 4 ธ.ค. 2564 09.00 น.")

    def test_the_clock_is_set_to_a_thai_date(self, stage: Stage) -> None:
        stage.by("clock-set").click()
        stage.by("clock-set-year").select_option("2565")
        stage.by("clock-set-month").select_option("กุมภาพันธ์")
        stage.by("clock-set-day").select_option("28")
        stage.by("clock-set-time").fill("23.59")
        stage.by("clock-set-go").click()
        expect(stage.by("clock-now")).to_contain_text("วันจันทร์ 28 ก.พ. 2565 23.59 น.")

    def test_a_fault_is_armed_and_cleared(self, stage: Stage) -> None:
        stage.by("faults-open").click()
        stage.by("fault-lost-answer").click()
        expect(stage.by("fault-count-lost-answer")).to_have_text("รออยู่ 1 ครั้ง")
        assert [(fault["fault"], fault["times"]) for fault in stage.sandbox.faults.listing()] == [("lost-answer", 1)]
        stage.by("faults-clear").click()
        expect(stage.by("fault-count-lost-answer")).to_have_text("")

    def test_a_phone_shows_one_part_at_a_time(self, stage: Stage) -> None:
        stage.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        parts = [stage.page.get_by_test_id(name) for name in ("sheet-picker", "chat-input", "clock-now")]
        for at, name in enumerate(["ตาราง", "แชต LINE", "ควบคุม"]):
            stage.page.get_by_role("tab", name=name).click()
            assert [part.is_visible() for part in parts] == [index == at for index in range(3)]
        assert stage.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    def test_every_control_has_a_name(self, stage: Stage) -> None:
        nameless = """() => [...document.querySelectorAll("button, select, input, summary, [role=tab]")]
            .filter((each) => !each.hidden)
            .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
            .map((each) => each.outerHTML)"""
        assert stage.page.evaluate(nameless) == []
