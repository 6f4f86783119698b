"""A group sees of an agency what someone linked to it allowed, and no longer than that person stands for it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cases.deeds import Deeds
from bot.cases.views import Views
from bot.conversation import acts, outcomes
from bot.conversation.events import Chat, Incoming
from bot.conversation.view import Contact
from bot.jobs.inbox import drain_inbox
from bot.store import audit, chats, topics
from bot.store.database import Database
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32
STRANGER = "U" + "9" * 32
SHOWS = ("missing", "score")
ALLOW = acts.AllowGroup("A-1", SHOWS)


@pytest.fixture
def bench(sqlite: Database) -> Bench:
    made = Bench(sqlite)
    made.link()
    return made


def do(
    bench: Bench, act: acts.Act, by: str | None = USER, chat: Chat | None = None, **more: Any
) -> outcomes.Outcome | None:
    incoming = Incoming("text", chat or Chat("group", GROUP), by, "", "", True, NOON, **more)
    with bench.database.writing() as session:
        chats.meet(session, incoming.chat.id, incoming.chat.kind, NOON)
        return Deeds(SECRET)(session, incoming, act, NOON)


def seen(bench: Bench) -> tuple[str | None, tuple[str, ...]]:
    """The agency that the group knows of, and what it may see."""
    with bench.database.reading() as session:
        known = Views(Contact())(session, Chat("group", GROUP), NOON)
    return (known.agency.code if known.agency else None, known.group_shows)


def test_only_who_is_linked_may_allow_and_only_their_own_agency(bench: Bench) -> None:
    assert do(bench, acts.AskGroup(SHOWS)) == outcomes.GroupAsked("A-1", "หน่วยงาน A-1", SHOWS)
    assert do(bench, acts.AskGroup(SHOWS), by=STRANGER) == outcomes.GroupRefused("not_linked")
    assert do(bench, acts.AskGroup(SHOWS), by=None) == outcomes.GroupRefused("unknown_person")
    assert do(bench, ALLOW, by=STRANGER) == outcomes.GroupRefused("not_linked")
    assert do(bench, acts.AllowGroup("A-2", SHOWS)) == outcomes.GroupRefused("not_linked")
    assert seen(bench) == (None, ())

    assert do(bench, ALLOW) == outcomes.GroupAllowed("หน่วยงาน A-1", SHOWS)

    assert seen(bench) == ("A-1", SHOWS)
    with bench.database.reading() as session:
        assert [entry.act for entry in audit.entries(session, "A-1")] == ["allow group"]
        assert GROUP not in str([vars(entry) for entry in audit.entries(session)])


def test_anyone_in_the_group_may_end_it(bench: Bench) -> None:
    do(bench, ALLOW)

    assert do(bench, acts.EndGroup(), by=None) == outcomes.GroupEnded(was_allowed=True)
    assert do(bench, acts.EndGroup(), by=STRANGER) == outcomes.GroupEnded(was_allowed=False)
    assert seen(bench) == (None, ())


@pytest.mark.parametrize("act", [acts.Unlink(), acts.EraseData()])
def test_who_no_longer_speaks_for_the_agency_takes_what_they_allowed_along(bench: Bench, act: acts.Act) -> None:
    do(bench, ALLOW)
    do(bench, act, chat=Chat("user", USER))

    assert seen(bench) == (None, ())


def test_who_leaves_the_group_takes_it_along_and_others_do_not(bench: Bench) -> None:
    do(bench, ALLOW)
    do(bench, acts.MembersLeft(), members=(STRANGER,))
    assert seen(bench) == ("A-1", SHOWS)

    bench.take_in(
        bench.event("memberLeft", source={"type": "group", "groupId": GROUP}, left={"members": [{"userId": USER}]})
    )
    drain_inbox(bench.services(carry_out=Deeds(SECRET)))

    assert seen(bench) == (None, ())
    assert bench.line.calls == 0


def test_a_group_is_reminded_only_where_that_was_allowed_as_it_costs_by_the_member(bench: Bench) -> None:
    reminded = []
    for shows in (("missing",), ("missing", "reminders")):
        do(bench, acts.AllowGroup("A-1", shows))
        with bench.database.reading() as session:
            reminded.append([chat.kind for chat in chats.to_remind(session)])

    assert reminded == [["user"], ["group", "user"]]


def test_topics_are_switched_one_by_one(bench: Bench) -> None:
    def wanted() -> list[str]:
        with bench.database.reading() as session:
            chat = session.get_one(chats.ChatRow, USER)
            return [kind for kind in ("reminder", "result", "judged", "digest", "answer") if topics.wants(chat, kind)]

    private, steps = Chat("user", USER), []
    for on, topic in [(False, "deadlines"), (False, "judging"), (True, "judging"), (False, None), (True, "results")]:
        assert do(bench, acts.SetNotifications(on, topic), chat=private) == outcomes.NotificationsSet(on, topic)
        steps.append(wanted())
    do(bench, acts.SetNotifications(on=True), chat=private)

    assert steps == [
        ["result", "judged", "digest", "answer"],
        ["result", "digest", "answer"],
        ["result", "judged", "digest", "answer"],
        ["answer"],
        ["result", "digest", "answer"],
    ]
    assert wanted() == ["reminder", "result", "judged", "digest", "answer"]


def test_the_notice_that_was_shown_is_kept_by_version(bench: Bench) -> None:
    do(bench, acts.NoteNotice("2569-1"), chat=Chat("user", USER))

    with bench.database.reading() as session:
        assert Views(Contact())(session, Chat("user", USER), NOON).notice_version == "2569-1"
        assert session.get_one(chats.ChatRow, USER).noticed_at == NOON
