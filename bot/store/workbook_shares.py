"""With whom a workbook that was made for an agency has been shared, so that it is done once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once


class WorkbookShare(Base):
    """One workbook shared with one e-mail address."""

    __tablename__ = "workbook_shares"

    file_id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def of(session: Session, file_id: str) -> set[str]:
    """The addresses that a workbook has been shared with."""
    return set(session.scalars(select(WorkbookShare.email).where(WorkbookShare.file_id == file_id)))


def note(session: Session, file_id: str, email: str, now: datetime) -> None:
    """The workbook is shared with this address."""
    insert_once(session, WorkbookShare, {"file_id": file_id, "email": email, "at": now})
