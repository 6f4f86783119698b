"""How long what may name a person is kept, and what stays; time is given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.jobs.housekeeping import tidy
from bot.settings import Settings, read
from bot.store import audit, chats, comments, inbox, link_codes, outbox, retention
from bot.store.comments import Comment
from bot.store.database import Database
from bot.store.outbox import Draft
from bot.store.retention import USUAL, Retention
from tests.support.job_services import NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

DAYS = Retention(
    events=timedelta(days=10),
    messages=timedelta(days=20),
    codes=timedelta(days=30),
    help_requests=timedelta(days=40),
    senders=timedelta(days=50),
)


@pytest.fixture
def bench(database: Database) -> Bench:
    """One of each: an answered event, a message that was sent, a code that was used, a comment; all of noon."""
    made = Bench(database)
    made.link()
    made.take_in(made.event("brandNew"))
    with database.writing() as session:
        draft = Draft("result:1", USER, "result", [{"type": "text", "text": "ความลับ"}], "ประกาศผล A-1", "A-1")
        outbox.queue_message(session, draft, NOON)
        (sent,) = outbox.pending(session)
        sent.state, sent.ended_at, sent.cost = outbox.ACCEPTED, NOON, 1
        link_codes.invite_officer(session, "ก", secret="s", issued_by="ข", now=NOON - link_codes.LIFE)
        comment = {"programme": "hrmo-2565", "text": "ดีมาก", "name": "", "contact": "", "at": NOON, "state": "waiting"}
        comments.add(session, Comment(agency_code="A-1", sender="hash", **comment))
        audit.note(session, "ก", "set", "hrmo-2565", now=NOON)
    return made


def left(bench: Bench) -> dict[str, int]:
    """How many of each still hold what they held."""
    with bench.database.reading() as session:
        return {
            "events": session.query(inbox.InboxEvent).count(),
            "messages": sum(row.messages != [] for row in outbox.listing(session)),
            "codes": session.query(link_codes.LinkCode).count(),
            "senders": session.query(Comment).where(Comment.sender != "").count(),
        }


def test_each_is_forgotten_after_its_own_time(bench: Bench) -> None:
    services, seen = bench.services(retention=DAYS), {}
    for days in (0, 9, 11, 21, 31, 51):
        bench.clock.set(NOON + timedelta(days=days))
        tidy(services)
        seen[days] = "".join(name[0] for name, count in left(bench).items() if count)

    assert seen == {0: "emcs", 9: "emcs", 11: "mcs", 21: "cs", 31: "s", 51: ""}


def test_what_answers_for_a_message_stays_and_it_is_not_queued_again(bench: Bench) -> None:
    bench.clock.advance(days=400)
    tidy(bench.services(retention=DAYS))

    with bench.database.writing() as session:
        (row,) = outbox.listing(session)
        again = Draft("result:1", USER, "result", [{"type": "text", "text": "ความลับ"}], "ประกาศผล A-1", "A-1")
        queued = outbox.queue_message(session, again, bench.clock.now())
        kept = (row.dedup_key, row.chat_id, row.reason, row.agency_code, row.state, row.ended_at, row.cost)
        assert (row.messages, row.content, queued) == ([], None, False)
        assert kept == ("result:1", USER, "ประกาศผล A-1", "A-1", "accepted", NOON, 1)
        assert [entry.act for entry in audit.entries(session, "hrmo-2565")] == ["set"]
        assert chats.find(session, USER) is not None
        assert session.query(Comment).one().text == "ดีมาก"


def test_what_still_waits_is_never_forgotten(bench: Bench) -> None:
    bench.take_in(bench.text("รอคำตอบ"))
    with bench.database.writing() as session:
        draft = Draft("later", USER, "notice", [{"type": "text", "text": "ยังไม่ส่ง"}], "ทดสอบ")
        outbox.queue_message(session, draft, NOON)
        assert retention.forget_some(session, DAYS, NOON + timedelta(days=400)) > 0

    with bench.database.reading() as session:
        (waiting,) = outbox.pending(session)
        assert waiting.messages == [{"type": "text", "text": "ยังไม่ส่ง"}]
        assert [row.state for row in session.query(inbox.InboxEvent)] == ["waiting"]


def test_much_is_forgotten_some_at_a_time(sqlite: Database) -> None:
    bench = Bench(sqlite)
    bench.take_in(*(bench.event("brandNew") for _ in range(1100)))
    later, rounds = NOON + timedelta(days=400), list[int]()
    while not rounds or rounds[-1]:
        with sqlite.writing() as session:
            rounds.append(retention.forget_some(session, USUAL, later))

    assert rounds == [500, 500, 100, 0]


def test_the_settings_say_how_long() -> None:
    fields = [name for name in Settings.model_fields if name.startswith("keep_")]
    usual = {name: getattr(read(env_file=None), name) for name in fields}

    assert sorted(usual.values()) == sorted(getattr(USUAL, name).days for name in Retention.__dataclass_fields__)
