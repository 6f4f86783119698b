"""What depends on a programme alone, prepared once for each process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scoring import programmes
from scoring.explain import Explainer
from scoring.programme import Programme
from sheets_schema.reader import WorkbookReader


@dataclass(frozen=True, slots=True)
class Prepared:
    """A programme with its reader and its Thai explainer."""

    programme: Programme
    reader: WorkbookReader
    explainer: Explainer


@cache
def prepared(programme_id: str) -> Prepared:
    """The prepared programme of this id."""
    programme, words = programmes.load(programme_id), programmes.words(programme_id)
    return Prepared(programme, WorkbookReader(programme, words), Explainer(programme, words))
