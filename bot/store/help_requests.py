"""People who ask the secretariat to get back to them. Words are kept only of who agreed, until they are answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class HelpRequest(Base):
    """One request; `text` is blank where the person left no words, or they were answered."""

    __tablename__ = "help_requests"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    chat_id: Mapped[str] = mapped_column(index=True)
    agency_code: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"))
    text: Mapped[str]
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]


def ask(session: Session, chat_id: str, agency_code: str | None, text: str, now: datetime) -> HelpRequest:
    """Keep a request; another one of the same chat that waits gives way to it."""
    waiting_here = (HelpRequest.chat_id == chat_id, HelpRequest.settled_at.is_(None))
    session.execute(delete(HelpRequest).where(*waiting_here))
    request = HelpRequest(chat_id=chat_id, agency_code=agency_code, text=text, asked_at=now)
    session.add(request)
    session.flush()
    return request


def waiting(session: Session) -> list[HelpRequest]:
    """The requests that nobody answered yet, the oldest first."""
    query = select(HelpRequest).where(HelpRequest.settled_at.is_(None)).order_by(HelpRequest.id)
    return list(session.scalars(query))


def settle(session: Session, request_id: int, by: str, now: datetime) -> HelpRequest | None:
    """Someone of the secretariat answers: the words are forgotten. None where it was answered or erased before."""
    request = session.get(HelpRequest, request_id, with_for_update=True)
    if request is None or request.settled_at is not None:
        return None
    request.settled_at, request.settled_by, request.text = now, by, ""
    return request


def forget_chat(session: Session, chat_id: str) -> None:
    session.execute(delete(HelpRequest).where(HelpRequest.chat_id == chat_id))


def tidy(session: Session, before: datetime) -> None:
    """Forget words that nobody answered since then, and requests that were answered before; others stay."""
    for request in session.scalars(select(HelpRequest).where(HelpRequest.asked_at < before)):
        request.text = ""
    session.execute(delete(HelpRequest).where(HelpRequest.settled_at < before))
