"""The strict reading of LINE's OpenAPI documents, and the stand-in's agreement with it on what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.line_messages import ACCEPTED
from tests.support.line_schema import LineDocument, load, with_kinds
from tests.support.line_stage import Stage, stage

BOX: dict[str, Any] = {"type": "box", "layout": "vertical", "contents": []}


@pytest.fixture(scope="module")
def api() -> LineDocument:
    return load("messaging-api")


@pytest.fixture(scope="module")
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


def bubble(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "ก", "contents": {"type": "bubble", "body": body, **more}}


WRONG: dict[str, dict[str, Any]] = {
    "text without text": {"type": "text"},
    "text that is a number": {"type": "text", "text": 5},
    "unknown type": {"type": "zzz"},
    "unknown property": {"type": "text", "text": "ก", "typo": 1},
    "box without layout": bubble({"type": "box", "contents": []}),
    "huge bubble": bubble(BOX, size="huge"),
    "unknown Flex property": bubble({**BOX, "contents": [{"type": "text", "text": "ก", "colour": "#000000"}]}),
    "unknown Flex component": bubble({**BOX, "contents": [{"type": "chart"}]}),
    "button without action": bubble({**BOX, "contents": [{"type": "button"}]}),
    "14 quick replies": {
        "type": "text",
        "text": "ก",
        "quickReply": {"items": [{"type": "action", "action": {"type": "camera", "label": "ก"}}] * 14},
    },
    "misspelt quick reply": {"type": "text", "text": "ก", "quickreply": {"items": []}},
}


@pytest.mark.parametrize("case", WRONG)
def test_what_the_document_forbids_is_found_and_refused_by_the_stand_in(
    api: LineDocument, line: Stage, case: str
) -> None:
    answer = line.api("POST", "/v2/bot/message/validate/push", {"messages": [WRONG[case]]})

    assert (bool(api.problems("Message", WRONG[case])), answer.status) == (True, 400)


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_the_stand_in_accepts_the_document_allows(api: LineDocument, case: str) -> None:
    assert api.problems("Message", ACCEPTED[case]) == []


def test_a_place_is_named_with_the_problem(api: LineDocument) -> None:
    body = {"to": "U1", "messages": [{"type": "text", "text": 5}]}

    assert api.problems("PushMessageRequest", body) == ["messages/0/text: 5 is not of type 'string'"]


def test_null_is_allowed_where_the_document_says_nullable() -> None:
    plain = with_kinds({"Thing": {"type": "object", "properties": {"a": {"type": "string", "nullable": True}}}})

    assert plain["Thing"]["properties"]["a"] == {"type": ["string", "null"]}


def test_without_the_documents_a_test_is_skipped_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LINE_OPENAPI_DIR", str(tmp_path))

    with pytest.raises(pytest.skip.Exception, match="set LINE_OPENAPI_DIR"):
        load("messaging-api")
