"""Signed webhooks whose bodies nobody would send: each is kept or refused, and what is kept can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import delete, select

from bot.line.events import incoming_of
from bot.line.signature import signature_of
from bot.store.database import Database
from bot.store.inbox import WAITING, InboxEvent
from bot.web.webhook import PATH
from tests.fuzz import junk
from tests.support.desk_web import DeskWeb

_USER, _GROUP = "U" + "1" * 32, "C" + "2" * 32
_FROM = {"user": {"type": "user", "userId": _USER}, "group": {"type": "group", "groupId": _GROUP, "userId": _USER}}


def _event(number: int, kind: str, source: str = "user", **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": 1_640_000_000_000 + number,
        "source": _FROM[source],
        "webhookEventId": f"01FZ{number:022}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "0f3779fba3b349968c5d07db31eab56f",
        **more,
    }


def _text(words: str, **more: Any) -> dict[str, Any]:
    return {"id": "325708", "type": "text", "quoteToken": "q3", "text": words, **more}


_MENTION = {"mentionees": [{"index": 0, "length": 3, "type": "user", "userId": _USER, "isSelf": True}]}
EVENTS = (
    _event(1, "message", message=_text("คะแนน")),
    _event(2, "message", "group", message=_text("@ต้ คะแนน", mention=_MENTION)),
    _event(3, "message", message={"type": "sticker", "id": "1", "packageId": "1", "stickerId": "2"}),
    _event(4, "message", message={"type": "image", "id": "2", "contentProvider": {"type": "line"}}),
    _event(5, "postback", postback={"data": "v1:ask:score", "params": {"date": "2022-01-01"}}),
    _event(6, "follow", follow={"isUnblocked": False}),
    _event(7, "unfollow"),
    _event(8, "join", "group"),
    _event(9, "memberLeft", "group", left={"members": [{"type": "user", "userId": _USER}]}),
    _event(10, "unsend", unsend={"messageId": "325708"}),
    _event(11, "accountLink", link={"result": "ok", "nonce": "n"}),
)


class Webhooks:
    """One kind of input: `tried` makes the one of a seed, sends it, and tells what was wrong."""

    name = "webhooks"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._client = DeskWeb(database).app.test_client()

    def tried(self, seed: int) -> Iterator[str]:
        body = _body(Random(seed))
        answer = self._client.post(PATH, data=body, headers={"X-Line-Signature": signature_of(body, "channel")})
        if answer.status_code not in {200, 400}:
            yield f"{answer.status_code} to {body[:300]!r}"
        with self._database.writing() as session:
            for row in session.scalars(select(InboxEvent).where(InboxEvent.state == WAITING)):
                incoming_of(row.event)
            session.execute(delete(InboxEvent))


def _body(random: Random) -> bytes:
    events = [junk.changed_json(random, each) if random.random() < 0.7 else each for each in random.sample(EVENTS, 3)]
    record = {"destination": "U" + "0" * 32, "events": events}
    match random.randrange(6):
        case 0:
            return junk.changed_bytes(random, junk.as_json(record))
        case 1:
            return junk.as_json(junk.changed_json(random, record))
        case 2:
            return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return junk.as_json(record)
