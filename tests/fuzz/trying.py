"""Trying many inputs of each kind and keeping count of what was wrong."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bot.store.database import Database, engine
from bot.store.migrate import migrate
from tests.fuzz.books import Books
from tests.fuzz.files import ExcelFiles, GoogleCells
from tests.fuzz.forms import Forms
from tests.fuzz.links import Links
from tests.fuzz.typed import Typed
from tests.fuzz.webhooks import Webhooks


class Kind(Protocol):
    """One kind of input."""

    name: str

    def tried(self, seed: int) -> Iterator[str]:
        """Make the input of this seed, hand it over, and tell what was wrong; what it raises is wrong as well."""
        ...


KINDS: Mapping[Callable[[Database], Kind], int] = {
    Webhooks: 10_000,
    Forms: 10_000,
    lambda _: ExcelFiles(): 1_500,
    lambda _: GoogleCells(): 1_500,
    lambda _: Links(): 100_000,
    lambda _: Typed(): 20_000,
    lambda _: Books(): 10_000,
}
"""Every kind, and how many of it one run tries; what is slow is tried less often."""


@contextmanager
def new_database() -> Iterator[Database]:
    """A SQLite database with our tables, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tonbaeb-fuzz-") as folder:
        made = engine(f"sqlite:///{Path(folder) / 'fuzz.db'}")
        migrate(made)
        yield Database(made)
        made.dispose()


def wrong(kind: Kind, seeds: range) -> dict[int, str]:
    """What was wrong, by seed."""
    return {seed: found for seed in seeds if (found := _wrong_with(kind, seed))}


def _wrong_with(kind: Kind, seed: int) -> str:
    try:
        return "\n".join(kind.tried(seed))
    except Exception:  # noqa: BLE001 # whatever breaks is what is looked for
        return traceback.format_exc()
