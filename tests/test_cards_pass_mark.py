"""How the pass mark stands on the score card, once the secretariat has set it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.support.sample_conversations import said
from tests.support.sample_scorecards import agency, view
from tests.test_cards_contents import texts


@pytest.mark.parametrize(
    ("mark", "told"),
    [(45, "✓ คะแนนเบื้องต้นถึงเกณฑ์ผ่าน 45 คะแนน"), (60, "! อีก 11.17 คะแนนถึงเกณฑ์ผ่าน 60 คะแนน")],
)
def test_the_score_card_says_whether_the_pass_mark_is_reached(mark: int, told: str) -> None:
    known = replace(agency(), thresholds={"pass_mark": Fraction(mark)})

    assert told in texts(said("คะแนน", view(agency=known)).messages)


def test_the_marks_of_awards_are_not_for_applicants() -> None:
    known = replace(agency(), thresholds={"award_good": Fraction(40)})

    assert not any("ระดับดี" in text for text in texts(said("คะแนน", view(agency=known)).messages))
