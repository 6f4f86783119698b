"""The secretariat's officers, by their LINE user ids."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Officer(Base):
    """Someone of the secretariat who may give orders in LINE."""

    __tablename__ = "officers"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    added_at: Mapped[datetime]


def add(session: Session, user_id: str, name: str, now: datetime) -> None:
    session.merge(Officer(user_id=user_id, name=name, added_at=now))


def remove(session: Session, user_id: str) -> None:
    officer = session.get(Officer, user_id)
    if officer is not None:
        session.delete(officer)
        session.flush()


def find(session: Session, user_id: str | None) -> Officer | None:
    """None also for someone whose id LINE did not tell, as happens in groups."""
    return None if user_id is None else session.get(Officer, user_id)


def every(session: Session) -> list[Officer]:
    return list(session.scalars(select(Officer).order_by(Officer.user_id)))


def is_officer(session: Session, user_id: str | None) -> bool:
    return find(session, user_id) is not None
