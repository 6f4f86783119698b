"""The shelf: the programme files shipped here, read once each.

This is the only place in `scoring` that reads files, and it reads only what lies beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from scoring.assumptions import NO_SETTINGS, Settings, with_settings
from scoring.carrying import CarryMap, carry_map_from
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError, programme_from
from scoring.wording import Wording

SHELF = Path(__file__).parent
LANGUAGES = ("th", "en")
KEPT = 32
"""So many programmes are kept once read: each under other settings is another one, and people may try any number."""
PUBLISHED = "published.yaml"
"""The list of published programmes: id and the hash of the logic that was published."""


class UnknownProgrammeError(ProgrammeError):
    """No programme of that id is on the shelf."""


class PublishedProgrammeError(ProgrammeError):
    """A published programme's file states another logic than the one that was published."""


def ids() -> tuple[str, ...]:
    """The ids of all programmes on the shelf, in order."""
    names = (path.name.removesuffix(".yaml") for path in SHELF.glob("*.yaml") if path.name != PUBLISHED)
    return tuple(sorted(name for name in names if not name.endswith(tuple(f".{lang}" for lang in LANGUAGES))))


def load(programme_id: str, settings: Settings = NO_SETTINGS) -> Programme:
    """The programme of this id, under what the secretariat set.

    Raises `UnknownProgrammeError` naming those there are, `PublishedProgrammeError`, and `SettingError`.
    """
    return _loaded(programme_id, tuple(sorted(settings.items())))


@lru_cache(maxsize=KEPT)
def _loaded(programme_id: str, settings: tuple[tuple[str, str], ...]) -> Programme:
    if settings:
        return programme_from(document(programme_id, dict(settings)))
    if programme_id not in ids():
        known = ", ".join(ids())
        raise UnknownProgrammeError(f"ไม่มีโปรแกรม {programme_id} ที่มีคือ {known} (no programme {programme_id})")
    return as_published(programme_from(_read(f"{programme_id}.yaml")), published())


@cache
def published() -> Mapping[str, str]:
    """The hash of every published programme's logic by its id."""
    hashes: Mapping[str, str] = _read(PUBLISHED) or {}
    return hashes


def as_published(programme: Programme, hashes: Mapping[str, str]) -> Programme:
    """The programme, unless it was published with another logic. Raises `PublishedProgrammeError`."""
    if hashes.get(programme.id, programme.hash) != programme.hash:
        raise PublishedProgrammeError(
            f"โปรแกรม {programme.id} ประกาศใช้แล้ว แต่ไฟล์ถูกแก้ไขหลังจากนั้น จึงไม่ใช้ไฟล์นี้ "
            "โปรดคืนไฟล์เดิม แล้วทำการแก้ไขเป็นโปรแกรมใหม่ที่มี id ใหม่ "
            f"({programme.id} is published and its file was edited since: restore it, and make a new programme instead)"
        )
    return programme


def document(programme_id: str, settings: Settings = NO_SETTINGS) -> Mapping[str, Any]:
    """The logic document of a programme under these settings, from which `programme_from` makes it again.

    Raises what `load` raises.
    """
    return with_settings(_read(f"{load(programme_id).id}.yaml"), settings)


@lru_cache(maxsize=KEPT)
def carry_map(source: str, target: str) -> CarryMap | None:
    """What a workbook of one programme brings to another; None where nothing was mapped."""
    file = f"maps/{source}-to-{target}.yaml"
    if not (SHELF / file).exists():
        return None
    return carry_map_from(_read(file), load(source), load(target))


@lru_cache(maxsize=KEPT)
def leads_to(source: str) -> tuple[str, ...]:
    """The ids of the programmes that a workbook of this one brings something to."""
    return tuple(sorted(path.stem.removeprefix(f"{source}-to-") for path in SHELF.glob(f"maps/{source}-to-*.yaml")))


@cache
def words(programme_id: str, language: str = "th") -> Wording:
    """The wording of a programme in a language (`th` or `en`)."""
    return Wording(_read(f"{programme_id}.{language}.yaml"))


def _read(name: str) -> Any:
    with (SHELF / name).open("rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
