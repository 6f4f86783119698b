"""Every event that LINE's documents know, and one that they do not know yet: each is kept with what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.jobs.inbox import drain_inbox
from bot.store.database import Database
from tests.support.job_services import GROUP, NOON, USER
from tests.support.line_schema import LineDocument, load
from tests.test_web_webhook import BOT, Web

pytest_plugins = ["tests.support.databases"]

Json = dict[str, Any]
ROOM = "R" + "3" * 32
TOKEN = "t" * 32
BEGAN = int(NOON.timestamp() * 1000)
QUOTE = {"quoteToken": "q" * 64}
FROM_LINE = {"contentProvider": {"type": "line"}}
ELSEWHERE = {
    "contentProvider": {
        "type": "external",
        "originalContentUrl": "https://example.org/a.png",
        "previewImageUrl": "https://example.org/b.png",
    }
}
IN_THE_GROUP = {"source": {"type": "group", "groupId": GROUP, "userId": USER}}
MEMBER = {"type": "user", "userId": USER}
MENTIONS = [
    {"type": "user", "index": 0, "length": 3, "userId": USER, "isSelf": False},
    {"type": "all", "index": 4, "length": 3},
]

MESSAGES: dict[str, Json] = {
    "text": {"text": "คะแนน", **QUOTE, "markAsReadToken": "m"},
    "text with all that it may have": {
        "text": "@ก  @ทุก $",
        "mention": {"mentionees": MENTIONS},
        "emojis": [{"index": 9, "length": 1, "productId": "p", "emojiId": "001"}],
        "quotedMessageId": "1",
        **QUOTE,
    },
    "image": {**FROM_LINE, **QUOTE, "imageSet": {"id": "s", "index": 1, "total": 2}},
    "video": {"duration": 1000, **ELSEWHERE, **QUOTE},
    "audio": {"duration": 1000, **FROM_LINE},
    "file": {"fileName": "หลักฐาน.pdf", "fileSize": 2138},
    "location": {"title": "ศูนย์ราชการ", "address": "กรุงเทพฯ", "latitude": 13.88, "longitude": 100.56},
    "sticker": {"packageId": "1", "stickerId": "2", "stickerResourceType": "STATIC", "keywords": ["ok"], **QUOTE},
}
"""What each kind of message holds, by its kind and what is special about it."""

EVENTS: dict[str, Json] = {
    "unsend": {"unsend": {"messageId": "999"}},
    "follow": {"replyToken": TOKEN, "follow": {"isUnblocked": True}},
    "unfollow": {},
    "join": {"replyToken": TOKEN, **IN_THE_GROUP},
    "leave": {"source": {"type": "room", "roomId": ROOM}},
    "memberJoined": {"replyToken": TOKEN, "joined": {"members": [MEMBER]}, **IN_THE_GROUP},
    "memberLeft": {"left": {"members": [MEMBER]}, **IN_THE_GROUP},
    "postback": {"replyToken": TOKEN, "postback": {"data": "v1:score", "params": {"datetime": "2026-12-25T01:00"}}},
    "videoPlayComplete": {"replyToken": TOKEN, "videoPlayComplete": {"trackingId": "v"}},
    "beacon": {"replyToken": TOKEN, "beacon": {"hwid": "d41d8cd98f", "type": "enter", "dm": "00"}},
    "accountLink": {"replyToken": TOKEN, "link": {"result": "ok", "nonce": "n" * 20}},
    "membership": {"replyToken": TOKEN, "membership": {"type": "joined", "membershipId": 1}},
    "membership renewed": {"replyToken": TOKEN, "membership": {"type": "renewed", "membershipId": 1}},
    "membership left": {"replyToken": TOKEN, "membership": {"type": "left", "membershipId": 1}},
    "module": {"module": {"type": "attached", "botId": BOT, "scopes": ["message:send"]}},
    "module detached": {"module": {"type": "detached", "botId": BOT, "reason": "bot_deleted"}},
    "activated": {"chatControl": {"expireAt": 1_700_000_000_000}},
    "deactivated": {},
    "botSuspended": {},
    "botResumed": {},
    "delivery": {"delivery": {"data": "hash"}},
}
"""What each kind of event holds beside what all hold, by its kind and what is special about it."""

NEWER = {"messageEdited": {"replyToken": TOKEN, "message": {"type": "text", "id": "1", "text": "ขาดอะไร", **QUOTE}}}
"""In LINE's reference, but not in the documents at hand."""

ANSWERED = (*MESSAGES, "follow", "join", "postback")
HEEDED = ("unfollow", "leave", "memberLeft")
"""What changes something, and may not or need not be answered."""


def events() -> dict[str, Json]:
    """Every event by its name, as LINE sends it, a minute after the other; the name is its id, too."""
    said = {
        name: {"type": "message", "replyToken": TOKEN, "message": _message(name, more)}
        for name, more in MESSAGES.items()
    }
    others = {name: {"type": name.split(maxsplit=1)[0], **more} for name, more in (EVENTS | NEWER).items()}
    return {name: _whole(name, minute, event) for minute, (name, event) in enumerate((said | others).items())}


def _message(name: str, more: Json) -> Json:
    return {"type": name.split(maxsplit=1)[0], "id": f"id of {name}", **more}


def _whole(name: str, minute: int, event: Json) -> Json:
    own_token = {"replyToken": f"token of {name}"} if "replyToken" in event else {}
    return {
        "webhookEventId": name,
        "timestamp": BEGAN + minute * 60_000,
        "mode": "active",
        "source": {"type": "user", "userId": USER},
        "deliveryContext": {"isRedelivery": False},
        **event,
        **own_token,
    }


@pytest.fixture(scope="module")
def document() -> LineDocument:
    return load("webhook")


def test_there_is_one_of_every_kind_that_lines_document_knows(document: LineDocument) -> None:
    assert {name.split(maxsplit=1)[0] for name in EVENTS} | {"message"} == document.kinds("Event")
    assert {name.split(maxsplit=1)[0] for name in MESSAGES} == document.kinds("MessageContent")
    assert {event["source"]["type"] for event in events().values()} == document.kinds("Source")
    assert {each["type"] for each in MENTIONS} == document.kinds("Mentionee")
    assert {event["membership"]["type"] for event in EVENTS.values() if "membership" in event} == document.kinds(
        "MembershipContent"
    )
    assert {event["module"]["type"] for event in EVENTS.values() if "module" in event} == document.kinds(
        "ModuleContent"
    )


def test_each_is_as_lines_document_has_it(document: LineDocument) -> None:
    problems = {
        name: found
        for name, event in events().items()
        if name not in NEWER
        and (found := document.problems("CallbackRequest", {"destination": BOT, "events": [event]}))
    }

    assert problems == {}


def test_all_of_them_in_one_webhook_are_kept_and_no_one_breaks_another(database: Database) -> None:
    web = Web(database)

    assert web.send(*events().values()) == (200, "OK")
    web.bench.clock.advance(hours=1)
    drain_inbox(web.bench.services())

    became = {
        **dict.fromkeys(events(), ("ignored", "unknown type")),
        **dict.fromkeys(ANSWERED, ("done", None)),
        **dict.fromkeys(HEEDED, ("done", "nothing to say")),
        "unsend": ("ignored", "forgotten"),
    }
    assert {name: (state, note) for name, state, note in web.bench.kept()} == became
    assert sorted(said.to for said in web.bench.line.replies) == sorted(f"token of {name}" for name in ANSWERED)


def test_none_is_answered_while_another_module_answers(sqlite: Database) -> None:
    web = Web(sqlite)
    in_standby = [{**event, "mode": "standby"} for event in events().values()]
    for event in in_standby:
        event.pop("replyToken", None)  # LINE gives none

    assert web.send(*in_standby) == (200, "OK")
    web.bench.clock.advance(hours=1)
    drain_inbox(web.bench.services())

    assert (web.bench.line.replies, web.bench.line.pushes) == ([], [])
    assert {state for _, state, _ in web.bench.kept()} == {"done", "ignored"}
