"""Putting the rich menus up at LINE, once: found again by their names, completed where a crash left one half made.

In this order, so that at no moment anyone sees a half menu or none: all menus with their pictures, the one for all,
everyone's own, and only then away with the old ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.jobs.menus import show_due_menus
from bot.line.rich_menus import RichMenus
from bot.menus.for_line import OURS, Ready, ready
from bot.menus.kinds import DEFAULT, KINDS, Kind
from bot.store import shown_menus
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at LINE beside what should: ids of menus by kind where they are there, and ids of old ones of ours.

    `half` are those among them that have no picture yet.
    """

    there: Mapping[Kind, str]
    half: frozenset[str]
    old: tuple[str, ...]
    shown_to_all: str | None

    @property
    def lacking(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in KINDS if kind not in self.there)

    @property
    def default_kept(self) -> bool:
        return self.shown_to_all is not None and self.shown_to_all == self.there.get(DEFAULT)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done; all blank where everything stood already. `left` people are told later, by the workers."""

    made: tuple[Kind, ...] = ()
    completed: tuple[Kind, ...] = ()
    default_set: bool = False
    moved: int = 0
    left: int = 0
    deleted: int = 0
    menu_ids: Mapping[Kind, str] = field(default_factory=dict)


def look(menus: RichMenus) -> Standing:
    """What stands at LINE. Asks only."""
    names = menus.names()
    there: dict[Kind, str] = {}
    half: set[str] = set()
    for kind in KINDS:
        candidates = {menu_id: menus.has_picture(menu_id) for menu_id in _called(names, ready(kind))}
        best = sorted(candidates, key=lambda menu_id: (not candidates[menu_id], menu_id))
        if best:
            there[kind] = best[0]
            half |= set() if candidates[best[0]] else {best[0]}
    kept = set(there.values())
    old = tuple(sorted(menu_id for menu_id, name in names.items() if name.startswith(OURS) and menu_id not in kept))
    return Standing(there, frozenset(half), old, menus.shown_to_all())


def put_up(menus: RichMenus, database: Database, clock: Clock) -> Done:
    """Bring LINE to what should stand there. A second time changes nothing. LineError: nothing half made is in use."""
    standing = look(menus)
    menu_ids = {kind: _whole(menus, kind, standing) for kind in KINDS}
    default_set = standing.shown_to_all != menu_ids[DEFAULT]
    if default_set:
        menus.show_to_all(menu_ids[DEFAULT])
    with database.writing() as session:
        shown_menus.enter(session, menu_ids.items())
    moved = show_due_menus(database, clock, menus.show_to)
    with database.reading() as session:
        left = shown_menus.how_many_not_told(session, clock.now())
    for menu_id in standing.old if not left else ():
        menus.delete(menu_id)
    return Done(
        made=standing.lacking,
        completed=tuple(kind for kind, menu_id in standing.there.items() if menu_id in standing.half),
        default_set=default_set,
        moved=moved,
        left=left,
        deleted=0 if left else len(standing.old),
        menu_ids=menu_ids,
    )


def _called(names: Mapping[str, str], wanted: Ready) -> list[str]:
    return [menu_id for menu_id, name in names.items() if name == wanted.name]


def _whole(menus: RichMenus, kind: Kind, standing: Standing) -> str:
    """The id of the menu, which has its picture by now."""
    menu = ready(kind)
    menu_id = standing.there.get(kind)
    if menu_id is None:
        menu_id = menus.create(menu.body)
        menus.upload(menu_id, menu.png)
    elif menu_id in standing.half:
        menus.upload(menu_id, menu.png)
    return menu_id
