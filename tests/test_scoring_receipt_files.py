"""Exported receipts whose contents have shapes that no export has: refuted and named, never stumbled over."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme_file import digest as programme_hash
from scoring.programme_file import programme_from
from scoring.receipt import digest
from scoring.receipt_file import ReceiptFileError, check, receipt_file
from scoring.report import scorecard_record
from scoring.wording import Wording
from tests.support.receipts import exported, recorded
from tests.support.sample_scorecards import NOW
from tests.support.small_programmes import document as small_document
from tests.support.small_programmes import submission as small_submission

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


RULES = small_document(
    {
        "id": "s",
        "requirements": [{"key": "report", "type": "yes_no", "evidence": True}],
        "indicators": [{"key": "people", "type": "count"}],
    },
    assumptions={"whole_year": "yes"},
)
REQUIRING = programme_from(RULES)
SETTINGS = {"whole_year": "yes"}


def small_file(settings: dict[str, str]) -> dict[str, Any]:
    """The exported receipt of a programme that gives no points."""
    entered = small_submission(REQUIRING, {"org.name": "ก", "report": True, "people": 7}, ["report"])
    card = score(REQUIRING, entered, now=NOW)
    words = Wording(
        {
            "inputs": {name: {"label": name} for name in ("org.name", "report", "people")},
            "assumptions": {"whole_year": "{value}"},
        }
    )
    told = scorecard_record(card, Explainer(REQUIRING, words))
    made = receipt_file(recorded(entered, programme=REQUIRING), RULES, told, settings)
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found


def test_the_receipt_of_a_programme_of_requirements_is_proved_by_itself() -> None:
    proof = check(small_file({}), lambda *_: None)

    assert (proof.proved, [part.name for part in proof.parts]) == (
        True,
        ["file", "programme", "engine", "inputs", "confirmed", "result", "totals", "receipt", "card"],
    )


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"requirements": []}, {"result"}),
        ({"requirements": [{"id": "report", "state": "missing"}]}, {"result"}),
        ({"readiness": {"met": 0, "asked": 1}}, {"card"}),
        ({"indicators": []}, {"card"}),
        ({"unanswered": ["people"]}, {"card"}),
        ({"organisation": "ข"}, {"card"}),
        ({"input_hash": "0" * 64}, {"inputs", "card"}),
    ],
)
def test_what_was_forged_of_requirements_is_named(changes: dict[str, Any], named: set[str]) -> None:
    file = small_file({})
    record = {**file, "scorecard": {**file["scorecard"], **changes}}
    digests = {name: digest(content) for name, content in record.items() if name != "digests"}

    assert set(check({**record, "digests": digests}, lambda *_: None).refuted) == named


def test_what_the_receipt_does_not_vouch_for_may_be_worded_anew() -> None:
    file = small_file({})
    (told,) = file["scorecard"]["requirements"]
    record = {**file, "scorecard": {**file["scorecard"], "requirements": [{**told, "title": "x"}]}}
    digests = {name: digest(content) for name, content in record.items() if name != "digests"}

    assert check({**record, "digests": digests}, lambda *_: None).proved


@pytest.mark.parametrize("settings", [{}, SETTINGS])
def test_the_shelf_is_asked_for_the_programme_under_the_settings_of_the_file(settings: dict[str, str]) -> None:
    asked: list[tuple[str, Any]] = []

    def shelf(programme_id: str, under: Any) -> str | None:
        asked.append((programme_id, under))
        return REQUIRING.hash

    file = small_file(settings)
    proof = check(file, shelf)

    assert asked == [("small", settings)]
    assert (proof.proved, proof.parts[1].name) == (True, "shelf")
    assert file["programme"].get("settings", {}) == settings
    assert ("settings" in file["programme"]) is bool(settings)


def test_every_part_says_what_was_stated_and_what_was_found() -> None:
    record = {**copy.deepcopy(FILE), "receipt": 7, "added": 1}

    proof = check(record, lambda *_: None)

    stated = {part.name: (part.expected, part.found) for part in proof.parts}
    assert proof.receipt == "7"
    assert stated["file.receipt"] == (FILE["digests"]["receipt"], None)
    assert stated["file.added"] == ("", None)
    assert stated["file.confirmed"] == (FILE["digests"]["confirmed"], digest({}))
    assert check({"format": FILE["format"]}, lambda *_: None).receipt == ""


@pytest.mark.parametrize("digests", [None, [], "x"])
def test_digests_of_another_shape_refute_every_content(digests: Any) -> None:
    names = [name for name in FILE if name != "digests"]

    assert set(check({**FILE, "digests": digests}, lambda *_: None).refuted) == {f"file.{name}" for name in names}


def test_a_programme_whose_hash_is_not_its_own_is_told_with_both() -> None:
    record = {**copy.deepcopy(FILE), **programme(hash="0" * 64)}
    (part,) = [part for part in check(record, lambda *_: None).parts if part.name == "programme"]

    assert (part.expected, part.found) == ("0" * 64, FILE["programme"]["hash"])


def nested(deep: int, innermost: Any) -> Any:
    """Lists and mappings in turn, this many in each other, around something."""
    for depth in range(deep):
        innermost = [innermost] if depth % 2 else {"all": innermost}
    return innermost


@pytest.mark.parametrize("content", ["receipt", "submission", "scorecard", "added", "digests"])
def test_a_file_that_nests_deeper_than_any_export_is_none(content: str) -> None:
    json_can_just_be_read = nested(990, 1)

    with pytest.raises(ReceiptFileError):
        check({**FILE, content: json_can_just_be_read}, lambda *_: None)


def test_nothing_stands_a_hundred_steps_down_in_a_file() -> None:
    assert refuted(added=nested(98, 1)) == {"file.added"}
    with pytest.raises(ReceiptFileError):
        refuted(added=nested(99, 1))
