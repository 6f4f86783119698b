"""How far the log of changes was read, per Google identity and drive (the empty drive is the identity's own log)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class DrivePage(Base):
    """The page token from which the next poll goes on, and when the list of files was last gone through."""

    __tablename__ = "drive_pages"

    identity: Mapped[str] = mapped_column(primary_key=True)
    drive: Mapped[str] = mapped_column(primary_key=True)
    page_token: Mapped[str]
    saved_at: Mapped[datetime]
    reconciled_at: Mapped[datetime | None]


def token_of(session: Session, identity: str, drive: str = "") -> str | None:
    """The page token to go on from; None before the first poll."""
    page = session.get(DrivePage, (identity, drive))
    return None if page is None else page.page_token


def save_token(session: Session, identity: str, page_token: str, *, drive: str = "", now: datetime) -> None:
    """Save in the transaction that marks the dirty workbooks (or after it), so that no change is lost."""
    session.merge(DrivePage(identity=identity, drive=drive, page_token=page_token, saved_at=now))


def reconciled_at(session: Session, identity: str, drive: str = "") -> datetime | None:
    """When the list of files was last gone through; None where that is due, as after a lost token."""
    page = session.get(DrivePage, (identity, drive))
    return None if page is None else page.reconciled_at


def note_reconciled(session: Session, identity: str, *, drive: str = "", now: datetime | None) -> None:
    """Note that the list was gone through, or with `now` None that it has to be. There is a page token already."""
    session.get_one(DrivePage, (identity, drive)).reconciled_at = now
