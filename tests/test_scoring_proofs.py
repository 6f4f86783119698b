"""Receipts that were kept without their result, as older readings were: what can still be held against them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring.receipt import canonical, digest, parse
from scoring.replay import Difference, Part, Recorded, replay
from tests.support.receipts import recorded
from tests.support.sample_scorecards import NOW, PROGRAMME
from tests.support.small_programmes import programme, submission

KEPT = recorded(confirmed={"1.1": 2})
WITHOUT_RESULT = replace(KEPT, result=None)
REQUIRING = programme({"id": "s", "requirements": [{"key": "report", "type": "yes_no"}]})


def part(of: Recorded, name: str, scored: bool = True) -> Part:
    (found,) = [part for part in replay(of, PROGRAMME if scored else None).parts if part.name == name]
    return found


def test_without_the_result_the_receipt_itself_says_which_it_was() -> None:
    kept = parse(KEPT.receipt)
    assert kept is not None

    assert replay(WITHOUT_RESULT, PROGRAMME).proved
    assert part(WITHOUT_RESULT, "result") == Part("result", kept.result_hash, kept.result_hash)
    assert part(WITHOUT_RESULT, "result", scored=False) == Part("result", kept.result_hash, None)
    assert part(replace(WITHOUT_RESULT, receipt="x"), "result").expected == "x"


def test_without_the_result_confirmed_levels_are_those_that_can_be_used() -> None:
    confirmed = canonical({"1.1": 2})

    assert part(WITHOUT_RESULT, "confirmed") == Part("confirmed", confirmed, confirmed)
    assert part(WITHOUT_RESULT, "confirmed", scored=False) == Part("confirmed", confirmed, None)


def test_with_the_result_both_are_held_against_each_other() -> None:
    assert part(KEPT, "confirmed", scored=False) == Part("confirmed", canonical({"1.1": 2}), canonical({"1.1": 2}))
    assert part(KEPT, "result", scored=False) == Part("result", digest(KEPT.result), None)


def test_a_requirement_that_comes_out_differently_is_named() -> None:
    kept = recorded(submission(REQUIRING, {"report": True}), programme=REQUIRING)
    result: Any = kept.result
    (row,) = result["requirements"]
    altered = replace(kept, result={**result, "requirements": [{**row, "state": "missing"}]})

    proof = replay(altered, REQUIRING)

    assert proof.differences == (Difference("report", "state", "missing", "ok"),)
    assert (proof.refuted, kept.at) == (("result",), NOW)


@pytest.mark.parametrize("result", [7, [], {"criteria": 7}, {"criteria": [7]}])
def test_a_result_of_another_shape_is_refuted_without_differences(result: Any) -> None:
    proof = replay(replace(KEPT, result=result), PROGRAMME)

    assert ("result" in proof.refuted, proof.differences) == (True, ())
