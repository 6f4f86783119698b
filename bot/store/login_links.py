"""One-time links into the desk. Only a keyed hash of a link's token is kept; looking at a link does not use it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, rows_changed

LIFE = timedelta(minutes=10)
Role = Literal["officer", "assessor"]


class LoginLink(Base):
    """A link for one person, whose `person` is their LINE user id, an assessor's code, or their name."""

    __tablename__ = "login_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    person: Mapped[str]
    name: Mapped[str]
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def issue(session: Session, role: Role, person: str, name: str, *, issued_by: str, secret: str, now: datetime) -> str:
    """A new token. This is the only time that it can be seen; older links of this person work no more."""
    withdraw(session, person)
    token = secrets.token_urlsafe(32)
    link = LoginLink(
        token_hash=_hash(token, secret),
        role=role,
        person=person,
        name=name,
        issued_by=issued_by,
        issued_at=now,
        expires_at=now + LIFE,
    )
    session.add(link)
    session.flush()
    return token


def usable(session: Session, token: str, *, secret: str, now: datetime) -> LoginLink | None:
    """The link of this token while it can still be used; looking changes nothing, since previews look too."""
    link = session.get(LoginLink, _hash(token, secret))
    return link if link is not None and link.used_at is None and now < link.expires_at else None


def use(session: Session, token: str, *, secret: str, now: datetime) -> LoginLink | None:
    """Use the link up; None for whoever comes second or late."""
    token_hash = _hash(token, secret)
    taken = (
        update(LoginLink)
        .where(LoginLink.token_hash == token_hash, LoginLink.used_at.is_(None), LoginLink.expires_at > now)
        .values(used_at=now)
    )
    return session.get_one(LoginLink, token_hash) if rows_changed(session, taken) else None


def withdraw(session: Session, person: str) -> None:
    """The links of this person that were not used yet work no more."""
    session.execute(delete(LoginLink).where(LoginLink.person == person, LoginLink.used_at.is_(None)))


def forget_person(session: Session, person: str) -> None:
    """Forget the links of this person, used or not."""
    session.execute(delete(LoginLink).where(LoginLink.person == person))


def forget_old(session: Session, before: datetime) -> int:
    """Forget links that expired before this instant; tells how many."""
    return rows_changed(session, delete(LoginLink).where(LoginLink.expires_at < before))


def _hash(token: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"login:{token}".encode(), hashlib.sha256).hexdigest()
