"""Who may apply: the approval that some kinds of organisation need, in each of its states."""

from __future__ import annotations

import pytest

from scoring.engine import score
from scoring.submission import Value
from tests.support.sample_scorecards import NOW, PROGRAMME, submission


def approval(kind: str | None, by: str | None, *, linked: bool = True) -> str:
    values: dict[str, Value] = {} if kind is None else {"org.type": kind}
    values |= {} if by is None else {"org.approval_by": by}
    without = frozenset() if linked else frozenset({"org.approval_by"})
    card = score(PROGRAMME, submission(values, without), now=NOW)
    return next(rule.state for rule in card.eligibility if rule.rule == "approval")


@pytest.mark.parametrize(
    ("kind", "by", "state"),
    [
        (None, None, "not_needed"),
        ("department", None, "not_needed"),
        ("regional_administration", None, "missing"),
        ("regional_administration", "governor", "ok"),
        ("regional_administration", "parent_head", "ok"),
        ("regional_administration", "none", "failed"),
        ("central_in_region", "governor", "failed"),
        ("central_in_region", "parent_head", "ok"),
    ],
)
def test_the_approval_of_the_right_person_is_asked_of_who_needs_one(
    kind: str | None, by: str | None, state: str
) -> None:
    assert approval(kind, by) == state


def test_an_approval_counts_only_with_a_link_to_it() -> None:
    assert approval("central_in_region", "parent_head", linked=False) == "failed"
