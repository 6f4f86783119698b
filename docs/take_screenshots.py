#!/usr/bin/env python
"""Takes the pictures of the guides, docs/images/*.png, from the running demo: `python docs/take_screenshots.py`.

Needs the development requirements and a Chromium. Nothing is drawn by hand: the pictures show the page as it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bot.cases.control_connecting import ControlConnecting
from bot.demo import cast
from bot.demo.stage import Player, Stage, stage
from bot.demo.story import SHORT_OF_A_LINK, Story
from bot.google.provisioning import Provisioning
from bot.store import agencies, chats
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from sheets_schema.cells import a1
from sheets_schema.control.google import OVERVIEW_SHEET, SHEETS
from sheets_schema.control.layout import TABS
from sheets_schema.layout import POSITION
from tests.support import two_officers
from tests.support.desk_stage import desk_stage
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season

IMAGES = Path(__file__).parent / "images"
DESK = (1440, 900)
PHONE = (390, 844)
CARDS = {
    "phone-score": "คะแนน",
    "phone-missing": "ขาดอะไร",
    "phone-deadlines": "กำหนดส่ง",
    "phone-unpsa": "UNPSA",
    "phone-help": "ช่วยเหลือ",
    "phone-reason": "ทำไม 1.2",
}
PROJECTS = 1040
AGENCIES_SHEET = SHEETS["agencies"]
WIDE = (1760, 720)
FILLED = ("code", "name", "type", "province", "ministry", "programme")
CONTROL_ROWS = {
    6: ("D-101", "กรมคุ้มครองสิทธิและเสรีภาพ", "กรมหรือเทียบเท่า", "กรุงเทพมหานคร", "กระทรวงยุติธรรม", "hrmo-2565"),
    7: ("D-102", "จังหวัดน่าน", "จังหวัด", "น่าน", "กระทรวงมหาดไทย", "hrmo"),
}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def main() -> None:
    """Set the demo's stage, take every picture, and tell their sizes."""
    IMAGES.mkdir(exist_ok=True)
    with stage(port=0, sandbox_port=0) as set_up, chromium() as page:
        story = Story(set_up, lambda _: None)
        story.workbooks_are_read()
        story.officers_link_their_chats()
        ministry = set_up.call(cast.ministry())
        story.is_read(ministry)
        story.officer_links_the_chat(ministry)
        take_requirements(page, set_up, ministry)
        take_control(page, set_up)
        take_desk(page, set_up, story.province)
        take_cards(page, set_up, story.province)
        take_reminder(page, set_up)
        take_menus(page, set_up, story.province)
    take_announcing()
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.stat().st_size / 1024:7.0f} KB  {image.name}")


@contextmanager
def chromium() -> Iterator[Page]:
    """One page of a browser that shows each pixel once."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield browser.new_page(device_scale_factor=1)
        browser.close()


def take_desk(page: Page, set_up: Stage, player: Player) -> None:
    """A workbook with the system's answers beside the score in its officer's chat."""
    open_page(page, set_up, player, DESK)
    ask(page, "คะแนน")
    sheet, row = set_up.row_of(SHORT_OF_A_LINK)
    cell = page.locator(f'[data-testid=cell][data-row="{row}"][data-column="{POSITION["answer"]}"]')
    page.goto(f"{set_up.page}/?workbook={player.file_id}#gid={sheet}&range={a1(row, POSITION['answer'])}")
    expect(cell).to_be_focused()
    choose_chat(page, player)
    take(page, "desk-sheet-and-chat")


def take_requirements(page: Page, set_up: Stage, player: Player) -> None:
    """Rows of a plan without points, and how ready the ministry is in its officer's chat."""
    open_page(page, set_up, player, PHONE)
    ask(page, "คะแนน")
    take(page, "phone-readiness")
    open_page(page, set_up, player, DESK)
    page.goto(f"{set_up.page}/?workbook={player.file_id}#gid={PROJECTS}&range=D13")
    expect(page.get_by_test_id("cell").filter(has_text="โครงการ 1.1 สถานะ")).to_be_visible()
    choose_chat(page, player)
    take(page, "desk-requirements")


def take_control(page: Page, set_up: Stage) -> None:
    """The control workbook as it answers: a row that is used, one that cannot be, and the overview beside them."""
    bot = set_up.installation.sign_in.email
    file_id = Provisioning(set_up.owner).create("สมุดงานควบคุม")
    Provisioning(set_up.owner).share(file_id, bot)
    started = set_up.installation
    connecting = ControlConnecting(started.database, started.clock, "demo")
    connecting.use(file_id, started.identities.served_by(bot), drive="")
    columns = [column.key for column in TABS[0].columns]
    for row, texts in CONTROL_ROWS.items():
        for key, text in zip(FILLED, texts, strict=True):
            set_up.hands.type_into(file_id, AGENCIES_SHEET, row, columns.index(key), text)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    for name, sheet, place, text in (
        ("control-agencies", AGENCIES_SHEET, "B7", "ต้องเป็นรหัสโปรแกรมหนึ่งใน"),
        ("control-overview", OVERVIEW_SHEET, "A3", "สิ่งที่ต้องแก้ไข"),
    ):
        page.goto(f"{set_up.page}/?workbook={file_id}#gid={sheet}&range={place}")
        page.get_by_test_id("cell").filter(has_text=text).first.wait_for(timeout=30_000)
        page.locator("[data-testid=cell]:focus").evaluate("cell => cell.blur()")
        take(page, name)


def take_cards(page: Page, set_up: Stage, player: Player) -> None:
    """The answer to each word, as a phone shows it."""
    open_page(page, set_up, player, PHONE)
    for name, word in CARDS.items():
        ask(page, word)
        take(page, name)


def take_menus(page: Page, set_up: Stage, player: Player) -> None:
    """The menu at the foot of the chat: of a newcomer, of an agency's officer, of the secretariat's."""
    people = {
        "unlinked": set_up.hands.new_person("สมปอง ยังไม่ผูก"),
        "linked": player.user_id,
        "officer": set_up.secretary,
    }
    for kind, user_id in people.items():
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(set_up.page)
        page.get_by_test_id("cell").first.wait_for()
        page.get_by_role("tab", name="แชต LINE").click()
        page.locator(f'[data-testid=person][data-chat="{user_id}"]').click()
        page.get_by_test_id("rich-menu").locator("img").wait_for(state="attached")
        if not page.get_by_test_id("rich-menu").is_visible():
            page.get_by_test_id("rich-menu-toggle").click()
        page.wait_for_function("document.querySelector('#rich-menu img').complete")
        take(page, f"phone-menu-{kind}")


def take_reminder(page: Page, set_up: Stage) -> None:
    """The reminder that comes when a week has gone by."""
    seen = said_by_the_bot(page)
    set_up.hands.advance(timedelta(days=7))
    wait_for_message(page, seen)
    take(page, "phone-reminder")


def take_announcing() -> None:
    """What the second officer sees before results go out, at a desk with two decisions that wait."""
    now = datetime(2022, 3, 1, 3, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(engine(f"sqlite:///{folder}/desk.db"))
        migrate(database.engine)
        enter_season(database, 9, now)
        with database.writing() as session:
            award, none = agencies.find(session, code(5)), agencies.find(session, code(9))
            assert award is not None
            assert none is not None
            two_officers.lead_to_consent(session, award, now)
            good = {"outcome": "awarded", "award": "award_good", "note": "คณะกรรมการเห็นว่าหลักฐานครบถ้วน ขอแสดงความยินดี"}
            two_officers.decide(session, award, "ได้รับรางวัลระดับดี", now, **good)
            two_officers.decide(session, none, "ไม่ได้รับรางวัล", now, note="หลักฐานของข้อ 4.2 และ 6 ยังไม่ครบ")
            chats.meet(session, "U-officer", "user", now)
            chats.link(session, "U-officer", code(5), now)
        with desk_stage(DeskWeb(database, now)) as at_the_desk:
            take(at_the_desk.open("/desk/decisions/release/preview?decision=1&decision=2"), "desk-announcing")
        database.engine.dispose()


def open_page(page: Page, set_up: Stage, player: Player, size: tuple[int, int]) -> None:
    """The page afresh, on an officer's chat."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(set_up.page)
    page.get_by_test_id("cell").first.wait_for()
    if size == PHONE:
        page.get_by_role("tab", name="แชต LINE").click()
    choose_chat(page, player)


def choose_chat(page: Page, player: Player) -> None:
    page.locator(f'[data-testid=person][data-chat="{player.user_id}"]').click()
    page.get_by_test_id("message").filter(has_text=player.agency.name).first.wait_for()


def ask(page: Page, word: str) -> None:
    """Write a word and wait for the card that answers it."""
    seen = said_by_the_bot(page)
    page.get_by_test_id("chat-input").fill(word)
    page.get_by_test_id("chat-send").click()
    wait_for_message(page, seen)


def said_by_the_bot(page: Page) -> int:
    return page.locator("[data-testid=message][data-from=bot]").count()


def wait_for_message(page: Page, seen: int) -> None:
    page.locator("[data-testid=message][data-from=bot]").nth(seen).wait_for(timeout=20_000)
    expect(page.get_by_test_id("typing")).to_be_hidden()


def take(page: Page, name: str) -> None:
    """Write one picture, with nothing moving in it."""
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
