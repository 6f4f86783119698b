"""Push channels that Drive may call us on, from before they are asked for until they have ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, rows_changed
from bot.store.drive_pages import DrivePage, note_pushed

LEASE = timedelta(minutes=10)
"""How long a clock may be at the channels of one log; longer than a request to Google with all its tries."""


class PushChannel(Base):
    """One channel on a log (`identity`, `drive`). It is written before Drive is asked for it.

    `resource_id` is what it is stopped by, told by Drive's answer or by its first call; None: nobody knows yet whether
    it was opened. `retired_at`: another one took its place, and it is to be stopped.
    """

    __tablename__ = "push_channels"

    id: Mapped[str] = mapped_column(primary_key=True)
    identity: Mapped[str]
    drive: Mapped[str]
    address: Mapped[str]
    resource_id: Mapped[str | None]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


def claim_log(session: Session, identity: str, drive: str, now: datetime) -> bool:
    """Be the only one at a log's channels until it is released or the lease ends; False where someone else is.

    False too before the log's first poll: there is no page token to watch from.
    """
    page = (DrivePage.identity == identity, DrivePage.drive == drive)
    free = or_(DrivePage.channels_claimed_until.is_(None), DrivePage.channels_claimed_until <= now)
    return rows_changed(session, update(DrivePage).where(*page, free).values(channels_claimed_until=now + LEASE)) == 1


def release_log(session: Session, identity: str, drive: str, *, until: datetime | None = None) -> None:
    """Others may look at the log's channels again, at once or after a pause."""
    session.get_one(DrivePage, (identity, drive), populate_existing=True).channels_claimed_until = until


def add(
    session: Session, channel_id: str, identity: str, drive: str, *, address: str, expires_at: datetime, now: datetime
) -> None:
    """Enter a channel that is about to be asked for."""
    made = PushChannel(id=channel_id, identity=identity, drive=drive, address=address, made_at=now)
    made.expires_at = expires_at
    session.add(made)


def of_log(session: Session, identity: str, drive: str) -> list[PushChannel]:
    """The channels of a log, the newest first."""
    query = select(PushChannel).where(PushChannel.identity == identity, PushChannel.drive == drive)
    return list(session.scalars(query.order_by(PushChannel.made_at.desc(), PushChannel.id)))


def logs(session: Session) -> set[tuple[str, str]]:
    """The logs, by identity and drive, that have any channel."""
    found = session.execute(select(PushChannel.identity, PushChannel.drive).distinct())
    return {(identity, drive) for identity, drive in found}


def note_open(session: Session, channel_id: str, resource_id: str, expires_at: datetime) -> None:
    """Drive opened it, and says until when."""
    channel = session.get(PushChannel, channel_id)
    if channel is not None:
        channel.resource_id, channel.expires_at = resource_id, expires_at


def retire_others(session: Session, identity: str, drive: str, *, keep: str | None, now: datetime) -> None:
    """All channels of the log but this one are to be stopped."""
    for channel in of_log(session, identity, drive):
        if channel.id != keep and channel.retired_at is None:
            channel.retired_at = now


def forget(session: Session, channel_id: str) -> None:
    session.execute(delete(PushChannel).where(PushChannel.id == channel_id))


def forget_ended(session: Session, now: datetime) -> int:
    """Forget the channels that have ended by themselves; tells how many."""
    return rows_changed(session, delete(PushChannel).where(PushChannel.expires_at <= now))


def anything_ended(session: Session, now: datetime) -> bool:
    return session.scalars(select(PushChannel.id).where(PushChannel.expires_at <= now).limit(1)).first() is not None


def take_call(
    session: Session, channel_id: str, resource_id: str, *, is_change: bool, expires_at: datetime | None, now: datetime
) -> bool:
    """Note a call of Drive's: its log is to be polled soon. False where no channel in use is called so.

    It also proves that a channel whose opening was never answered is open.
    """
    channel = session.get(PushChannel, channel_id)
    if channel is None:
        return False
    if channel.resource_id is None and resource_id:
        channel.resource_id, channel.expires_at = resource_id, expires_at or channel.expires_at
    in_use = channel.retired_at is None and channel.expires_at > now
    if in_use and is_change:
        note_pushed(session, channel.identity, channel.drive, now)
    return in_use
