"""What goes to LINE in one call, and that nobody gets anything twice or loses anything because of someone else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.budget.urgency import Urgency
from bot.jobs.outbox import drain_outbox
from bot.line import errors
from bot.store import chats, outbox, outbox_calls
from bot.store.database import Database
from bot.store.outbox import Draft, OutboxMessage
from tests.support.job_services import GROUP, NOON, USER, Bench, Said

pytest_plugins = ["tests.support.databases"]

PEOPLE = [f"U{number:032x}" for number in range(1, 5)]
REFUSED = errors.RefusedError("The property, to[1], in the request body is invalid", status=400)
NO_ANSWER = errors.TimedOutError("no answer")


class Crash(BaseException):
    """Stands for kill -9."""


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    for person in [USER, *PEOPLE]:
        made.link(person)
    with database.writing() as session:
        chats.meet(session, GROUP, "group", NOON)
    return made


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def queue(bench: Bench, key: str, chat: str = USER, words: str = "", **more: Any) -> None:
    messages = more.pop("messages", [text(words or key)])
    draft = Draft(key, chat, more.pop("kind", "notice"), messages, "ทดสอบ", **more)
    with bench.database.writing() as session:
        outbox.queue_message(session, draft, bench.clock.now())


def states(bench: Bench) -> dict[str, tuple[str, str | None]]:
    with bench.database.reading() as session:
        rows = session.query(OutboxMessage).order_by(OutboxMessage.id)
        return {row.dedup_key: (row.state, row.error) for row in rows}


def said(bench: Bench) -> list[tuple[str, list[str]]]:
    return [(each.to, [message["text"] for message in each.messages]) for each in bench.line.pushes]


def test_five_messages_of_one_chat_are_one_call_with_the_most_urgent_last(bench: Bench) -> None:
    for number in range(6):
        urgency = Urgency.RESULT if number == 0 else Urgency.NOTICE
        queue(bench, str(number), urgency=urgency)

    assert drain_outbox(bench.services()) == 2

    assert said(bench) == [(USER, ["1", "2", "3", "4", "0"]), (USER, ["5"])]


def test_a_call_never_holds_more_than_five_messages(bench: Bench) -> None:
    queue(bench, "three", messages=[text("a"), text("b"), text("c")])
    queue(bench, "three more", messages=[text("d"), text("e"), text("f")])
    queue(bench, "one")

    drain_outbox(bench.services())

    assert said(bench) == [(USER, ["a", "b", "c", "one"]), (USER, ["d", "e", "f"])]


def test_the_same_to_several_people_is_one_call(bench: Bench) -> None:
    for person in PEOPLE:
        queue(bench, person, person, "ข่าวเดียวกัน")

    assert drain_outbox(bench.services()) == 1

    assert (bench.line.calls, said(bench)) == (1, [(person, ["ข่าวเดียวกัน"]) for person in PEOPLE])
    assert set(states(bench).values()) == {("accepted", None)}


def test_a_group_and_whoever_gets_more_get_calls_of_their_own(bench: Bench) -> None:
    for chat in [*PEOPLE[:2], GROUP, USER]:
        queue(bench, chat, chat, "ข่าวเดียวกัน")
    queue(bench, "more", USER)

    drain_outbox(bench.services())

    same = ["ข่าวเดียวกัน"]
    assert said(bench) == [(PEOPLE[0], same), (PEOPLE[1], same), (GROUP, same), (USER, [*same, "more"])]
    assert bench.line.calls == 3


def test_no_more_than_five_hundred_people_are_told_in_one_call(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_calls, "MOST_PEOPLE", 3)
    for person in PEOPLE:
        queue(bench, person, person, "ข่าวเดียวกัน")

    assert drain_outbox(bench.services()) == 2
    assert [to for to, _ in said(bench)] == PEOPLE


@pytest.mark.parametrize("after_taking", [False, True])
@pytest.mark.parametrize("trouble", [NO_ANSWER, errors.UnsureError("oops", status=500), Crash()])
def test_a_call_whose_fate_is_unknown_is_repeated_exactly_as_it_was(
    bench: Bench, trouble: Exception, after_taking: bool
) -> None:
    for person in PEOPLE:
        queue(bench, person, person, "ข่าวเดียวกัน", agency_code="A-1")
    bench.line.troubles, bench.line.after_taking = [trouble], after_taking
    try:
        drain_outbox(bench.services())
    except Crash:
        assert isinstance(trouble, Crash)
    queue(bench, "later", PEOPLE[0])
    with bench.database.writing() as session:
        chats.unlink(session, PEOPLE[1])
        chats.disable(session, PEOPLE[2], "blocked", bench.clock.now())

    for _ in range(3):
        bench.clock.advance(minutes=3)
        drain_outbox(bench.services())

    expected = [(PEOPLE[0], ["later"]), *((person, ["ข่าวเดียวกัน"]) for person in PEOPLE)]
    assert sorted(said(bench)) == sorted(expected)
    assert set(states(bench).values()) == {("accepted", None)}


def test_what_is_repeated_stays_whole_when_part_of_it_was_cancelled(bench: Bench) -> None:
    queue(bench, "moved", subject="deadline")
    queue(bench, "stands")
    bench.line.troubles = [NO_ANSWER]
    drain_outbox(bench.services())
    with bench.database.writing() as session:
        outbox.cancel_about(session, "deadline", "deadline moved", bench.clock.now())
    assert states(bench)["moved"] == ("cancelled", "deadline moved")

    bench.clock.advance(minutes=1)
    drain_outbox(bench.services())

    assert said(bench) == [(USER, ["moved", "stands"])]
    assert states(bench) == {"moved": ("accepted", None), "stands": ("accepted", None)}


def test_nothing_is_repeated_to_someone_who_left_where_nobody_else_waits_for_it(bench: Bench) -> None:
    queue(bench, "a", agency_code="A-1")
    queue(bench, "b", agency_code="A-1")
    bench.line.troubles = [NO_ANSWER]
    drain_outbox(bench.services())
    with bench.database.writing() as session:
        chats.unlink(session, USER)

    bench.clock.advance(minutes=1)
    drain_outbox(bench.services())

    assert bench.line.calls == 1
    assert set(states(bench).values()) == {("cancelled", "no longer linked to the agency")}


def test_a_call_with_someone_who_was_erased_is_given_up_and_told_as_failed(bench: Bench) -> None:
    for person in PEOPLE[:3]:
        queue(bench, person, person, "ข่าวเดียวกัน")
    bench.line.troubles = [NO_ANSWER]
    drain_outbox(bench.services())
    with bench.database.writing() as session:
        outbox.forget_chat(session, PEOPLE[0], bench.clock.now())

    bench.clock.advance(minutes=1)
    drain_outbox(bench.services())

    given_up = ("failed", "a recipient was erased; given up, it may have arrived")
    assert bench.line.calls == 1
    assert states(bench) == {"erased-1": ("cancelled", "erased"), PEOPLE[1]: given_up, PEOPLE[2]: given_up}


def test_one_bad_address_fails_alone_and_the_others_get_theirs_once(bench: Bench) -> None:
    for person in PEOPLE[:3]:
        queue(bench, person, person, "ข่าวเดียวกัน")
    unknown = errors.AddressUnknownError("Failed to send messages", status=400)
    bench.line.troubles = [REFUSED, None, unknown]

    drain_outbox(bench.services())

    assert said(bench) == [(person, ["ข่าวเดียวกัน"]) for person in (PEOPLE[0], PEOPLE[2])]
    assert states(bench)[PEOPLE[1]] == ("failed", "400 Failed to send messages")
    with bench.database.reading() as session:
        found = {person: chats.find(session, person) for person in PEOPLE[:3]}
    assert {person: chat.disabled_because for person, chat in found.items() if chat} == {
        PEOPLE[0]: None,
        PEOPLE[1]: "unknown to LINE",
        PEOPLE[2]: None,
    }


def test_a_refusal_after_an_unknown_outcome_sends_nobody_anything_again(bench: Bench) -> None:
    for person in PEOPLE[:2]:
        queue(bench, person, person, "ข่าวเดียวกัน")
    bench.line.troubles = [NO_ANSWER, REFUSED]
    drain_outbox(bench.services())

    bench.clock.advance(minutes=1)
    drain_outbox(bench.services())

    assert bench.line.calls == 2
    assert {state for state, _ in states(bench).values()} == {"failed"}


def test_what_was_surely_not_taken_goes_with_whatever_is_due_by_then(bench: Bench) -> None:
    queue(bench, "a")
    queue(bench, "b")
    bench.line.troubles = [errors.NotAcceptedError("The API rate limit has been exceeded.", status=429)]
    drain_outbox(bench.services())
    queue(bench, "c")

    bench.clock.advance(seconds=2)
    drain_outbox(bench.services())

    assert said(bench) == [(USER, ["a", "b", "c"])]


def test_an_unsure_call_is_given_up_as_a_whole_before_its_key_grows_old(bench: Bench) -> None:
    queue(bench, "a")
    queue(bench, "b")
    bench.line.troubles = [NO_ANSWER] * 1000
    for _ in range(25):
        drain_outbox(bench.services())
        bench.clock.advance(hours=1)

    assert {state for state, _ in states(bench).values()} == {"failed"}
    assert bench.line.keys == []


def test_an_answer_goes_with_answers_alone_since_it_is_due_at_any_hour(bench: Bench) -> None:
    bench.clock.set(datetime.fromisoformat("2021-11-01T21:00:00+07:00"))
    queue(bench, "notice")
    queue(bench, "answer", kind="answer")
    queue(bench, "urgent", expires_at=bench.clock.now() + timedelta(hours=2))

    drain_outbox(bench.services())

    assert said(bench) == [(USER, ["answer"])]


def test_an_unsure_call_is_not_repeated_at_night_but_whole_in_the_morning(bench: Bench) -> None:
    bench.clock.set(datetime.fromisoformat("2021-11-01T19:59:50+07:00"))
    queue(bench, "by tonight", expires_at=bench.clock.now() + timedelta(hours=3))
    queue(bench, "any day")
    bench.line.troubles = [NO_ANSWER]
    drain_outbox(bench.services())

    bench.clock.advance(minutes=1)
    drain_outbox(bench.services())
    assert bench.line.pushes == []
    bench.clock.advance(hours=12)
    drain_outbox(bench.services())

    assert bench.line.pushes == [Said(USER, [text("by tonight"), text("any day")])]
