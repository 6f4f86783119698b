"""The workbook at Google that agencies' workbooks of a programme are copied from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class MasterTemplate(Base):
    """The master of one programme; `version` tells what was built in it, empty where the bot did not build it."""

    __tablename__ = "master_templates"

    programme: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str]
    version: Mapped[str]
    made_at: Mapped[datetime]


def of(session: Session, programme: str) -> MasterTemplate | None:
    """A programme's master, if one is known."""
    return session.get(MasterTemplate, programme)


def remember(session: Session, programme: str, file_id: str, *, version: str, now: datetime) -> None:
    """From now on workbooks of the programme are copied from this file."""
    session.merge(MasterTemplate(programme=programme, file_id=file_id, version=version, made_at=now))
