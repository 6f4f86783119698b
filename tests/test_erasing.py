"""Whoever asks to be forgotten is: in one transaction, in every table that knew them."""

from __future__ import annotations

import pytest

from bot.store import chats, erasure, inbox, link_codes, login_links, outbox, web_sessions
from bot.store.database import Database
from bot.store.login_links import LoginLink
from bot.store.outbox import Draft
from bot.store.web_sessions import WebSession
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    made.link()
    return made


def test_erasing_a_chat_leaves_no_trace_of_it(bench: Bench) -> None:
    bench.take_in(bench.text("ความลับ"))
    with bench.database.writing() as session:
        draft = Draft(f"k:{USER}", USER, "result", [{"type": "text", "text": "คะแนน 70"}], "ทดสอบ")
        outbox.queue_message(session, draft, NOON)
        link_codes.issue(session, "A-1", secret=SECRET, issued_by="ก", now=NOON, replaces=USER)
    with bench.database.writing() as session:
        code = link_codes.issue(session, "A-1", secret=SECRET, issued_by="ก", now=NOON)
        link_codes.show(session, code, USER, secret=SECRET, now=NOON)
    with bench.database.writing() as session:
        erasure.erase_chat(session, USER, NOON)

    with bench.database.reading() as session:
        assert chats.find(session, USER) is None
        rows = [*session.query(inbox.InboxEvent), *outbox.listing(session), *session.query(link_codes.LinkCode)]
        everything = str([vars(row) for row in rows])
        assert outbox.counts(session) == {"cancelled": 1}
    for trace in (USER, "ความลับ", "คะแนน 70"):
        assert trace not in everything


def test_erasing_oneself_ends_the_way_into_the_desk_and_leaves_no_trace_in_groups(bench: Bench) -> None:
    said = bench.text("ในกลุ่ม")
    said["source"] = {"type": "group", "groupId": GROUP, "userId": USER}
    bench.take_in(said)
    with bench.database.writing() as session:
        chats.meet(session, GROUP, "group", NOON)
        for _ in range(2):
            token = login_links.issue(session, "officer", USER, "ก", issued_by="LINE", secret=SECRET, now=NOON)
            used = login_links.use(session, token, secret=SECRET, now=NOON)
            assert used is not None
            web_sessions.begin(session, used, secret=SECRET, now=NOON)
        login_links.issue(session, "officer", USER, "ก", issued_by="LINE", secret=SECRET, now=NOON)
    with bench.database.writing() as session:
        erasure.erase_chat(session, USER, NOON)

    with bench.database.reading() as session:
        left = [*session.query(inbox.InboxEvent), *session.query(LoginLink), *session.query(WebSession)]
        assert USER not in str([vars(row) for row in left])
        assert [(row.state, row.note) for row in left if isinstance(row, inbox.InboxEvent)] == [("ignored", "erased")]
        assert len(left) == 1
