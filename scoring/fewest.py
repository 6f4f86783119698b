"""The search for the fewest inputs: exact, by putting together what each criterion can gain.

A criterion offers plans: every minimal set of inputs for each of its levels. Criteria that share inputs form a group;
in a group the hinges that several of them share are tried with each of their values, and for every choice the plans are
put together one criterion after the other, remembering only which inputs that later ones ask for are paid already.
Groups share nothing, so of each no more is needed than its best plan for every number of inputs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product

from scoring.changeable import Changeable
from scoring.minimal_sets import MinimalSets, bits_of
from scoring.plans import Plan, best_by_size, undominated
from scoring.programme import Criterion
from scoring.standing import Standing, standing
from scoring.submission import Value

Answers = dict[str, Value]
Points = Mapping[str, tuple[int, ...]]
"""What each level of a criterion counts, by the criterion's id, scaled to whole numbers."""


class Search:
    """What a submission can reach in the sum of these criteria."""

    def __init__(self, start: Standing, criteria: Sequence[Criterion], points: Points) -> None:
        self.start = start
        self.points = points
        self.changeable = Changeable(criteria, start)
        self.bits = bits_of(start.programme.inputs)
        self.groups = _groups([(criterion, self.changeable.touched_by(criterion)) for criterion in criteria])

    def plans(self) -> list[Plan]:
        """For every number of inputs the plan with the most points, as long as more inputs bring more."""
        together = [Plan(0, 0)]
        for group in self.groups:
            of_group = self._plans_of_group(group)
            together = best_by_size(one.with_(other) for one in together for other in of_group)
        return together

    def keys_of(self, plan: Plan) -> tuple[str, ...]:
        """The inputs that a plan changes, in the order of the sheet."""
        return tuple(key for key, bit in self.bits.items() if plan.keys & bit)

    def _plans_of_group(self, group: Sequence[Criterion]) -> list[Plan]:
        touching = Counter(key for criterion in group for key in self.changeable.touched_by(criterion))
        shared = [key for key in self.changeable.hinges if touching[key] > 1]
        return best_by_size(
            plan for answers in self._ways_to_answer(shared) for plan in self._plans_beside(answers, shared, group)
        )

    def _plans_beside(self, answers: Answers, shared: Sequence[str], group: Sequence[Criterion]) -> Iterator[Plan]:
        """The best plans of a group whose shared hinges are answered so; those not answered stay as they are."""
        states = {0: [Plan(0, self._bits(answers), tuple(answers.items()))]}
        for place, criterion in enumerate(group, start=1):
            asked_later = self._bits({key for later in group[place:] for key in self.changeable.touched_by(later)})
            offered = self._plans_of(criterion, answers, shared)
            found: dict[int, list[Plan]] = defaultdict(list)
            for paid, plans in states.items():
                for offer in offered:
                    found[(paid | offer.keys) & asked_later] += [plan.with_(offer) for plan in plans]
            states = {paid: best_by_size(plans) for paid, plans in found.items()}
        return (plan for plans in states.values() for plan in plans)

    def _plans_of(self, criterion: Criterion, answers: Answers, shared: Sequence[str]) -> list[Plan]:
        """What one criterion offers beside these answers, its own hinges tried with each of their values."""
        touched = self.changeable.touched_by(criterion)
        own = [key for key in self.changeable.hinges if key in touched and key not in shared]
        return undominated(
            Plan(points, self._bits(mine) | keys, tuple(mine.items()))
            for mine in self._ways_to_answer(own)
            for points, keys in self._sets(criterion, {**answers, **mine})
        )

    def _sets(self, criterion: Criterion, answers: Answers) -> Iterator[tuple[int, int]]:
        """The points of each level with every minimal set of inputs for it, once hinges are answered so."""
        now = standing(self.start.programme, self.start.entered, answers)
        sets = MinimalSets(self.changeable, now, self.bits)
        of_level = self.points[criterion.id]
        yield of_level[0], 0
        way = criterion.way(now.computed)
        for level, condition in way.levels if way else ():
            yield from ((of_level[level], keys) for keys in sets.of(condition))

    def _ways_to_answer(self, hinges: Sequence[str]) -> Iterator[Answers]:
        """Every choice of hinges to answer, with every value of theirs; leaving all as they are comes first."""
        for values in product(*((None, *self.changeable.hinges[key]) for key in hinges)):
            yield {key: value for key, value in zip(hinges, values, strict=True) if value is not None}

    def _bits(self, keys: Iterable[str]) -> int:
        return sum(self.bits[key] for key in keys)


def _groups(touched: Collection[tuple[Criterion, frozenset[str]]]) -> list[list[Criterion]]:
    """The criteria parted so that no two groups share an input, each in the order of the sheet."""
    groups: list[tuple[list[Criterion], frozenset[str]]] = []
    for criterion, keys in touched:
        joined = [group for group in groups if group[1] & keys]
        groups = [group for group in groups if not group[1] & keys]
        members = [*(member for group, _ in joined for member in group), criterion]
        groups.append((members, keys.union(*(others for _, others in joined))))
    return [group for group, _ in groups]
