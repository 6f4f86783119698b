"""How far the log of changes was read, per Google identity and drive (the empty drive is the identity's own log)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class DrivePage(Base):
    """The page token from which the next poll goes on, and when the list of files was last gone through.

    `pushed_at` is set from Drive's first call about a change until the log is polled for it. While
    `channels_claimed_until` lies ahead, someone is at the log's push channels.
    """

    __tablename__ = "drive_pages"

    identity: Mapped[str] = mapped_column(primary_key=True)
    drive: Mapped[str] = mapped_column(primary_key=True)
    page_token: Mapped[str]
    saved_at: Mapped[datetime]
    reconciled_at: Mapped[datetime | None]
    pushed_at: Mapped[datetime | None]
    channels_claimed_until: Mapped[datetime | None]


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


def note_pushed(session: Session, identity: str, drive: str, now: datetime) -> None:
    """Drive says that the log has grown; said once already, it says nothing new."""
    page = (DrivePage.identity == identity, DrivePage.drive == drive)
    session.execute(update(DrivePage).where(*page, DrivePage.pushed_at.is_(None)).values(pushed_at=now))


def anything_pushed(session: Session, before: datetime) -> bool:
    """Whether Drive called about a log, at `before` or earlier, that was not polled since."""
    query = select(DrivePage.identity).where(DrivePage.pushed_at <= before).limit(1)
    return session.scalars(query).first() is not None


def take_pushed(session: Session) -> set[tuple[str, str]]:
    """The logs, by identity and drive, that Drive called about; from now on a call says something new again."""
    taken = update(DrivePage).where(DrivePage.pushed_at.is_not(None)).values(pushed_at=None)
    return {
        (identity, drive) for identity, drive in session.execute(taken.returning(DrivePage.identity, DrivePage.drive))
    }
