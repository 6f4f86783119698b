"""LINE messages for tests: builders, and one of each kind at the edge of what is allowed."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]


def text(words: str, **more: Any) -> Message:
    return {"type": "text", "text": words, **more}


def flex(contents: dict[str, Any], alt_text: str = "คะแนน") -> Message:
    return {"type": "flex", "altText": alt_text, "contents": contents}


def bubble(*contents: dict[str, Any], layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": {"type": "box", "layout": layout, "contents": list(contents)}, **more}


def words(said: str = "ก", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": said, **more}


def quick(action: dict[str, Any]) -> Message:
    return text("เลือก", quickReply={"items": [{"type": "action", "action": action}]})


def button(label: str, uri: str = "https://example.org/") -> dict[str, Any]:
    return {"type": "button", "action": {"type": "uri", "label": label, "uri": uri}}


SAY = {"type": "message", "label": "คะแนน", "text": "คะแนน"}
LONG_LINK = "https://example.org/" + "ก" * 109  # 20 + 109 * 9 = 1001 once encoded

ACCEPTED: dict[str, Message] = {
    "text of 5000 units": text("a" * 5000),
    "13 quick replies": text("ก", quickReply={"items": [{"type": "action", "action": SAY}] * 13}),
    "quick reply label of 20": quick({**SAY, "label": "ก" * 20}),
    "postback data of 300": quick({"type": "postback", "label": "ก", "data": "d" * 300}),
    "uri of 1000 once encoded": flex(bubble(button("เปิด", LONG_LINK[:-1]))),
    "phone number": quick({"type": "uri", "label": "โทร", "uri": "tel:+6621413800"}),
    "Flex label of 40": flex(bubble(button("ก" * 40))),
    "altText of 1500": flex(bubble(words()), "ก" * 1500),
    "12 bubbles": flex({"type": "carousel", "contents": [bubble(words())] * 12}),
    "empty box as a bar": flex(
        bubble(
            {
                "type": "box",
                "layout": "vertical",
                "contents": [],
                "height": "10px",
                "width": "70%",
                "cornerRadius": "5px",
            }
        )
    ),
    "icon in a baseline box": flex(
        bubble({"type": "icon", "url": "https://example.org/i.png"}, words(), layout="baseline")
    ),
    "textV2 with escaped braces": {"type": "textV2", "text": "{{ก}}"},
    "spans": flex(bubble({"type": "text", "contents": [{"type": "span", "text": "ก", "weight": "bold"}]})),
    "location": {"type": "location", "title": "ก", "address": "ข", "latitude": 13.7, "longitude": 100.5},
    "confirm": {
        "type": "template",
        "altText": "ก",
        "template": {"type": "confirm", "text": "ใช่หรือไม่", "actions": [SAY, SAY]},
    },
}
