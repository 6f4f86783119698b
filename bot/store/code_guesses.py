"""Link codes that were tried in vain, by hashed chat: they outlive the erasure of a chat, and are forgotten in an hour.

A chat that was told its limit could otherwise erase itself, or show a good code in between, and go on guessing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base

WINDOW = timedelta(hours=1)
MOST_OF_ONE = 5
MOST_OF_ALL = 200
"""In private chats together: 31^8 codes leave a guesser no hope, but whoever opens many accounts is stopped as well."""


class CodeGuess(Base):
    """One try in vain. `chat` is a keyed hash; `in_private` is False for one in a group."""

    __tablename__ = "code_guesses"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chat: Mapped[str] = mapped_column(index=True)
    in_private: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)


def note(session: Session, chat: str, now: datetime, *, in_private: bool = True) -> None:
    session.add(CodeGuess(chat=chat, in_private=in_private, at=now))
    session.flush()


def locked_until(session: Session, chat: str, now: datetime, *, in_private: bool = True) -> datetime | None:
    """When this chat may try again; None where it may now. In private chats the tries of all of them count too."""
    recent = select(CodeGuess.at).where(CodeGuess.at > now - WINDOW).order_by(CodeGuess.at.desc())
    ends = [session.scalar(recent.where(CodeGuess.chat == chat).offset(MOST_OF_ONE - 1).limit(1))]
    if in_private:
        ends.append(session.scalar(recent.where(CodeGuess.in_private).offset(MOST_OF_ALL - 1).limit(1)))
    return max((at + WINDOW for at in ends if at is not None), default=None)


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(CodeGuess).where(CodeGuess.at <= now - WINDOW))
