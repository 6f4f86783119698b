"""A result announced from chat with two signatures, over the real inbox, views, acts and outbox."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cases.deeds import Deeds
from bot.cases.views import Views
from bot.conversation import acts, outcomes
from bot.conversation.events import Chat, Incoming
from bot.conversation.topics import scores
from bot.conversation.topics.announcing import REFUSALS
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.view import Contact
from bot.conversation.vocabulary import OTHER_FORMS, TYPED, Word
from bot.jobs.housekeeping import tidy
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.logs import hashed
from bot.season.grounds import Outcome, Stage
from bot.store import agencies, audit, chats, decisions, officers, readings
from bot.store.database import Database
from scoring.engine import score
from tests.support import two_officers
from tests.support.job_services import GROUP, NOON, USER, Bench
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, submission

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32
FIRST, SECOND, COLLEAGUE = ("U" + digit * 32 for digit in "789")
SECRETS = ("ไม่ได้รับรางวัลอย่างลับ", "คณะกรรมการลงมติลับ", "สมชาย")
VERDICT: tuple[Stage, Outcome, str, str, str] = ("final", "not_awarded", "", "ไม่ได้รับรางวัล", "")
WORDS = [word for word in Word if word not in {Word.YES, Word.NO}]
ANNOUNCE = f"ประกาศผล A-1 {SECRETS[0]}\n{SECRETS[1]}"


class Office:
    """Two officers and two people of agency A-1, who write and are answered."""

    def __init__(self, database: Database) -> None:
        self.bench = Bench(database)
        self.services = self.bench.services(view_of=Views(Contact()), carry_out=Deeds(SECRET))
        for person in (USER, COLLEAGUE):
            self.bench.link(person)
        with database.writing() as session:
            for user_id, name in [(FIRST, "สมชาย"), (SECOND, "สมหญิง")]:
                chats.meet(session, user_id, "user", NOON)
                officers.add(session, user_id, name, NOON)
            agency = agencies.find(session, "A-1")
            assert agency is not None
            two_officers.hand_in(session, agency, NOON)
            entered = submission(HALF_WAY)
            readings.record(session, "A-1", "f", entered, score(PROGRAMME, entered, now=NOON), now=NOON)

    def says(self, user_id: str, text: str, source: dict[str, Any] | None = None) -> str:
        """What the person is answered, as the words of all messages."""
        self.bench.take_in(self.bench.text(text, source=source or {"type": "user", "userId": user_id}))
        return self._answered()

    def taps(self, user_id: str, data: str) -> str:
        """The same for a button."""
        source = {"type": "user", "userId": user_id}
        self.bench.take_in(self.bench.event("postback", source=source, postback={"data": data}))
        return self._answered()

    def pushed(self) -> dict[str, str]:
        """What is pushed now, by whom it goes to."""
        self.bench.line.pushes.clear()
        drain_outbox(self.services)
        return {said.to: str(said.messages) for said in self.bench.line.pushes}

    def log(self) -> list[tuple[str, str, dict[str, Any]]]:
        """The audit log of the agency, the oldest first."""
        with self.bench.database.reading() as session:
            return [(entry.actor, entry.act, entry.details) for entry in reversed(audit.entries(session, "A-1"))]

    def _answered(self) -> str:
        before = len(self.bench.line.replies)
        self.bench.clock.advance(seconds=5)
        drain_inbox(self.services)
        return str([said.messages for said in self.bench.line.replies[before:]])


@pytest.fixture
def office(sqlite: Database) -> Office:
    return Office(sqlite)


def carry_out(office: Office, user_id: str, act: acts.Act, chat: Chat | None = None) -> outcomes.Outcome | None:
    incoming = Incoming("text", chat or Chat("user", user_id), user_id, "", "", False, NOON)
    with office.bench.database.writing() as session:
        return Deeds(SECRET)(session, incoming, act, NOON)


def test_two_officers_announce_and_everyone_is_told_once(database: Database) -> None:
    office = Office(database)
    assert "แจ้ง 2 แชต ใช้ไม่เกิน 3 ข้อความ" in office.says(FIRST, ANNOUNCE)
    assert "บันทึกผลของ หน่วยงาน A-1 (A-1) แล้ว ยังไม่มีใครเห็น" in office.says(FIRST, "ใช่")
    assert REFUSALS["own"] in office.says(FIRST, "ยืนยันผล A-1")
    assert "หน่วยงาน A-1 (A-1)" in office.says(SECOND, "ค้างประกาศ")
    assert [secret in office.says(SECOND, "ยืนยันผล A-1") for secret in SECRETS] == [True, True, True]
    assert office.pushed() == {}

    assert "ประกาศผลของ หน่วยงาน A-1 แล้ว แจ้ง 2 แชต" in office.says(SECOND, "ใช่")

    pushed = office.pushed()
    assert set(pushed) == {USER, COLLEAGUE, FIRST}
    assert SECRETS[0] in pushed[USER]
    assert "สมหญิง ยืนยันผลของ หน่วยงาน A-1 แล้ว ประกาศแล้ว แจ้ง 2 แชต" in pushed[FIRST]
    assert SECRETS[0] in office.says(USER, "ผล")
    assert "ไม่มีผลของ" in office.says(SECOND, "ยืนยันผล A-1")
    assert office.pushed() == {}


def test_every_signature_is_noted_with_name_and_hashed_id_and_without_the_text(office: Office) -> None:
    for user_id, text in [(FIRST, ANNOUNCE), (FIRST, "ใช่"), (SECOND, "ยืนยันผล A-1"), (SECOND, "ใช่")]:
        office.says(user_id, text)

    first, second = hashed(FIRST, SECRET), hashed(SECOND, SECRET)
    short = "ผลสุดท้าย: ไม่ได้รับรางวัล"
    decided = {"origin": "submitted", "reached": "decided", "why": short, "decision": 1, "who": first, "replaced": None}
    why = "ยืนยันมติที่ สมชาย บันทึก"
    released = {"origin": "decided", "reached": "released", "why": why, "decision": 1, "who": second, "told": 2}
    assert office.log()[1:] == [("สมชาย", "decide", decided), ("สมหญิง", "release", released)]
    with office.bench.database.reading() as session:
        announced = decisions.released(session, "A-1")
        assert announced is not None
        assert (announced.title, announced.note, announced.released_by) == (*SECRETS[:2], "สมหญิง")
        assert session.get_one(decisions.Decision, 1).reading_id == 1


def test_nothing_of_an_unreleased_decision_reaches_anyone_but_officers(office: Office) -> None:
    office.says(FIRST, ANNOUNCE)
    office.says(FIRST, "ใช่")
    office.says(SECOND, "ยืนยันผล A-1")

    told = {text: office.says(USER, text) for text in ("คะแนน", "ผล", "ขาดอะไร", "ข้อมูลของฉัน")}
    told |= {text: office.says(USER, text) for text in ("ค้างประกาศ", "ยืนยันผล A-1", "ใช่", ANNOUNCE, "ทำไม 1.2")}
    told |= {text: office.says(USER, text) for word in WORDS for text in (TYPED[word], *OTHER_FORMS.get(word, ())[:1])}
    told |= {data: office.taps(USER, data) for data in ("v1:yes:release:1", "v1:confirm-result:A-1", "v1:unannounced")}

    assert "52.33 จาก 100" in told["คะแนน"]
    assert "ยังขาด 30 รายการ" in told["ขาดอะไร"]
    assert scores.NO_RESULT in told["ผล"]
    assert "หน่วยงาน A-1" in told["ข้อมูลของฉัน"]
    assert OFFICERS_ONLY in told["ค้างประกาศ"]
    assert {text: said for text, said in told.items() if any(secret in said for secret in SECRETS)} == {}
    assert office.pushed() == {}


def test_a_view_holds_open_decisions_for_officers_in_private_only(office: Office) -> None:
    office.says(FIRST, ANNOUNCE)
    office.says(FIRST, "ใช่")
    with office.bench.database.writing() as session:
        views, group = Views(Contact()), chats.meet(session, GROUP, "group", NOON)
        group.agency_code, group.group_allowed = "A-1", True
        own, other, applicant, in_group = (
            views(session, chat, NOON)
            for chat in (Chat("user", FIRST), Chat("user", SECOND), Chat("user", USER), Chat("group", GROUP))
        )

    assert [(view.unannounced[0].own, dict(view.listeners)) for view in (own, other)] == [
        (True, {"A-1": 2}),
        (False, {"A-1": 2}),
    ]
    assert [(view.unannounced, dict(view.listeners)) for view in (applicant, in_group)] == [((), {})] * 2
    assert [secret for secret in SECRETS if secret in f"{applicant}{in_group}"] == []


def test_a_newer_decision_replaces_one_that_waits_and_an_old_preview_releases_neither(office: Office) -> None:
    office.says(FIRST, ANNOUNCE)
    office.says(FIRST, "ใช่")
    office.says(SECOND, "ยืนยันผล A-1")

    assert "จะแทนที่ผลที่ยังไม่ประกาศ ซึ่งบันทึกโดย ท่าน" in office.says(FIRST, "ประกาศผล A-1 ไม่ได้รับรางวัลนี้")
    assert "ผลเดิมที่รอการยืนยันถูกแทนที่แล้ว" in office.says(FIRST, "ใช่")
    assert REFUSALS["gone"] in office.says(SECOND, "ใช่")
    assert office.pushed() == {}

    office.says(SECOND, "ยืนยันผล A-1")
    office.says(SECOND, "ใช่")
    assert "ไม่ได้รับรางวัลนี้" in office.pushed()[USER]
    assert [entry[2].get("replaced") for entry in office.log() if entry[1] == "decide"] == [None, 1]


def test_the_act_itself_refuses_whoever_may_not_sign(office: Office) -> None:
    decide = acts.DecideResult("A-1", *VERDICT)
    assert carry_out(office, USER, decide) == outcomes.ResultRefused("officers_only")
    assert carry_out(office, FIRST, decide, Chat("group", GROUP)) == outcomes.ResultRefused("officers_only")
    assert carry_out(office, FIRST, acts.DecideResult("X", *VERDICT)) == outcomes.ResultRefused("gone")
    assert carry_out(office, FIRST, decide) == outcomes.ResultDecided("A-1", "หน่วยงาน A-1", replaced=False)

    release = acts.ReleaseResult(1)
    assert carry_out(office, USER, release) == outcomes.ResultRefused("officers_only")
    assert carry_out(office, SECOND, release, Chat("group", GROUP)) == outcomes.ResultRefused("officers_only")
    assert carry_out(office, FIRST, release) == outcomes.ResultRefused("own")
    assert carry_out(office, SECOND, acts.ReleaseResult(2)) == outcomes.ResultRefused("gone")
    assert carry_out(office, SECOND, release) == outcomes.ResultReleased("หน่วยงาน A-1", 2)
    assert carry_out(office, SECOND, release) == outcomes.ResultRefused("gone")
    assert [entry[1] for entry in office.log()] == ["submit", "decide", "confirm refused", "release"]


@pytest.mark.parametrize(("user_id", "name"), [(FIRST, "สมชายคนใหม่"), (SECOND, "สมชาย")])
def test_neither_a_new_name_nor_a_second_phone_makes_a_second_officer(office: Office, user_id: str, name: str) -> None:
    carry_out(office, FIRST, acts.DecideResult("A-1", *VERDICT))
    with office.bench.database.writing() as session:
        officers.add(session, user_id, name, NOON)

    assert carry_out(office, user_id, acts.ReleaseResult(1)) == outcomes.ResultRefused("own")
    assert REFUSALS["own"] in office.says(user_id, "ยืนยันผล A-1")


def test_who_wants_no_messages_is_not_counted_and_reads_the_result_when_asking(office: Office) -> None:
    office.says(COLLEAGUE, "หยุดแจ้งเตือน")
    office.says(FIRST, "หยุดแจ้งเตือน")
    assert "แจ้ง 1 แชต" in office.says(FIRST, ANNOUNCE)
    office.says(FIRST, "ใช่")
    office.says(SECOND, "ยืนยันผล A-1")

    assert "แจ้ง 1 แชต" in office.says(SECOND, "ใช่")

    assert set(office.pushed()) == {USER}
    assert SECRETS[0] in office.says(COLLEAGUE, "ผล")


def test_a_text_that_was_never_confirmed_is_forgotten(office: Office) -> None:
    office.says(FIRST, ANNOUNCE)
    tidy(office.services)
    with office.bench.database.reading() as session:
        assert SECRETS[0] in str(chats.pending(session, FIRST))

    office.bench.clock.advance(minutes=16)
    tidy(office.services)

    with office.bench.database.reading() as session:
        assert chats.pending(session, FIRST) == {}
    assert "บันทึกผล" not in office.says(FIRST, "ใช่")
