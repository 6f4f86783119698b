"""Nothing that the bot can say escapes the checks of messages: whatever makes a message was run by some sample."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import CodeType, FrameType, ModuleType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from bot import conversation
from bot.conversation.outcomes import Outcome
from bot.jobs.replying import in_plain_words
from bot.line.unbroken import typeset
from tests.golden import FILE, golden_words
from tests.support import line_schema
from tests.support.sample_conversations import OUTCOMES, every_announcement, every_reply

ROOMS = ("bot.conversation.cards", "bot.conversation.topics", "bot.conversation.announcements")
"""Where messages are made; everything else that answers only chooses among these."""

RUN_BEFORE = {"bot.conversation.topics.linking.masked", "bot.conversation.cards.clip.letters"}
"""What the samples themselves are made with when they are imported."""


@pytest.fixture(scope="module")
def said() -> tuple[list[tuple[str, list[dict[str, Any]]]], set[CodeType]]:
    """All that the samples say, and the functions that were called meanwhile."""
    called: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        replies = [(name, list(reply.messages)) for name, reply in every_reply() if reply.messages]
        return [*replies, *every_announcement()], called
    finally:
        sys.setprofile(None)


def test_some_sample_runs_every_function_that_makes_a_message(
    said: tuple[list[tuple[str, list[dict[str, Any]]]], set[CodeType]],
) -> None:
    _, called = said

    assert {name for name, code in functions() if code not in called} == RUN_BEFORE


def test_every_outcome_of_an_act_with_each_of_its_reasons_is_among_the_samples() -> None:
    assert isinstance(Outcome, UnionType)
    wanted = {(kind, field, value) for kind in get_args(Outcome) for field, value in choices(kind)}
    shown = {(type(one), field, getattr(one, field)) for one in OUTCOMES for field, _ in choices(type(one))}

    assert {type(one) for one in OUTCOMES} == set(get_args(Outcome))
    assert wanted - shown == set()


def test_every_reply_and_push_is_a_whole_request_as_lines_document_has_it(
    said: tuple[list[tuple[str, list[dict[str, Any]]]], set[CodeType]],
) -> None:
    document = line_schema.load("messaging-api")
    messages, _ = said
    different = {tuple(each["type"] for each in one): (name, one) for name, one in messages}
    problems = {
        (name, kind): found
        for name, one in different.values()
        for kind, request in requests(one).items()
        if (found := document.problems(kind, request))
    }

    assert problems == {}


def test_every_message_can_be_said_in_plain_words_within_lines_limits(
    said: tuple[list[tuple[str, list[dict[str, Any]]]], set[CodeType]],
) -> None:
    messages, _ = said
    plain = [text["text"] for _, one in messages for text in in_plain_words(one)]

    assert [text for text in plain if not 1 <= len(text.encode("utf-16-le")) // 2 <= 5000] == []
    assert len(plain) == sum(len(one) for _, one in messages)


def test_the_words_are_those_that_were_read_and_found_good() -> None:
    """A changed line here is a changed sentence to someone: `python -m tests.golden` once it was meant."""
    assert golden_words().splitlines() == FILE.read_text(encoding="utf-8").splitlines()


def functions() -> Iterator[tuple[str, CodeType]]:
    for module in modules():
        for name, found in vars(module).items():
            if inspect.isfunction(found) and found.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", inspect.unwrap(found).__code__


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(conversation.__path__, f"{conversation.__name__}."):
        if found.name.startswith(ROOMS):
            yield importlib.import_module(found.name)


def choices(kind: type) -> Iterator[tuple[str, object]]:
    """Each field of an outcome that is one of a few words, with each word."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if get_origin(hints[field.name]) is Literal:
            for value in get_args(hints[field.name]):
                yield field.name, value


def requests(messages: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The bodies in which these may go out."""
    sent = [typeset(message) for message in messages]
    user = "U" + "1" * 32
    return {
        "ReplyMessageRequest": {"replyToken": "0" * 32, "messages": sent},
        "PushMessageRequest": {"to": user, "messages": sent},
        "MulticastRequest": {"to": [user], "messages": sent},
    }
