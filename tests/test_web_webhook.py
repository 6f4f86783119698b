"""The webhook keeps every event once, whatever it looks like, and answers at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.line.events import arrival_of, incoming_of
from bot.line.signature import is_signed, signature_of
from bot.store.database import Database
from bot.store.inbox import InboxEvent
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BOT = "U8e742f61d673b39c7fff3cecb7536ef0"


class Web:
    """The application with a queue that only counts."""

    def __init__(self, database: Database, bot_user_id: str | None = BOT) -> None:
        self.bench = Bench(database)
        self.woken = 0
        self.queue_is_down = False
        parts = WebParts(database, self.bench.clock, SECRET, "key", self._wake, lambda: bot_user_id)
        self.client: FlaskClient = create_app(parts).test_client()

    def send(self, *events: Any, destination: str = BOT) -> tuple[int, str]:
        return self.send_raw(json.dumps({"destination": destination, "events": events}).encode())

    def send_raw(self, body: bytes, signature: str | None = None) -> tuple[int, str]:
        headers = {"X-Line-Signature": signature_of(body, SECRET) if signature is None else signature}
        answer = self.client.post("/line/webhook", data=body, headers=headers)
        return answer.status_code, answer.get_data(as_text=True)

    def _wake(self) -> None:
        if self.queue_is_down:
            raise OSError("no queue")
        self.woken += 1


@pytest.fixture
def web(sqlite: Database) -> Web:
    return Web(sqlite)


def test_lines_own_test_vector_is_accepted() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    assert signature_of(body, SECRET) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="
    assert is_signed(body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", SECRET)


@pytest.mark.parametrize("signature", [None, "", "GhRK", "ลายเซ็น", "=" * 44])
def test_a_wrong_signature_is_no_signature(signature: str | None) -> None:
    assert not is_signed(b"{}", signature, SECRET)
    assert not is_signed(b"{}", signature_of(b"{}", ""), "")


def test_the_check_of_the_console_is_answered(web: Web) -> None:
    assert web.send() == (200, "OK")
    assert web.woken == 0


@pytest.mark.parametrize("signature", ["", "nonsense", "ลายเซ็น".encode().decode("latin-1")])
def test_what_line_did_not_sign_is_refused_and_not_kept(web: Web, signature: str) -> None:
    body = json.dumps({"destination": BOT, "events": [web.bench.text("x")]}).encode()

    assert web.send_raw(body, signature) == (401, "signature does not match")
    assert web.client.post("/line/webhook", data=body).status_code == 401
    assert web.bench.kept() == []


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"{}", b'{"events": {}}', b'{"events": 1', b"[" * 100_000, b"null"]
)
def test_a_signed_body_that_is_no_webhook_is_refused_without_a_traceback(web: Web, body: bytes) -> None:
    status, text = web.send_raw(body)

    assert status == 400
    assert text in {"not JSON", "no list of events"}


def test_a_webhook_of_another_channel_is_refused(web: Web) -> None:
    assert web.send(web.bench.text("x"), destination=USER) == (400, "meant for another channel")
    assert web.bench.kept() == []


def test_without_knowing_its_own_id_the_bot_takes_every_destination(sqlite: Database) -> None:
    assert Web(sqlite, None).send(destination=USER) == (200, "OK")


def test_an_event_is_kept_once_however_often_it_comes(database: Database) -> None:
    web = Web(database)
    event = web.bench.text("คะแนน")
    again = {**event, "deliveryContext": {"isRedelivery": True}}

    assert [web.send(event, event), web.send(again)] == [(200, "OK"), (200, "OK")]

    assert web.bench.kept() == [("event-0", "waiting", None)]
    assert web.woken == 1


def test_events_that_are_not_understood_do_not_break_the_batch(web: Web) -> None:
    good = web.bench.text("คะแนน", webhookEventId="good")
    odd = [
        None,
        "text",
        {},
        {"type": ["x"]},
        web.bench.event("brandNew", webhookEventId="new"),
        web.bench.event("message", webhookEventId="picture", message={"type": "hologram", "id": "1"}),
        web.bench.event("message", webhookEventId="no-text", message={"type": "text", "id": "1", "text": 5}),
        web.bench.text("x", webhookEventId="odd-source", source={"type": ["user"], "userId": USER}),
        web.bench.text("x", webhookEventId="no-source", source=None),
        web.bench.text("x", webhookEventId="odd-time", timestamp="noon"),
        web.bench.text("x", webhookEventId="late", timestamp=10**30),
        web.bench.text("x", webhookEventId="standby", mode="standby"),
        web.bench.text("x", webhookEventId="new-mode", mode="brand-new"),
    ]

    assert web.send(*odd, good) == (200, "OK")

    waiting = [event for event, state, _ in web.bench.kept() if state == "waiting"]
    assert waiting == ["good", "new-mode"]
    notes = {event: note for event, state, note in web.bench.kept() if state == "ignored"}
    assert len(notes) == 12
    assert notes["standby"] == "standby: another module answers"
    assert notes["picture"] == "no message that is known"


def test_in_standby_only_what_opens_closes_or_forgets_a_chat_is_heeded(web: Web) -> None:
    kinds = ["message", "postback", "follow", "unfollow", "join", "leave", "unsend"]
    events = [web.bench.event(kind, webhookEventId=kind, mode="standby") for kind in kinds]
    events[-1]["unsend"] = {"messageId": "m"}

    web.send(*events)

    assert sorted(event for event, state, _ in web.bench.kept() if state == "waiting") == [
        "follow",
        "join",
        "leave",
        "unfollow",
    ]


@pytest.mark.parametrize("kind", ["image", "sticker", "location"])
def test_what_is_no_text_is_heeded_in_private_chats_only(web: Web, kind: str) -> None:
    group = {"type": "group", "groupId": GROUP, "userId": USER}
    message = {"type": kind, "id": "1"}

    web.send(web.bench.event("message", message=message), web.bench.event("message", message=message, source=group))

    assert web.bench.kept() == [("event-0", "waiting", None), ("event-1", "ignored", "not a text")]


def test_what_is_ignored_keeps_no_text(web: Web) -> None:
    web.send(web.bench.text("ความลับ", mode="standby"))

    with web.bench.database.reading() as session:
        assert "ความลับ" not in json.dumps([row.event for row in session.query(InboxEvent)], ensure_ascii=False)


def test_a_queue_that_is_down_does_not_keep_line_waiting(web: Web) -> None:
    web.queue_is_down = True

    assert web.send(web.bench.text("คะแนน")) == (200, "OK")
    assert web.bench.kept() == [("event-0", "waiting", None)]


def test_a_database_that_fails_makes_line_send_again(web: Web) -> None:
    with web.bench.database.engine.begin() as connection:
        connection.exec_driver_sql("drop table inbox")

    status, text = web.send(web.bench.text("คะแนน"))

    assert status == 503
    assert "Traceback" not in text


def test_a_mention_of_the_bot_is_cut_from_the_text_by_utf16_units(web: Web) -> None:
    event = web.bench.text("😀 @ต้นแบบ คะแนน", source={"type": "group", "groupId": GROUP})
    event["message"]["mention"] = {
        "mentionees": [{"index": 3, "length": 7, "isSelf": True}, {"index": 0, "length": 2, "isSelf": False}]
    }

    incoming = incoming_of(event)

    assert (incoming.text, incoming.mentioned, incoming.user_id) == ("😀  คะแนน", True, None)
    assert (incoming.chat.kind, incoming.chat.id, incoming.at) == ("group", GROUP, NOON)


FIELDS = ["type", "webhookEventId", "timestamp", "mode", "source", "message", "postback", "unsend", "replyToken"]
TYPES = st.sampled_from(["message", "postback", "follow", "unsend", "leave"])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
PARTS = st.dictionaries(st.sampled_from(["type", "userId", "groupId", "id", "text", "data", "mention"]), PLAIN)
MENTIONS = st.fixed_dictionaries({"mentionees": st.lists(PARTS | st.just({"isSelf": True, "index": 1}), max_size=2)})
ODD = PLAIN | PARTS | st.builds(lambda mention, text: {"mention": mention, "text": text}, MENTIONS | PLAIN, PLAIN)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=5), TYPES)
def test_no_event_however_odd_raises(event: dict[str, Any], kind: str) -> None:
    usual = {"type": kind, "source": {"type": "user", "userId": USER}, "timestamp": 1_600_000_000_000}
    for odd in (event, {**usual, **event}, {**event, **usual}):
        arrival = arrival_of(odd, NOON)
        if arrival.ignored_because is None and arrival.type != "unsend":
            incoming_of(odd)


def test_texts_that_databases_dislike_are_kept_all_the_same(database: Database) -> None:
    web = Web(database)
    odd = web.bench.text("nul \x00 and half a pair \ud83d", source={"type": "user", "userId": "U\x00"})

    assert web.send(odd) == (200, "OK")
    assert web.bench.kept() == [("event-0", "waiting", None)]


def test_a_copy_that_someone_kept_of_an_old_webhook_is_not_answered(web: Web) -> None:
    said = web.bench.text("ยืนยันผล A-1")
    web.bench.clock.advance(days=8)

    assert web.send(said) == (200, "OK")
    with web.bench.database.reading() as session:
        assert [(row.state, row.note) for row in session.query(InboxEvent)] == [("ignored", "too old")]
