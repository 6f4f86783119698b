"""The LINE stand-in's sends: reply tokens, retry keys, the quota and who is reached."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.support.line_stage import Answer, Listener, Stage, listening, stage

TEXT = [{"type": "text", "text": "สวัสดี"}]
INVALID_TOKEN = Answer(400, {"message": "Invalid reply token"})
FAILED = Answer(400, {"message": "Failed to send messages"})


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


@pytest.fixture
def webhook(line: Stage) -> Iterator[Listener]:
    with listening(line.sandbox) as listener:
        yield listener


def reply(line: Stage, token: str, messages: list[dict[str, Any]] = TEXT) -> Answer:
    return line.api("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": messages})


def push(line: Stage, to: str, messages: list[dict[str, Any]] = TEXT, **headers: str) -> Answer:
    return line.api("POST", "/v2/bot/message/push", {"to": to, "messages": messages}, **headers)


def follow_token(line: Stage, webhook: Listener) -> tuple[str, str]:
    user_id = line.friend()
    return user_id, webhook.events(1)[0]["replyToken"]


def test_a_reply_reaches_the_chat_of_the_event_free_of_charge(line: Stage, webhook: Listener) -> None:
    user_id, token = follow_token(line, webhook)

    answer = reply(line, token)

    assert answer.status == 200
    assert line.messages(user_id) == TEXT
    assert line.api("GET", "/v2/bot/message/quota/consumption").body == {"totalUsage": 0}


def test_a_reply_token_serves_once(line: Stage, webhook: Listener) -> None:
    _, token = follow_token(line, webhook)
    reply(line, token)

    assert reply(line, token) == INVALID_TOKEN


def test_a_reply_token_lives_for_a_minute_after_delivery(line: Stage, webhook: Listener) -> None:
    user_id, token = follow_token(line, webhook)
    other = line.control("POST", f"chats/{user_id}/text", {"text": "ขาดอะไร"})["event"]["replyToken"]
    webhook.events(2)

    line.sandbox.clock.advance(timedelta(seconds=58))
    in_time = reply(line, token).status
    line.sandbox.clock.advance(timedelta(seconds=3))

    assert (in_time, reply(line, other)) == (200, INVALID_TOKEN)


def test_a_token_that_was_never_issued_is_refused(line: Stage) -> None:
    assert reply(line, "made-up") == INVALID_TOKEN


def test_a_refused_message_leaves_the_reply_token_for_a_better_one(line: Stage, webhook: Listener) -> None:
    _, token = follow_token(line, webhook)
    reply(line, token, [{"type": "text", "text": ""}])

    assert reply(line, token).status == 200


def test_a_reply_takes_no_retry_key(line: Stage, webhook: Listener) -> None:
    user_id, token = follow_token(line, webhook)

    answer = line.api(
        "POST",
        "/v2/bot/message/reply",
        {"replyToken": token, "messages": TEXT},
        X_Line_Retry_Key=str(uuid.uuid4()),
    )

    assert (answer.status, line.messages(user_id)) == (400, [])


def test_a_push_under_the_same_retry_key_is_made_once(line: Stage) -> None:
    user_id, key = line.friend(), str(uuid.uuid4())
    first = push(line, user_id, X_Line_Retry_Key=key)

    second = push(line, user_id, X_Line_Retry_Key=key)

    told = {"message": "The retry key is already accepted", "sentMessages": first.body["sentMessages"]}
    assert second == Answer(409, told)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert line.messages(user_id) == TEXT


def test_a_retry_key_is_forgotten_after_a_day(line: Stage) -> None:
    user_id, key = line.friend(), str(uuid.uuid4())
    push(line, user_id, X_Line_Retry_Key=key)

    line.sandbox.clock.advance(timedelta(hours=23, minutes=59))
    within = push(line, user_id, X_Line_Retry_Key=key).status
    line.sandbox.clock.advance(timedelta(minutes=2))
    after = push(line, user_id, X_Line_Retry_Key=key).status

    assert (within, after, line.messages(user_id)) == (409, 200, TEXT * 2)


def test_a_retry_key_must_be_a_uuid(line: Stage) -> None:
    assert push(line, line.friend(), X_Line_Retry_Key="reminder-7").status == 400


def test_a_refused_push_leaves_its_retry_key_unused(line: Stage) -> None:
    user_id, key = line.friend(), str(uuid.uuid4())
    push(line, user_id, [{"type": "text", "text": ""}], X_Line_Retry_Key=key)

    assert push(line, user_id, X_Line_Retry_Key=key).status == 200


def test_a_repeated_multicast_is_told_without_sent_messages(line: Stage) -> None:
    body, key = {"to": [line.friend(), line.friend()], "messages": TEXT}, str(uuid.uuid4())
    first = line.api("POST", "/v2/bot/message/multicast", body, X_Line_Retry_Key=key)

    second = line.api("POST", "/v2/bot/message/multicast", body, X_Line_Retry_Key=key)

    assert first == Answer(200, {})
    assert second == Answer(409, {"message": "The retry key is already accepted"})


def test_the_quota_counts_people_and_not_messages(line: Stage) -> None:
    people = [line.friend(name) for name in "ABC"]
    group = line.control("POST", "groups", {"name": "กลุ่ม", "members": people})["groupId"]

    push(line, people[0], TEXT * 4)
    push(line, group, TEXT * 2)
    line.api("POST", "/v2/bot/message/multicast", {"to": people[:2], "messages": TEXT})

    assert line.control("GET", "quota") == {"limit": 300, "used": 1 + 3 + 2}


def test_a_push_over_the_quota_is_refused_and_not_made(line: Stage) -> None:
    user_id = line.friend()
    line.control("POST", "quota", {"limit": 1})

    answers = [push(line, user_id), push(line, user_id)]

    assert answers[1] == Answer(429, {"message": "You have reached your monthly limit."})
    assert line.messages(user_id) == TEXT


def test_the_quota_begins_anew_with_the_month(line: Stage) -> None:
    user_id = line.friend()
    line.control("POST", "quota", {"limit": 1})
    push(line, user_id)

    line.sandbox.clock.advance(timedelta(days=31))

    assert push(line, user_id).status == 200


def test_without_a_limit_the_quota_is_of_type_none(line: Stage) -> None:
    line.control("POST", "quota", {"limit": None})

    assert line.api("GET", "/v2/bot/message/quota").body == {"type": "none"}


def test_a_push_to_somebody_who_blocked_is_accepted_and_reaches_nobody(line: Stage) -> None:
    user_id = line.friend()
    line.control("POST", f"chats/{user_id}/unfollow")

    answer = push(line, user_id)

    assert (answer.status, len(answer.body["sentMessages"])) == (200, 1)
    assert (line.messages(user_id), line.control("GET", "quota")["used"]) == ([], 0)


def test_a_stranger_can_be_answered_for_a_week_after_writing(line: Stage) -> None:
    user_id = line.control("POST", "users", {"displayName": "คนแปลกหน้า"})["userId"]
    push(line, user_id)
    line.control("POST", f"chats/{user_id}/text", {"text": "สวัสดี"})
    push(line, user_id)
    line.sandbox.clock.advance(timedelta(days=8))
    push(line, user_id)

    assert line.messages(user_id) == TEXT


@pytest.mark.parametrize("unknown", ["U" + "0" * 32, "C" + "0" * 32, "R" + "0" * 32])
def test_a_push_to_an_unknown_id_fails(line: Stage, unknown: str) -> None:
    assert push(line, unknown) == FAILED


def test_a_push_to_a_group_that_the_bot_left_fails(line: Stage) -> None:
    group = line.control("POST", "groups", {"name": "กลุ่ม", "members": [line.friend()]})["groupId"]
    line.api("POST", f"/v2/bot/group/{group}/leave")

    assert push(line, group) == FAILED


def test_one_bad_id_refuses_a_multicast_as_a_whole(line: Stage) -> None:
    user_id = line.friend()
    body = {"to": [user_id, "U" + "0" * 32], "messages": TEXT}

    answer = line.api("POST", "/v2/bot/message/multicast", body)

    message = "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert (answer, line.messages(user_id)) == (Answer(400, {"message": message}), [])


def test_a_quote_stays_in_its_chat(line: Stage) -> None:
    asker, other = line.friend("A"), line.friend("B")
    event = line.control("POST", f"chats/{asker}/text", {"text": "ทำไม 1.2"})["event"]
    quoting = [{"type": "text", "text": "เพราะ", "quoteToken": event["message"]["quoteToken"]}]

    assert (push(line, asker, quoting).status, push(line, other, quoting).status) == (200, 400)


def test_only_members_of_a_group_are_mentioned_and_only_there(line: Stage) -> None:
    member, outsider = line.friend("A"), line.friend("B")
    group = line.control("POST", "groups", {"name": "กลุ่ม", "members": [member]})["groupId"]

    def mention(user_id: str) -> list[dict[str, Any]]:
        mentionee = {"type": "mention", "mentionee": {"type": "user", "userId": user_id}}
        return [{"type": "textV2", "text": "เรียน {who}", "substitution": {"who": mentionee}}]

    statuses = [
        push(line, group, mention(member)).status,
        push(line, group, mention(outsider)).status,
        push(line, member, mention(member)).status,
    ]
    assert statuses == [200, 400, 400]


def test_an_answer_lost_after_acceptance_is_found_by_its_retry_key(
    line: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.line.api.HANG_SECONDS", 0.0)
    user_id, key = line.friend(), str(uuid.uuid4())
    line.sandbox.faults.arm("timeout-after-accept")

    first, second = push(line, user_id, X_Line_Retry_Key=key), push(line, user_id, X_Line_Retry_Key=key)

    assert (first.status, second.status, line.messages(user_id)) == (503, 409, TEXT)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("429", "The API rate limit has been exceeded. Try again later."),
        ("429-quota", "You have reached your monthly limit."),
    ],
)
def test_both_kinds_of_429_can_be_armed(line: Stage, fault: str, message: str) -> None:
    user_id = line.friend()
    line.sandbox.faults.arm(fault)

    answers = [push(line, user_id), push(line, user_id)]

    assert (answers[0], answers[1].status) == (Answer(429, {"message": message}), 200)
    assert "Retry-After" not in answers[0].headers


def test_without_the_right_token_nothing_is_answered(line: Stage) -> None:
    reason = "invalid token. Confirm that the access token in the authorization header is valid."
    refused = line.api("GET", "/v2/bot/info", Authorization="Bearer wrong")

    assert refused == Answer(401, {"message": f"Authentication failed due to the following reason: {reason}"})
    assert refused.headers["x-line-request-id"]


def test_what_is_not_spoken_is_said_to_be_so(line: Stage) -> None:
    told = line.api("GET", "/v2/bot/insight/followers")

    assert told == Answer(501, {"message": "the sandbox does not speak GET /v2/bot/insight/followers"})
