"""What the public wrote about an agency in its hearing.

Nothing of it is published; officers pass it on to those who judge, without who wrote it, or set it aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base

Fate = Literal["passed_on", "set_aside"]

WAITING = "waiting"


class Comment(Base):
    """One comment. `sender` is a keyed hash of the address it came from, which is forgotten once the hearing is over.

    `state` is "waiting", "passed_on" or "set_aside"; `why` is the officer's reason. `name` and `contact` may be blank.
    """

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    text: Mapped[str]
    name: Mapped[str]
    contact: Mapped[str]
    sender: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default=WAITING)
    moderated_by: Mapped[str | None]
    moderated_at: Mapped[datetime | None]
    why: Mapped[str | None]


def add(session: Session, comment: Comment) -> Comment:
    session.add(comment)
    session.flush()
    return comment


def find(session: Session, comment_id: int, *, lock: bool = False) -> Comment | None:
    return session.get(Comment, comment_id, with_for_update=lock)


def is_known(session: Session, agency_code: str, text: str) -> bool:
    """Whether these very words about this agency are here already."""
    same = select(Comment.id).where(Comment.agency_code == agency_code, Comment.text == text)
    return session.scalars(same.limit(1)).first() is not None


def sent_since(session: Session, sender: str, since: datetime) -> int:
    """How many comments came from there since."""
    mine = select(func.count()).where(Comment.sender == sender, Comment.at >= since)
    return session.scalar(mine) or 0


def waiting(session: Session, limit: int = 100) -> list[Comment]:
    """Those that no officer has read, the oldest first."""
    query = select(Comment).where(Comment.state == WAITING).order_by(Comment.id)
    return list(session.scalars(query.limit(limit)))


class PassedOn(NamedTuple):
    """What those who judge are told of a comment: the words and their day, never who wrote them."""

    text: str
    at: datetime


def passed_on(session: Session, agency_code: str, programme: str) -> list[PassedOn]:
    """What officers passed on about an agency's application, the oldest first."""
    query = select(Comment.text, Comment.at).where(
        Comment.agency_code == agency_code, Comment.programme == programme, Comment.state == "passed_on"
    )
    return [PassedOn(*row) for row in session.execute(query.order_by(Comment.id))]


def how_many_passed_on(session: Session, programmes_of: Mapping[str, str]) -> dict[str, int]:
    """How many were passed on about each of these agencies, by code; each is given with its programme."""
    query = (
        select(Comment.agency_code, Comment.programme, func.count())
        .where(Comment.agency_code.in_(list(programmes_of)), Comment.state == "passed_on")
        .group_by(Comment.agency_code, Comment.programme)
    )
    found = {(code, programme): number for code, programme, number in session.execute(query)}
    return {code: found.get((code, programme), 0) for code, programme in programmes_of.items()}


def moderate(session: Session, comment: Comment, fate: Fate, *, by: str, why: str, now: datetime) -> bool:
    """Pass a comment on or set it aside; False where someone did so before."""
    if comment.state != WAITING:
        return False
    comment.state, comment.moderated_by, comment.moderated_at, comment.why = fate, by, now, why
    session.flush()
    return True


def forget_senders(session: Session, before: datetime) -> None:
    """Forget from where comments came that are older than this instant."""
    old = select(Comment).where(Comment.at < before, Comment.sender != "")
    for comment in session.scalars(old):
        comment.sender = ""
