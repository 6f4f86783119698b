"""What people and groups do in the LINE stand-in, and what the page is told of it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.credentials import bot_settings
from tests.support.line_stage import Answer, Stage, stage
from tests.support.small_pictures import png

ITEMS = [{"type": "action", "action": {"type": "message", "label": "ขาดอะไร", "text": "ขาดอะไร"}}]


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


def say(line: Stage, to: str, **more: Any) -> None:
    message = {"type": "text", "text": "สวัสดี", **more}
    assert line.api("POST", "/v2/bot/message/push", {"to": to, "messages": [message]}).status == 200


def group_of(line: Stage, *members: str) -> str:
    group_id: str = line.control("POST", "groups", {"name": "คณะทำงาน", "members": list(members)})["groupId"]
    return group_id


def test_a_chat_shows_both_sides_in_order(line: Stage) -> None:
    user_id = line.friend()
    line.control("POST", f"chats/{user_id}/text", {"text": "คะแนน"})
    say(line, user_id, quickReply={"items": ITEMS})

    chat = line.control("GET", f"chats/{user_id}")

    assert [(said["from"], said["message"]["text"]) for said in chat["messages"]] == [
        ("person", "คะแนน"),
        ("bot", "สวัสดี"),
    ]
    assert (chat["quickReply"], chat["richMenu"], chat["loading"], chat["blocked"]) == (ITEMS, None, False, False)
    assert line.control("GET", "users")["users"] == [chat["user"] | {"received": 1}]


def test_quick_replies_go_when_a_newer_message_comes(line: Stage) -> None:
    user_id = line.friend()
    say(line, user_id, quickReply={"items": ITEMS})
    say(line, user_id)

    assert line.control("GET", f"chats/{user_id}")["quickReply"] is None


def test_loading_ends_when_the_bot_speaks_or_the_time_is_over(line: Stage) -> None:
    user_id = line.friend()

    def loading() -> bool:
        shown: bool = line.control("GET", f"chats/{user_id}")["loading"]
        return shown

    start = {"chatId": user_id, "loadingSeconds": 30}
    states = [line.api("POST", "/v2/bot/chat/loading/start", start).status, loading()]
    say(line, user_id)
    states.append(loading())
    line.api("POST", "/v2/bot/chat/loading/start", start)
    line.sandbox.clock.advance(timedelta(seconds=31))
    states.append(loading())

    assert states == [202, True, False, False]


@pytest.mark.parametrize(
    ("wish", "message", "place"),
    [
        ({"loadingSeconds": 12}, "must be a multiple of five", "loadingSeconds"),
        ({"loadingSeconds": 65}, "must be between 5 and 60", "loadingSeconds"),
        ({"chatId": "C" + "0" * 32}, "Only user id is acceptable, group id and room id are not", "chatId"),
    ],
)
def test_loading_keeps_to_its_rules(line: Stage, wish: dict[str, Any], message: str, place: str) -> None:
    answer = line.api("POST", "/v2/bot/chat/loading/start", {"chatId": "U" + "0" * 32, **wish})

    assert answer.body["details"] == [{"message": message, "property": place}]


def test_reading_a_message_marks_the_chat_as_read(line: Stage) -> None:
    user_id = line.friend()
    token = line.control("POST", f"chats/{user_id}/text", {"text": "ก"})["event"]["message"]["markAsReadToken"]

    line.api("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token})

    assert [said["read"] for said in line.control("GET", f"chats/{user_id}")["messages"]] == [True]


def test_a_profile_is_shown_of_friends_and_of_those_who_wrote(line: Stage) -> None:
    friend, blocked = line.friend("เพื่อน"), line.friend("บล็อก")
    line.control("POST", f"chats/{blocked}/unfollow")
    stranger = line.control("POST", "users", {"displayName": "คนแปลกหน้า", "language": "en"})["userId"]

    def status(user_id: str) -> int:
        return line.api("GET", f"/v2/bot/profile/{user_id}").status

    before = [status(friend), status(blocked), status(stranger), status("U" + "0" * 32), status("someone")]
    line.control("POST", f"chats/{stranger}/text", {"text": "สวัสดี"})

    assert before == [200, 404, 404, 404, 400]
    assert line.api("GET", f"/v2/bot/profile/{stranger}").body == {
        "displayName": "คนแปลกหน้า",
        "userId": stranger,
        "language": "en",
    }


def test_who_blocked_the_bot_cannot_write_to_it(line: Stage) -> None:
    user_id = line.friend()
    line.control("POST", f"chats/{user_id}/unfollow")

    assert line.refused("POST", f"chats/{user_id}/text", {"text": "ก"}).status == 409
    assert line.control("GET", f"chats/{user_id}")["blocked"] is True


def test_followers_come_in_pages(line: Stage) -> None:
    friends = [line.friend(name) for name in "ABC"]
    first = line.api("GET", "/v2/bot/followers/ids?limit=2").body
    second = line.api("GET", f"/v2/bot/followers/ids?limit=2&start={first['next']}").body

    assert (first["userIds"], second) == (friends[:2], {"userIds": friends[2:]})


def test_a_picture_can_be_fetched_until_it_is_unsent(line: Stage) -> None:
    user_id, data = line.friend(), png(8, 8)
    file = {"fileName": "evidence.png", "base64": base64.b64encode(data).decode()}
    message = line.control("POST", f"chats/{user_id}/file", file)["event"]["message"]
    fetched = line.api("GET", f"/v2/bot/message/{message['id']}/content")

    event = line.control("POST", f"chats/{user_id}/unsend", {"messageId": message["id"]})["event"]

    assert (message["type"], fetched) == ("image", Answer(200, data))
    assert (event["unsend"], "replyToken" in event) == ({"messageId": message["id"]}, False)
    gone = line.api("GET", f"/v2/bot/message/{message['id']}/content")
    assert gone == Answer(410, {"message": "The content is gone"})


def test_a_text_has_no_content_to_fetch(line: Stage) -> None:
    user_id = line.friend()
    event = line.control("POST", f"chats/{user_id}/text", {"text": "ก"})["event"]

    answer = line.api("GET", f"/v2/bot/message/{event['message']['id']}/content")

    assert answer == Answer(404, {"message": "not found"})


def test_a_link_token_gives_one_account_link_within_ten_minutes(line: Stage) -> None:
    user_id = line.friend()
    tokens = [line.api("POST", f"/v2/bot/user/{user_id}/linkToken").body["linkToken"] for _ in range(2)]

    def follow(token: str) -> int:
        wish = {"linkToken": token, "nonce": "n" * 32}
        return line.refused("POST", f"chats/{user_id}/accountLink", wish).status

    in_time, again = follow(tokens[0]), follow(tokens[0])
    line.sandbox.clock.advance(timedelta(minutes=11))

    assert (in_time, again, follow(tokens[1])) == (200, 400, 400)


def test_a_mention_of_the_bot_is_measured_in_utf16_units(line: Stage) -> None:
    writer = line.friend()
    group = group_of(line, writer)
    wish = {"userId": writer, "text": "คะแนน", "mentionBot": True}

    event = line.control("POST", f"groups/{group}/text", wish)["event"]

    called = {"index": 0, "length": 7, "type": "user", "isSelf": True, "userId": line.account.user_id}
    assert event["message"]["text"] == "@ต้นแบบ คะแนน"
    assert event["message"]["mention"] == {"mentionees": [called]}
    assert event["source"] == {"type": "group", "groupId": group, "userId": writer}


def test_a_tap_in_a_group_does_not_say_whose(line: Stage) -> None:
    group = group_of(line, line.friend())

    event = line.control("POST", f"groups/{group}/postback", {"data": "score"})["event"]

    assert event["source"] == {"type": "group", "groupId": group}


def test_members_come_and_go(line: Stage) -> None:
    first, second = line.friend("A"), line.friend("B")
    group = group_of(line, first)
    joined = line.control("POST", f"groups/{group}/join", {"members": [second]})["event"]
    left = line.control("POST", f"groups/{group}/part", {"members": [first]})["event"]

    assert joined["joined"] == {"members": [{"type": "user", "userId": second}]}
    assert left["left"] == {"members": [{"type": "user", "userId": first}]}
    assert line.api("GET", f"/v2/bot/group/{group}/members/count").body == {"count": 1}
    assert line.api("GET", f"/v2/bot/group/{group}/member/{first}").status == 404


def test_a_group_that_removed_the_bot_is_closed_to_it(line: Stage) -> None:
    writer = line.friend()
    group = group_of(line, writer)
    summary = line.api("GET", f"/v2/bot/group/{group}/summary").body
    event = line.control("POST", f"groups/{group}/leave")["event"]

    assert summary == {"groupId": group, "groupName": "คณะทำงาน"}
    assert (event["type"], "replyToken" in event) == ("leave", False)
    assert line.api("GET", f"/v2/bot/group/{group}/summary").status == 404
    assert line.refused("POST", f"groups/{group}/text", {"userId": writer, "text": "ก"}).status == 404


def test_a_wish_that_cannot_be_read_is_refused(line: Stage) -> None:
    user_id = line.friend()

    assert line.refused("POST", f"chats/{user_id}/text", {}) == Answer(400, {"message": "text must be given"})
    assert line.refused("POST", f"chats/{user_id}/text", {"text": 5}).status == 400
    assert line.refused("POST", "chats/nobody/text", {"text": "ก"}).status == 404


def test_a_bots_settings_hold_the_channels_credentials(line: Stage) -> None:
    settings = bot_settings(line.sandbox)

    assert settings["LINE_CHANNEL_SECRET"] == line.account.secret
    assert settings["LINE_CHANNEL_ACCESS_TOKEN"] == line.account.token


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    with stage(tmp_path) as before:
        user_id = before.friend()
        before.control("POST", "quota", {"limit": 20})
        say(before, user_id)
        chat, account = before.control("GET", f"chats/{user_id}"), before.account
    with stage(tmp_path) as after:
        assert (after.control("GET", f"chats/{user_id}"), after.account) == (chat, account)
        assert after.control("GET", "quota") == {"limit": 20, "used": 1}
