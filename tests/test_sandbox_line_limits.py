"""What the LINE stand-in refuses in messages, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.line_messages import ACCEPTED, LONG_LINK, SAY, Message, bubble, button, flex, quick, text, words
from tests.support.line_stage import Answer, Stage, stage

OK = Answer(200, {})


@pytest.fixture(scope="module")
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


def validate(line: Stage, *messages: Message) -> Answer:
    return line.api("POST", "/v2/bot/message/validate/push", {"messages": list(messages)})


def body_error(message: str, place: str) -> Answer:
    details = [{"message": message, "property": place}]
    return Answer(400, {"message": "The request body has 1 error(s)", "details": details})


def message_error(message: str, place: str) -> Answer:
    details = [{"message": message, "property": place}]
    return Answer(400, {"message": "A message (messages[0]) in the request body is invalid", "details": details})


REFUSED: dict[str, tuple[Message, Answer]] = {
    "no text": (text(""), body_error("May not be empty", "messages[0].text")),
    "text of 5001 units": (
        text("a" * 5001),
        body_error("Length must be between 0 and 5000", "messages[0].text"),
    ),
    "emoji are two units each": (
        text("😀" * 2501),
        body_error("Length must be between 0 and 5000", "messages[0].text"),
    ),
    "altText of 1501": (
        flex(bubble(words()), "ก" * 1501),
        body_error("Length must be between 0 and 1500", "messages[0].altText"),
    ),
    "14 quick replies": (
        text("ก", quickReply={"items": [{"type": "action", "action": SAY}] * 14}),
        message_error("size must be between 1 and 13", "quickReply/items"),
    ),
    "quick reply label of 21": (
        quick({**SAY, "label": "ก" * 21}),
        message_error("size must be between 1 and 20", "quickReply/items/0/action/label"),
    ),
    "quick reply without label": (
        quick({"type": "message", "text": "ก"}),
        message_error("must be specified", "quickReply/items/0/action/label"),
    ),
    "postback data of 301": (
        quick({"type": "postback", "label": "ก", "data": "d" * 301}),
        message_error("size must be between 0 and 300", "quickReply/items/0/action/data"),
    ),
    "uri of 1001 once encoded": (
        quick({"type": "uri", "label": "ก", "uri": LONG_LINK}),
        message_error("size must be between 0 and 1000", "quickReply/items/0/action/uri"),
    ),
    "uri of another scheme": (
        quick({"type": "uri", "label": "ก", "uri": "ftp://example.org/"}),
        message_error("invalid uri scheme", "quickReply/items/0/action/uri"),
    ),
    "Flex label of 41": (
        flex(bubble(button("ก" * 41))),
        message_error("size must be between 1 and 40", "/body/contents/0/action/label"),
    ),
    "unknown Flex property": (
        flex(bubble(words(colour="#000000"))),
        message_error("invalid property", "/body/contents/0/colour"),
    ),
    "unknown Flex component": (
        flex(bubble({"type": "chart"})),
        message_error("invalid property", "/body/contents/0"),
    ),
    "icon in a vertical box": (
        flex(bubble({"type": "icon", "url": "https://example.org/i.png"})),
        message_error("invalid property", "/body/contents/0"),
    ),
    "button in a baseline box": (
        flex(bubble(button("ก"), layout="baseline")),
        message_error("invalid property", "/body/contents/0"),
    ),
    "image without address": (
        flex(bubble(words(), hero={"type": "image"})),
        message_error("must be specified", "/hero/url"),
    ),
    "image over http": (
        flex(bubble(words(), hero={"type": "image", "url": "http://example.org/i.png"})),
        message_error("invalid uri scheme", "/hero/url"),
    ),
    "empty Flex text": (
        flex(bubble(words(""))),
        message_error("must be non-empty text", "/body/contents/0/text"),
    ),
    "box without layout": (
        flex({"type": "bubble", "body": {"type": "box", "contents": []}}),
        message_error("must be specified", "/body/layout"),
    ),
    "colour by name": (
        flex(bubble(words(color="red"))),
        message_error("invalid property", "/body/contents/0/color"),
    ),
    "13 bubbles": (
        flex({"type": "carousel", "contents": [bubble(words())] * 13}),
        message_error("size must be between 1 and 12", "/contents"),
    ),
    "bubbles of two sizes": (
        flex({"type": "carousel", "contents": [bubble(words(), size="kilo"), bubble(words(), size="mega")]}),
        message_error("invalid property", "/contents/1/size"),
    ),
    "bubble over 30 KB as Thai is escaped": (
        flex(bubble(words("ก" * 5200))),
        body_error("size must be between 0 and 30720 bytes", "messages[0].contents"),
    ),
    "carousel over 50 KB": (
        flex({"type": "carousel", "contents": [bubble(words("a" * 26_000))] * 2}),
        body_error("size must be between 0 and 51200 bytes", "messages[0].contents"),
    ),
    "rich menu switch outside a rich menu": (
        quick({"type": "richmenuswitch", "label": "ก", "richMenuAliasId": "a", "data": "d"}),
        message_error("invalid property", "quickReply/items/0/action"),
    ),
    "impossible date": (
        quick({"type": "datetimepicker", "label": "ก", "data": "d", "mode": "date", "initial": "2026-02-30"}),
        message_error("invalid property", "quickReply/items/0/action/initial"),
    ),
    "unfilled placeholder": (
        {"type": "textV2", "text": "เรียน {who}"},
        body_error("Invalid placeholder", "messages[0].text"),
    ),
    "lone brace": ({"type": "textV2", "text": "{"}, body_error("Invalid placeholder", "messages[0].text")),
    "buttons template label of 21": (
        {
            "type": "template",
            "altText": "ก",
            "template": {"type": "buttons", "text": "ก", "actions": [{**SAY, "label": "ก" * 21}]},
        },
        message_error("size must be between 1 and 20", "template/actions/0/label"),
    ),
    "flex without contents": (
        {"type": "flex", "altText": "ก"},
        body_error("must be specified", "messages[0].contents"),
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_message_within_the_limits_is_accepted(line: Stage, case: str) -> None:
    assert validate(line, ACCEPTED[case]) == OK


@pytest.mark.parametrize("case", REFUSED)
def test_a_message_beyond_a_limit_is_refused_in_lines_words(line: Stage, case: str) -> None:
    message, refusal = REFUSED[case]

    assert validate(line, message) == refusal


def test_one_to_five_messages_go_in_one_request(line: Stage) -> None:
    refusal = body_error("Size must be between 1 and 5", "messages")

    assert [validate(line, *[text("ก")] * count) for count in (0, 1, 5, 6)] == [refusal, OK, OK, refusal]


def test_the_first_wrong_message_is_named(line: Stage) -> None:
    answer = validate(line, text("ก"), flex(bubble(words(""))))

    assert answer.body["message"] == "A message (messages[1]) in the request body is invalid"


def test_every_error_of_the_body_is_told(line: Stage) -> None:
    answer = validate(line, text(""), {"type": "poem"})

    assert answer.body["message"] == "The request body has 2 error(s)"
    assert [detail["property"] for detail in answer.body["details"]] == ["messages[0].text", "messages[1].type"]


def test_a_value_of_the_wrong_type_is_an_invalid_property(line: Stage) -> None:
    message = "The property, messages[0].text, in the request body is invalid (line: -, column: -)"

    assert validate(line, {"type": "text", "text": 5}) == Answer(400, {"message": message})


@pytest.mark.parametrize(
    ("data", "content_type", "refusal"),
    [
        (b'{"to": ', "application/json", (400, "could not be parsed as JSON (line: 1, column: 8)")),
        (b"[]", "application/json", (400, "could not be parsed as JSON (line: 1, column: 1)")),
        (b"to=U1", "text/plain", (415, "The content type, text/plain, is not supported")),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", (413, "Request Entity Too Large")),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    line: Stage, data: bytes, content_type: str, refusal: tuple[int, str]
) -> None:
    headers = {"Authorization": f"Bearer {line.account.token}", "Content-Type": content_type}

    answer = line.raw("POST", "/v2/bot/message/push", data, headers)

    assert (answer.status, refusal[1] in answer.body["message"]) == (refusal[0], True)
