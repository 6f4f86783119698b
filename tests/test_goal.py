"""The smallest set of inputs that reaches a mark: exact, held against trying every set of inputs with every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations, count, product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.carried_out import carried_out
from scoring.engine import score
from scoring.goal import Goal, smallest_steps
from scoring.programme import COMBINED, Input, Programme
from scoring.scorecard import Missing
from scoring.submission import Answer, Submission, Value
from tests.support.examples import examples
from tests.support.goal_programmes import LINK, Answers, answers_of, criterion, programme_of, programmes, values_of
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, WITHOUT_LINK, submission

TOTALS = (COMBINED, "one", "two")


def points_of(
    programme: Programme, answers: Mapping[str, Answer], confirmed: Mapping[str, int], total: str
) -> Fraction:
    card = score(
        programme, Submission(programme.id, answers), confirmed=confirmed, now=datetime(2022, 3, 1, tzinfo=UTC)
    )
    return card.totals[total].points


def values_to_try(programme: Programme, answers: Answers, item: Input) -> tuple[Value, ...]:
    """Every value of an input; what only the organisation knows, and has said soundly, keeps the one it has."""
    value = answers[item.key].value
    parts = [answers[part].value for part, total in programme.parts.items() if total == item.key]
    is_way = any(item.key == c.way_by for c in programme.criteria)
    is_sound = (
        bool(parts) and isinstance(value, int) and value > 0 and all(n <= value for n in parts if isinstance(n, int))
    )
    if value is not None and (is_way or is_sound):
        return (value,) if item.evidence and not answers[item.key].links else ()
    return values_of(item)


def changed(answers: Answers, values: Mapping[str, Value | None]) -> Answers:
    told = {key: value for key, value in values.items() if value is not None}
    return {**answers, **{key: Answer(key, "given", value, LINK) for key, value in told.items()}}


def every_change(programme: Programme, answers: Answers, size: int) -> Iterator[tuple[tuple[str, ...], Answers]]:
    """Every set of so many inputs in the order of the sheet, with all answers that changing them can lead to."""
    facts = [item for key, item in programme.inputs.items() if not key.endswith("claimed")]
    to_try = {item.key: values_to_try(programme, answers, item) for item in facts}
    for keys in combinations([key for key, values in to_try.items() if values], size):
        for values in product(*(to_try[key] for key in keys)):
            yield keys, changed(answers, dict(zip(keys, values, strict=True)))


def best_changes(
    programme: Programme, answers: Answers, confirmed: Mapping[str, int], total: str, wanted: Fraction
) -> tuple[Fraction, list[tuple[str, ...]]]:
    """The most points that the fewest inputs bring, and every set that brings them, in the order of the sheet."""
    for size in count():
        changes = [
            (points_of(programme, after, confirmed, total), keys)
            for keys, after in every_change(programme, answers, size)
        ]
        most_points = max(points for points, _ in changes)
        if most_points >= wanted:
            return most_points, list(dict.fromkeys(keys for points, keys in changes if points == most_points))
    raise AssertionError


def keys_of(goal: Goal) -> tuple[str, ...]:
    return tuple(step.key for step in goal.steps)


@examples(150)
@given(st.data())
def test_no_set_of_inputs_is_smaller_and_none_as_small_brings_more(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    answers = data.draw(answers_of(programme))
    confirmed = data.draw(st.dictionaries(st.sampled_from("ABC"), st.integers(0, 3), max_size=1))
    total = data.draw(st.sampled_from(TOTALS))
    lucky = data.draw(st.sampled_from(list(every_change(programme, answers, data.draw(st.integers(1, 3))))))[1]
    wanted = points_of(programme, lucky, confirmed, total)

    goal = smallest_steps(programme, answers, confirmed, total=total, points=wanted)

    most_points, sets = best_changes(programme, answers, confirmed, total, wanted)
    assert goal is not None
    assert (goal.points, keys_of(goal) in sets) == (most_points, True)
    if not any("row." in key for keys in sets for key in keys):  # of like rows the nearest to counting is taken
        assert keys_of(goal) == sets[0]


@examples(100)
@given(st.data())
def test_answering_the_steps_as_they_say_brings_exactly_the_points_told(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    answers = data.draw(answers_of(programme))
    total = data.draw(st.sampled_from(TOTALS))
    wanted = Fraction(data.draw(st.integers(0, 20)))

    goal = smallest_steps(programme, answers, total=total, points=wanted)

    if goal is not None:
        after = carried_out(programme, answers, goal.steps, goal.assumed)
        before = points_of(programme, answers, {}, total)
        assert (points_of(programme, after, {}, total), goal.gain) == (goal.points, goal.points - before)
        assert goal.points >= wanted


@examples(50)
@given(st.data())
def test_a_mark_is_out_of_reach_only_if_no_answers_at_all_reach_it(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    answers = data.draw(answers_of(programme))
    confirmed = {"A": 1, data.draw(st.sampled_from("BC")): 2}
    named = {
        key
        for c in programme.criteria
        if c.id not in confirmed
        for way in c.ways
        for _, condition in way.levels
        for key in (c.way_by or "name", *condition.inputs, *(programme.parts.get(k, k) for k in condition.inputs))
    }
    tried = {key: (None, *values_to_try(programme, answers, programme.inputs[key])) for key in named}
    assume(prod(map(len, tried.values())) <= 2000)
    most = max(
        points_of(programme, changed(answers, dict(zip(tried, values, strict=True))), confirmed, COMBINED)
        for values in product(*tried.values())
    )

    assert smallest_steps(programme, answers, confirmed, total=COMBINED, points=most) is not None
    assert smallest_steps(programme, answers, confirmed, total=COMBINED, points=most + Fraction(1, 1000)) is None


def test_from_an_empty_sheet_the_fewest_steps_to_sixty_points_are_told() -> None:
    answers = submission({}).answers

    goal = smallest_steps(PROGRAMME, answers, total=COMBINED, points=Fraction(60))

    assert goal is not None
    assert (len(goal.steps), goal.points, goal.gain) == (26, Fraction(121, 2), Fraction(121, 2))
    assert goal.assumed == {"org.has_regional_units": True, "org.staff_total": 1, "6.projects_approved": 1}
    assert goal.levels == {
        **dict.fromkeys(("1.1", "2.1", "3.1", "3.3", "4.3", "6", "8.2", "B2"), 3),
        **dict.fromkeys(("1.2", "3.2", "4.2", "5.1", "B3", "B4"), 2),
        **dict.fromkeys(("1.3", "B5"), 1),
    }
    after = carried_out(PROGRAMME, answers, goal.steps, goal.assumed)
    assert points_of(PROGRAMME, after, {}, COMBINED) == goal.points


def test_each_step_says_what_the_input_needs_and_which_criteria_it_serves() -> None:
    answers = submission(HALF_WAY, WITHOUT_LINK).answers

    goal = smallest_steps(PROGRAMME, answers, total=COMBINED, points=Fraction(60))

    assert goal == Goal(
        points=Fraction(121, 2),
        gain=Fraction(35, 3),
        steps=(
            Missing(3, "4.3.dedicated_training", "answer", True),
            Missing(3, "6.risk_report", "answer", True),
            Missing(3, "8.2.responsible", "value", ("committee", "working_group")),
        ),
        serves={"4.3.dedicated_training": ("4.3",), "6.risk_report": ("6",), "8.2.responsible": ("8.2",)},
        levels={"4.3": 3, "6": 3, "8.2": 3},
    )


def test_a_level_that_lacks_only_its_link_asks_for_the_link() -> None:
    answers = submission({"B.project_name": "ไกล่เกลี่ย", "B2.origin": "original"}, frozenset({"B2.origin"})).answers

    goal = smallest_steps(PROGRAMME, answers, total="tier_b", points=Fraction(20))

    assert goal is not None
    assert goal.steps == (Missing(3, "B2.origin", "evidence", ("original",)),)


def test_more_inputs_for_one_criterion_are_fewer_where_another_needs_them_too() -> None:
    both = {"all": [{"is_yes": "done"}, {"answered": "name"}]}
    programme = programme_of([criterion("A", {3: {"any": [{"is_yes": "told"}, both]}}), criterion("B", {3: both})])
    blank = {key: Answer(key, "blank") for key in programme.inputs}

    goal = smallest_steps(programme, blank, total=COMBINED, points=Fraction(10))

    assert goal is not None
    assert (keys_of(goal), goal.serves) == (("name", "done"), {"name": ("A", "B"), "done": ("A", "B")})


def test_a_total_that_is_not_known_has_one_value_for_all_criteria() -> None:
    levels = {3: {"equal": "part", "to": "whole"}}, {3: {"equal": "other_part", "to": "whole"}}
    programme = programme_of([criterion(name, level) for name, level in zip("AB", levels, strict=True)])
    blank = {key: Answer(key, "blank") for key in programme.inputs}
    alike = changed(blank, {"part": 3, "other_part": 3})
    unlike = changed(blank, {"part": 3, "other_part": 4})

    first = smallest_steps(programme, alike, total=COMBINED, points=Fraction(10))
    second = smallest_steps(programme, unlike, total=COMBINED, points=Fraction(10))

    assert first is not None
    assert second is not None
    assert (keys_of(first), first.assumed) == (("whole",), {"whole": 3})
    assert (keys_of(second), second.assumed) == (("whole", "part"), {"whole": 4})


def test_a_mark_that_is_reached_asks_for_nothing() -> None:
    answers = submission(HALF_WAY, WITHOUT_LINK).answers

    assert smallest_steps(PROGRAMME, answers, total=COMBINED, points=Fraction(293, 6)) == Goal(Fraction(293, 6))


def test_what_assessors_confirmed_no_sheet_can_raise() -> None:
    answers = submission(HALF_WAY, WITHOUT_LINK).answers
    confirmed = {criterion.id: 1 for criterion in PROGRAMME.criteria if criterion.tier == "tier_a"}

    assert smallest_steps(PROGRAMME, answers, confirmed, total="tier_a", points=Fraction(34)) is None
    assert smallest_steps(PROGRAMME, answers, confirmed, total="tier_a", points=Fraction(100, 3)) == Goal(
        Fraction(100, 3)
    )


def test_an_unknown_total_is_refused() -> None:
    with pytest.raises(KeyError):
        smallest_steps(PROGRAMME, submission({}).answers, total="tier_c", points=Fraction(1))
