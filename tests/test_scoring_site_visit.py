"""Marks of a site visit, and whether the points reach what the secretariat set."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring import programmes
from scoring.outcome import AgainstMark, against_marks, final_score
from scoring.programme import Programme
from scoring.scorecard import Total
from scoring.site_visit import Mark, MarkError, PartOfVisit, SiteVisit, check_mark, site_visit
from tests.support.small_programmes import programme

AWARD = programme(
    thresholds=["pass_mark", "award_good", "award_best", "site_visit_weight"],
    site_visit=[{"id": "SV1", "max": 40}, {"id": "SV2", "max": 10}],
    marks={"pass_mark": "60", "award_good": "70", "site_visit_weight": "30"},
)
WITHOUT_WEIGHT = programme(thresholds=["award_good"], marks={"award_good": "70"})
COMBINED = Total(Fraction(65), Fraction(100))


def visited(*marks: tuple[str, str, int]) -> SiteVisit:
    return site_visit(AWARD, [Mark(assessor, part, Fraction(points)) for assessor, part, points in marks])


def test_a_part_has_the_mean_of_its_marks_and_says_how_far_they_are_apart() -> None:
    visit = visited(("a", "SV1", 30), ("b", "SV1", 40), ("c", "SV1", 30))

    assert visit == SiteVisit(
        (
            PartOfVisit("SV1", Fraction(40), {"a": Fraction(30), "b": Fraction(40), "c": Fraction(30)}),
            PartOfVisit("SV2", Fraction(10), {}),
        )
    )
    assert [(part.points, part.spread) for part in visit.parts] == [(Fraction(100, 3), Fraction(10)), (None, 0)]


def test_the_last_mark_of_an_assessor_counts() -> None:
    assert visited(("a", "SV2", 1), ("a", "SV2", 7)).parts[1].marks == {"a": Fraction(7)}


def test_a_visit_has_a_total_once_each_part_was_marked() -> None:
    assert visited(("a", "SV1", 30)).total is None
    assert visited(("a", "SV1", 30), ("a", "SV2", 0)).total == Total(Fraction(30), Fraction(50))


@pytest.mark.parametrize("points", [0, 40])
def test_a_mark_may_be_anything_from_nothing_to_the_maximum(points: int) -> None:
    check_mark(AWARD, Mark("a", "SV1", Fraction(points)))


@pytest.mark.parametrize(
    ("of", "mark", "said"),
    [
        (
            AWARD,
            Mark("a", "SV3", Fraction(1)),
            "ไม่มีส่วน SV3 ในการตรวจ ณ พื้นที่ ส่วนที่มีคือ SV1, SV2 (no part SV3; there are: SV1, SV2)",
        ),
        (
            WITHOUT_WEIGHT,
            Mark("a", "SV1", Fraction(1)),
            "ไม่มีส่วน SV1 ในการตรวจ ณ พื้นที่ ส่วนที่มีคือ - (no part SV1; there are: -)",
        ),
        (
            AWARD,
            Mark("a", "SV2", Fraction(21, 2)),
            "คะแนน SV2 เป็น 21/2 ไม่ได้ ต้องอยู่ระหว่าง 0 ถึง 10 (the mark for SV2 has to be between 0 and 10)",
        ),
        (
            AWARD,
            Mark("a", "SV2", Fraction(-1)),
            "คะแนน SV2 เป็น -1 ไม่ได้ ต้องอยู่ระหว่าง 0 ถึง 10 (the mark for SV2 has to be between 0 and 10)",
        ),
    ],
)
def test_a_mark_that_cannot_be_given_is_refused_with_what_can(of: Programme, mark: Mark, said: str) -> None:
    with pytest.raises(MarkError) as refusal:
        site_visit(of, [mark])

    assert str(refusal.value) == said


def test_the_visit_is_in_the_final_score_once_its_weight_is_set_and_each_part_marked() -> None:
    whole = visited(("a", "SV1", 30), ("a", "SV2", 10))

    assert final_score(AWARD, COMBINED, whole) == Fraction(70 * 65 + 30 * 80, 100)
    assert final_score(AWARD, COMBINED, visited(("a", "SV1", 30))) == 65
    assert final_score(AWARD, COMBINED, None) == 65
    assert final_score(WITHOUT_WEIGHT, COMBINED, whole) == 65


def test_awards_look_at_the_final_score_and_other_marks_at_the_combined() -> None:
    found = against_marks(AWARD, COMBINED, visited(("a", "SV1", 40), ("a", "SV2", 10)))

    assert found == (
        AgainstMark("pass_mark", Fraction(60), Fraction(65)),
        AgainstMark("award_good", Fraction(70), Fraction(151, 2)),
    )
    assert against_marks(AWARD, COMBINED)[1] == AgainstMark("award_good", Fraction(70), Fraction(65))


@pytest.mark.parametrize(("points", "reached", "short"), [(69, False, 1), (70, True, 0), (71, True, 0)])
def test_a_mark_is_reached_by_as_many_points(points: int, reached: bool, short: int) -> None:
    standing = AgainstMark("award_good", Fraction(70), Fraction(points))

    assert (standing.reached, standing.short) == (reached, Fraction(short))


def test_the_real_programme_sets_no_mark_itself() -> None:
    assert against_marks(programmes.load("hrmo-2565"), COMBINED) == ()
