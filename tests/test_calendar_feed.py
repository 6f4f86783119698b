"""The deadlines of an agency in one's own calendar program, by an address that can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.calendar_feed import CalendarFeeds
from bot.cases.calendar_text import Entry, calendar_text
from bot.cases.deeds import Deeds
from bot.cases.views import Views
from bot.conversation import acts
from bot.conversation.events import Chat, Incoming
from bot.conversation.view import Contact
from bot.store import chats, deadlines, erasure
from bot.store.database import Database
from bot.web.app import create_app
from bot.web.parts import WebParts
from scoring.deadlines import Deadline
from tests.support.job_services import NOON, USER, Bench
from tests.support.sample_conversations import offered, pressed, said, waiting, words_of
from tests.support.sample_scorecards import agency, view

pytest_plugins = ["tests.support.databases"]

SECRET = "k" * 32
BASE = "https://tonbaeb.example"
CLOSING = Deadline(
    id="hrmo-2565.call",
    programme="hrmo-2565",
    title_th="ส่งใบสมัคร; รอบที่ 1, ปี 2565",
    title_en="Call",
    closes_at=datetime(2022, 3, 9, 17, 0, tzinfo=UTC),
    source_text="ภายในวันที่ 9 มีนาคม 2565",
    source_zone="Asia/Bangkok",
)
GOLDEN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tonbaeb//Deadlines//TH
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:กำหนดส่ง กรมบังคับคดี
REFRESH-INTERVAL;VALUE=DURATION:PT6H
X-PUBLISHED-TTL:PT6H
BEGIN:VEVENT
UID:hrmo-2565.call@tonbaeb
SEQUENCE:2
DTSTAMP:20211101T050000Z
LAST-MODIFIED:20211101T050000Z
DTSTART:20220309T165900Z
DTEND:20220309T170000Z
SUMMARY:ปิดรับ: ส่งใบสมัคร\\; รอบที่ 1\\, ปี 2565
DESCRIPTION:ปิดรับ วันพุธที่ 9 มี.ค. 2565 23.59 น. เวลาไทย\\nตามประกาศ: ภายในวันที่ 9 มีนาคม 2565\\n\
ดูสิ่งที่ยังขาด: พิมพ์ ขาดอะไร ใน LINE
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:กำหนดส่ง
TRIGGER:-P7D
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:กำหนดส่ง
TRIGGER:-P1D
END:VALARM
END:VEVENT
END:VCALENDAR
"""


class Office:
    """An agency with a linked chat, its feed, and the pages."""

    def __init__(self, database: Database) -> None:
        self.bench = Bench(database)
        self.bench.link()
        self.feeds = CalendarFeeds(BASE, SECRET)
        parts = WebParts(database, self.bench.clock, "", SECRET, lambda: None, lambda: None)
        self.client: FlaskClient = create_app(parts).test_client()

    def address(self) -> str:
        views = Views(Contact(), calendar_at=self.feeds.address)
        with self.bench.database.reading() as session:
            return views(session, Chat("user", USER), NOON).calendar_url

    def feed(self, address: str) -> list[str]:
        answer = self.client.get(urlsplit(address).path)
        return unfolded(answer.get_data(as_text=True)) if answer.status_code == 200 else [str(answer.status_code)]

    def do(self, act: acts.Act) -> None:
        incoming = Incoming("text", Chat("user", USER), USER, "", "", False, NOON)
        with self.bench.database.writing() as session:
            Deeds(SECRET)(session, incoming, act, NOON)


@pytest.fixture
def office(sqlite: Database) -> Office:
    return Office(sqlite)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def facts_of(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(("UID", "SEQUENCE", "DTSTART", "STATUS"))]


def test_a_deadline_is_told_in_utc_with_what_its_source_says() -> None:
    assert unfolded(calendar_text("กำหนดส่ง กรมบังคับคดี", [Entry(CLOSING, NOON)])) == GOLDEN.splitlines()


@settings(max_examples=50, deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_no_line_is_over_75_octets_no_letter_is_torn_and_no_text_makes_a_line_of_its_own(title: str) -> None:
    text = calendar_text("ก", [Entry(replace(CLOSING, title_th=title, source_text=title), NOON)])

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert len(unfolded(text)) == len(GOLDEN.splitlines())
    assert "\n" not in text.replace("\r\n", "")


def test_a_moved_deadline_keeps_its_uid_and_a_removed_one_is_cancelled_each_with_a_higher_sequence(
    office: Office,
) -> None:
    seen = []
    with office.bench.database.writing() as session:
        deadlines.enter(session, CLOSING, NOON)
    seen.append(facts_of(office.feed(office.address())))
    with office.bench.database.writing() as session:
        deadlines.enter(session, replace(CLOSING, closes_at=CLOSING.closes_at + timedelta(days=1)), NOON)
    seen.append(facts_of(office.feed(office.address())))
    with office.bench.database.writing() as session:
        deadlines.remove(session, CLOSING.id, NOON)
    seen.append(facts_of(office.feed(office.address())))
    with office.bench.database.writing() as session:
        deadlines.enter(session, CLOSING, NOON)
    seen.append(facts_of(office.feed(office.address())))

    uid = "UID:hrmo-2565.call@tonbaeb"
    assert seen == [
        [uid, "SEQUENCE:2", "DTSTART:20220309T165900Z", "STATUS:CONFIRMED"],
        [uid, "SEQUENCE:4", "DTSTART:20220310T165900Z", "STATUS:CONFIRMED"],
        [uid, "SEQUENCE:5", "DTSTART:20220310T165900Z", "STATUS:CANCELLED"],
        [uid, "SEQUENCE:6", "DTSTART:20220309T165900Z", "STATUS:CONFIRMED"],
    ]


def test_an_unchanged_feed_is_not_sent_again(office: Office) -> None:
    path = urlsplit(office.address()).path
    first = office.client.get(path)

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, max-age=3600"
    assert office.client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_an_address_shows_nothing_once_it_is_renewed_or_its_person_is_unlinked_or_erased(office: Office) -> None:
    first = office.address()
    office.do(acts.RenewCalendar())
    second = office.address()
    assert (office.feed(first), len(office.feed(second))) == (["404"], 9)

    office.do(acts.Unlink())
    assert (office.feed(second), office.address()) == (["404"], "")

    office.bench.link()
    third = office.address()
    with office.bench.database.writing() as session:
        erasure.erase_chat(session, USER, NOON)
    assert office.feed(third) == ["404"]


def test_what_stands_in_the_database_is_no_address(office: Office) -> None:
    with office.bench.database.reading() as session:
        row = chats.find(session, USER)
        assert row is not None
        key = str(row.calendar_key)

    of_another_secret = CalendarFeeds(BASE, "other").address(key).rpartition("/")[2].removesuffix(".ics")
    guesses = [key, f"{key}.", f".{key}", f"{key}.{'0' * 32}", of_another_secret, "ก.ข"]
    assert {office.feed(f"/calendar/{guess}.ics")[0] for guess in guesses} == {"404"}


def test_the_deadlines_and_the_word_lead_to_the_feed() -> None:
    known = view(agency=agency(), calendar_url=f"{BASE}/calendar/a.b.ics")
    card = said("กำหนดส่ง", known).messages[0]["contents"]
    uris = [button["action"]["uri"] for button in card["footer"]["contents"]]

    assert unquote(uris[0]) == (
        "https://calendar.google.com/calendar/r?cid=webcal://tonbaeb.example/calendar/a.b.ics&openExternalBrowser=1"
    )
    assert uris[1] == f"{BASE}/calendar/a.b.ics?openExternalBrowser=1"
    assert words_of(said("ปฏิทิน", known)) == [f"ปฏิทินกำหนดส่ง เพิ่มลงในปฏิทินด้วยลิงก์ {BASE}/calendar/a.b.ics"]
    assert "ปฏิทิน" in offered(said("กำหนดส่ง", known))
    assert "footer" not in said("กำหนดส่ง", view()).messages[0]["contents"]


def test_a_new_address_is_given_after_confirming() -> None:
    known = view(agency=agency(), calendar_url=f"{BASE}/calendar/a.b.ics")
    asked = said("เปลี่ยนลิงก์ปฏิทิน", known)

    assert asked.acts == ()
    assert pressed("v1:yes:renew-calendar", waiting(asked, known)).acts == (acts.RenewCalendar(),)
