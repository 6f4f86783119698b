"""What the conversation wants done is done, once, and reported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.cases.deeds import Deeds
from bot.conversation import acts, outcomes
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


def carry_out(bench: Bench, act: acts.Act, *, chat: Chat | None = None, kind: Any = "text") -> outcomes.Outcome | None:
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
    assert isinstance(found, outcomes.CodeFound)
    assert found.agency_code == "A-2"
    assert "กรมคุ้มครองสิทธิ" not in found.masked_name
    assert linked_agency(bench) == "A-1"

    assert carry_out(bench, acts.ConfirmLink("A-2")) == outcomes.Linked("กรมคุ้มครองสิทธิ")

    assert linked_agency(bench) == "A-2"
    assert carry_out(bench, acts.ConfirmLink("A-2")) == outcomes.CodeRefused("expired")
    with bench.database.reading() as session:
        (entry,) = audit.entries(session, "A-2")
        assert USER not in entry.actor


def test_a_code_shown_in_a_group_is_burnt(bench: Bench) -> None:
    code = issue(bench)

    assert carry_out(bench, acts.BurnCode(code), chat=Chat("group", GROUP)) == outcomes.CodeBurnt()
    assert carry_out(bench, acts.BurnCode(code), chat=Chat("group", GROUP)) is None
    assert carry_out(bench, acts.RedeemCode(code)) == outcomes.CodeRefused("used")


OTHER = Chat("user", "U" + "7" * 32)


def test_handing_over_puts_another_in_ones_place_and_tells_it(bench: Bench) -> None:
    first = carry_out(bench, acts.IssueCode(None))
    issued = carry_out(bench, acts.IssueCode(None))
    assert isinstance(first, outcomes.CodeIssued)
    assert isinstance(issued, outcomes.CodeIssued)
    assert (issued.agency_name, issued.hands_over) == ("หน่วยงาน A-1", True)

    assert carry_out(bench, acts.RedeemCode(first.code), chat=OTHER) == outcomes.CodeRefused("used")
    assert linked_agency(bench) == "A-1"
    assert isinstance(carry_out(bench, acts.RedeemCode(issued.code), chat=OTHER), outcomes.CodeFound)
    assert carry_out(bench, acts.ConfirmLink("A-1"), chat=OTHER) == outcomes.Linked("หน่วยงาน A-1", 0, took_over=True)

    assert linked_agency(bench) is None
    with bench.database.reading() as session:
        assert [chat.id for chat in chats.linked_to(session, "A-1")] == [OTHER.id]
        assert [(row.chat_id, row.kind) for row in outbox.listing(session)] == [(USER, "handed-over")]
        assert [entry.act for entry in audit.entries(session, "A-1")] == [
            "link",
            "hand over",
            "issue code",
            "issue code",
        ]
        assert USER not in str([vars(entry) for entry in audit.entries(session)])


def test_who_unlinks_takes_back_the_code_for_handing_over(bench: Bench) -> None:
    issued = carry_out(bench, acts.IssueCode(None))
    assert isinstance(issued, outcomes.CodeIssued)
    carry_out(bench, acts.Unlink())

    assert carry_out(bench, acts.RedeemCode(issued.code), chat=OTHER) == outcomes.CodeRefused("used")


def test_only_officers_issue_codes_of_agencies_and_only_of_those_that_take_part(bench: Bench) -> None:
    assert carry_out(bench, acts.IssueCode("A-1")) == outcomes.CodeNotIssued("officers_only")
    assert carry_out(bench, acts.IssueCode(None), chat=OTHER) == outcomes.CodeNotIssued("no_agency")
    with bench.database.writing() as session:
        officers.add(session, USER, "สมหญิง", NOON)

    assert isinstance(carry_out(bench, acts.IssueCode("A-1")), outcomes.CodeIssued)
    assert carry_out(bench, acts.IssueCode("A-1"), chat=Chat("group", GROUP)) == outcomes.CodeNotIssued("officers_only")
    assert carry_out(bench, acts.IssueCode("A-9")) == outcomes.CodeNotIssued("no_agency")
    with bench.database.reading() as session:
        assert [(entry.actor, entry.act) for entry in audit.entries(session)] == [("สมหญิง", "issue code")]


def test_those_who_were_linked_before_are_told_of_others_once(bench: Bench) -> None:
    with bench.database.writing() as session:
        chats.meet(session, OTHER.id, "user", NOON)
        chats.link(session, OTHER.id, "A-1", NOON)

    with bench.database.reading() as session:
        told = {chat.id: chats.joiners(session, chat) for chat in chats.linked_to(session, "A-1")}
    assert told == {USER: 1, OTHER.id: 0}
    carry_out(bench, acts.NoteJoinersTold())
    with bench.database.reading() as session:
        assert [chats.joiners(session, chat) for chat in chats.linked_to(session, "A-1")] == [0, 0]


def test_a_locked_guesser_is_told_until_when(bench: Bench) -> None:
    for _ in range(5):
        carry_out(bench, acts.RedeemCode("WRONG222"))

    assert carry_out(bench, acts.RedeemCode("WRONG222")) == outcomes.CodeRefused(
        "too_many_tries", NOON + timedelta(hours=1)
    )


def test_unlinking_and_erasing(bench: Bench) -> None:
    assert carry_out(bench, acts.Unlink()) == outcomes.Unlinked("หน่วยงาน A-1")
    assert linked_agency(bench) is None
    assert carry_out(bench, acts.EraseData()) == outcomes.DataErased()
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

    assert carry_out(bench, acts.Rescore(None)) == outcomes.RescoreQueued(1, "หน่วยงาน A-1")
    assert carry_out(bench, acts.Rescore("A-2")) == outcomes.RescoreQueued(1, "หน่วยงาน A-1")
    assert carry_out(bench, acts.RescoreAll()) == outcomes.RescoreQueued(0)

    with bench.database.writing() as session:
        officers.add(session, USER, "ก", NOON)
    assert carry_out(bench, acts.Rescore("A-2")) == outcomes.RescoreQueued(1, "กรมคุ้มครองสิทธิ")
    assert carry_out(bench, acts.RescoreAll()) == outcomes.RescoreQueued(2, None)


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
