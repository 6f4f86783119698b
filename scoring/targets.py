"""What an input has to say for conditions to hold: the aim that a message names."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.conditions import All, AllOfTotal, Among, AnyOf, Condition, CountAtLeast, Facts, IsYes, Share
from scoring.scorecard import Target


def target_of(key: str, asked: tuple[Condition, ...], facts: Facts) -> Target:
    """The answer that satisfies these conditions: yes, one of some codes, or a least number; None where it is open.

    Of several numbers the largest counts. A share has a least number only while its total is known.
    """
    if len(asked) == 1:
        return _aim(key, asked[0], facts)
    aims = [aim for condition in asked if (aim := _aim(key, condition, facts)) is not None]
    numbers = [aim for aim in aims if isinstance(aim, int) and not isinstance(aim, bool)]
    return max(numbers) if numbers else next(iter(aims), None)


def leaves_naming(condition: Condition, key: str) -> Iterator[Condition]:
    """The plain conditions inside a condition that look at an input."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves_naming(part, key)
        case _ if key in condition.inputs:
            yield condition


def _aim(key: str, condition: Condition, facts: Facts) -> Target:
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
    return None


def _number(facts: Facts, key: str) -> int | None:
    """A total that is known and not zero; of nothing there is no part to aim at."""
    value = facts.get(key)
    return value if isinstance(value, int) and value > 0 else None


def _least_part(whole: int, per_cent: int, *, strictly: bool) -> int:
    """The least number that reaches so many per cent of the whole."""
    return whole * per_cent // 100 + 1 if strictly else -(-whole * per_cent // 100)
