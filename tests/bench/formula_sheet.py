"""An .xlsx whose cells hold the answers and whose formulas compute every level in both ledgers, and the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook

from scoring.programme import Programme
from scoring.submission import Answer
from tests.bench.as_formulas import kept_part_formula, level_formula, points_formula
from tests.bench.our_rules import inputs_of

KEY, ANSWER, LINK, KEPT, CRITERION, COMPUTED, SUPPORTED, POINTS, TOTAL = "ABCDEFGHI"
"""The columns of the one sheet. KEPT stands beside parts alone: the part, unless it exceeds its total."""

Value = bool | int | str
Typed = Value | list[list[Value]]


@dataclass(frozen=True)
class FormulaSheet:
    """Which cell holds what, for one programme; only inputs that the rules look at are there."""

    programme: Programme

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each input, from 1."""
        asked = inputs_of(self.programme)
        return {key: row for row, key in enumerate((key for key in self.programme.inputs if key in asked), start=1)}

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The cells into which answers and links are typed: one area for each input or group of like rows."""
        return tuple(self.area(column, keys) for column, keys in self._asked)

    def area(self, column: str, keys: Sequence[str]) -> str:
        """The address of inputs that stand below each other, such as `B7` or `B11:B15`."""
        first, last = f"{column}{self.rows[keys[0]]}", f"{column}{self.rows[keys[-1]]}"
        return first if first == last else f"{first}:{last}"

    @cached_property
    def level_cells(self) -> tuple[str, ...]:
        """The cells of the computed and the supported level of each criterion, one pair after the other."""
        rows = range(1, len(self.programme.criteria) + 1)
        return tuple(f"{column}{row}" for row in rows for column in (COMPUTED, SUPPORTED))

    @cached_property
    def total_cells(self) -> tuple[str, ...]:
        """The cells of each tier's points and of the combined score."""
        return tuple(f"{TOTAL}{row}" for row in range(1, len(self.programme.tiers) + 2))

    def typed(self, answers: Mapping[str, Answer]) -> list[Typed]:
        """What stands in the `areas` for these answers: a value, or of a group the column of its values."""
        return [
            [[_shown(answers[key], column)] for key in keys] if len(keys) > 1 else _shown(answers[keys[0]], column)
            for column, keys in self._asked
        ]

    def save(self, file: Path, answers: Mapping[str, Answer]) -> None:
        """Write the workbook with these answers."""
        book = Workbook()
        sheet = book.worksheets[0]
        for key, row in self.rows.items():
            sheet[f"{KEY}{row}"] = key
        for column, keys in self._asked:
            for key in keys:
                sheet[f"{column}{self.rows[key]}"] = _shown(answers[key], column)
        for row, criterion in enumerate(self.programme.criteria, start=1):
            sheet[f"{CRITERION}{row}"] = criterion.id
        for cell, formula in (self._parts() | self._levels() | self._totals()).items():
            sheet[cell] = f"={formula}"
        book.save(file)

    @cached_property
    def _asked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The column and the keys of each area."""
        inputs = self.programme.inputs
        groups = [tuple(keys) for _, keys in groupby(self.rows, key=lambda key: inputs[key].group or key)]
        proved = [keys for keys in groups if inputs[keys[0]].evidence]
        return tuple((column, keys) for column, chosen in ((ANSWER, groups), (LINK, proved)) for keys in chosen)

    def _parts(self) -> dict[str, str]:
        return {
            f"{KEPT}{self.rows[part]}": kept_part_formula(f"{ANSWER}{self.rows[part]}", f"{ANSWER}{self.rows[total]}")
            for part, total in self.programme.parts.items()
        }

    def _levels(self) -> dict[str, str]:
        computed, supported = ComputedCells(self), SupportedCells(self)
        formulas = {}
        for row, criterion in enumerate(self.programme.criteria, start=1):
            formulas[f"{COMPUTED}{row}"] = level_formula(criterion, computed)
            formulas[f"{SUPPORTED}{row}"] = level_formula(criterion, supported)
            formulas[f"{POINTS}{row}"] = points_formula(criterion.points, f"{SUPPORTED}{row}")
        return formulas

    def _totals(self) -> dict[str, str]:
        order = {criterion.id: row for row, criterion in enumerate(self.programme.criteria, start=1)}
        sums = [
            f"SUM({','.join(f'{POINTS}{order[criterion.id]}' for criterion in self.programme.totals[tier.id])})"
            for tier in self.programme.tiers
        ]
        of_tiers = zip(self.total_cells[:-1], self.programme.tiers, strict=True)
        weighted = (f"{cell}*{tier.weight}/100" for cell, tier in of_tiers)
        return dict(zip(self.total_cells, (*sums, "+".join(weighted)), strict=True))


@dataclass(frozen=True, slots=True)
class ComputedCells:
    """The facts as they were answered."""

    sheet: FormulaSheet

    def fact(self, key: str) -> str:
        column = KEPT if key in self.sheet.programme.parts else ANSWER
        return f"{column}{self.sheet.rows[key]}"

    def answered(self, rows: Sequence[str]) -> str:
        return f'SUMPRODUCT(({self.sheet.area(ANSWER, rows)}<>"")*1)'


@dataclass(frozen=True, slots=True)
class SupportedCells(ComputedCells):
    """The facts that need no evidence or have a link."""

    def fact(self, key: str) -> str:
        plain = ComputedCells.fact(self, key)
        link = f"{LINK}{self.sheet.rows[key]}"
        return f'IF({link}="","",{plain})' if self.sheet.programme.inputs[key].evidence else plain

    def answered(self, rows: Sequence[str]) -> str:
        return f'SUMPRODUCT(({self.sheet.area(ANSWER, rows)}<>"")*({self.sheet.area(LINK, rows)}<>""))'


def _shown(answer: Answer, column: str) -> Value:
    """The content of an input's cell; an empty text where there is nothing."""
    if column == LINK:
        return " ".join(answer.links)
    value = "" if answer.value is None else answer.value
    return value if isinstance(value, int) else str(value)
