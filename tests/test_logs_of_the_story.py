"""The demo's whole story at the most talkative level: nothing of a person, no text and no key gets into the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot import logs
from bot.conversation.acts import Act
from bot.conversation.events import Incoming
from bot.conversation.outcomes import Outcome
from bot.demo import cast
from bot.demo.stage import stage
from bot.demo.story import Story
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.line import errors
from bot.store import chats, link_codes, outbox
from bot.store.audit import AuditEntry
from bot.store.chats import ChatRow
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]


@contextmanager
def logged(*secrets: str) -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG, until the block ends."""
    root, lines = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logs.configure(lines, salt="salt", secrets=secrets, level=logging.DEBUG)
    try:
        yield lines
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def test_nothing_that_was_said_and_nobody_who_said_it_is_in_the_log() -> None:
    told: list[str] = []
    with logged() as lines, stage(port=0, sandbox_port=0) as set_up:
        logging.getLogger().handlers[0].setFormatter(
            logs.Lines(set_up.installation.secret, set_up.installation.settings.secrets())
        )
        Story(set_up, told.append).play()
        settings = set_up.installation.settings
        with set_up.installation.database.reading() as session:
            chat_ids = [row.id for row in session.query(ChatRow)]
            keys = [row.calendar_key for row in session.query(ChatRow) if row.calendar_key]
            hashes = [row.code_hash for row in session.query(link_codes.LinkCode)]
            pushed = [row.retry_key for row in outbox.listing(session)]
            deeds = session.query(AuditEntry).count()
        codes = [player.code for player in set_up.players]
    log = lines.getvalue()
    said = [line.removeprefix("   ")[2:] for line in told if line.startswith(("   > ", "   < "))]
    texts = {text for text in said if len(text) > 12}
    names = [cast.SECRETARY, cast.CLERK, *(name for each in cast.agencies() for name in (each.contact, each.name))]

    secret = [*settings.secrets(), settings.line_channel_access_token.get_secret_value(), *codes, *keys, *hashes]

    assert [json.loads(line)["event"] for line in log.splitlines()]
    assert (len(chat_ids) >= 5, len(texts) > 10, len(pushed) > 3, deeds > 5) == (True,) * 4
    assert [word for word in (*chat_ids, *texts, *names, *secret, cast.RESULT.split()[0]) if word in log] == []


WORDS = "ผมชื่อสมชาย โทร 081-234-5678"


def test_what_breaks_while_someone_is_answered_or_told_quotes_nobody(sqlite: Database) -> None:
    def breaks(_session: object, incoming: Incoming, _act: Act, _now: object) -> Outcome | None:
        raise ValueError(f"{incoming} {WORDS}")

    bench = Bench(sqlite)
    bench.link()
    bench.line.troubles = [RuntimeError(WORDS), errors.RefusedError("The request body has 1 error(s)", status=400)]
    with logged() as lines:
        bench.take_in(bench.text(f"ผูก {WORDS}"))
        drain_inbox(bench.services(carry_out=breaks))
        with sqlite.writing() as session:
            chats.meet(session, USER, "user", NOON)
            for key in ("a", "b"):
                draft = Draft(key, USER, "notice", [{"type": "text", "text": WORDS}], "ทดสอบ")
                outbox.queue_message(session, draft, NOON)
        for _ in range(3):
            bench.clock.advance(minutes=10)
            drain_outbox(bench.services())

    assert "put off" in lines.getvalue()
    assert [word for word in ("สมชาย", "081-234", USER) if word in lines.getvalue()] == []
