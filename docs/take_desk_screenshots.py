#!/usr/bin/env python
"""Takes the pictures of the desk and of the public pages: `python -m docs.take_desk_screenshots [FOLDER]`.

A made-up season of 300 agencies is served on this machine and looked at in a Chromium, on an office screen and on a
phone. Needs the development requirements. Nothing is drawn by hand: the pictures show the pages as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from bot.cases import assessing, assigning, message_budget, season
from bot.cases.assessing import Given
from bot.cases.season import Granted, Wish
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, assessors, comments, line_quota, outbox
from bot.store.agencies import Agency
from bot.store.comments import Comment
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.outbox import Draft
from tests.support import two_officers
from tests.support.desk_stage import desk_stage
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
IMAGES = Path(__file__).parent / "images"
SCREENS = {"": {"width": 1280, "height": 660}, "-phone": {"width": 390, "height": 844}}
JUDGED, HEARD, DECIDED = code(3), code(6), code(9)
ONE = f"/desk/agencies/{JUDGED}"


class Shot(NamedTuple):
    """A picture: its name, the address, who looks, and on which screens."""

    name: str
    address: str
    who: str = "officer"
    screens: tuple[str, ...] = ("", "-phone")


SHOTS = (
    Shot("overview", "/desk/"),
    Shot("agencies", "/desk/agencies"),
    Shot("agency", ONE),
    Shot("reading", f"{ONE}/readings/3", screens=("",)),
    Shot("season", f"{ONE}/season"),
    Shot("review-queue", "/desk/review"),
    Shot("review-officer", f"/desk/review/{JUDGED}"),
    Shot("assessors", "/desk/assessors", screens=("",)),
    Shot("assignments", "/desk/assignments", screens=("",)),
    Shot("comments", "/desk/comments"),
    Shot("decisions", "/desk/decisions"),
    Shot("decision-form", f"/desk/decisions/record?agency={HEARD}", screens=("",)),
    Shot("release", "/desk/decisions/release", screens=("",)),
    Shot("release-preview", "/desk/decisions/release/preview?decision=1"),
    Shot("objections", "/desk/objections", screens=("",)),
    Shot("deadlines", "/desk/deadlines"),
    Shot("deadline-form", "/desk/deadlines/new", screens=("",)),
    Shot("outgoing", "/desk/outgoing"),
    Shot("documents", "/desk/documents", screens=("",)),
    Shot("work", "/desk/work", screens=("",)),
    Shot("audit", "/desk/audit", screens=("",)),
    Shot("mine", "/desk/mine", "assessor"),
    Shot("review-assessor", f"/desk/review/{JUDGED}", "assessor"),
    Shot("attest", f"/desk/review/{HEARD}", "assessor", ("",)),
    Shot("door", "/desk/door", "stranger", ("",)),
    Shot("front", "/", "stranger", ("",)),
    Shot("hearing", "/hearing", "stranger"),
    Shot("hearing-form", f"/hearing/{HEARD}", "stranger"),
    Shot("privacy", "/privacy", "stranger", ("",)),
)


def main(folder: Path) -> None:
    """Set the season, take every picture, and tell their sizes and which pages are wider than their window."""
    with TemporaryDirectory() as place:
        made = engine(f"sqlite:///{place}/desk.db")
        migrate(made)
        database = Database(made)
        enter_season(database, 300, NOW)
        with database.writing() as session:
            _lives(session)
        with desk_stage(DeskWeb(database, NOW)) as stage:
            browser = stage.page.context.browser
            assert browser is not None
            for who in ("officer", "assessor", "stranger"):
                with _signed_in(browser, stage.web, stage.root, who) as page:
                    for shot in SHOTS:
                        if shot.who == who:
                            _take(page, stage.root, shot, folder)
        made.dispose()


@contextmanager
def _signed_in(browser: Browser, web: DeskWeb, root: str, who: str) -> Iterator[Page]:
    page = browser.new_page(device_scale_factor=1)
    if who != "stranger":
        is_officer = who == "officer"
        link = web.link() if is_officer else web.link("assessor", "รศ. ดร. วราภรณ์ ใจเที่ยง", "AS-1")
        page.goto(f"{root}{link}")
        page.get_by_role("button").first.click()
    yield page
    page.close()


def _take(page: Page, root: str, shot: Shot, folder: Path) -> None:
    for ending in shot.screens:
        page.set_viewport_size(SCREENS[ending])  # type: ignore[arg-type] # width and height
        answer = page.goto(f"{root}{shot.address}")
        assert answer is not None
        assert answer.ok, f"{shot.address}: {answer.status}"
        file = folder / f"screen-{shot.name}{ending}.png"
        page.screenshot(path=file, animations="disabled")
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        print(f"{file.stat().st_size / 1024:7.0f} KB  {file.name}{'  WIDER THAN ITS WINDOW' if wide else ''}")


def _lives(session: Session) -> None:
    """Assessors at work, a hearing with comments, decisions that wait, messages that wait."""
    for who, name, ministry in (
        ("AS-1", "รศ. ดร. วราภรณ์ ใจเที่ยง", "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"),
        ("AS-2", "นายธนากร ศรีสุข", "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"),
        ("AS-3", "ผศ. อรทัย แก้วมณี", ""),
    ):
        assessors.enter(session, who, name, now=NOW, ministry=ministry)
    judged, heard, decided = (_agency(session, each) for each in (JUDGED, HEARD, DECIDED))
    for who in ("AS-1", "AS-2"):
        assigning.assign(session, judged, who, by="สมหญิง", now=NOW)
        assigning.attest(session, judged, who, now=NOW)
    assigning.assign(session, heard, "AS-1", by="สมหญิง", now=NOW)
    for who, criterion, level in (("AS-1", "1.1", 3), ("AS-2", "1.1", 3), ("AS-1", "1.2", 2), ("AS-2", "1.2", 1)):
        given = Given(criterion, level, "ประกาศและแผนสอดคล้องกับหลักฐานที่แนบ", 0)
        assessing.give(session, judged, who, given, NOW)
    two_officers.lead_to_consent(session, decided, NOW)
    note = "ขอขอบคุณที่ร่วมพัฒนา และขอเชิญสมัครในรอบถัดไป"
    two_officers.decide(session, decided, "ยังไม่ได้รับรางวัลในรอบนี้", NOW, note=note)
    _hear(session, heard)
    _tell(session, decided)


def _agency(session: Session, name: str) -> Agency:
    found = agencies.find(session, name)
    assert found is not None
    return found


def _hear(session: Session, heard: Agency) -> None:
    window = Window(NOW - timedelta(days=3), NOW + timedelta(days=12))
    wish = Wish(Act.OPEN_HEARING, "สมหญิง", "ตามมติที่ประชุมครั้งที่ 2/2565", window=window)
    two_officers.lead_to_consent(session, heard, NOW)
    season.make(session, Granted(heard, wish, State.CONSENTED, State.HEARING), NOW)
    about = {"agency_code": heard.code, "programme": heard.programme, "sender": "", "at": NOW - timedelta(hours=5)}
    said = "ศูนย์บริการรับเรื่องร้องเรียนตอบกลับเร็วขึ้นมาก เจ้าหน้าที่อธิบายสิทธิให้ผู้สูงอายุฟังอย่างใจเย็น"
    comments.add(session, Comment(**about, text=said, name="วิภา", contact="", state=comments.WAITING))


def _tell(session: Session, agency: Agency) -> None:
    line_quota.note_told(session, 300, 120, NOW)
    bubble = {"type": "text", "text": f"{agency.name}\nอีก 7 วันจะปิดรับแบบประเมิน"}
    outbox.queue_message(session, Draft("k1", "U" + "1" * 32, "reminder", [bubble], "เตือนก่อนกำหนดส่ง"), NOW)
    message_budget.put_in_force(session, message_budget.planned(session, NOW), NOW)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
