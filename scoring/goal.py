"""The smallest set of inputs that reaches so many points: the shortest way to a mark that the secretariat has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from scoring.aims import Target
from scoring.conditions import All, AnyOf, Condition, Facts
from scoring.fewest import Search
from scoring.minimal_sets import MinimalSets
from scoring.plans import Plan
from scoring.points import total_of
from scoring.programme import COMBINED, Criterion, Programme
from scoring.scorecard import Missing, Need
from scoring.standing import Standing, standing
from scoring.submission import Answer, Value
from scoring.targets import target_of


@dataclass(frozen=True, slots=True)
class Goal:
    """What has to be done to reach the points wanted of a total, and what the total then is.

    `steps` stand in the order of the sheet, each with the level of the first criterion it serves; `serves` names all of
    them by the step's key, and `levels` the level of every criterion that rises. Without steps the points are reached
    already. `assumed` are the answers that favour the goal among those that only the organisation knows, a total or a
    way; other values may ask for more.
    """

    points: Fraction
    gain: Fraction = Fraction(0)
    steps: tuple[Missing, ...] = ()
    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    assumed: Mapping[str, Value] = field(default_factory=dict)


def smallest_steps(
    programme: Programme,
    answers: Mapping[str, Answer],
    confirmed: Mapping[str, int] | None = None,
    *,
    total: str,
    points: Fraction,
) -> Goal | None:
    """The fewest inputs with which a total has at least these points; None where no change of the sheet reaches them.

    `answers` are those of a submission, `total` is a tier's id or `COMBINED`. Of equally few inputs those that bring
    most count, then those that come first in the sheet. What assessors have confirmed does not change. Raises KeyError
    where there is no such total.
    """
    aim = _Aim(programme, standing(programme, answers), confirmed or {}, total)
    now = aim.points_at(aim.levels(aim.start))
    if now >= points:
        return Goal(now)
    search = Search(aim.start, aim.open, aim.scaled())
    wanted = (points - aim.given) * aim.scale
    plan = next((plan for plan in search.plans() if plan.points >= wanted), None)
    return None if plan is None else _Outcome(aim, search, plan).goal(now)


class _Aim:
    """One total of one submission: what assessors gave of it, and the criteria that are still open."""

    def __init__(self, programme: Programme, start: Standing, confirmed: Mapping[str, int], total: str) -> None:
        self.start = start
        tiers = {tier.id: Fraction(tier.weight, 100) for tier in programme.tiers}
        self.weights = tiers if total == COMBINED else {total: Fraction(1)}
        if not self.weights.keys() <= tiers.keys():
            raise KeyError(total)
        counted = [criterion for criterion in programme.criteria if criterion.tier in self.weights]
        self.open = [criterion for criterion in counted if criterion.id not in confirmed]
        self.given = total_of(self._points(c, confirmed[c.id]) for c in counted if c.id in confirmed)
        every = [self._points(c, level) for c in self.open for level in range(len(c.points))]
        self.scale = lcm(*(points.denominator for points in every))

    def scaled(self) -> dict[str, tuple[int, ...]]:
        """What every level of the open criteria counts in the total, in whole numbers."""
        return {c.id: tuple(int(self._points(c, at) * self.scale) for at in range(len(c.points))) for c in self.open}

    def levels(self, now: Standing, facts: Facts | None = None) -> dict[str, int]:
        """The level of each open criterion."""
        return {criterion.id: now.level(criterion, facts) for criterion in self.open}

    def points_at(self, levels: Mapping[str, int]) -> Fraction:
        """The points of the total at these levels."""
        return self.given + total_of(self._points(criterion, levels[criterion.id]) for criterion in self.open)

    def _points(self, criterion: Criterion, level: int) -> Fraction:
        return self.weights[criterion.tier] * criterion.points[level]


class _Outcome:
    """How things stand once a plan is carried out, and what that asks of each input."""

    def __init__(self, aim: _Aim, search: Search, plan: Plan) -> None:
        self.aim = aim
        self.changeable = search.changeable
        self.keys = search.keys_of(plan)
        self.hinged = dict(plan.answers)
        programme, entered = aim.start.programme, aim.start.entered
        self.now = standing(programme, entered, self.hinged)
        others = [key for key in self.keys if key not in self.hinged]
        self.facts = {**self.now.facts, **MinimalSets(self.changeable, self.now, search.bits).favourable(others)}
        self.levels = aim.levels(self.now, self.facts)
        self.asked = {criterion.id: list(self._leaves(criterion)) for criterion in aim.open}
        self.assumed = {
            key: value
            for key, value in self.hinged.items()
            if key in self.changeable.totals or key in self.changeable.ways
        }

    def goal(self, before: Fraction) -> Goal:
        was = self.aim.levels(self.aim.start)
        serves = {key: tuple(self._served_by(key)) for key in self.keys}
        points = self.aim.points_at(self.levels)
        return Goal(
            points=points,
            gain=points - before,
            steps=tuple(self._step(key, self.levels[served[0]]) for key, served in serves.items()),
            serves=serves,
            levels={name: level for name, level in self.levels.items() if level > was[name]},
            assumed=self.assumed,
        )

    def _leaves(self, criterion: Criterion) -> Iterator[Condition]:
        """The plain conditions that carry the level a criterion then has."""
        way, level = criterion.way(self.now.computed), self.levels[criterion.id]
        return _carrying(way.condition(level), self.facts) if way and level else iter(())

    def _served_by(self, key: str) -> list[str]:
        """The criteria that an input serves: those whose level it carries, else those it can touch at all."""
        named = [name for name, leaves in self.asked.items() if any(key in leaf.inputs for leaf in leaves)]
        risen = [c.id for c in self.aim.open if self.levels[c.id] and key in self.changeable.touched_by(c)]
        return named or risen

    def _step(self, key: str, level: int) -> Missing:
        asked = tuple(leaf for leaves in self.asked.values() for leaf in leaves if key in leaf.inputs)
        return Missing(level, key, self._need(key, asked), self._target(key, asked))

    def _target(self, key: str, asked: tuple[Condition, ...]) -> Target:
        """What the input has to say; open where that hangs on what only the organisation knows."""
        if any(named in self.assumed for leaf in asked for named in leaf.inputs) or key in self.assumed:
            return None
        item = self.now.programme.inputs[key]
        if item.type == "choice" and any(leaf.inputs == (key,) for leaf in asked):
            return tuple(sorted(code for code in item.codes if self._suits(key, code, asked)))
        return target_of(key, asked, self.facts)

    def _need(self, key: str, asked: tuple[Condition, ...]) -> Need:
        answers = self.aim.start.answers if key in self.hinged else self.now.answers
        answer = answers[key]
        links_alone = answer.state == "given" and not answer.links and self.now.programme.inputs[key].evidence
        if links_alone and answer.value is not None and self._suits(key, answer.value, asked):
            return "evidence"
        if answer.state == "invalid":
            return "value"
        says_no = answer.value is False or answer.value == "none"
        return "answer" if answer.state != "given" or says_no else "value"

    def _suits(self, key: str, value: Value, asked: tuple[Condition, ...]) -> bool:
        """Whether an input may have this value with everything else as it then is."""
        if key in self.assumed and value != self.assumed[key]:
            return False
        return all(leaf.holds({**self.facts, key: value}) for leaf in asked)


def _carrying(condition: Condition, facts: Facts) -> Iterator[Condition]:
    """The plain conditions through which a condition holds: of alternatives the first that does."""
    match condition:
        case All(parts):
            for part in parts:
                yield from _carrying(part, facts)
        case AnyOf(parts):
            yield from _carrying(next(part for part in parts if part.holds(facts)), facts)
        case _:
            yield condition
