"""Words chosen by looking alone are said only where everything still stands as it was looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.conversation.events import Chat
from bot.conversation.view import View
from bot.jobs.inbox import drain_inbox
from bot.jobs.services import ViewOf
from bot.jobs.side_by_side import SideBySide
from bot.line import errors
from bot.store import chats, topics
from bot.store.database import Database
from tests.support.job_services import USER, Bench, view_of

pytest_plugins = ["tests.support.databases"]

PEOPLE = [f"U{number:032x}" for number in range(8)]


def ask(bench: Bench, *people: str) -> None:
    for person in people:
        source = {"type": "user", "userId": person}
        bench.take_in(bench.event("postback", postback={"data": "?"}, source=source, replyToken=f"to {person}"))


def after_the_first_look(happens: Callable[[], None]) -> ViewOf:
    """A view of the chat, right after which something else happens, once."""
    looks: list[datetime] = []

    def look(session: Session, chat: Chat, now: datetime) -> View:
        view = view_of(session, chat, now)
        looks.append(now)
        if len(looks) == 1:
            session.rollback()  # a reader of SQLite in one thread would wait for itself
            happens()
        return view

    return look


def test_what_a_person_took_back_while_the_answer_was_chosen_is_not_answered(bench: Bench) -> None:
    said = bench.text("ช่วยเหลือ")
    bench.take_in(said)
    bench.clock.advance(seconds=2)
    unsend = bench.event("unsend", unsend={"messageId": said["message"]["id"]})

    drain_inbox(bench.services(view_of=after_the_first_look(lambda: bench.take_in(unsend))))

    assert (bench.line.replies, bench.kept()) == (
        [],
        [("event-0", "ignored", "unsent"), ("event-1", "ignored", "forgotten")],
    )


def test_a_chat_that_was_changed_while_the_answer_was_chosen_is_looked_at_again(bench: Bench) -> None:
    seen: list[bool] = []

    def mute() -> None:
        with bench.database.writing() as session:
            topics.switch(session.get_one(chats.ChatRow, USER), on=False)

    once = after_the_first_look(mute)

    def look(session: Session, chat: Chat, now: datetime) -> View:
        view = once(session, chat, now)
        row = chats.find(session, chat.id)
        seen.append(row is not None and row.notifications)
        return view

    ask(bench, USER)
    drain_inbox(bench.services(view_of=look))

    assert (seen[-1], len(seen), len(bench.line.replies)) == (False, 2, 1)


def test_eight_chats_are_answered_with_three_commits(bench: Bench) -> None:
    ask(bench, *PEOPLE)
    commits: list[object] = []
    event.listen(bench.database.engine, "commit", commits.append)

    assert drain_inbox(bench.services()) == 8

    nothing_more_is_due = 1
    assert len(commits) == 3 + nothing_more_is_due
    assert [said.to for said in bench.line.replies] == [f"to {person}" for person in PEOPLE]


def test_one_chat_that_breaks_keeps_none_of_the_others_waiting(bench: Bench) -> None:
    def breaks(session: Session, chat: Chat, now: datetime) -> View:
        if chat.id == PEOPLE[3]:
            raise RuntimeError("what a person wrote")
        return view_of(session, chat, now)

    ask(bench, *PEOPLE)
    drain_inbox(bench.services(view_of=breaks))

    assert [said.to for said in bench.line.replies] == [f"to {one}" for one in PEOPLE if one != PEOPLE[3]]


@pytest.mark.parametrize("trouble", [errors.TimedOutError("no answer"), errors.UnsureError("oops", status=500)])
def test_answers_that_are_handed_over_side_by_side_end_each_by_itself(bench: Bench, trouble: Exception) -> None:
    ask(bench, *PEOPLE)
    bench.line.troubles = [trouble]

    drain_inbox(bench.services(do_all=SideBySide(4)))
    bench.clock.advance(seconds=2)
    drain_inbox(bench.services(do_all=SideBySide(4)))

    is_lost = isinstance(trouble, errors.TimedOutError)
    assert len(bench.line.replies) == (7 if is_lost else 8)
    assert {state for _, state, _ in bench.kept()} == {"done"}


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)
