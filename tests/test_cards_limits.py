"""Every message that can be sent keeps LINE's limits and the house's rules of reading, the worst case included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask
from bot.conversation.postbacks import asked_by
from bot.conversation.vocabulary import Word
from bot.line.unbroken import JOINER, typeset
from bot.sandbox.line.messages import MESSAGE
from tests.support import line_schema
from tests.support.contrast import contrast
from tests.support.sample_conversations import LONG, every_announcement, every_reply

Json = dict[str, Any]
KILOBYTE = 1024
REPLIES = list(every_reply())
SENT = [(name, reply.messages) for name, reply in REPLIES if reply.messages] + list(every_announcement())
MESSAGES = [(name, typeset(message)) for name, messages in SENT for message in messages]
CARDS = [(name, message) for name, message in MESSAGES if message["type"] == "flex"]


def test_every_message_fits_lines_own_schema() -> None:
    document = line_schema.load("messaging-api")
    different = {_shape(message): (name, _one_of_each(message)) for name, message in MESSAGES}
    problems = {name: found for name, one in different.values() if (found := document.problems("Message", one))}

    assert problems == {}


def test_the_sandbox_accepts_every_message() -> None:
    complaints = {name: found for name, message in MESSAGES if (found := list(MESSAGE(message, ("messages", 0))))}

    assert complaints == {}


def test_no_bubble_is_over_30_kb_and_no_carousel_over_50_kb_on_the_wire() -> None:
    too_heavy = [(name, _weight(bubble)) for name, card in CARDS for bubble in _bubbles(card) if _weight(bubble) > 30]
    too_heavy += [(name, _weight(card["contents"])) for name, card in CARDS if _weight(card["contents"]) > 50]

    assert too_heavy == []


def test_every_card_has_an_alternative_text_of_at_most_400_characters_on_one_line() -> None:
    wrong = [name for name, card in CARDS if not 10 <= len(card["altText"]) <= 400 or "\n" in card["altText"]]

    assert wrong == []


def test_every_reply_that_says_something_offers_a_person_and_two_to_five_next_steps() -> None:
    offers = {name: [each["action"] for each in messages[-1]["quickReply"]["items"]] for name, messages in SENT}
    without_a_person = [name for name, actions in offers.items() if ask(Word.CONTACT) not in actions]

    assert without_a_person == []
    assert {name: len(actions) for name, actions in offers.items() if not 3 <= len(actions) <= 6} == {}


def test_labels_are_short_enough_by_code_points() -> None:
    labels = {action["label"] for action in _offers()}
    buttons = {part["action"]["label"] for _, part in _parts() if part["type"] == "button"}

    assert [label for label in labels if not 1 <= len(label) <= 20] == []
    assert [label for label in buttons if not 1 <= len(label) <= 40] == []


def test_every_button_asks_for_something_that_is_understood() -> None:
    actions = list(_actions())
    postbacks = [action for action in actions if action["type"] == "postback"]

    assert {action["type"] for action in actions} == {"postback", "uri"}
    assert [action["data"] for action in postbacks if asked_by(action["data"]) is None] == []
    assert max(len(action["data"]) for action in postbacks) <= 300
    assert max(len(action["displayText"]) for action in postbacks) <= 300


def test_every_address_is_short_enough_once_encoded() -> None:
    addresses = {action["uri"] for action in _actions() if action["type"] == "uri"}

    assert [address for address in addresses if len(address) > 1000 or not address.isascii()] == []
    assert {unquote(address).partition("://")[0] for address in addresses} == {"https"}


def test_every_text_wraps_follows_the_readers_font_size_and_is_large_enough() -> None:
    texts = [part for _, part in _parts() if part["type"] == "text"]
    sizes = {"sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"}

    assert [part for part in texts if part.get("wrap") is not True or part.get("scaling") is not True] == []
    assert {part["size"] for part in texts} <= sizes
    assert [part for part in texts if not part["text"]] == []


def test_no_wording_of_ours_is_cut_short() -> None:
    """What people wrote (a long name, a note) may be; what a programme says stands whole."""
    ours = [(name, message) for name, message in MESSAGES if not _holds_what_people_wrote_at_length(message)]
    cut = {name: part["text"] for name, message in ours for part in _texts_of(message) if "…" in part["text"]}
    cut |= {name: message["altText"] for name, message in ours if "…" in message.get("altText", "")}

    assert cut == {}


def test_every_text_stands_out_from_its_ground() -> None:
    pairs = {(part["color"], ground) for _, card in CARDS for part, ground in _on_grounds(card)}

    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("tone", style.INK_OF)
def test_every_tone_can_be_read_on_its_ground(tone: style.Tone) -> None:
    assert contrast(style.INK_OF[tone], style.GROUND_OF[tone]) >= 4.5


def test_a_reply_has_at_most_five_messages() -> None:
    assert [name for name, messages in SENT if len(messages) > 5] == []


def _one_of_each(part: Any) -> Any:
    """The same with one child of every shape: as good for the schema, and checked much faster."""
    if isinstance(part, dict):
        return {name: _one_of_each(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_one_of_each(child) for child in {_shape(child): child for child in part}.values()]
    return part


def _shape(part: Any) -> str:
    """What the schema sees of a part: everything but the words."""
    free = {"text", "altText", "label", "data", "displayText", "uri", "width"}
    if isinstance(part, dict):
        return str({name: "" if name in free else _shape(value) for name, value in part.items()})
    return str(sorted({_shape(child) for child in part})) if isinstance(part, list) else str(part)


def _weight(document: Json) -> float:
    """Kilobytes as the SDK sends them: compact, every Thai character escaped."""
    return len(json.dumps(document, separators=(",", ":"))) / KILOBYTE


def _bubbles(card: Json) -> list[Json]:
    contents = card["contents"]
    return contents["contents"] if contents["type"] == "carousel" else [contents]


def _parts() -> Iterator[tuple[str, Json]]:
    for name, card in CARDS:
        for bubble in _bubbles(card):
            for block in ("header", "body", "footer"):
                yield from ((name, part) for part in _inside(bubble.get(block)))


def _inside(part: Json | None) -> Iterator[Json]:
    if part is not None:
        yield part
        for child in part.get("contents", []):
            yield from _inside(child)


def _holds_what_people_wrote_at_length(message: Json) -> bool:
    plain = json.dumps(message, ensure_ascii=False).replace(JOINER, "")
    return any(words in plain for words in (LONG[:30], "ส่งเสริมและคุ้มครองสิทธิเสรีภาพส่งเสริม"))


def _texts_of(message: Json) -> list[Json]:
    if message["type"] != "flex":
        return [message]
    blocks = [bubble.get(block) for bubble in _bubbles(message) for block in ("header", "body", "footer")]
    return [part for block in blocks for part in _inside(block) if part["type"] == "text"]


def _offers() -> Iterator[Json]:
    """The quick replies, which stand below the last message of each reply."""
    for _, messages in SENT:
        yield from (item["action"] for item in messages[-1]["quickReply"]["items"])


def _actions() -> Iterator[Json]:
    yield from _offers()
    for _, part in _parts():
        if "action" in part:
            yield part["action"]


def _on_grounds(card: Json) -> Iterator[tuple[Json, str]]:
    for bubble in _bubbles(card):
        for block in ("header", "body", "footer"):
            yield from _texts_on(bubble.get(block), style.WHITE)


def _texts_on(part: Json | None, ground: str) -> Iterator[tuple[Json, str]]:
    if part is None:
        return
    if part["type"] == "text":
        yield part, ground
    for child in part.get("contents", []):
        yield from _texts_on(child, part.get("backgroundColor", ground))
