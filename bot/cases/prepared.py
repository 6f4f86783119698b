"""What depends on a programme alone, prepared once for each process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.store import settings
from scoring import programmes
from scoring.assumptions import NO_SETTINGS, Settings
from scoring.explain import Explainer
from scoring.programme import Programme
from sheets_schema.reader import WorkbookReader


@dataclass(frozen=True, slots=True)
class Prepared:
    """A programme with its reader and its Thai explainer. `settings` is what the secretariat set."""

    programme: Programme
    settings: Settings
    reader: WorkbookReader
    explainer: Explainer


def prepared(programme_id: str, chosen: Settings = NO_SETTINGS) -> Prepared:
    """The prepared programme of this id under these settings."""
    return _prepared(programme_id, tuple(sorted(chosen.items())))


def case_of(session: Session, programme_id: str) -> Prepared:
    """The prepared programme of this id as the secretariat has set it."""
    return prepared(programme_id, settings.of(session, programme_id))


@lru_cache(maxsize=programmes.KEPT)
def _prepared(programme_id: str, chosen: tuple[tuple[str, str], ...]) -> Prepared:
    programme, words = programmes.load(programme_id, dict(chosen)), programmes.words(programme_id)
    return Prepared(programme, dict(chosen), WorkbookReader(programme, words), Explainer(programme, words))
