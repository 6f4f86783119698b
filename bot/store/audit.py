"""Who did what, when. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class AuditEntry(Base):
    """One act. `actor` is an officer's name, "system" or a hashed LINE id; `subject` what it was done to."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]


def note(session: Session, actor: str, act: str, subject: str, *, now: datetime, **details: Any) -> None:
    """Add an entry, in the transaction of the act itself; `details` are JSON-able and hold no message text."""
    session.add(AuditEntry(at=now, actor=actor, act=act, subject=subject, details=details))


def entries(session: Session, subject: str | None = None, limit: int = 100) -> list[AuditEntry]:
    """The newest entries, of one subject or of all."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    return list(session.scalars(query if subject is None else query.where(AuditEntry.subject == subject)))


def search(session: Session, text: str, *, before: int | None = None, limit: int = 100) -> list[AuditEntry]:
    """The newest entries whose actor, act or subject holds a text, whatever its case; `before` this entry's id."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if text:
        parts = (AuditEntry.actor, AuditEntry.act, AuditEntry.subject)
        query = query.where(or_(*(part.icontains(text, autoescape=True) for part in parts)))
    return list(session.scalars(query if before is None else query.where(AuditEntry.id < before)))
