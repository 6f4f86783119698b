"""Scoring: a submission under a programme, exactly. Every number is a whole number or a fraction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from scoring.advice import advice
from scoring.carriers import carriers
from scoring.conditions import Facts
from scoring.contradictions import without_contradictions
from scoring.eligibility import eligibility
from scoring.first_steps import NextLevels
from scoring.ladder import Ladder
from scoring.missing import Gaps
from scoring.programme import COMBINED, Criterion, Programme, Way
from scoring.receipt import input_hash, receipt
from scoring.requirement_conditions import links_of
from scoring.requirements import indicator_results, requirement_results
from scoring.scorecard import CriterionResult, Scorecard, Total
from scoring.submission import Answer, Submission


def score(
    programme: Programme,
    submission: Submission,
    *,
    confirmed: Mapping[str, int] | None = None,
    now: datetime,
) -> Scorecard:
    """The scorecard of a submission.

    `confirmed` are the levels that assessors gave, by criterion id; where there is one, it counts. `now` is aware.
    """
    answers, contradictions = without_contradictions(programme, submission.answers)
    computed = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    supported = {key: value for key, value in computed.items() if answers[key].links or key not in programme.proved}
    supported.update({links_of(key): len(answers[key].links) for key in programme.counted_links})
    gaps = Gaps(programme, submission.answers, answers, supported)
    ledger = _Ledger(answers, computed, supported, gaps)
    given = confirmed or {}
    criteria = tuple([ledger.result(criterion, given.get(criterion.id)) for criterion in programme.criteria])
    allowed = eligibility(programme, answers)
    hashed = input_hash(submission.answers)
    name = answers[programme.organisation].value
    requirements = requirement_results(programme, gaps, computed, now.astimezone(ZoneInfo(programme.zone)).date())
    return Scorecard(
        programme=programme.id,
        programme_hash=programme.hash,
        input_hash=hashed,
        organisation=None if name is None else str(name),
        eligibility=allowed,
        criteria=criteria,
        totals=_totals(programme, criteria),
        problems=(*submission.problems, *contradictions),
        advice=advice(programme, ledger.ladders),
        assumptions=programme.assumptions,
        receipt=receipt(programme, hashed, criteria, allowed, requirements),
        requirements=requirements,
        indicators=indicator_results(programme, supported),
        unanswered=tuple(key for key in programme.told if answers[key].value is None),
    )


class _Ledger:
    """The facts of one submission as the three ledgers see them."""

    def __init__(self, answers: Mapping[str, Answer], computed: Facts, supported: Facts, gaps: Gaps) -> None:
        self.answers = answers
        self.computed = computed
        self.supported = supported
        self.asked_by = gaps.programme.asked_by
        self.next_levels = NextLevels(gaps)
        self.ladders: list[Ladder] = []
        """Of the criteria so far that the sheet still decides on: what assessors confirmed gains nothing from it."""

    def result(self, criterion: Criterion, confirmed: int | None) -> CriterionResult:
        way = criterion.way(self.computed)
        computed = way.level(self.computed) if way else 0
        supported = way.level_up_to(computed, self.supported) if way and computed else 0  # fewer facts hold no more
        level = supported if confirmed is None else confirmed
        ladder = self.next_levels.ladder(criterion, way, level)
        if confirmed is None:
            self.ladders.append(ladder)
        return CriterionResult(
            id=criterion.id,
            tier=criterion.tier,
            max=criterion.max,
            claimed=self._claimed(way),
            computed=computed,
            supported=supported,
            confirmed=confirmed,
            level=level,
            points=criterion.points[level],
            way=way.id if way and criterion.way_by else None,
            missing=ladder.missing,
            carried_by=carriers(self.asked_by[way.condition(supported)], self.supported) if way and supported else (),
        )

    def _claimed(self, way: Way | None) -> int | None:
        claim = self.answers[way.claim.key].value if way else None
        return None if claim is None else int(str(claim))


def _totals(programme: Programme, criteria: tuple[CriterionResult, ...]) -> dict[str, Total]:
    """The points of each tier and of all, added up in whole units."""
    if not programme.tiers:
        return {}
    unit, in_units = programme.points_unit, programme.points_in_units
    reached = {tier.id: 0 for tier in programme.tiers}
    for c in criteria:
        reached[c.tier] += in_units[c.id][c.level]
    weighted = sum(tier.weight * reached[tier.id] for tier in programme.tiers)
    totals = {tier.id: Total(Fraction(reached[tier.id], unit), tier.max) for tier in programme.tiers}
    return {**totals, COMBINED: Total(Fraction(weighted, 100 * unit), programme.most)}
