"""One-time codes by which a chat is linked to an agency. Only a keyed hash of a code is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, rows_changed
from bot.store.chats import ChatRow

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which look alike
LENGTH = 8
LIFE = timedelta(days=7)
HOLD = timedelta(minutes=15)
MOST_WRONG = 5
WRONG_WINDOW = timedelta(hours=1)

Refusal = Literal["unknown", "expired", "used", "too_many_tries"]


class LinkCode(Base):
    """A code that was issued. While `held_until` a chat has shown it and was asked whether the agency is right."""

    __tablename__ = "link_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    held_by: Mapped[str | None]
    held_until: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


def issue(session: Session, agency_code: str, *, secret: str, issued_by: str, now: datetime) -> str:
    """A new code for an agency. This is the only time that it can be seen."""
    code = _new_code()
    session.add(
        LinkCode(
            code_hash=_hash(code, secret),
            agency_code=agency_code,
            issued_by=issued_by,
            issued_at=now,
            expires_at=now + LIFE,
        )
    )
    session.flush()
    return code


def show(session: Session, code: str, chat_id: str, *, secret: str, now: datetime) -> LinkCode | Refusal:
    """A chat shows a code. A good one is held for this chat until it confirms; a wrong one counts as a try."""
    chat = session.get_one(ChatRow, chat_id, with_for_update=True)
    if _tries_left(chat, now) <= 0:
        return "too_many_tries"
    found = session.get(LinkCode, _hash(code, secret), with_for_update=True)
    refusal = _refusal(found, chat_id, now)
    if found is None or refusal is not None:
        _count_wrong(chat, now)
        return refusal or "unknown"
    found.held_by, found.held_until = chat_id, now + HOLD
    chat.wrong_codes, chat.wrong_codes_since = 0, None
    return found


def use(session: Session, agency_code: str, chat_id: str, now: datetime) -> bool:
    """Use up the code that this chat holds for the agency; False where it holds none (any more)."""
    query = select(LinkCode).where(
        LinkCode.agency_code == agency_code,
        LinkCode.held_by == chat_id,
        LinkCode.held_until > now,
        LinkCode.used_at.is_(None),
    )
    held = session.scalars(query.limit(1).with_for_update()).first()
    if held is None:
        return False
    held.used_at, held.held_by, held.held_until = now, None, None
    return True


def burn(session: Session, code: str, *, secret: str, now: datetime) -> None:
    """A code that was shown where others could read it may not be used any more."""
    found = session.get(LinkCode, _hash(code, secret))
    if found is not None and found.used_at is None:
        found.used_at = now


def revoke(session: Session, agency_code: str, now: datetime) -> int:
    """The agency's unused codes link nobody any more; tells how many there were."""
    unused = (LinkCode.agency_code == agency_code, LinkCode.used_at.is_(None))
    return rows_changed(session, update(LinkCode).where(*unused).values(used_at=now))


def _refusal(found: LinkCode | None, chat_id: str, now: datetime) -> Refusal | None:
    if found is None:
        return "unknown"
    if found.used_at is not None:
        return "used"
    if found.expires_at <= now:
        return "expired"
    held_by_another = found.held_by not in {None, chat_id} and found.held_until is not None and found.held_until > now
    return "used" if held_by_another else None


def _tries_left(chat: ChatRow, now: datetime) -> int:
    if chat.wrong_codes_since is None or chat.wrong_codes_since + WRONG_WINDOW <= now:
        return MOST_WRONG
    return MOST_WRONG - chat.wrong_codes


def _count_wrong(chat: ChatRow, now: datetime) -> None:
    if _tries_left(chat, now) == MOST_WRONG:
        chat.wrong_codes, chat.wrong_codes_since = 0, now
    chat.wrong_codes += 1


def _new_code() -> str:
    """Eight letters and digits; at least one digit, so that no word of the language is taken for a code."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isalpha():
            return code


def _hash(code: str, secret: str) -> str:
    """Keyed, since eight letters could be found by trying them all; case and spaces do not matter."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
