"""The rules of a programme as spreadsheet formulas, written without the equals sign before them.

A formula sees facts that are TRUE, FALSE, a number, a code or, where nothing counts, an empty text or an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Protocol

from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    IsYes,
    RowsAtLeast,
    Share,
)
from scoring.programme import Criterion, Way


class Ledger(Protocol):
    """Where a ledger's facts stand in the sheet."""

    def fact(self, key: str) -> str:
        """The formula of an input's fact."""

    def answered(self, rows: Sequence[str]) -> str:
        """The formula that counts the answered rows of a group."""


def formula_of(condition: Condition, ledger: Ledger) -> str:  # noqa: PLR0911 - one line per word of the language
    """A condition as a formula, which is TRUE or FALSE for any facts."""
    match condition:
        case IsYes(key):
            return f"{ledger.fact(key)}=TRUE"
        case Answered(key):
            return f'{ledger.fact(key)}<>""'
        case Among(key, codes):
            return _one_of(f'{ledger.fact(key)}="{code}"' for code in sorted(codes))
        case CountAtLeast(key, least):
            return f"N({ledger.fact(key)})>={least}"
        case RowsAtLeast(rows, least):
            return f"{ledger.answered(rows)}>={least}"
        case Share(part, total, per_cent, strictly):
            part, total = f"N({ledger.fact(part)})", f"N({ledger.fact(total)})"
            return f"AND({total}>=1,{part}*100{'>' if strictly else '>='}{total}*{per_cent})"
        case AllOfTotal(part, total):
            part, total = f"N({ledger.fact(part)})", f"N({ledger.fact(total)})"
            return f"AND({total}>=1,{part}={total})"
        case All(parts):
            return f"AND({','.join(formula_of(part, ledger) for part in parts)})"
        case AnyOf(parts):
            return _one_of(formula_of(part, ledger) for part in parts)
    raise TypeError(f"no formula for {condition!r}")


def level_formula(criterion: Criterion, ledger: Ledger) -> str:
    """The level of a criterion."""
    if criterion.way_by is None:
        return _level_of(criterion.ways[0], ledger)
    chosen = ledger.fact(criterion.way_by)
    yes, no = (_level_of(way, ledger) for way in sorted(criterion.ways, key=lambda way: not way.when))
    return f'IF({chosen}="",0,IF({chosen}=TRUE,{yes},{no}))'


def points_formula(points: Iterable[Fraction], level: str) -> str:
    """The points of a level that stands in a cell."""
    return f"CHOOSE({level}+1,{','.join(map(str, points))})"


def kept_part_formula(part: str, total: str) -> str:
    """A part, or nothing where it exceeds its total."""
    return f'IF(AND({total}<>"",N({part})>N({total})),"",{part})'


def _level_of(way: Way, ledger: Ledger) -> str:
    level = "0"
    for number, condition in reversed(way.levels):
        level = f"IF({formula_of(condition, ledger)},{number},{level})"
    return level


def _one_of(parts: Iterable[str]) -> str:
    several = list(parts)
    return several[0] if len(several) == 1 else f"OR({','.join(several)})"
