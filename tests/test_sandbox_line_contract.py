"""Every answer and every webhook of the LINE stand-in against LINE's own OpenAPI documents, strictly."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.line_schema import LineDocument, load
from tests.support.line_stage import Answer, Stage, stage
from tests.support.small_pictures import png

MENU: dict[str, Any] = {
    "size": {"width": 2500, "height": 843},
    "selected": False,
    "name": "สัญญา",
    "chatBarText": "เมนู",
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 2500, "height": 843},
            "action": {"type": "postback", "label": "คะแนน", "data": "score", "displayText": "คะแนน"},
        }
    ],
}
TEXT = [{"type": "text", "text": "สวัสดี"}]
BOT = "/v2/bot"


@pytest.fixture(scope="module")
def api() -> LineDocument:
    return load("messaging-api")


@pytest.fixture(scope="module")
def tokens() -> LineDocument:
    return load("channel-access-token")


@pytest.fixture(scope="module")
def webhook() -> LineDocument:
    return load("webhook")


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


class Scene:
    """A friend, a group, a linked rich menu with an alias, and the calls that were made."""

    def __init__(self, line: Stage) -> None:
        self.line = line
        self.made: list[tuple[str, str, Answer]] = []
        self.friend = line.friend()
        self.group = line.control("POST", "groups", {"name": "ก", "members": [self.friend]})["groupId"]
        self.menu = self.call("POST", "/richmenu", MENU).body["richMenuId"]
        headers = {"Authorization": f"Bearer {line.account.token}", "Content-Type": "image/png"}
        uploaded = line.raw("POST", f"{BOT}/richmenu/{self.menu}/content", png(2500, 843), headers)
        self.made.append(("POST", f"{BOT}/richmenu/{self.menu}/content", uploaded))

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        answer = self.line.api(method, BOT + path, body, **headers)
        self.made.append((method, BOT + path, answer))
        return answer

    def problems(self, api: LineDocument) -> list[str]:
        return [
            f"{method} {path} {answer.status}: {problem}"
            for method, path, answer in self.made
            for problem in api.answer_problems(method, path.split("?")[0], answer.status, answer.body)
        ]


def read_all(scene: Scene) -> None:
    scene.line.api("PUT", f"{BOT}/channel/webhook/endpoint", {"endpoint": "http://127.0.0.1:9/"})
    for path in (
        "/info",
        f"/profile/{scene.friend}",
        "/followers/ids?limit=1",
        f"/group/{scene.group}/summary",
        f"/group/{scene.group}/members/count",
        f"/group/{scene.group}/member/{scene.friend}",
        "/message/quota",
        "/message/quota/consumption",
        "/channel/webhook/endpoint",
        "/richmenu/list",
        f"/richmenu/{scene.menu}",
    ):
        assert scene.call("GET", path).status == 200


def send_all(scene: Scene) -> None:
    key = {"X_Line_Retry_Key": str(uuid.uuid4())}
    push = {"to": scene.friend, "messages": TEXT, "customAggregationUnits": ["deadline_202612"]}
    many = {"to": [scene.friend], "messages": TEXT, "notificationDisabled": True}
    statuses = [
        scene.call("POST", "/message/push", push, **key).status,
        scene.call("POST", "/message/push", push, **key).status,
        scene.call("POST", "/message/multicast", many).status,
        *(scene.call("POST", f"/message/validate/{kind}", {"messages": TEXT}).status for kind in ("reply", "push")),
        scene.call("POST", "/chat/loading/start", {"chatId": scene.friend}).status,
        scene.call("POST", f"/user/{scene.friend}/linkToken").status,
        scene.call("POST", "/channel/webhook/test", {"endpoint": "http://127.0.0.1:9/"}).status,
        scene.call("PUT", "/channel/webhook/endpoint", {"endpoint": "https://example.org/line"}).status,
        scene.call("POST", f"/group/{scene.group}/leave").status,
    ]
    assert statuses == [200, 409, 200, 200, 200, 202, 200, 200, 200, 200]


def turn_menus(scene: Scene) -> None:
    user, menu = f"/user/{scene.friend}/richmenu", scene.menu
    alias = {"richMenuAliasId": "a", "richMenuId": menu}
    statuses = [
        scene.call("POST", "/richmenu/validate", MENU).status,
        scene.call("POST", f"{user}/{menu}").status,
        scene.call("GET", user).status,
        scene.call("DELETE", user).status,
        scene.call("POST", f"/user/all/richmenu/{menu}").status,
        scene.call("GET", "/user/all/richmenu").status,
        scene.call("DELETE", "/user/all/richmenu").status,
        scene.call("POST", "/richmenu/bulk/link", {"richMenuId": menu, "userIds": [scene.friend]}).status,
        scene.call("POST", "/richmenu/bulk/unlink", {"userIds": [scene.friend]}).status,
        scene.call("POST", "/richmenu/alias", alias).status,
        scene.call("GET", "/richmenu/alias/list").status,
        scene.call("GET", "/richmenu/alias/a").status,
        scene.call("POST", "/richmenu/alias/a", {"richMenuId": menu}).status,
        scene.call("DELETE", "/richmenu/alias/a").status,
        scene.call("DELETE", f"/richmenu/{menu}").status,
    ]
    assert set(statuses) == {200, 202}


def err_everywhere(scene: Scene) -> None:
    nobody = "U" + "0" * 32
    scene.line.sandbox.faults.arm("429", path="/info")
    statuses = [
        scene.call("GET", "/info").status,
        scene.call("GET", "/info", Authorization="Bearer wrong").status,
        scene.call("GET", f"/profile/{nobody}").status,
        scene.call("GET", f"/group/{scene.group}/members/ids").status,
        scene.call("GET", f"/user/{scene.friend}/richmenu").status,
        scene.call("POST", "/message/reply", {"replyToken": "x", "messages": TEXT}).status,
        scene.call("POST", "/message/push", {"to": nobody, "messages": TEXT}).status,
        scene.call("POST", "/message/push", {"to": nobody, "messages": [{"type": "poem"}]}).status,
        scene.call("POST", "/chat/markAsRead", {"markAsReadToken": "x"}).status,
        scene.call("POST", "/message/broadcast", {"messages": TEXT}).status,
    ]
    assert statuses == [429, 401, 404, 403, 404, 400, 400, 400, 400, 501]


@pytest.mark.parametrize("play", [read_all, send_all, turn_menus, err_everywhere])
def test_every_answer_is_as_lines_document_has_it(
    line: Stage, api: LineDocument, play: Callable[[Scene], None]
) -> None:
    scene = Scene(line)

    play(scene)

    assert scene.problems(api) == []


def test_a_token_is_verified_as_lines_document_has_it(line: Stage, tokens: LineDocument) -> None:
    path = "/oauth2/v2.1/verify"
    good = line.api("GET", f"{path}?access_token={line.account.token}")
    bad = line.api("GET", f"{path}?access_token=wrong")

    assert tokens.answer_problems("GET", path, good.status, good.body) == []
    assert (good.body["client_id"], bad.status) == (line.account.channel_id, 400)


def act(line: Stage) -> list[dict[str, Any]]:
    """Everything that people and groups can do; the events."""
    user = line.control("POST", "users", {"displayName": "ก"})["userId"]
    group = line.control("POST", "groups", {"name": "ก", "members": [user]})["groupId"]
    other = line.control("POST", "users", {"displayName": "ข"})["userId"]
    token = line.api("POST", f"{BOT}/user/{user}/linkToken").body["linkToken"]
    picture, file = (base64.b64encode(data).decode() for data in (png(8, 8), b"%PDF"))

    def told(path: str, **wish: Any) -> dict[str, Any]:
        event: dict[str, Any] = line.control("POST", path, wish)["event"]
        return event

    image = told(f"chats/{user}/file", fileName="a.png", base64=picture)
    return [
        image,
        told(f"chats/{user}/follow"),
        told(f"chats/{user}/text", text="คะแนน"),
        told(f"chats/{user}/postback", data="d", displayText="ก", params={"date": "2026-12-04"}),
        told(f"chats/{user}/richmenuswitch", richMenuAliasId="a", data="d"),
        told(f"chats/{user}/file", fileName="a.pdf", base64=file),
        told(f"chats/{user}/unsend", messageId=image["message"]["id"]),
        told(f"chats/{user}/accountLink", linkToken=token, nonce="n" * 32),
        told(f"chats/{user}/unfollow"),
        told(f"groups/{group}/text", userId=user, text="คะแนน", mentionBot=True),
        told(f"groups/{group}/postback", data="d"),
        told(f"groups/{group}/join", members=[other]),
        told(f"groups/{group}/part", members=[user]),
        told(f"groups/{group}/leave"),
    ]


def test_every_webhook_is_as_lines_document_has_it(line: Stage, webhook: LineDocument) -> None:
    events = act(line)

    body = {"destination": line.account.user_id, "events": events}

    assert webhook.problems("CallbackRequest", body) == []
    assert {event["type"] for event in events} == {
        *("message", "follow", "unfollow", "postback", "unsend", "accountLink"),
        *("memberJoined", "memberLeft", "leave"),
    }


def test_what_is_delivered_is_as_lines_document_has_it(line: Stage, webhook: LineDocument) -> None:
    events = act(line)
    delivered = line.deliveries(len(events) + 1)  # the group's invitation, too

    assert {delivery["type"] for delivery in delivered} == {event["type"] for event in events} | {"join"}
    assert [webhook.problems("CallbackRequest", delivery["body"]) for delivery in delivered] == [[]] * len(delivered)
