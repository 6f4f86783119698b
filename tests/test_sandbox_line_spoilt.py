"""One thing spoilt anywhere in a message: whatever the stand-in still accepts, LINE's own document allows."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.line.messages import MESSAGE
from tests.support.examples import examples
from tests.support.line_messages import ACCEPTED
from tests.support.line_schema import LineDocument, load
from tests.support.sample_conversations import UNPSA_2022, said
from tests.support.sample_scorecards import APPLICATION, view

OTHER_VALUES: list[Any] = [
    "",
    "zzz",
    "#12345",
    0,
    -1,
    10**6,
    1.5,
    True,
    [],
    {},
    [{}],
    {"type": "zzz"},
    "http://x",
    "ก" * 6000,
]
NAMES = ["type", "typo", "label", "text", "contents", "action", "size", "layout", "flex", "color", "data", "uri"]


@pytest.fixture(scope="module")
def api() -> LineDocument:
    return load("messaging-api")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a message."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in children:
        yield (*path, name)
        yield from places(child, (*path, name))


def parent_of(message: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        message = message[step]
    return message


BASES = [*ACCEPTED.values(), *said("กำหนดส่ง", view(deadlines=(APPLICATION, UNPSA_2022))).messages]
PLACES = [(base, path) for base in BASES for path in places(base)]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A good message in which one value is another, one property is gone, or one is there that was not."""
    base, path = draw(st.sampled_from(PLACES))
    message: dict[str, Any] = copy.deepcopy(base)
    parent, last = parent_of(message, path), path[-1]
    match draw(st.sampled_from(["other value", "gone", "one more"])):
        case "other value":
            parent[last] = draw(st.sampled_from(OTHER_VALUES))
        case "gone":
            del parent[last]
        case _:
            target = parent if isinstance(parent, dict) else message
            target[draw(st.sampled_from(NAMES))] = draw(st.sampled_from(OTHER_VALUES))
    return message


@examples(200)
@given(spoilt())
def test_whatever_the_stand_in_accepts_the_document_allows(api: LineDocument, message: dict[str, Any]) -> None:
    if not list(MESSAGE(message, ())):
        assert api.problems("Message", message) == []
