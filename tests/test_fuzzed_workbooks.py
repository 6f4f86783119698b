"""A few hundred of the workbooks that `make fuzz` tries by the ten thousand."""

from __future__ import annotations

import pytest

from tests.fuzz.no_silent_loss import losses, read
from tests.fuzz.sheets import delete_column, filled, mutated


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_whatever_is_done_to_a_workbook_it_is_scored_and_no_input_is_lost_without_a_word(first: int) -> None:
    lost = {seed: list(losses(mutated(seed))) for seed in range(first, first + 100)}

    assert {seed: found for seed, found in lost.items() if found} == {}


def test_an_evidence_column_that_was_deleted_is_one_problem_of_its_tab() -> None:
    book = filled()
    sheet = next(sheet for sheet in book.inputs() if sheet.title == "ชั้น A ด้านโครงสร้าง")
    column = sheet.grid[0].index("evidence")
    for line in sheet.grid:
        del line[column]

    problems = read(book).problems

    assert [(p.code, p.key, p.found) for p in problems] == [("missing_column", None, "ลิงก์หลักฐาน")]
    assert problems[0].place == (sheet.title, "A1")


def test_mutations_are_the_same_for_the_same_seed() -> None:
    assert mutated(7).sheets == mutated(7).sheets
    assert delete_column.__name__ in {name for seed in range(50) for name in mutated(seed).done}
