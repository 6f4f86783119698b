"""Nothing unreleased is seen outside: whatever the secretariat knows, agency, group and strangers see what they saw.

Not names of secrets are looked for, but any difference: each outlet is read before and after the secretariat learnt
something, and has to be the same to the letter. After the announcement it has to differ, so the comparison can fail.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from bot.cases import answering_objections, objecting, uploading
from bot.cases import season as seasons
from bot.cases.answering_objections import Answered
from bot.cases.calendar_feed import CalendarFeeds
from bot.cases.judging import feedback_now
from bot.cases.objecting import Filed
from bot.cases.prepared import case_of
from bot.cases.season import Wish
from bot.cases.views import Views
from bot.conversation.answer import answer
from bot.conversation.events import Chat, Incoming
from bot.conversation.view import Contact
from bot.conversation.vocabulary import TYPED, Word
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import audit, chats, comments, decisions, objections, officers, readings, reviews, site_visits
from bot.store.comments import Comment
from bot.store.database import Database
from bot.store.officers import Officer
from bot.store.reviews import Review
from bot.store.site_visits import SiteVisitMark
from scoring.engine import score
from sheets_schema.judged_feedback import Scored
from tests.support import two_officers
from tests.support.closing import MIDNIGHT, Desk, agency, desk
from tests.support.desk_web import DeskWeb
from tests.support.job_services import GROUP, USER
from tests.support.objection_stage import announce_preliminary
from tests.support.workbooks import full_workbook, saved

pytest_plugins = ["tests.support.databases"]

NOW = MIDNIGHT + timedelta(days=40)
STRANGER = "U" + "9" * 32
ASKED = [TYPED[word] for word in Word if word not in {Word.YES, Word.NO}] + ["ทำไม 1.1", "ถ้า 1.1", "ทำไม B5"]
FILLED = saved(full_workbook())
OFFICER = Officer(user_id="U" + "7" * 32, name="เจ้าหน้าที่ลับ", added_at=MIDNIGHT)

Learn = Callable[[Session], None]
Seen = dict[str, Any]


@pytest.fixture
def office(sqlite: Database) -> Desk:
    """An agency whose workbook is judged, with a person, and a group that may see everything it can be allowed."""
    made = desk(sqlite)
    made.at(MIDNIGHT + timedelta(minutes=1))
    made.tick()
    made.read()
    made.at(NOW)
    with sqlite.writing() as session:
        chats.meet(session, GROUP, "group", NOW)
        chats.link(session, GROUP, "A-1", NOW)
        group = session.get_one(chats.ChatRow, GROUP)
        group.group_allowed, group.group_shows = True, ["score", "reminders"]
        chats.renew_calendar(session, USER)
    return made


def seen(office: Desk) -> Seen:
    """All that is seen outside the secretariat now, by outlet."""
    with office.database.writing() as session:
        told: Seen = {f"{who}: {text}": reply for who in (USER, GROUP, STRANGER) for text, reply in talk(session, who)}
        told["the sheet"] = the_sheet(session)
        told["the answered file"] = the_answered_file(session)
        told["the calendar"] = the_calendar(session)
        session.rollback()
    web = DeskWeb(office.database, NOW).stranger()
    told |= {address: web.open(address).get_data(as_text=True) for address in ("/", "/privacy", "/hearing", "/results")}
    return told


def talk(session: Session, chat_id: str) -> list[tuple[str, Any]]:
    """What is answered there to every word, with the acts that would follow."""
    chat = Chat("group" if chat_id == GROUP else "user", chat_id)
    view = replace(Views(Contact())(session, chat, NOW), joiners=0)
    said = [Incoming("text", chat, chat_id, text, "", mentioned=True, at=NOW) for text in ASKED]
    return [(incoming.text, answer(incoming, view)) for incoming in said]


def the_sheet(session: Session) -> Any:
    """What is written into the workbook."""
    mine = agency(session)
    newest = readings.latest(session, mine.code)
    assert newest is not None
    case, entered = case_of(session, mine.programme), newest.as_submission()
    known = decisions.released_levels(session, mine.code, mine.programme)
    card = score(case.programme, entered, confirmed=known, now=NOW)
    return feedback_now(session, mine, case, Scored(entered, card), ticked=False, now=NOW)


def the_answered_file(session: Session) -> list[tuple[str, str, Any]]:
    """What stands in the .xlsx that an officer hands back to the agency."""
    answer = uploading.read_file(session, agency(session), FILLED, NOW).answer
    sheets = load_workbook(io.BytesIO(answer)).worksheets
    return [(sheet.title, cell.coordinate, cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]


def the_calendar(session: Session) -> str | None:
    feeds = CalendarFeeds("https://t.example", "secret")
    address = feeds.address(session.get_one(chats.ChatRow, USER).calendar_key)
    return feeds.text(session, address.rpartition("/")[2].removesuffix(".ics"), NOW)


def reviewed(session: Session) -> None:
    for criterion, level in (("1.1", 1), ("1.2", 3), ("B5", 0)):
        given = Review(
            agency_code="A-1",
            programme="hrmo-2565",
            criterion=criterion,
            level=level,
            reason="เหตุผลลับ",
            assessor="ผู้ประเมินลับ",
            at=NOW,
        )
        reviews.give(session, given)


def visited(session: Session) -> None:
    mark = SiteVisitMark(
        agency_code="A-1", programme="hrmo-2565", assessor="ก", part="SV1", points="12", note="ลับ", at=NOW
    )
    site_visits.give(session, mark)


def screened(session: Session) -> None:
    seasons.do(session, agency(session), Wish(Act.SCREEN, "ก", "ตรวจแล้ว"), NOW)


def assessed_and_passed(session: Session) -> None:
    for act, origin, reached in (
        (Act.ASSESS, State.SUBMITTED, State.ASSESSED),
        (Act.PASS_TIERS, State.ASSESSED, State.PASSED),
        (Act.CONSENT, State.PASSED, State.CONSENTED),
    ):
        seasons._record(session, agency(session), Wish(act, "ก", "ลับ"), origin, reached, NOW)


def turned_down(session: Session) -> None:
    seasons.do(session, agency(session), Wish(Act.DECIDE, "ก", "ไม่ผ่านอย่างลับ"), NOW)


def hearing_not_open_yet(session: Session) -> None:
    window = Window(NOW + timedelta(days=1), NOW + timedelta(days=16))
    wish = Wish(Act.OPEN_HEARING, "ก", "ลับ", window=window)
    seasons._record(session, agency(session), wish, State.CONSENTED, State.HEARING, NOW)


def decided(session: Session) -> None:
    two_officers.decide(session, agency(session), "รางวัลลับ", NOW, note="หมายเหตุลับ")


def decided_preliminarily(session: Session) -> None:
    two_officers.decide(session, agency(session), "รางวัลลับ", NOW, stage="preliminary", note="หมายเหตุลับ")


def awarded(session: Session) -> None:
    assessed_and_passed(session)
    verdict = {"outcome": "awarded", "award": "award_outstanding"}
    two_officers.decide(session, agency(session), "รางวัลลับ", NOW, **verdict)


def commented(session: Session) -> None:
    comment = Comment(
        agency_code="A-1",
        programme="hrmo-2565",
        text="ความเห็นลับ",
        name="",
        contact="",
        sender="x",
        at=NOW,
        state="waiting",
    )
    comments.add(session, comment)


def noted(session: Session) -> None:
    audit.note(session, "เจ้าหน้าที่ลับ", "decide", "A-1", now=NOW, why="ลับ")


SECRETS: list[Learn] = [
    reviewed,
    visited,
    screened,
    assessed_and_passed,
    hearing_not_open_yet,
    turned_down,
    decided,
    decided_preliminarily,
    awarded,
    noted,
]


@pytest.mark.parametrize("learn", SECRETS)
def test_what_the_secretariat_alone_knows_changes_nothing_that_others_see(office: Desk, learn: Learn) -> None:
    before = seen(office)
    with office.database.writing() as session:
        learn(session)

    assert seen(office) == before


def test_all_secrets_together_change_nothing_either(office: Desk) -> None:
    before = seen(office)
    with office.database.writing() as session:
        for learn in (reviewed, visited, assessed_and_passed, decided, noted):
            learn(session)

    assert seen(office) == before


@pytest.mark.parametrize("decide", [decided, decided_preliminarily])
def test_the_announcement_is_what_makes_them_known(office: Desk, decide: Learn) -> None:
    with office.database.writing() as session:
        reviewed(session)
        decide(session)
    before = seen(office)
    with office.database.writing() as session:
        waiting = decisions.waiting(session, "A-1")
        assert waiting is not None
        two_officers.confirm(session, waiting, NOW)

    after = seen(office)
    changed = {outlet for outlet in before if before[outlet] != after[outlet]}
    assert {f"{USER}: ผล", f"{USER}: คะแนน", f"{USER}: ทำไม 1.1", "the sheet", "the answered file"} <= changed
    assert "รางวัลลับ" in str(after[f"{USER}: ผล"])
    reasons = ("sheet", "answered file")
    assert [outlet for outlet in reasons if "เหตุผลของผู้ประเมิน: เหตุผลลับ" not in str(after[f"the {outlet}"])] == []
    assert "เหตุผลลับ" in str(after[f"{USER}: ทำไม 1.1"])
    assert "ผู้ประเมินลับ" not in str(after)
    assert {outlet for outlet in changed if outlet.startswith(STRANGER)} == set()


def test_what_assessors_say_after_the_announcement_waits_for_the_next_one(office: Desk) -> None:
    with office.database.writing() as session:
        reviewed(session)
        two_officers.confirm(session, two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", NOW), NOW)
    before = seen(office)
    with office.database.writing() as session:
        given = Review(agency_code="A-1", programme="hrmo-2565", criterion="1.1", level=3, assessor="ก", at=NOW)
        given.reason = "ทบทวนลับ"
        reviews.give(session, given)
        two_officers.decide(session, agency(session), "แก้ผลลับ", NOW)

    assert seen(office) == before


def objected(session: Session) -> int:
    objecting.file(session, agency(session), Filed("1.2", "คำคัดค้านลับของหน่วยงาน", NOW), by="LINE", now=NOW)
    return objections.all_newest(session)[0].id


def test_an_objection_is_seen_by_its_agency_in_private_and_by_nobody_else(office: Desk) -> None:
    with office.database.writing() as session:
        announce_preliminary(session, NOW)
    before = seen(office)
    with office.database.writing() as session:
        objected(session)

    after = seen(office)
    changed = {outlet for outlet in before if before[outlet] != after[outlet]}
    assert {outlet.partition(":")[0] for outlet in changed} == {USER}
    assert "คำคัดค้านลับของหน่วยงาน" in str(after[f"{USER}: คัดค้าน"])


def test_an_answer_to_an_objection_changes_nothing_before_the_final_result(office: Desk) -> None:
    with office.database.writing() as session:
        announce_preliminary(session, NOW)
        objection = objected(session)
    before = seen(office)
    with office.database.writing() as session:
        contested = answering_objections.contested(session, objection)
        assert contested is not None
        given = Answered(3, "เหตุผลลับ", contested.seen)
        answering_objections.answer(session, objection, given, by="ก", now=NOW + timedelta(days=16))

    assert seen(office) == before


def test_an_officer_sees_what_waits_in_private_and_never_in_a_group(office: Desk) -> None:
    with office.database.writing() as session:
        chats.meet(session, OFFICER.user_id, "user", NOW)
        officers.add(session, OFFICER.user_id, OFFICER.name, NOW)
        decided(session)
        private = str(talk(session, OFFICER.user_id))
        chat = Chat("group", GROUP)
        view = Views(Contact())(session, chat, NOW)
        asked = Incoming("text", chat, OFFICER.user_id, TYPED[Word.UNANNOUNCED], "", mentioned=True, at=NOW)
        in_group = str(answer(asked, view))

    assert "รางวัลลับ" in private
    assert "ลับ" not in in_group
