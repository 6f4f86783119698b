"""Exported receipts whose contents have shapes that no export has: refuted and named, never stumbled over."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from scoring.programme_file import digest as programme_hash
from scoring.receipt import digest
from scoring.receipt_file import check
from tests.support.receipts import exported, recorded

FILE = exported(recorded())
DOCUMENT = FILE["programme"]["document"]


def refuted(**changes: Any) -> set[str]:
    """What is refuted of the file with these contents, with digests that fit them and the programme's hash left out."""
    record = {**copy.deepcopy(FILE), **changes}
    digests = {name: digest(content) for name, content in record.items() if name != "digests"}
    return set(check({**record, "digests": digests}, lambda *_: None).refuted)


def programme(**changes: Any) -> dict[str, Any]:
    return {"programme": {**FILE["programme"], **changes}}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"receipt": 1}, "file.receipt"),
        ({"engine_version": 1}, "file.engine_version"),
        ({"scored_at": "yesterday"}, "file.scored_at"),
        ({"scored_at": "2022-03-01T03:00:00"}, "file.scored_at"),
        ({"scored_at": 20220301}, "file.scored_at"),
        ({"submission": []}, "file.submission"),
        ({"confirmed": []}, "file.confirmed"),
        ({"scorecard": None}, "file.scorecard"),
        ({"programme": []}, "file.programme"),
        (programme(hash=1), "file.programme"),
        (programme(document=[]), "file.programme"),
        (programme(more=1), "file.programme"),
        (programme(settings=[]), "file.programme"),
        (programme(settings={"pass_mark": 60}), "file.programme"),
        (programme(document={**DOCUMENT, "alternatives": {}}), "file.programme"),
        ({"added": 1}, "file.added"),
    ],
)
def test_a_content_of_another_shape_is_named_and_nothing_else_is_looked_at(changes: dict[str, Any], named: str) -> None:
    assert refuted(**changes) == {named}


def hashed(document: dict[str, Any]) -> dict[str, Any]:
    return programme(document=document, hash=programme_hash(document))


def test_a_document_that_is_no_programme_proves_nothing() -> None:
    assert "result" in refuted(**hashed({"id": "hrmo-2565"}))


def test_a_text_that_no_file_can_hold_has_no_hash() -> None:
    assert "programme" in refuted(**programme(document={**DOCUMENT, "zone": "\ud800"}))


def test_a_programme_that_loads_but_cannot_score_proves_nothing() -> None:
    nowhere = {**DOCUMENT, "organisation": "nowhere"}

    assert "result" in refuted(**hashed(nowhere))


@pytest.mark.parametrize("rows", [None, {}, [1], "x"])
def test_rows_of_another_shape_do_not_fit(rows: Any) -> None:
    assert "result" in refuted(scorecard={**FILE["scorecard"], "criteria": rows})
