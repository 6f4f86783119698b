"""What was read from workbooks and what it was worth, kept so that every score can be replayed years later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, Select, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.reading_briefs import ReadingBrief, brief_of
from scoring.assumptions import NO_SETTINGS, Settings
from scoring.receipt import confirmed_levels, result_record, totals_record
from scoring.scorecard import Scorecard
from scoring.submission import Submission

AT_ONCE = 50
"""How many readings are fetched at a time where all are gone through."""

COPIED = (
    "agency_code",
    "file_id",
    "programme",
    "programme_hash",
    "settings",
    "input_hash",
    "receipt",
    "submission",
    "totals",
    "confirmed",
    "result",
)
"""What a frozen copy has in common with its reading."""


class Reading(Base):
    """One submission as it was read, under which programme, and what it was worth: all that its receipt vouches for.

    `settings` are the assumptions and thresholds as the secretariat had set them, `confirmed` the levels of assessors
    that it was scored with. `result` is what the receipt's last hash was taken over, None where the reading is older
    than this column. Points and totals are exact fractions in text.
    `frozen_for` is the deadline's id (or "handed-in") where this reading is a copy that is judged, with a number where
    it is not the first for that. `read_late` says of a copy that it was read after its deadline and is not known to be
    what stood there at that instant.
    """

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    file_id: Mapped[str]
    at: Mapped[datetime]
    programme: Mapped[str]
    programme_hash: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    input_hash: Mapped[str]
    receipt: Mapped[str]
    submission: Mapped[dict[str, Any]]
    totals: Mapped[dict[str, Any]]
    confirmed: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    result: Mapped[dict[str, Any] | None]
    frozen_for: Mapped[str | None]
    read_late: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        Index("ix_readings_agency_code_id", "agency_code", "id"),
        Index("ix_readings_receipt", "receipt"),
        Index("uq_readings_file_id_frozen_for", "file_id", "frozen_for", unique=True),
    )

    def as_submission(self) -> Submission:
        return Submission.from_json(self.submission)


def record(
    session: Session,
    agency_code: str,
    file_id: str,
    submission: Submission,
    card: Scorecard,
    *,
    settings: Settings = NO_SETTINGS,
    now: datetime,
) -> Reading:
    """Keep a reading; the same inputs and confirmed levels under the same programme as the latest are kept once."""
    latest_one = latest(session, agency_code)
    if latest_one is not None and _same(latest_one, file_id, card):
        return latest_one
    owner = {"agency_code": agency_code, "file_id": file_id, "submission": submission.to_json(), "read_late": False}
    reading = Reading(at=now, **owner, **_worth(card, settings))
    return _keep(session, reading)


def latest(session: Session, agency_code: str) -> Reading | None:
    """The newest reading that was not taken as a frozen copy."""
    return session.scalars(_of(agency_code).where(Reading.frozen_for.is_(None)).limit(1)).first()


def latest_by(session: Session, agency_code: str, instant: datetime) -> Reading | None:
    """The newest reading that was made at an instant or before, frozen copies apart."""
    query = _of(agency_code).where(Reading.frozen_for.is_(None), Reading.at <= instant)
    return session.scalars(query.limit(1)).first()


def history(session: Session, agency_code: str, limit: int = 50) -> list[Reading]:
    """The readings of an agency, frozen copies too, the newest first."""
    return list(session.scalars(_of(agency_code).limit(limit)))


class ReadingInBrief(NamedTuple):
    """A reading without what was in it."""

    id: int
    at: datetime
    file_id: str
    receipt: str
    totals: Mapping[str, Mapping[str, str]]
    frozen_for: str | None
    read_late: bool


def brief_history(session: Session, agency_code: str, limit: int = 50) -> list[ReadingInBrief]:
    """The same for lists."""
    columns = (getattr(Reading, name) for name in ReadingInBrief._fields)
    query = select(*columns).where(Reading.agency_code == agency_code).order_by(Reading.id.desc()).limit(limit)
    return [ReadingInBrief._make(row) for row in session.execute(query)]


def find(session: Session, agency_code: str, reading_id: int) -> Reading | None:
    """One reading of this agency."""
    reading = session.get(Reading, reading_id)
    return reading if reading is not None and reading.agency_code == agency_code else None


def freeze(session: Session, reading: Reading, deadline_id: str, *, now: datetime, read_late: bool = False) -> Reading:
    """Keep a copy of `reading` as what is judged for a deadline; what was frozen first stays."""
    kept = frozen(session, reading.file_id, deadline_id)
    if kept is not None:
        return kept
    copied: Mapping[str, Any] = {name: getattr(reading, name) for name in COPIED}
    return _keep(session, Reading(at=now, frozen_for=deadline_id, read_late=read_late, **copied))


def free_name(session: Session, file_id: str, cause: str) -> str:
    """The name for another copy that is frozen for a cause: `cause`, `cause#2`, `cause#3`, ..."""
    same = or_(Reading.frozen_for == cause, Reading.frozen_for.startswith(f"{cause}#", autoescape=True))
    taken = session.scalar(select(func.count()).where(Reading.file_id == file_id, same)) or 0
    return f"{cause}#{taken + 1}" if taken else cause


def score_anew(
    session: Session, judged: Reading, cause: str, card: Scorecard, *, settings: Settings, now: datetime
) -> Reading:
    """Keep the judged inputs as they are worth now, under newer reviews or settings, if that is not kept already."""
    if judged.receipt == card.receipt:
        return judged
    owner = {name: getattr(judged, name) for name in ("agency_code", "file_id", "submission", "read_late")}
    name = free_name(session, judged.file_id, cause)
    return _keep(session, Reading(at=now, frozen_for=name, **owner, **_worth(card, settings)))


def frozen(session: Session, file_id: str, deadline_id: str) -> Reading | None:
    """The copy that is judged for a deadline, if it was taken."""
    query = select(Reading).where(Reading.file_id == file_id, Reading.frozen_for == deadline_id)
    return session.scalars(query).first()


def with_receipt(session: Session, receipt: str) -> list[Reading]:
    """The readings that a receipt was given for, the oldest first: the same content may have been read repeatedly."""
    return list(session.scalars(select(Reading).where(Reading.receipt == receipt).order_by(Reading.id)))


def stream(session: Session) -> Iterator[Reading]:
    """All readings, the oldest first; only `AT_ONCE` of them are in memory at a time."""
    query = select(Reading).order_by(Reading.id).execution_options(yield_per=AT_ONCE)
    yield from session.scalars(query)


def _keep(session: Session, reading: Reading) -> Reading:
    """The reading and, in the same transaction, its brief."""
    session.add(reading)
    session.flush()
    session.add(ReadingBrief(**brief_of(reading)))
    session.flush()
    return reading


def _worth(card: Scorecard, settings: Settings) -> dict[str, Any]:
    """The columns that a receipt vouches for."""
    return {
        "programme": card.programme,
        "programme_hash": card.programme_hash,
        "settings": dict(settings),
        "input_hash": card.input_hash,
        "receipt": card.receipt,
        "totals": totals_record(card),
        "confirmed": confirmed_levels(card),
        "result": result_record(card.criteria, card.eligibility, card.requirements),
    }


def _of(agency_code: str) -> Select[Reading]:
    return select(Reading).where(Reading.agency_code == agency_code).order_by(Reading.id.desc())


def _same(reading: Reading, file_id: str, card: Scorecard) -> bool:
    kept = (reading.file_id, reading.programme_hash, reading.input_hash, reading.confirmed, reading.receipt)
    return kept == (file_id, card.programme_hash, card.input_hash, confirmed_levels(card), card.receipt)
