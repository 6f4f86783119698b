"""The shelf: the programme files shipped here, read once each.

This is the only place in `scoring` that reads files, and it reads only what lies beside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scoring.programme import Programme
from scoring.programme_file import ProgrammeError, programme_from
from scoring.wording import Wording

_SHELF = Path(__file__).parent
_LANGUAGES = ("th", "en")


class UnknownProgrammeError(ProgrammeError):
    """No programme of that id is on the shelf."""


def ids() -> tuple[str, ...]:
    """The ids of all programmes on the shelf, in order."""
    names = (path.name.removesuffix(".yaml") for path in _SHELF.glob("*.yaml"))
    return tuple(sorted(name for name in names if not name.endswith(tuple(f".{lang}" for lang in _LANGUAGES))))


@cache
def load(programme_id: str) -> Programme:
    """The programme of this id. Raises `UnknownProgrammeError` naming those there are."""
    if programme_id not in ids():
        raise UnknownProgrammeError(f"no programme {programme_id!r}; there are: {', '.join(ids())}")
    return programme_from(_read(f"{programme_id}.yaml"))


@cache
def words(programme_id: str, language: str = "th") -> Wording:
    """The wording of a programme in a language (`th` or `en`)."""
    return Wording(_read(f"{programme_id}.{language}.yaml"))


def _read(name: str) -> Any:
    with (_SHELF / name).open("rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
