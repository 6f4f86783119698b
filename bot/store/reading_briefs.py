"""What lists and plots need of a reading, in rows of a few hundred bytes: a reading itself holds everything it read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

if TYPE_CHECKING:
    from bot.store.readings import Reading

BODY = "org.type"
"""The input that tells of what type a body is, where a programme asks for it."""


class ReadingBrief(Base):
    """One reading in brief. It is written with its reading and, like that, never changed.

    `body` is what the reading says of the body's type, blank where it says nothing. `levels` holds, by criterion, what
    is claimed (or None), computed and supported; nothing where the reading is older than its result. `lacking` are the
    criteria whose evidence carries less than is told, their ids with spaces between.
    """

    __tablename__ = "reading_briefs"
    __table_args__ = (Index("ix_reading_briefs_agency_code_frozen_reading_id", "agency_code", "frozen", "reading_id"),)

    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"), primary_key=True, autoincrement=False)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    at: Mapped[datetime]
    frozen: Mapped[bool]
    body: Mapped[str]
    totals: Mapped[dict[str, Any]]
    lacking: Mapped[str]
    levels: Mapped[dict[str, Any]]


def brief_of(reading: Reading) -> dict[str, Any]:
    """The columns of a reading's brief."""
    return {
        "reading_id": reading.id,
        "agency_code": reading.agency_code,
        "programme": reading.programme,
        "at": reading.at,
        "frozen": reading.frozen_for is not None,
        **in_brief(reading.submission, reading.totals, reading.result),
    }


def in_brief(submission: dict[str, Any], totals: dict[str, Any], result: dict[str, Any] | None) -> dict[str, Any]:
    """What a brief says of the content of a reading."""
    told = (answer["value"] for answer in submission["answers"] if answer["key"] == BODY)
    criteria = (result or {}).get("criteria", [])
    return {
        "body": str(next(told, None) or ""),
        "totals": totals,
        "lacking": " ".join(each["id"] for each in criteria if each["computed"] > each["supported"]),
        "levels": {each["id"]: [each["claimed"], each["computed"], each["supported"]] for each in criteria},
    }
