"""Workbooks as people leave them: each is scored, and no input is lost without a word."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.no_silent_loss import losses
from tests.fuzz.sheets import mutated


class Books:
    """One kind of input: a filled workbook after one to six mishaps."""

    name = "workbooks as grids"

    def tried(self, seed: int) -> Iterator[str]:
        book = mutated(seed)
        yield from (f"{loss} ({', '.join(book.done)})" for loss in losses(book))
