"""Which rich menus stand at LINE, and whom LINE was told to show one of them.

What someone should see follows from their chat and from the list of officers; what is due is where that differs from
what LINE was last told. So linking and unlinking, erasing, an officer more or less, and a new picture need no word of
their own here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, null, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once
from bot.store.chats import ChatRow
from bot.store.officers import Officer


class RichMenuRow(Base):
    """The menu of LINE's that is in use for a kind of people."""

    __tablename__ = "rich_menus"

    kind: Mapped[str] = mapped_column(primary_key=True)
    menu_id: Mapped[str]


class ShownMenu(Base):
    """What LINE was told to show this person; no row, or no menu: what everyone sees.

    `asked_until` stands while LINE is being told, and stays where it is not known what became of that.
    """

    __tablename__ = "shown_menus"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    menu_id: Mapped[str | None]
    asked_until: Mapped[datetime | None]


_PeopleAndMenus = Select[*tuple[Any, ...]]
"""Ids of people, each with the id of the menu that they are to see, or none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """People whom LINE is to show one menu (None: what everyone sees), taken until an instant."""

    menu_id: str | None
    user_ids: tuple[str, ...]
    until: datetime


def enter(session: Session, menu_ids: Iterable[tuple[str, str]]) -> None:
    """These menus are in use from now on: the kind of people who see it, and its id."""
    for kind, menu_id in menu_ids:
        session.merge(RichMenuRow(kind=kind, menu_id=menu_id))


def in_use(session: Session) -> dict[str, str]:
    return {row.kind: row.menu_id for row in session.scalars(select(RichMenuRow))}


def drop(session: Session, menu_id: str) -> None:
    """LINE knows no such menu: nobody is to see it until menus are set up again."""
    session.execute(delete(RichMenuRow).where(RichMenuRow.menu_id == menu_id))


def doubt(session: Session, user_id: str, now: datetime) -> None:
    """LINE may have forgotten what it was told about this person, who was away."""
    session.execute(update(ShownMenu).where(ShownMenu.user_id == user_id).values(asked_until=now))


def anything_due(session: Session, now: datetime) -> bool:
    return any(session.execute(query.limit(1)).first() is not None for query in _due(now))


def how_many_not_told(session: Session, now: datetime) -> int:
    """So many people LINE is still to be told about, or is being told about now."""
    due = sum(len(session.execute(query).all()) for query in _due(now))
    asked = session.scalars(select(ShownMenu.user_id).where(ShownMenu.asked_until > now))
    return due + len(asked.all())


def take(session: Session, now: datetime, lease: timedelta, most: int) -> Batch | None:
    """Some people who are due and are to see the same menu; nobody else takes them while the lease lasts."""
    wanted: list[tuple[str, str | None]] = [
        (user_id, menu_id) for query in _due(now) for user_id, menu_id in session.execute(query.limit(most))
    ]
    for menu_id, people in groupby(sorted(wanted, key=_by_menu), key=_menu_of):
        until = now + lease
        taken = tuple(_taken(session, [user_id for user_id, _ in people][:most], now, until))
        if taken:
            return Batch(menu_id, taken, until)
    return None


def settle(session: Session, batch: Batch) -> None:
    """LINE took it, for those whom nobody else took since."""
    ours = and_(ShownMenu.user_id.in_(batch.user_ids), ShownMenu.asked_until == batch.until)
    if batch.menu_id is None:
        session.execute(delete(ShownMenu).where(ours))
    else:
        session.execute(update(ShownMenu).where(ours).values(menu_id=batch.menu_id, asked_until=None))


def _taken(session: Session, user_ids: Sequence[str], now: datetime, until: datetime) -> Iterator[str]:
    for user_id in user_ids:
        insert_once(session, ShownMenu, {"user_id": user_id})
    free = or_(ShownMenu.asked_until.is_(None), ShownMenu.asked_until <= now)
    claim = update(ShownMenu).where(ShownMenu.user_id.in_(user_ids), free).values(asked_until=until)
    yield from session.scalars(claim.returning(ShownMenu.user_id))


def _due(now: datetime) -> tuple[_PeopleAndMenus, ...]:
    """Who is due, with the menu that they are to see: people we may write to, and people who are no longer known."""
    kind = case((Officer.user_id.is_not(None), "officer"), (ChatRow.agency_code.is_not(None), "linked"))
    known = (
        select(ChatRow.id, RichMenuRow.menu_id)
        .outerjoin(Officer, Officer.user_id == ChatRow.id)
        .outerjoin(RichMenuRow, RichMenuRow.kind == kind)
        .outerjoin(ShownMenu, ShownMenu.user_id == ChatRow.id)
        .where(ChatRow.kind == "user", ChatRow.disabled_at.is_(None))
        .where(_differs(RichMenuRow.menu_id.is_distinct_from(ShownMenu.menu_id), now))
        .order_by(ChatRow.id)
    )
    gone = (
        select(ShownMenu.user_id, null())
        .outerjoin(ChatRow, ChatRow.id == ShownMenu.user_id)
        .where(ChatRow.id.is_(None), or_(ShownMenu.asked_until.is_(None), ShownMenu.asked_until <= now))
        .order_by(ShownMenu.user_id)
    )
    return known, gone


def _differs(differs: ColumnElement[bool], now: datetime) -> ColumnElement[bool]:
    """Where LINE is not being told, and should be told, or may not have heard."""
    return or_(and_(ShownMenu.asked_until.is_(None), differs), ShownMenu.asked_until <= now)


def _menu_of(wanted: tuple[str, str | None]) -> str | None:
    return wanted[1]


def _by_menu(wanted: tuple[str, str | None]) -> str:
    return wanted[1] or ""
