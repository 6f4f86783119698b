"""The LINE stand-in's webhooks: signed, delivered apart from the request, and again where nobody answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.webhooks import MessageEvent

from bot.sandbox.line.signatures import signature
from bot.sandbox.state import Sandbox
from tests.support.line_stage import Listener, Stage, listening, stage

NO_PAUSES = (0.0, 0.0, 0.0)


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


@pytest.fixture
def webhook(line: Stage) -> Iterator[Listener]:
    with listening(line.sandbox) as listener:
        yield listener


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redeliver without the pauses."""
    monkeypatch.setattr("bot.sandbox.line.courier.REDELIVERY_PAUSES", NO_PAUSES)


def write(line: Stage, user_id: str, text: str = "คะแนน") -> str:
    event_id: str = line.control("POST", f"chats/{user_id}/text", {"text": text})["event"]["webhookEventId"]
    return event_id


def quietly_friend(line: Stage, webhook: Listener) -> str:
    """A friend whose follow event has come in and is forgotten."""
    user_id = line.friend()
    webhook.events(1)
    webhook.received.clear()
    return user_id


def outcomes(line: Stage, event_id: str, count: int) -> list[tuple[int, bool, int | None, str | None]]:
    """Wait for `count` deliveries of an event: attempt, whether a redelivery, status, error."""
    told = line.deliveries(count, event_id)
    return [(each["attempt"], each["isRedelivery"], each["status"], each["error"]) for each in told]


def test_the_signature_is_the_one_of_lines_documentation() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'

    assert signature("8c570fa6dd201bb328f1c1eac23a96d8", body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_sdk_accepts_what_is_delivered(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    write(line, user_id, "ขาดอะไร")
    webhook.events(1)

    [received] = webhook.received
    [event] = WebhookParser(line.account.secret).parse(received.raw.decode(), received.headers["x-line-signature"])

    assert isinstance(event, MessageEvent)
    assert (event.message.text, event.source.user_id) == ("ขาดอะไร", user_id)


def test_a_text_is_told_with_all_that_line_tells(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    write(line, user_id)

    [event] = webhook.events(1)

    assert webhook.received[0].body["destination"] == line.account.user_id
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", event["webhookEventId"])
    assert sorted(event) == sorted(
        ["type", "mode", "timestamp", "source", "webhookEventId", "deliveryContext", "replyToken", "message"]
    )
    assert sorted(event["message"]) == ["id", "markAsReadToken", "quoteToken", "text", "type"]
    assert (event["mode"], event["source"]) == ("active", {"type": "user", "userId": user_id})


def test_unfollowing_is_told_without_a_reply_token_and_coming_back_as_unblocking(
    line: Stage, webhook: Listener
) -> None:
    user_id = quietly_friend(line, webhook)
    line.control("POST", f"chats/{user_id}/unfollow")
    line.control("POST", f"chats/{user_id}/follow")

    unfollowed, followed = webhook.events(2)

    assert (unfollowed["type"], "replyToken" in unfollowed) == ("unfollow", False)
    assert (followed["type"], followed["follow"]) == ("follow", {"isUnblocked": True})


@pytest.mark.usefixtures("at_once")
def test_an_event_is_sent_again_until_it_is_answered_with_2xx(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    webhook.statuses = [500, 302]
    event_id = write(line, user_id)

    first, second, third = webhook.events(3)

    assert outcomes(line, event_id, 3) == [
        (1, False, 500, "error_status_code"),
        (2, True, 302, "error_status_code"),
        (3, True, 200, None),
    ]
    assert first == {**third, "deliveryContext": {"isRedelivery": False}}
    assert second == third


@pytest.mark.usefixtures("at_once")
def test_an_event_is_given_up_after_three_redeliveries(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    webhook.statuses = [500] * 9
    event_id = write(line, user_id)
    webhook.events(4)
    outcomes(line, event_id, 4)
    webhook.statuses = []
    after = write(line, user_id)

    assert webhook.events(5)[-1]["webhookEventId"] == after


def test_with_redelivery_off_an_event_is_sent_once(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    line.control("POST", "webhook", {"redelivery": False})
    webhook.statuses = [500]
    lost, after = write(line, user_id, "ก"), write(line, user_id, "ข")

    assert [event["webhookEventId"] for event in webhook.events(2)] == [lost, after]


def test_an_endpoint_that_is_not_there_is_logged(line: Stage) -> None:
    line.control("POST", "webhook", {"redelivery": False})
    line.api("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": "http://127.0.0.1:9/line/webhook"})
    event_id = write(line, line.friend())

    assert outcomes(line, event_id, 1) == [(1, False, None, "could_not_connect: ConnectionError")]


def test_an_endpoint_that_takes_too_long_is_logged_as_a_timeout(
    line: Stage, webhook: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.line.post.PATIENCE", 0.1)
    line.control("POST", "webhook", {"redelivery": False})
    webhook.delay = 0.4
    event_id = write(line, line.friend())

    assert outcomes(line, event_id, 1) == [(1, False, None, "request_timeout")]


@pytest.mark.parametrize("place", ["", "/v2/bot", "/line/webhook"])
def test_a_duplicated_webhook_comes_twice_alike(line: Stage, webhook: Listener, place: str) -> None:
    user_id = quietly_friend(line, webhook)
    line.sandbox.faults.arm("duplicate-webhook", path=place)
    write(line, user_id)

    first, second = webhook.events(2)

    assert first == second


def test_reordered_webhooks_come_the_later_first(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    line.sandbox.faults.arm("reorder-webhooks")
    earlier, later = write(line, user_id, "ก"), write(line, user_id, "ข")

    assert [event["webhookEventId"] for event in webhook.events(2)] == [later, earlier]


def test_a_held_back_webhook_comes_even_when_none_overtakes_it(
    line: Stage, webhook: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.line.courier.HELD_BACK", 0.05)
    user_id = quietly_friend(line, webhook)
    line.sandbox.faults.arm("reorder-webhooks")
    alone = write(line, user_id)

    assert [event["webhookEventId"] for event in webhook.events(1)] == [alone]


def test_what_was_on_its_way_sets_out_again_after_a_restart(tmp_path: Path) -> None:
    with stage(tmp_path) as line:
        line.api("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": "http://127.0.0.1:9/"})
        user_id = line.friend()
        event_id = write(line, user_id)
        outcomes(line, event_id, 1)
    sandbox = Sandbox(tmp_path)
    with listening(sandbox) as webhook:
        restarted = Stage(sandbox)
        arrived = [event["webhookEventId"] for event in webhook.events(2)]
        sandbox.shelf.close()

    assert event_id in arrived
    assert restarted.account.secret == line.account.secret


def test_a_switched_off_webhook_gets_nothing(line: Stage, webhook: Listener) -> None:
    line.control("POST", "webhook", {"active": False})
    event_id = write(line, line.friend())

    assert outcomes(line, event_id, 1) == [(1, False, None, "no_webhook_endpoint")]
    assert webhook.received == []


def test_the_endpoint_can_be_tested(line: Stage, webhook: Listener) -> None:
    told = line.api("POST", "/v2/bot/channel/webhook/test", {}).body

    assert {**told, "timestamp": ""} == {
        "success": True,
        "timestamp": "",
        "statusCode": 200,
        "reason": "OK",
        "detail": "200",
    }
    assert json.loads(webhook.received[0].raw) == {"destination": line.account.user_id, "events": []}


def test_a_tap_that_shows_text_stands_in_the_chat(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    tap = {"data": "deadline", "displayText": "เลือกวัน", "params": {"date": "2026-12-04"}}
    line.control("POST", f"chats/{user_id}/postback", tap)

    [event] = webhook.events(1)

    assert event["postback"] == {"data": "deadline", "params": {"date": "2026-12-04"}}
    [said] = line.control("GET", f"chats/{user_id}")["messages"]
    assert (said["from"], said["message"]) == ("person", {"type": "text", "text": "เลือกวัน"})


def test_on_standby_an_event_brings_no_reply_token(line: Stage, webhook: Listener) -> None:
    user_id = quietly_friend(line, webhook)
    line.sandbox.faults.arm("standby-webhook")
    write(line, user_id, "ที่ห้ามตอบ")
    first = webhook.events(1)[0]
    write(line, user_id, "ที่ตอบได้")
    second = webhook.events(2)[1]

    assert [(event["mode"], "replyToken" in event) for event in (first, second)] == [
        ("standby", False),
        ("active", True),
    ]


def test_several_events_come_in_one_request_each_with_a_token_that_can_be_used(line: Stage, webhook: Listener) -> None:
    one, other = quietly_friend(line, webhook), line.friend("อีกคน")
    webhook.events(1)
    webhook.received.clear()
    batch = [
        {"type": "message", "source": {"type": "user", "userId": one}, "message": {"type": "text", "text": "ก"}},
        {"type": "postback", "source": {"type": "user", "userId": other}, "postback": {"data": "x"}},
        {"type": "unsend", "source": {"type": "user", "userId": one}, "unsend": {"messageId": "1"}},
    ]

    told = line.control("POST", "webhook/events", {"events": batch})

    assert (told["status"], webhook.events(3)) == (200, told["events"])
    assert [event["type"] for event in told["events"] if "replyToken" in event] == ["message", "postback"]
    for event in told["events"][:2]:
        body = {"replyToken": event["replyToken"], "messages": [{"type": "text", "text": "ตอบ"}]}
        assert line.api("POST", "/v2/bot/message/reply", body).status == 200
    assert [len(line.deliveries(1, event["webhookEventId"])) for event in told["events"]] == [1, 1, 1]


def test_events_of_unknown_kinds_and_malformed_ones_go_out_as_they_are(line: Stage, webhook: Listener) -> None:
    odd = [{"type": "moonLanding"}, "no object", {"webhookEventId": "x"}, 7]

    told = line.control("POST", "webhook/events", {"events": odd, "raw": True})

    assert told == {"status": 200, "error": None, "events": odd}
    assert line.refused("POST", "webhook/events", {"events": [{}] * 101}).status == 400
