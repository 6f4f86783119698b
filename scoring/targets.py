"""What an input has to say for conditions to hold: the aim that a message names."""

from __future__ import annotations

from scoring.aims import AtMost, AtMostWords, NotAfter, Target, Unlike
from scoring.conditions import (
    AllOfTotal,
    Among,
    Condition,
    CountAtLeast,
    Facts,
    IsNo,
    IsYes,
    KindsAtLeast,
    Share,
)
from scoring.requirement_conditions import (
    AllDifferent,
    EachAtLeast,
    LinksAtMost,
    RowsAtMost,
    RunningFor,
    WithinWords,
    years_after,
)


def target_of(key: str, asked: tuple[Condition, ...], facts: Facts) -> Target:
    """The answer that satisfies these conditions: yes, one of some codes, or a least number; None where it is open.

    Of several numbers the largest counts. A share has a least number only while its total is known.
    """
    if len(asked) == 1:
        return aim_of(key, asked[0], facts)
    aims = [aim for condition in asked if (aim := aim_of(key, condition, facts)) is not None]
    numbers = [aim for aim in aims if isinstance(aim, int) and not isinstance(aim, bool)]
    return max(numbers) if numbers else next(iter(aims), None)


def aim_of(key: str, condition: Condition, facts: Facts) -> Target:
    """The answer that satisfies one plain condition."""
    match condition:
        case IsYes():
            return True
        case Among(_, codes):
            return tuple(sorted(codes))
        case CountAtLeast(_, least):
            return least
        case AllOfTotal(part, total) if part == key:
            return _number(facts, total)
        case Share(part, total, per_cent, strictly) if part == key:
            whole = _number(facts, total)
            return None if whole is None else _least_part(whole, per_cent, strictly=strictly)
        case KindsAtLeast():
            return Unlike()
    return _aim_of_requirement(key, condition)


def _aim_of_requirement(key: str, condition: Condition) -> Target:
    match condition:
        case IsNo():
            return False
        case RunningFor(_, years, by):
            return NotAfter(years_after(by, -years))
        case WithinWords(_, most):
            return AtMostWords(most)
        case RowsAtMost(_, most) | LinksAtMost(_, most):
            return AtMost(most)
        case AllDifferent():
            return Unlike()
        case EachAtLeast(_, counts, least) if key in counts:
            return least
    return None


def _number(facts: Facts, key: str) -> int | None:
    """A total that is known and not zero; of nothing there is no part to aim at."""
    value = facts.get(key)
    return value if isinstance(value, int) and value > 0 else None


def _least_part(whole: int, per_cent: int, *, strictly: bool) -> int:
    """The least number that reaches so many per cent of the whole."""
    return whole * per_cent // 100 + 1 if strictly else -(-whole * per_cent // 100)
