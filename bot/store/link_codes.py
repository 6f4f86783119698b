"""One-time codes by which a chat is linked to an agency, or someone becomes an officer in LINE.

Only a keyed hash of a code is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Literal

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.logs import hashed
from bot.store import code_guesses
from bot.store.base import Base, rows_changed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which look alike
LENGTH = 8
LIFE = timedelta(days=7)
LIFE_IN_WORKBOOK = timedelta(days=365)
"""A code in a workbook has nobody who could send it again, so it lives as long as a season."""
WORKBOOK = "workbook"
"""Who issued the codes that stand in workbooks."""
HOLD = timedelta(minutes=15)

Refusal = Literal["unknown", "expired", "used", "too_many_tries"]


class LinkCode(Base):
    """A code that was issued. While `held_until` a chat has shown it and was asked whether the agency is right.

    `replaces` is the chat that hands over to whoever uses the code. A code makes someone an officer under the name
    `officer`, or links an agency, never both.
    """

    __tablename__ = "link_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    agency_code: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"), index=True)
    officer: Mapped[str | None]
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    held_by: Mapped[str | None]
    held_until: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    replaces: Mapped[str | None]


def issue(
    session: Session, agency_code: str, *, secret: str, issued_by: str, now: datetime, replaces: str | None = None
) -> str:
    """A new code for an agency. This is the only time that it can be seen.

    Of the codes by which one chat hands over only the newest can be used.
    """
    if replaces is not None:
        take_back(session, replaces, now)
    code = LinkCode(agency_code=agency_code, issued_by=issued_by, issued_at=now, replaces=replaces)
    return _put(session, code, secret)


def for_workbook(session: Session, agency_code: str, *, secret: str, now: datetime) -> str:
    """The code that stands in the agency's workbook: the same each time, until it was used or has expired.

    It follows from the secret and the instant of its issue, so it can be written again though only its hash is kept;
    under another secret it is another one.
    """
    mine = (LinkCode.agency_code == agency_code, LinkCode.issued_by == WORKBOOK)
    good = (LinkCode.used_at.is_(None), LinkCode.expires_at > now)
    standing = session.scalars(select(LinkCode).where(*mine, *good).order_by(LinkCode.issued_at.desc())).first()
    if standing is not None:
        code = _derived(agency_code, standing.issued_at, secret)
        if standing.code_hash == _hash(code, secret):
            return code
    code = _derived(agency_code, now, secret)
    _keep(session, LinkCode(agency_code=agency_code, issued_by=WORKBOOK, issued_at=now), code, secret, LIFE_IN_WORKBOOK)
    return code


def invite_officer(session: Session, name: str, *, secret: str, issued_by: str, now: datetime) -> str:
    """A new code for someone of the secretariat, whose older codes work no more."""
    withdraw_invitations(session, name, now)
    return _put(session, LinkCode(officer=name, issued_by=issued_by, issued_at=now), secret)


def withdraw_invitations(session: Session, name: str, now: datetime) -> int:
    """Codes that would make someone an officer under this name make nobody one any more; tells how many."""
    unused = (LinkCode.officer == name, LinkCode.used_at.is_(None))
    return rows_changed(session, update(LinkCode).where(*unused).values(used_at=now))


def show(session: Session, code: str, chat_id: str, *, secret: str, now: datetime) -> LinkCode | Refusal:
    """A chat shows a code. A good one is held for this chat until it confirms; a wrong one counts as a try."""
    guesser = hashed(chat_id, secret)
    if code_guesses.locked_until(session, guesser, now) is not None:
        return "too_many_tries"
    found = session.get(LinkCode, _hash(code, secret), with_for_update=True)
    refusal = _refusal(found, chat_id, now)
    if found is None or refusal is not None:
        code_guesses.note(session, guesser, now)
        return refusal or "unknown"
    found.held_by, found.held_until = chat_id, now + HOLD
    return found


def use(session: Session, agency_code: str | None, chat_id: str, now: datetime) -> LinkCode | None:
    """Use up the code that this chat holds for the agency, or for an officer (None); None where it holds none."""
    query = select(LinkCode).where(
        LinkCode.agency_code.is_(None) if agency_code is None else LinkCode.agency_code == agency_code,
        LinkCode.held_by == chat_id,
        LinkCode.held_until > now,
        LinkCode.used_at.is_(None),
    )
    held = session.scalars(query.limit(1).with_for_update()).first()
    if held is None:
        return None
    held.used_at, held.held_by, held.held_until = now, None, None
    return held


def burn(session: Session, code: str, group_id: str, *, secret: str, now: datetime) -> bool:
    """A code that was shown where others could read it may not be used any more; tells whether it still could be.

    What is no code counts as a try of that group, which is told nothing after too many: nobody finds codes by that.
    """
    guesser = hashed(group_id, secret)
    may_tell = code_guesses.locked_until(session, guesser, now, in_private=False) is None
    found = session.get(LinkCode, _hash(code, secret))
    if found is not None and found.used_at is None and found.expires_at > now:
        found.used_at = now
        return may_tell
    if may_tell:
        code_guesses.note(session, guesser, now, in_private=False)
    return False


def take_back(session: Session, chat_id: str, now: datetime) -> None:
    """The codes by which this chat meant to hand over link nobody any more."""
    unused = (LinkCode.replaces == chat_id, LinkCode.used_at.is_(None))
    session.execute(update(LinkCode).where(*unused).values(used_at=now))


def forget_chat(session: Session, chat_id: str, now: datetime) -> None:
    """Take every trace of a chat out of the codes; one by which it meant to hand over links nobody any more."""
    take_back(session, chat_id, now)
    session.execute(update(LinkCode).where(LinkCode.held_by == chat_id).values(held_by=None, held_until=None))
    session.execute(update(LinkCode).where(LinkCode.replaces == chat_id).values(replaces=None))


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


def _put(session: Session, issued: LinkCode, secret: str) -> str:
    code = _new_code()
    _keep(session, issued, code, secret, LIFE)
    return code


def _keep(session: Session, issued: LinkCode, code: str, secret: str, life: timedelta) -> None:
    issued.code_hash, issued.expires_at = _hash(code, secret), issued.issued_at + life
    session.add(issued)
    session.flush()


def _new_code() -> str:
    """Eight letters and digits; at least one digit, so that no word of the language is taken for a code."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isalpha():
            return code


def _derived(agency_code: str, issued_at: datetime, secret: str) -> str:
    """A code as from `_new_code`, always the same for this agency and instant."""
    name = f"workbook code {agency_code} {issued_at.astimezone(UTC).isoformat()}"
    digests = (hmac.new(secret.encode(), f"{name} {turn}".encode(), hashlib.sha256).digest() for turn in count())
    codes = ("".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH]) for digest in digests)
    return next(code for code in codes if not code.isalpha())


def _hash(code: str, secret: str) -> str:
    """Keyed, since eight letters could be found by trying them all; case and spaces do not matter."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
