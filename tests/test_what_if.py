"""What higher levels bring: what scoring says once their steps are done."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.carried_out import carried_out
from scoring.engine import score
from scoring.programme import COMBINED, Programme
from scoring.scorecard import Missing, Scorecard
from scoring.submission import Submission, Value
from scoring.what_if import Prospect, WhatIf
from tests.support.examples import examples
from tests.support.goal_programmes import Answers, answers_of, programmes
from tests.support.sample_scorecards import HALF_WAY, NOW, PROGRAMME, WITHOUT_LINK, submission


def scored(programme: Programme, answers: Answers) -> Scorecard:
    return score(programme, Submission(programme.id, answers), now=NOW)


def prospects(
    criterion: str, values: dict[str, Value], confirmed: dict[str, int] | None = None
) -> tuple[Prospect, ...]:
    outlook = WhatIf(PROGRAMME, submission(values, WITHOUT_LINK).answers, confirmed)
    return outlook.prospects(next(c for c in PROGRAMME.criteria if c.id == criterion))


@examples(150)
@given(st.data())
def test_a_prospect_is_what_scoring_says_once_its_steps_are_done(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    answers = data.draw(answers_of(programme))
    before, outlook = scored(programme, answers), WhatIf(programme, answers)

    for criterion in programme.criteria:
        for prospect in outlook.prospects(criterion):
            if prospect.assumes or prospect.steps[0].key == criterion.way_by:
                continue
            after = scored(programme, carried_out(programme, answers, prospect.steps))
            assert after.criterion(criterion.id).level >= prospect.level
            assert (prospect.combined, prospect.gain) == (
                after.totals[COMBINED].points,
                after.totals[criterion.tier].points - before.totals[criterion.tier].points,
            )


def test_item_6_brings_what_it_opens_in_7_as_well() -> None:
    values: dict[str, Value] = {"7.1.evaluation_done": True, "7.2.improvement_summary": True}

    first, *_ = prospects("6", values)

    assert (first.level, first.gain) == (1, Fraction(10, 3) + Fraction(5, 6) * 2)
    assert first.combined == Fraction(70, 100) * first.gain


def test_a_level_is_left_out_where_the_same_steps_lead_higher() -> None:
    [only] = prospects("6", dict(HALF_WAY))

    assert only == Prospect(
        3, (Missing(3, "6.risk_report", "answer", True),), Fraction(20, 3), Fraction(293, 6) + Fraction(14, 3)
    )


def test_while_the_way_is_not_known_choosing_it_is_the_first_step() -> None:
    *_, highest = prospects("3.3", {"3.3.2.directive": True})

    assert [step.key for step in highest.steps] == ["org.has_regional_units", "3.3.2.statement_or_meeting"]
    assert (highest.level, highest.gain) == (3, Fraction(10))


def test_a_total_that_is_not_known_brings_nothing_to_other_criteria() -> None:
    values: dict[str, Value] = {"1.2.agreement_exists": True, "4.2.staff_trained": 20}

    second = prospects("1.2", values)[0]

    assert [step.key for step in second.steps] == ["1.2.staff_consented_written", "org.staff_total"]
    assert (second.level, second.gain, second.assumes) == (2, Fraction(5, 3), True)


def test_a_level_that_assessors_confirmed_has_no_prospects() -> None:
    assert prospects("6", dict(HALF_WAY), {"6": 1}) == ()
