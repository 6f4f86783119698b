"""The sandbox's page in a real browser, over the real stand-ins."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from bot.sandbox.app import create_app
from bot.sandbox.state import Sandbox
from tests.support.page_stage import PHONE, PageStage, chromium, in_browser, page_stage
from tests.support.small_pictures import png

ANSWER, FEEDBACK = 2, 3

__all__ = ["chromium", "page_stage"]


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


def _menu() -> tuple[dict[str, Any], bytes]:
    areas = [
        {"bounds": {"x": x, "y": 0, "width": 450, "height": 600}, "action": {"type": "message", "label": w, "text": w}}
        for x, w in ((0, "คะแนน"), (450, "ขาดอะไร"))
    ]
    size = {"width": 900, "height": 600}
    menu = {"size": size, "selected": True, "name": "เมนู", "chatBarText": "เมนู", "areas": areas}
    return menu, png(900, 600)


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

    def test_a_person_types_into_a_cell(self, page_stage: PageStage) -> None:
        page_stage.cell(2, ANSWER).click()
        page_stage.page.keyboard.type("120")
        with page_stage.page.expect_response("**/cells"):
            page_stage.page.keyboard.press("Enter")
        expect(page_stage.cell(3, ANSWER)).to_be_focused()
        expect(page_stage.cell(2, ANSWER)).to_have_text("120")
        assert page_stage.stored(2, ANSWER) == "120"

    def test_escape_leaves_a_cell_as_it_was(self, page_stage: PageStage) -> None:
        page_stage.cell(2, ANSWER).focus()
        page_stage.page.keyboard.press("Enter")
        page_stage.page.keyboard.type("9")
        expect(page_stage.by("cell-editor")).to_have_value("859")
        page_stage.page.keyboard.press("Escape")
        expect(page_stage.cell(2, ANSWER)).to_be_focused()
        assert (page_stage.cell(2, ANSWER).inner_text(), page_stage.stored(2, ANSWER)) == ("85", "85")

    def test_arrows_and_tab_go_from_cell_to_cell(self, page_stage: PageStage) -> None:
        page_stage.cell(1, ANSWER).focus()
        for key, row, column in [("ArrowDown", 2, 2), ("Tab", 2, 3), ("ArrowUp", 1, 3), ("Shift+Tab", 1, 2)]:
            page_stage.page.keyboard.press(key)
            expect(page_stage.cell(row, column)).to_be_focused()

    def test_one_of_a_list_is_chosen(self, page_stage: PageStage) -> None:
        page_stage.cell(1, ANSWER).click()
        assert page_stage.by("choices").locator("li").all_inner_texts() == ["ใช่", "ไม่ใช่"]
        with page_stage.page.expect_response("**/cells"):
            page_stage.by("choices").get_by_text("ไม่ใช่", exact=True).click()
        expect(page_stage.by("choices")).to_have_count(0)
        expect(page_stage.cell(1, ANSWER)).to_have_text("ไม่ใช่")
        assert page_stage.stored(1, ANSWER) == "ไม่ใช่"

    def test_a_checkbox_is_ticked_with_the_space_bar(self, page_stage: PageStage) -> None:
        page_stage.cell(3, ANSWER).focus()
        with page_stage.page.expect_response("**/cells"):
            page_stage.page.keyboard.press(" ")
        expect(page_stage.cell(3, ANSWER).locator("input")).to_be_checked()
        assert page_stage.stored(3, ANSWER) == "TRUE"

    def test_what_the_bot_writes_flashes_and_what_the_person_writes_does_not(self, page_stage: PageStage) -> None:
        page_stage.cell(2, ANSWER).click()
        page_stage.page.keyboard.type("90")
        with page_stage.page.expect_response("**/cells"):
            page_stage.page.keyboard.press("Enter")
        page_stage.bot_writes("หมวด 1!D3", "✓ ระดับ 3")
        expect(page_stage.cell(2, FEEDBACK)).to_contain_class("flash")
        expect(page_stage.cell(2, FEEDBACK)).to_have_text("✓ ระดับ 3")
        expect(page_stage.cell(2, ANSWER)).not_to_contain_class("flash")

    def test_typing_goes_on_while_the_bot_writes_elsewhere(self, page_stage: PageStage) -> None:
        page_stage.cell(2, ANSWER).click()
        page_stage.page.keyboard.type("12")
        page_stage.bot_writes("หมวด 1!D2", "✓ ระดับ 1")
        expect(page_stage.cell(1, FEEDBACK)).to_have_text("✓ ระดับ 1")
        page_stage.page.keyboard.type("34")
        expect(page_stage.by("cell-editor")).to_have_value("1234")

    def test_what_is_hidden_is_not_shown(self, page_stage: PageStage) -> None:
        assert page_stage.by("tab").all_inner_texts() == ["หมวด 1", "หมวด 2"]
        expect(page_stage.cell(1, 0)).to_have_count(0)
        expect(page_stage.cell(1, 1)).to_have_text("ประกาศนโยบาย")

    def test_text_of_a_cell_stays_text(self, page_stage: PageStage) -> None:
        expect(page_stage.cell(4, 1)).to_have_text("<img src=x onerror=document.title='hacked'>")
        assert page_stage.page.title() == "ต้นแบบ · สนามทดลอง"

    def test_a_row_is_inserted_above(self, page_stage: PageStage) -> None:
        page_stage.page.locator('tr[data-row="2"] th button').click()
        page_stage.page.get_by_role("menuitem", name="แทรกแถวด้านบน").click()
        expect(page_stage.cell(3, 1)).to_have_text("จำนวนบุคลากรที่อบรม")


class TestChat:
    pytestmark = in_browser

    def test_a_person_writes_and_the_bot_answers(self, page_stage: PageStage) -> None:
        page_stage.by("chat-input").fill("คะแนน")
        page_stage.by("chat-send").click()
        expect(page_stage.by("message")).to_contain_text(["คะแนน"])
        page_stage.bot_says(_text("คะแนนเบื้องต้น <b>72.5</b>"))
        expect(page_stage.by("message").last).to_contain_text("คะแนนเบื้องต้น <b>72.5</b>")
        expect(page_stage.page.locator(".date-line")).to_have_text(["วันศุกร์ที่ 3 ธันวาคม 2564"])
        assert page_stage.said() == ["คะแนน"]

    def test_a_card_is_drawn_and_its_buttons_act(self, page_stage: PageStage) -> None:
        asks = {"type": "message", "label": "ดูสิ่งที่ขาด", "text": "ขาดอะไร"}
        taps = {"type": "postback", "label": "ทำไม", "data": "why=1.2", "displayText": "ทำไม 1.2"}
        page_stage.bot_says(_bubble(asks, taps))
        bar = page_stage.by("flex-bubble").locator('.flex-box[style*="width: 70%"]')
        track = bar.locator("xpath=..")
        expect(bar).to_be_visible()
        widths = [each.evaluate("box => box.getBoundingClientRect().width") for each in (bar, track)]
        assert round(widths[0] / widths[1], 2) == 0.7
        page_stage.by("flex-bubble").get_by_role("button", name="ดูสิ่งที่ขาด").click()
        expect(page_stage.by("message").last).to_contain_text("ขาดอะไร")
        page_stage.by("flex-bubble").get_by_role("button", name="ทำไม").click()
        expect(page_stage.by("message").last).to_contain_text("ทำไม 1.2")
        assert page_stage.said() == ["ขาดอะไร", "ทำไม 1.2"]

    def test_links_open_apart_from_the_page(self, page_stage: PageStage) -> None:
        page_stage.bot_says(_bubble({"type": "uri", "label": "เปิดแผ่นงาน", "uri": "https://docs.example/sheet"}))
        link = page_stage.by("flex-bubble").get_by_role("link", name="เปิดแผ่นงาน")
        expect(link).to_have_attribute("href", "https://docs.example/sheet")
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_attribute("rel", "noopener noreferrer")

    def test_a_message_after_a_card_taller_than_the_view_is_seen(self, page_stage: PageStage) -> None:
        page_stage.bot_says(_text("การ์ดยาว\n" * 60))
        expect(page_stage.by("message")).to_have_count(1)
        page_stage.bot_says(_text("เหลือเวลา 24 วัน"))
        expect(page_stage.by("message").last).to_be_in_viewport(ratio=1)

    def test_quick_replies_go_when_a_newer_message_comes(self, page_stage: PageStage) -> None:
        page_stage.bot_says(_text("เลือกได้ค่ะ", quickReply=_chips("คะแนน", "ขาดอะไร")))
        expect(page_stage.by("quick-reply")).to_have_text(["คะแนน", "ขาดอะไร"])
        page_stage.by("quick-reply").first.click()
        expect(page_stage.by("quick-reply")).to_have_count(0)
        assert page_stage.said() == ["คะแนน"]

    def test_who_blocked_the_bot_cannot_write(self, page_stage: PageStage) -> None:
        page_stage.by("block").click()
        expect(page_stage.by("chat-input")).to_be_disabled()
        page_stage.by("block").click()
        expect(page_stage.by("chat-input")).to_be_enabled()

    def test_a_new_person_first_adds_the_account(self, page_stage: PageStage) -> None:
        page_stage.by("add-person").click()
        page_stage.page.get_by_label("ชื่อที่แสดง").fill("สมชาย")
        page_stage.by("person-add").click()
        page_stage.by("add-friend").click()
        expect(page_stage.by("add-friend")).to_be_hidden()
        shown = [(user["displayName"], user["friend"]) for user in page_stage.get("line/users")["users"]]
        assert shown == [("สมหญิง ใจดี", True), ("สมชาย", True)]


class TestSeveralPeople:
    pytestmark = in_browser

    def test_each_person_and_group_has_a_face_that_tells_what_is_unread(self, page_stage: PageStage) -> None:
        other, group = page_stage.another_friend("สมชาย รักไทย"), page_stage.group("คณะทำงาน")
        expect(page_stage.by("person")).to_have_text(["สสมหญิง ใจดี", "สสมชาย รักไทย", "คณะทำงาน"])
        page_stage.bot_says(_text("ถึงสมชาย"), _text("อีกข้อความ"), to=other)
        page_stage.bot_says(_text("ถึงกลุ่ม"), to=group)
        expect(page_stage.by("unread")).to_have_text(["2", "1"])
        page_stage.face(other).click()
        expect(page_stage.by("message")).to_have_count(2)
        expect(page_stage.by("unread")).to_have_text(["1"])
        expect(page_stage.face(other)).to_have_attribute("aria-pressed", "true")
        expect(page_stage.face(group)).to_have_attribute("aria-label", "กลุ่ม คณะทำงาน ยังไม่อ่าน 1 ข้อความ")

    def test_what_is_written_goes_to_the_chat_that_is_open(self, page_stage: PageStage) -> None:
        other = page_stage.another_friend("สมชาย รักไทย")
        page_stage.face(other).click()
        page_stage.by("chat-input").fill("ขาดอะไร")
        page_stage.by("chat-send").click()
        expect(page_stage.by("message")).to_contain_text(["ขาดอะไร"])
        assert (page_stage.said(other), page_stage.said()) == (["ขาดอะไร"], [])

    def test_in_a_group_one_speaks_as_any_of_its_members_and_sees_who_spoke(self, page_stage: PageStage) -> None:
        other, group = page_stage.another_friend("สมชาย รักไทย"), page_stage.group("คณะทำงาน")
        page_stage.face(group).click()
        for speaker, words in [(page_stage.person, "@ต้นแบบ กำหนดส่ง"), (other, "ขอบคุณครับ")]:
            page_stage.by("speaker").select_option(speaker)
            page_stage.by("chat-input").fill(words)
            page_stage.by("chat-send").click()
            expect(page_stage.by("message").last).to_contain_text(words.removeprefix("@ต้นแบบ "))
        expect(page_stage.page.locator(".line.theirs .sender")).to_have_text(["สมหญิง ใจดี"])
        page_stage.by("speaker").select_option(page_stage.person)
        expect(page_stage.page.locator(".line.theirs .sender")).to_have_text(["สมชาย รักไทย"])
        expect(page_stage.by("block")).to_be_hidden()

    def test_a_new_group_is_opened_with_everyone_in_it(self, page_stage: PageStage) -> None:
        page_stage.another_friend("สมชาย รักไทย")
        expect(page_stage.by("person")).to_have_count(2)
        page_stage.by("add-person").click()
        page_stage.page.get_by_label("ชื่อกลุ่ม").fill("คณะทำงาน")
        page_stage.by("group-add").click()
        expect(page_stage.page.locator("#account-name")).to_have_text("คณะทำงาน")
        assert page_stage.by("speaker").locator("option").all_inner_texts() == ["สมหญิง ใจดี", "สมชาย รักไทย"]


class TestRichMenu:
    pytestmark = in_browser

    def test_a_menu_keeps_its_shape_and_its_fields_act(self, page_stage: PageStage) -> None:
        page_stage.bot_shows_menu(*_menu())
        field = page_stage.by("rich-menu").locator(".menu-field")
        expect(field.locator("img")).to_be_visible()
        box = field.bounding_box()
        assert box is not None
        assert round(box["width"] / box["height"], 1) == 1.5
        page_stage.page.get_by_role("button", name="ขาดอะไร").click()
        expect(page_stage.by("message").last).to_contain_text("ขาดอะไร")
        page_stage.by("rich-menu-toggle").click()
        expect(field).to_be_hidden()

    def test_in_a_short_window_the_menu_makes_room_for_an_answer(self, page_stage: PageStage) -> None:
        page_stage.page.set_viewport_size({"width": 1366, "height": 768})
        page_stage.bot_shows_menu(*_menu())
        expect(page_stage.by("rich-menu")).to_be_visible()
        page_stage.bot_says(_text("คะแนนเบื้องต้น 72.5"))
        expect(page_stage.by("rich-menu")).to_be_hidden()
        page_stage.by("rich-menu-toggle").click()
        expect(page_stage.by("rich-menu")).to_be_visible()


class TestControls:
    pytestmark = in_browser

    def test_the_clock_is_told_in_the_buddhist_era_and_moves(self, page_stage: PageStage) -> None:
        expect(page_stage.by("clock-now")).to_contain_text("วันศุกร์ 3 ธ.ค. 2564 09.00 น.")
        page_stage.by("clock-advance-day").click()
        expect(page_stage.by("clock-now")).to_contain_text("วันเสาร์ 4 ธ.ค. 2564 09.00 น.")

    def test_the_clock_is_set_to_a_thai_date(self, page_stage: PageStage) -> None:
        page_stage.by("clock-set").click()
        page_stage.by("clock-set-year").select_option("2565")
        page_stage.by("clock-set-month").select_option("กุมภาพันธ์")
        page_stage.by("clock-set-day").select_option("28")
        page_stage.by("clock-set-time").fill("23.59")
        page_stage.by("clock-set-go").click()
        expect(page_stage.by("clock-now")).to_contain_text("วันจันทร์ 28 ก.พ. 2565 23.59 น.")

    def test_what_is_chosen_as_the_panel_opens_is_not_undone(self, page_stage: PageStage) -> None:
        chosen = """async () => {
            document.querySelector("#clock-set summary").click();
            document.querySelector("#clock-year").value = "2570";
            await new Promise((done) => setTimeout(done, 200));
            return document.querySelector("#clock-year").value;
        }"""
        assert page_stage.page.evaluate(chosen) == "2570"

    def test_a_fault_is_armed_and_cleared(self, page_stage: PageStage) -> None:
        page_stage.by("faults-open").click()
        page_stage.by("fault-lost-answer").click()
        expect(page_stage.by("fault-count-lost-answer")).to_have_text("รออยู่ 1 ครั้ง")
        assert [(fault["fault"], fault["times"]) for fault in page_stage.sandbox.faults.listing()] == [
            ("lost-answer", 1)
        ]
        page_stage.by("faults-clear").click()
        expect(page_stage.by("fault-count-lost-answer")).to_have_text("")

    def test_a_phone_shows_one_part_at_a_time(self, page_stage: PageStage) -> None:
        page_stage.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        parts = [page_stage.page.get_by_test_id(name) for name in ("sheet-picker", "chat-input", "clock-now")]
        for at, name in enumerate(["ตาราง", "แชต LINE", "ควบคุม"]):
            page_stage.page.get_by_role("tab", name=name).click()
            assert [part.is_visible() for part in parts] == [index == at for index in range(3)]
        assert page_stage.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    def test_every_control_has_a_name(self, page_stage: PageStage) -> None:
        nameless = """() => [...document.querySelectorAll("button, select, input, summary, [role=tab]")]
            .filter((each) => !each.hidden)
            .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
            .map((each) => each.outerHTML)"""
        assert page_stage.page.evaluate(nameless) == []
