"""The LINE stand-in's rich menus: geometry, images, who sees which, aliases."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.line import pictures
from tests.support.line_stage import Answer, Stage, stage
from tests.support.small_pictures import png

SIZE = {"width": 2500, "height": 1686}
AREA = {
    "bounds": {"x": 0, "y": 0, "width": 833, "height": 843},
    "action": {"type": "message", "label": "คะแนนของฉัน", "text": "คะแนน"},
}
MENU: dict[str, Any] = {"size": SIZE, "selected": True, "name": "linked", "chatBarText": "เมนู", "areas": [AREA]}


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


def create(line: Stage, **changes: Any) -> str:
    menu_id: str = line.api("POST", "/v2/bot/richmenu", {**MENU, **changes}).body["richMenuId"]
    return menu_id


def upload(line: Stage, menu_id: str, data: bytes, media_type: str = "image/png") -> Answer:
    headers = {"Authorization": f"Bearer {line.account.token}", "Content-Type": media_type}
    return line.raw("POST", f"/v2/bot/richmenu/{menu_id}/content", data, headers)


def ready(line: Stage) -> str:
    menu_id = create(line)
    upload(line, menu_id, png(2500, 1686))
    return menu_id


def shown(line: Stage, user_id: str) -> str | None:
    menu: dict[str, str] | None = line.control("GET", f"chats/{user_id}")["richMenu"]
    return menu["richMenuId"] if menu else None


def test_a_menu_is_told_as_it_was_made(line: Stage) -> None:
    menu_id = create(line)

    assert line.api("GET", f"/v2/bot/richmenu/{menu_id}").body == {"richMenuId": menu_id, **MENU}
    assert line.api("GET", "/v2/bot/richmenu/list").body == {"richmenus": [{"richMenuId": menu_id, **MENU}]}


WRONG_MENUS: list[tuple[dict[str, Any], str, str]] = [
    ({"name": None}, "must be specified", "name"),
    ({"chatBarText": "ก" * 15}, "size must be between 1 and 14", "chatBarText"),
    ({"size": {"width": 2600, "height": 1686}}, "must be between 800 and 2500", "size.width"),
    ({"size": {"width": 800, "height": 600}}, "aspect ratio (width / height) must be at least 1.45", "size"),
    ({"areas": [AREA] * 21}, "size must be between 0 and 20", "areas"),
    (
        {"areas": [{**AREA, "bounds": {"x": 2000, "y": 0, "width": 501, "height": 10}}]},
        "must be inside the rich menu",
        "areas[0].bounds",
    ),
    (
        {"areas": [{**AREA, "action": {"type": "uri", "uri": "example.org"}}]},
        "invalid uri",
        "areas[0].action.uri",
    ),
]


@pytest.mark.parametrize(("change", "message", "place"), WRONG_MENUS)
def test_a_menu_that_breaks_a_rule_is_refused(line: Stage, change: dict[str, Any], message: str, place: str) -> None:
    details = [{"message": message, "property": place}]
    refusal = Answer(400, {"message": "The request body has 1 error(s)", "details": details})

    answers = [line.api("POST", f"/v2/bot/richmenu{path}", {**MENU, **change}) for path in ("", "/validate")]

    assert answers == [refusal, refusal]


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (png(2500, 843), "image/png", 400),
        (png(2500, 1686), "image/jpeg", 400),
        (png(2500, 1686), "image/gif", 415),
        (png(2500, 1686) + b"\0" * 1024 * 1024, "image/png", 413),
        (b"\x89PNG\r\n\x1a\n", "image/png", 400),
        (png(2500, 1686), "image/png", 200),
    ],
)
def test_an_image_must_fit_its_menu(line: Stage, data: bytes, media_type: str, status: int) -> None:
    assert upload(line, create(line), data, media_type).status == status


def test_an_image_is_given_back_and_cannot_be_replaced(line: Stage) -> None:
    menu_id = ready(line)
    again = upload(line, menu_id, png(2500, 1686))

    assert again.status == 400
    assert line.api("GET", f"/v2/bot/richmenu/{menu_id}/content").body == png(2500, 1686)


def test_a_menu_without_image_is_shown_to_nobody(line: Stage) -> None:
    user_id, menu_id = line.friend(), create(line)
    refusal = Answer(400, {"message": "must upload richmenu image before applying it to user"})

    assert line.api("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}") == refusal
    assert line.api("POST", f"/v2/bot/user/all/richmenu/{menu_id}") == refusal


def test_a_persons_own_menu_goes_before_the_default(line: Stage) -> None:
    user_id, own, default = line.friend(), ready(line), ready(line)
    line.api("POST", f"/v2/bot/user/all/richmenu/{default}")
    before = shown(line, user_id)
    line.api("POST", f"/v2/bot/user/{user_id}/richmenu/{own}")
    linked = shown(line, user_id)
    line.api("DELETE", f"/v2/bot/user/{user_id}/richmenu")

    assert (before, linked, shown(line, user_id)) == (default, own, default)


def test_linking_somebody_who_is_no_friend_is_answered_alike_and_does_nothing(line: Stage) -> None:
    stranger = line.control("POST", "users", {"displayName": "คนแปลกหน้า"})["userId"]

    linked = line.api("POST", f"/v2/bot/user/{stranger}/richmenu/{ready(line)}")
    line.control("POST", f"chats/{stranger}/follow")

    assert (linked, shown(line, stranger)) == (Answer(200, {}), None)
    assert line.api("GET", f"/v2/bot/user/{stranger}/richmenu") == Answer(404, {"message": "the user has no richmenu"})


def test_many_are_linked_and_unlinked_in_one_request(line: Stage) -> None:
    people, menu_id = [line.friend("A"), line.friend("B")], ready(line)
    line.api("POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": menu_id, "userIds": people})
    linked = [shown(line, user_id) for user_id in people]
    answer = line.api("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": people})

    assert (linked, answer) == ([menu_id, menu_id], Answer(202, {}))
    assert [shown(line, user_id) for user_id in people] == [None, None]


def test_a_deleted_menu_goes_from_every_chat(line: Stage) -> None:
    user_id, menu_id = line.friend(), ready(line)
    line.api("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}")
    line.api("POST", f"/v2/bot/user/all/richmenu/{menu_id}")

    line.api("DELETE", f"/v2/bot/richmenu/{menu_id}")

    assert shown(line, user_id) is None
    assert line.api("GET", "/v2/bot/user/all/richmenu") == Answer(404, {"message": "no default richmenu"})


def test_an_alias_leads_to_one_menu_at_a_time(line: Stage) -> None:
    first, second = ready(line), ready(line)
    alias = {"richMenuAliasId": "more", "richMenuId": first}
    made = line.api("POST", "/v2/bot/richmenu/alias", alias)
    again = line.api("POST", "/v2/bot/richmenu/alias", alias)
    line.api("POST", "/v2/bot/richmenu/alias/more", {"richMenuId": second})

    assert (made, again) == (Answer(200, {}), Answer(400, {"message": "conflict richmenu alias id"}))
    assert line.api("GET", "/v2/bot/richmenu/alias/more").body == {**alias, "richMenuId": second}


def test_a_tap_that_switches_the_menu_says_whether_it_did(line: Stage) -> None:
    user_id, menu_id = line.friend(), ready(line)
    line.api("POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": "more", "richMenuId": menu_id})

    def switch(alias: str) -> str:
        tap = {"richMenuAliasId": alias, "data": "switch"}
        event = line.control("POST", f"chats/{user_id}/richmenuswitch", tap)["event"]
        status: str = event["postback"]["params"]["status"]
        return status

    assert (switch("more"), shown(line, user_id)) == ("SUCCESS", menu_id)
    assert switch("gone") == "RICHMENU_ALIAS_ID_NOTFOUND"
    line.api("DELETE", f"/v2/bot/richmenu/{menu_id}")
    assert switch("more") == "RICHMENU_NOTFOUND"


def test_the_page_gets_the_image_without_a_token(line: Stage) -> None:
    user_id, menu_id = line.friend(), ready(line)
    line.api("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}")

    address = line.control("GET", f"chats/{user_id}")["richMenu"]["imageUrl"]

    assert line.control("GET", address.removeprefix("/sandbox/api/line/")) == png(2500, 1686)


def test_the_size_of_a_jpeg_is_read_past_its_other_segments() -> None:
    segment = b"\xff\xe0" + struct.pack(">H", 4) + b"xx"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 11, 8, 843, 2500)

    assert pictures.size(b"\xff\xd8" + segment + frame) == (2500, 843)
    assert pictures.size(b"\xff\xd8" + segment) is None
