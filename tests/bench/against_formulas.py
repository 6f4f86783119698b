"""Our whole scoring beside recalculating the same rules in a spreadsheet. The only module that imports `formulas`.

The spreadsheet's model is compiled once; what is measured is new answers in, all levels, points and totals out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import formulas

from scoring.engine import score
from scoring.programme import Programme
from scoring.scorecard import Scorecard
from scoring.submission import Answer, Submission
from tests.bench.formula_sheet import FormulaSheet, Typed
from tests.bench.random_answers import random_answers
from tests.bench.rounds import in_turn, row

NOW = datetime(2022, 3, 31, tzinfo=UTC)
_SETS = 100
AIM = "20 at least"

Recalculate = Callable[[list[Typed]], list[float]]
"""What is typed into the sheet's areas to the values of its level cells and then its total cells."""


def print_recalculation(
    programme: Programme, answers: Mapping[str, Answer], scoring: Callable[[], Scorecard], rounds: int
) -> None:
    """A recalculation with these answers beside our `scoring` of the workbook that holds them."""
    sheet = FormulaSheet(programme)
    recalculate = recalculation(sheet, answers)
    assert_equal(sheet, recalculate)
    measured = in_turn({"theirs": partial(recalculate, sheet.typed(answers)), "ours": scoring}, rounds)
    print(row("recalculating levels and points / everything after decoding", measured["theirs"], measured["ours"], AIM))


def recalculation(sheet: FormulaSheet, answers: Mapping[str, Answer]) -> Recalculate:
    """The workbook with these answers as one compiled function."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rules.xlsx"
        sheet.save(file, answers)
        model = formulas.ExcelModel().loads(str(file)).finish(complete=False)
    inputs, outputs = map(_addresses, (sheet.areas, (*sheet.level_cells, *sheet.total_cells)))
    compiled = model.compile(inputs=inputs, outputs=outputs)
    return lambda typed: [_number(found) for found in compiled(*typed)]


def assert_equal(sheet: FormulaSheet, recalculate: Recalculate) -> None:
    """That the recalculated levels and totals are ours, on random sets of answers."""
    for answers in random_answers(sheet.programme, _SETS):
        card = score(sheet.programme, Submission(sheet.programme.id, answers), now=NOW)
        found = recalculate(sheet.typed(answers))
        levels = [level for result in card.criteria for level in (result.computed, result.supported)]
        totals = [float(total.points) for total in card.totals.values()]
        assert found[: len(levels)] == levels
        assert all(abs(one - other) < 1e-9 for one, other in zip(found[len(levels) :], totals, strict=True))


def _addresses(cells: Iterable[str]) -> list[str]:
    return [f"'[rules.xlsx]SHEET'!{cell}" for cell in cells]


def _number(found: Any) -> float:
    return float(found.value[0, 0])
