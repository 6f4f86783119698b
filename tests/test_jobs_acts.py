"""What the conversation wants done is done, once, and reported."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cases.deeds import Deeds
from bot.conversation import acts
from bot.conversation.events import Chat, Incoming
from bot.jobs.inbox import drain_inbox
from bot.store import agencies, audit, chats, link_codes, officers, outbox, workbooks
from bot.store.database import Database
from bot.store.inbox import InboxEvent
from bot.store.outbox import Draft
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32


@pytest.fixture
def bench(sqlite: Database) -> Bench:
    made = Bench(sqlite)
    made.link()
    return made


def carry_out(bench: Bench, act: acts.Act, *, chat: Chat | None = None, kind: Any = "text") -> acts.Outcome | None:
    incoming = Incoming(kind, chat or Chat("user", USER), USER, "", "", False, NOON)
    with bench.database.writing() as session:
        chats.meet(session, incoming.chat.id, incoming.chat.kind, NOON)
        return Deeds(SECRET)(session, incoming, act, NOON)


def linked_agency(bench: Bench) -> str | None:
    with bench.database.reading() as session:
        chat = chats.find(session, USER)
        return None if chat is None else chat.agency_code


def issue(bench: Bench) -> str:
    with bench.database.writing() as session:
        agencies.register(session, "A-2", "กรมคุ้มครองสิทธิ", "hrmo-2565", now=NOON)
        return link_codes.issue(session, "A-2", secret=SECRET, issued_by="ก", now=NOON)


def test_a_code_links_in_two_steps_and_is_noted_without_the_persons_id(bench: Bench) -> None:
    found = carry_out(bench, acts.RedeemCode(issue(bench)))
    assert isinstance(found, acts.CodeFound)
    assert found.agency_code == "A-2"
    assert "กรมคุ้มครองสิทธิ" not in found.masked_name
    assert linked_agency(bench) == "A-1"

    assert carry_out(bench, acts.ConfirmLink("A-2")) == acts.Linked("กรมคุ้มครองสิทธิ")

    assert linked_agency(bench) == "A-2"
    assert carry_out(bench, acts.ConfirmLink("A-2")) == acts.CodeRefused("expired")
    with bench.database.reading() as session:
        (entry,) = audit.entries(session, "A-2")
        assert USER not in entry.actor


def test_a_code_shown_in_a_group_is_burnt(bench: Bench) -> None:
    code = issue(bench)

    assert carry_out(bench, acts.BurnCode(code), chat=Chat("group", GROUP)) is None
    assert carry_out(bench, acts.RedeemCode(code)) == acts.CodeRefused("used")


def test_unlinking_and_erasing(bench: Bench) -> None:
    assert carry_out(bench, acts.Unlink()) == acts.Unlinked("หน่วยงาน A-1")
    assert linked_agency(bench) is None
    assert carry_out(bench, acts.EraseData()) == acts.DataErased()
    with bench.database.reading() as session:
        assert chats.find(session, USER) is None


def test_blocking_stops_messages_and_coming_back_starts_them_again(bench: Bench) -> None:
    with bench.database.writing() as session:
        outbox.queue_message(session, Draft("k", USER, "result", [], "ทดสอบ"), NOON)
    carry_out(bench, acts.CloseChat(), kind="unfollow")
    with bench.database.reading() as session:
        assert (chats.to_notify(session), outbox.counts(session)) == ([], {"cancelled": 1})

    carry_out(bench, acts.OpenChat(), kind="follow")

    with bench.database.reading() as session:
        assert [chat.agency_code for chat in chats.to_notify(session)] == ["A-1"]


def test_a_block_that_is_delivered_after_the_return_that_followed_it_is_no_news(bench: Bench) -> None:
    services = bench.services(carry_out=Deeds(SECRET))
    blocked = bench.event("unfollow", replyToken=None)
    bench.clock.advance(seconds=5)
    bench.take_in(bench.event("follow", follow={"isUnblocked": True}))
    drain_inbox(services)

    bench.take_in(blocked)
    drain_inbox(services)

    with bench.database.reading() as session:
        assert [chat.id for chat in chats.to_notify(session)] == [USER]


def test_in_standby_a_block_is_heeded_and_nothing_is_said(bench: Bench) -> None:
    events = [bench.event(kind, mode="standby") for kind in ("follow", "unfollow")]
    for event in events:
        del event["replyToken"]
        bench.take_in(event)
        bench.clock.advance(seconds=5)
        drain_inbox(bench.services(carry_out=Deeds(SECRET)))

    assert bench.line.calls == 0
    with bench.database.reading() as session:
        assert chats.to_notify(session) == []


def test_only_officers_have_other_workbooks_read_again(bench: Bench) -> None:
    issue(bench)
    with bench.database.writing() as session:
        for file_id, agency in [("f1", "A-1"), ("f2", "A-2")]:
            workbooks.connect(session, file_id, agency, identity="bot", url="https://x", now=NOON)

    assert carry_out(bench, acts.Rescore(None)) == acts.RescoreQueued(1, "หน่วยงาน A-1")
    assert carry_out(bench, acts.Rescore("A-2")) == acts.RescoreQueued(1, "หน่วยงาน A-1")
    assert carry_out(bench, acts.RescoreAll()) == acts.RescoreQueued(0)

    with bench.database.writing() as session:
        officers.add(session, USER, "ก", NOON)
    assert carry_out(bench, acts.Rescore("A-2")) == acts.RescoreQueued(1, "กรมคุ้มครองสิทธิ")
    assert carry_out(bench, acts.RescoreAll()) == acts.RescoreQueued(2, None)


def test_someone_who_erases_their_data_is_told_and_then_unknown(bench: Bench) -> None:
    services = bench.services(carry_out=Deeds(SECRET))
    for text in ("ลบข้อมูล", "ใช่"):
        bench.take_in(bench.text(text))
        bench.clock.advance(seconds=5)
        drain_inbox(services)

    assert [said.to for said in bench.line.replies] == ["token-0", "token-1"]
    with bench.database.reading() as session:
        assert chats.find(session, USER) is None
        assert USER not in str([vars(row) for row in session.query(InboxEvent)])
    assert bench.kept() == [("event-0", "done", None), ("event-1", "ignored", "erased")]
