"""Who is signed in at the desk. The browser holds a token, the store only its keyed hash, so a session can be ended."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, rows_changed
from bot.store.login_links import LoginLink

LIFE = timedelta(hours=12)
IDLE = timedelta(hours=2)
_NOTE_EVERY = timedelta(minutes=1)


class WebSession(Base):
    """One browser of one person, until it is ended, grows old, or was idle for too long."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]


def begin(session: Session, link: LoginLink, *, secret: str, now: datetime) -> str:
    """Sign in whoever used this link; gives the token for their browser."""
    token = secrets.token_urlsafe(32)
    began = WebSession(
        token_hash=_hash(token, secret), role=link.role, person=link.person, name=link.name, began_at=now, seen_at=now
    )
    session.add(began)
    session.flush()
    return token


def signed_in(session: Session, token: str, *, secret: str, now: datetime) -> WebSession | None:
    """The session of a browser's token while it lives."""
    found = session.get(WebSession, _hash(token, secret))
    return found if found is not None and now < min(found.began_at + LIFE, found.seen_at + IDLE) else None


def is_to_be_noted(found: WebSession, now: datetime) -> bool:
    """Whether so much time has passed that the visit is worth a write."""
    return now - found.seen_at >= _NOTE_EVERY


def note_seen(session: Session, token_hash: str, now: datetime) -> None:
    session.get_one(WebSession, token_hash).seen_at = now


def end(session: Session, token_hash: str) -> None:
    session.execute(delete(WebSession).where(WebSession.token_hash == token_hash))


def end_all_of(session: Session, person: str) -> int:
    """Sign a person out everywhere, as when their role ends; tells how many browsers that were."""
    return rows_changed(session, delete(WebSession).where(WebSession.person == person))


def of_person(session: Session, person: str) -> list[WebSession]:
    return list(session.scalars(select(WebSession).where(WebSession.person == person).order_by(WebSession.began_at)))


def forget_old(session: Session, now: datetime) -> int:
    """Forget sessions that can no longer be used; tells how many."""
    old = delete(WebSession).where((WebSession.began_at < now - LIFE) | (WebSession.seen_at < now - IDLE))
    return rows_changed(session, old)


def _hash(token: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"session:{token}".encode(), hashlib.sha256).hexdigest()
