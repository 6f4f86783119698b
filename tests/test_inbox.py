"""What people write is answered once, in order, and forgotten."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.conversation.acts import Act, EraseData
from bot.conversation.answer import NO_FILES
from bot.conversation.events import Chat, Incoming
from bot.conversation.outcomes import DataErased, NotificationsSet, Outcome
from bot.conversation.view import View
from bot.jobs.inbox import LEASE, answer_some, drain_inbox
from bot.line import errors
from bot.line.client import Accepted
from bot.store import chats, outbox
from bot.store.database import Database
from bot.store.inbox import InboxEvent
from tests.support.job_services import GROUP, USER, Bench, FakeLine, StillClock

pytest_plugins = ["tests.support.databases"]


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)


def set_notifications(_session: Session, _line: Incoming, _act: Act, _now: datetime) -> Outcome | None:
    return NotificationsSet(on=False)


def is_prepared(bench: Bench) -> bool:
    with bench.database.reading() as session:
        return session.get_one(InboxEvent, "event-0").answer is not None


def test_a_question_is_answered_by_reply_once_no_more_lines_follow(bench: Bench) -> None:
    bench.take_in(bench.text("ช่วยเหลือ"))
    assert drain_inbox(bench.services()) == 0

    bench.clock.advance(seconds=2)

    assert drain_inbox(bench.services()) == 1
    assert [said.to for said in bench.line.replies] == ["token-0"]
    assert bench.kept() == [("event-0", "done", None)]


def test_a_button_is_answered_at_once(bench: Bench) -> None:
    bench.take_in(bench.event("postback", postback={"data": "?"}))

    assert drain_inbox(bench.services()) == 1
    assert len(bench.line.replies) == 1


def test_several_lines_within_two_seconds_get_one_answer_to_the_last_that_makes_sense(bench: Bench) -> None:
    bench.take_in(bench.text("สวัสดีค่ะ"))
    bench.clock.advance(seconds=1.5)
    bench.take_in(bench.text("ช่วยเหลือ"))
    bench.clock.advance(seconds=1.5)
    bench.take_in(bench.text("555555"))
    bench.clock.advance(seconds=1.9)
    assert drain_inbox(bench.services()) == 0
    bench.clock.advance(seconds=0.1)

    assert drain_inbox(bench.services()) == 1

    alone = Bench(bench.database, bench.clock)
    alone.take_in(alone.text("ช่วยเหลือ", webhookEventId="alone"))
    alone.clock.advance(seconds=2)
    drain_inbox(alone.services())
    assert [said.to for said in bench.line.replies] == ["token-2"]
    assert bench.line.replies[0].messages == alone.line.replies[0].messages


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("สวัสดีค่ะ", "อยากทราบ", "กำหนดส่ง", "ของปีนี้", "หน่อยนะคะ"), "กำหนดส่ง"),
        (("กำหนดส่ง", "ขอบคุณค่ะ", "สวัสดีค่ะ", "โอเค", "🙏"), "กำหนดส่ง"),
        (("ขาด", "อะไร"), "ขาดอะไร"),
        (("ทำไม", "1.2"), "ทำไม 1.2"),
        (("ทำไม", "1.2", "คะแนน"), "คะแนน"),
        (("8tcoo", "55555"), "คะแนน"),
        (("หนึ่ง", "สอง"), "หนึ่ง สอง"),
    ],
)
def test_lines_in_a_row_are_one_question(bench: Bench, lines: tuple[str, ...], meant: str) -> None:
    for line in lines:
        bench.take_in(bench.text(line))
        bench.clock.advance(seconds=0.4)
    bench.clock.advance(seconds=2)
    assert drain_inbox(bench.services()) == 1

    alone = Bench(bench.database, bench.clock)
    alone.take_in(alone.text(meant, webhookEventId="alone"))
    alone.clock.advance(seconds=2)
    drain_inbox(alone.services())
    assert [said.to for said in bench.line.replies] == [f"token-{len(lines) - 1}"]
    assert bench.line.replies[0].messages == alone.line.replies[0].messages


def test_a_yes_is_not_lost_under_the_thanks_behind_it(bench: Bench) -> None:
    acts: list[Act] = []

    def carry_out(_session: Session, _line: Incoming, act: Act, _now: datetime) -> Outcome | None:
        acts.append(act)
        return DataErased()

    for lines in (["ลบข้อมูล"], ["ใช่ค่ะ", "ขอบคุณค่ะ"]):
        bench.take_in(*(bench.text(line) for line in lines))
        bench.clock.advance(seconds=3)
        drain_inbox(bench.services(carry_out=carry_out))

    assert acts == [EraseData()]


def test_a_picture_is_answered_once_with_where_evidence_belongs(bench: Bench) -> None:
    pictures = [bench.event("message", message={"type": "image", "id": f"p{number}"}) for number in range(3)]
    bench.take_in(*pictures, bench.text("หลักฐานค่ะ"))
    bench.clock.advance(seconds=3)

    assert drain_inbox(bench.services()) == 1
    assert bench.line.replies[0].messages[0]["text"] == NO_FILES


def test_lines_further_apart_get_an_answer_each_in_the_order_of_their_time(bench: Bench) -> None:
    first = bench.text("ช่วยเหลือ")
    bench.clock.advance(seconds=2.1)
    second = bench.text("กำหนดส่ง")
    bench.take_in(second, first)
    bench.clock.advance(seconds=3)

    assert drain_inbox(bench.services()) == 2
    assert [said.to for said in bench.line.replies] == ["token-0", "token-1"]


def test_the_text_is_forgotten_once_it_is_answered(bench: Bench) -> None:
    bench.take_in(bench.text("ความลับ"))
    bench.clock.advance(seconds=2)
    drain_inbox(bench.services())

    with bench.database.reading() as session:
        row = session.get_one(InboxEvent, "event-0")
        assert row.event == {
            "type": "message",
            "webhookEventId": "event-0",
            "message": {"type": "text", "id": "m-event-0"},
        }
        assert row.answer is None


def test_an_unsent_message_is_forgotten_and_not_answered_in_whatever_order_it_comes(bench: Bench) -> None:
    said, other = bench.text("หนึ่ง"), bench.text("สอง")
    bench.take_in(bench.event("unsend", unsend={"messageId": "m-event-1"}), said, other)
    bench.take_in(bench.event("unsend", unsend={"messageId": "m-event-0"}))
    drain_inbox(bench.services())
    bench.clock.advance(seconds=2)

    drain_inbox(bench.services())

    assert bench.line.replies == []
    states = {event: (state, note) for event, state, note in bench.kept()}
    assert states["event-1"] == ("ignored", "unsent")
    with bench.database.reading() as session:
        assert "หนึ่ง" not in str([row.event for row in session.query(InboxEvent)])
        assert "สอง" not in str([row.event for row in session.query(InboxEvent)])


def test_a_spent_token_drops_an_answer_that_can_be_asked_for_again(bench: Bench) -> None:
    bench.take_in(bench.event("postback", postback={"data": "?"}))
    bench.line.troubles = [errors.ReplyTokenSpentError("Invalid reply token", status=400)]

    drain_inbox(bench.services())

    assert bench.kept() == [("event-0", "done", "reply token spent, dropped")]
    with bench.database.reading() as session:
        assert outbox.counts(session) == {}


def test_a_spent_token_pushes_what_reports_an_act(bench: Bench) -> None:
    bench.take_in(bench.text("หยุดแจ้งเตือน"))
    bench.clock.advance(seconds=2)
    bench.line.troubles = [errors.ReplyTokenSpentError("Invalid reply token", status=400)]

    drain_inbox(bench.services(carry_out=set_notifications))

    assert bench.kept() == [("event-0", "done", "reply token spent, pushed")]
    with bench.database.reading() as session:
        (row,) = outbox.listing(session)
        assert (row.dedup_key, row.chat_id, row.kind, row.state) == ("answer:event-0", USER, "answer", "pending")


def test_a_reply_that_timed_out_is_neither_repeated_nor_pushed(bench: Bench) -> None:
    bench.take_in(bench.text("หยุดแจ้งเตือน"))
    bench.clock.advance(seconds=2)
    bench.line.troubles = [errors.TimedOutError("LINE did not answer in time")]

    drain_inbox(bench.services(carry_out=set_notifications))
    bench.clock.advance(minutes=5)
    drain_inbox(bench.services(carry_out=set_notifications))

    assert bench.line.calls == 1
    assert bench.kept() == [("event-0", "done", "timed out, not repeated")]


@pytest.mark.parametrize("after_taking", [False, True])
def test_a_reply_answered_by_a_server_error_is_repeated_and_heard_once(bench: Bench, after_taking: bool) -> None:
    bench.take_in(bench.event("postback", postback={"data": "?"}))
    bench.line.troubles = [errors.UnsureError("oops", status=500)]
    bench.line.after_taking = after_taking

    drain_inbox(bench.services())
    bench.clock.advance(seconds=2)
    drain_inbox(bench.services())

    assert [said.to for said in bench.line.replies] == ["token-0"]
    with bench.database.reading() as session:
        assert outbox.counts(session) == {}


def test_a_card_that_line_refuses_is_said_in_plain_words(bench: Bench) -> None:
    bench.take_in(bench.event("follow", follow={"isUnblocked": False}))
    bench.line.troubles = [errors.RefusedError("A message (messages[0]) in the request body is invalid", status=400)]

    drain_inbox(bench.services())

    (said,) = bench.line.replies
    assert {message["type"] for message in said.messages} == {"text"}
    assert bench.kept() == [("event-0", "done", None)]


def test_a_crash_after_the_reply_does_not_say_or_do_it_twice(bench: Bench) -> None:
    acts: list[Act] = []

    def carry_out(session: Session, line: Incoming, act: Act, now: datetime) -> Outcome | None:
        acts.append(act)
        return set_notifications(session, line, act, now)

    class Crash(BaseException):
        pass

    bench.take_in(bench.text("หยุดแจ้งเตือน"))
    bench.clock.advance(seconds=2)
    bench.line.troubles, bench.line.after_taking = [Crash()], True  # type: ignore[list-item] # stands for kill -9
    with pytest.raises(Crash):
        drain_inbox(bench.services(carry_out=carry_out))

    bench.clock.advance(seconds=31)
    drain_inbox(bench.services(carry_out=carry_out))

    assert len(bench.line.replies) == 1
    assert len(acts) == 1
    assert bench.kept() == [("event-0", "done", "reply token spent, dropped")]


def test_a_crash_before_the_reply_is_made_up_for(bench: Bench) -> None:
    class Crash(BaseException):
        pass

    def crash(_session: Session, _chat: Chat, _now: datetime) -> View:
        raise Crash

    bench.take_in(bench.event("postback", postback={"data": "?"}))
    with pytest.raises(Crash):
        drain_inbox(bench.services(view_of=crash))

    bench.clock.advance(seconds=31)
    drain_inbox(bench.services())

    assert [said.to for said in bench.line.replies] == ["token-0"]


def test_an_event_that_breaks_is_set_aside_after_five_attempts_and_others_go_on(bench: Bench) -> None:
    def breaks(session: Session, chat: Chat, now: datetime) -> View:
        if chat.id == USER:
            raise RuntimeError("what a person wrote")
        return View(now=now)

    bench.take_in(bench.event("postback", postback={"data": "?"}))
    bench.take_in(bench.event("postback", postback={"data": "?"}, source={"type": "user", "userId": "U" + "9" * 32}))
    for _ in range(10):
        drain_inbox(bench.services(view_of=breaks))
        bench.clock.advance(minutes=1)

    (broken, fine) = bench.kept()
    assert (broken[1], fine[1]) == ("set_aside", "done")
    assert str(broken[2]).startswith("RuntimeError at test_inbox.py:")
    assert [said.to for said in bench.line.replies] == ["token-1"]


def test_a_worker_slower_than_its_lease_and_the_one_that_took_over_give_one_answer(bench: Bench) -> None:
    taken_over, finished = threading.Event(), threading.Event()

    class SlowLine(FakeLine):
        def reply(self, reply_token: str, messages: Sequence[Mapping[str, Any]]) -> Accepted:
            assert taken_over.wait(10)
            return super().reply(reply_token, messages)

    class LaterClock(StillClock):
        def now(self) -> datetime:
            if not taken_over.is_set() and next(asked):
                taken_over.set()
                assert finished.wait(10)
            return super().now()

    def answers_slowly() -> None:
        answer_some(first)
        finished.set()

    asked = itertools.count()
    bench.take_in(bench.event("postback", postback={"data": "?"}))
    first = bench.services(line=SlowLine(replies=bench.line.replies))
    second = bench.services(clock=LaterClock(bench.clock.now() + LEASE))
    slow = threading.Thread(target=answers_slowly)
    slow.start()
    while not is_prepared(bench):
        time.sleep(0.01)
    answer_some(second)
    slow.join()

    assert [said.to for said in bench.line.replies] == ["token-0"]
    assert bench.kept() == [("event-0", "done", None)]


def test_events_of_one_chat_wait_for_the_one_being_answered(bench: Bench) -> None:
    bench.take_in(bench.event("postback", postback={"data": "?"}), bench.event("postback", postback={"data": "?"}))
    with bench.database.writing() as session:
        assert chats.take_turns(session, [USER], bench.clock.now(), LEASE)[1] == {USER}

    assert not answer_some(bench.services())
    bench.clock.advance(seconds=31)
    assert drain_inbox(bench.services()) == 2


def test_a_group_is_not_answered_unless_it_calls(bench: Bench) -> None:
    group = {"type": "group", "groupId": GROUP, "userId": USER}
    among_themselves = bench.text("คุยกันเอง กำหนดส่ง", source=group)
    called = bench.text("@ต้นแบบ กำหนดส่ง", source=group)
    called["message"]["mention"] = {"mentionees": [{"index": 0, "length": 8, "type": "user", "isSelf": True}]}
    bench.take_in(among_themselves, called)

    drain_inbox(bench.services())

    assert [said.to for said in bench.line.replies] == ["token-1"]
    assert [note for _, _, note in bench.kept()] == ["nothing to say", None]
