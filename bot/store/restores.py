"""When the database was restored from a backup, and until when what it would send is held back for that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Restore(Base):
    """One restore. What was sent since `backup_at` is not known here, so messages are held until `let_go_at`."""

    __tablename__ = "restores"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    backup_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    let_go_at: Mapped[datetime | None]
    let_go_by: Mapped[str | None]


def note(session: Session, *, backup_at: datetime, now: datetime) -> None:
    session.add(Restore(backup_at=backup_at, restored_at=now))
    session.flush()


def holding(session: Session) -> Restore | None:
    """The restore for which messages are held now, if any."""
    query = select(Restore).where(Restore.let_go_at.is_(None)).order_by(Restore.id.desc()).limit(1)
    return session.scalars(query).first()


def end_hold(session: Session, by: str, now: datetime) -> None:
    """From now on messages go out again as they are queued."""
    for restore in session.scalars(select(Restore).where(Restore.let_go_at.is_(None)).with_for_update()):
        restore.let_go_at, restore.let_go_by = now, by
    session.flush()
