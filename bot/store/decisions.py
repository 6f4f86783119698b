"""Decisions of the committee, and their release. Applicants see only what was released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, false, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import reviews
from bot.store.base import Base, insert_once


class Decision(Base):
    """What was decided about an agency at a stage ("preliminary", "final"); known to the secretariat only.

    `outcome` is "awarded" or "not_awarded", None of decisions from before it was kept. `award` is the mark of the
    programme that names the award, blank for none or one without a level. `decided_by` is the officer's name,
    `decided_by_id` their LINE user id. One that was withdrawn waits no more.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    programme: Mapped[str]
    stage: Mapped[str]
    outcome: Mapped[str | None]
    award: Mapped[str] = mapped_column(server_default="")
    title: Mapped[str]
    note: Mapped[str]
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("readings.id"))
    decided_by: Mapped[str]
    decided_by_id: Mapped[str | None]
    decided_at: Mapped[datetime]
    withdrawn_by: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None]


class Release(Base):
    """The announcement of one decision, with the words as they were announced.

    `levels` are the levels that assessors had confirmed by then, `reasons` what they gave as reasons, both by
    criterion: from now on the agency may know them.
    `may_publish` says that the agency had consented to publication by then; `unpublished_at`, `unpublished_by` and
    `unpublished_because` (the number of a letter) that it has withdrawn that since.
    `objections_until` is the first instant that is too late to object to it, None where no objections are taken.
    """

    __tablename__ = "releases"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    title: Mapped[str]
    note: Mapped[str]
    released_by: Mapped[str]
    released_at: Mapped[datetime]
    levels: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    reasons: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    objections_until: Mapped[datetime | None]
    may_publish: Mapped[bool] = mapped_column(server_default=false())
    unpublished_at: Mapped[datetime | None]
    unpublished_by: Mapped[str | None]
    unpublished_because: Mapped[str | None]


def decide(session: Session, decision: Decision) -> Decision:
    session.add(decision)
    session.flush()
    return decision


def withdraw(session: Session, decision: Decision, by: str, because: str, now: datetime) -> None:
    """Have a decision wait no more; those that it had replaced stay replaced."""
    decision.withdrawn_by, decision.withdrawn_at, decision.withdrawn_because = by, now, because
    session.flush()


def release(
    session: Session,
    decision_id: int,
    released_by: str,
    now: datetime,
    objections_until: datetime | None = None,
    *,
    may_publish: bool = False,
) -> bool:
    """Announce a decision as it stands; False where it was announced before."""
    decision = session.get_one(Decision, decision_id)
    values = {
        "decision_id": decision_id,
        "agency_code": decision.agency_code,
        "title": decision.title,
        "note": decision.note,
        "released_by": released_by,
        "released_at": now,
        "levels": reviews.confirmed(session, decision.agency_code, decision.programme),
        "reasons": reviews.reasons(session, decision.agency_code, decision.programme),
        "objections_until": objections_until,
        "may_publish": may_publish,
    }
    return insert_once(session, Release, values)


def released(session: Session, agency_code: str) -> Release | None:
    """The latest announcement to an agency, if there is one."""
    query = select(Release).where(Release.agency_code == agency_code)
    return session.scalars(query.order_by(Release.released_at.desc(), Release.decision_id.desc()).limit(1)).first()


def released_levels(session: Session, agency_code: str, programme: str) -> dict[str, int]:
    """The confirmed levels that an agency may know under a programme: those of its latest announcement."""
    latest = _latest_under(session, agency_code, programme)
    return dict(latest.levels) if latest else {}


def released_reasons(session: Session, agency_code: str, programme: str) -> dict[str, str]:
    """The assessors' reasons for them, by criterion."""
    latest = _latest_under(session, agency_code, programme)
    return dict(latest.reasons) if latest else {}


def _latest_under(session: Session, agency_code: str, programme: str) -> Release | None:
    query = select(Release).join(Decision, Decision.id == Release.decision_id)
    mine = query.where(Release.agency_code == agency_code, Decision.programme == programme)
    return session.scalars(mine.order_by(Release.released_at.desc(), Release.decision_id.desc()).limit(1)).first()


def find(session: Session, decision_id: int) -> Decision | None:
    return session.get(Decision, decision_id)


def newest(session: Session, agency_code: str) -> int:
    """The id of the newest decision about an agency, whatever became of it; 0 where there is none."""
    return session.scalar(select(func.max(Decision.id)).where(Decision.agency_code == agency_code)) or 0


def newest_of_all(session: Session) -> dict[str, int]:
    """The same of every agency about which something was decided, by its code."""
    query = select(Decision.agency_code, func.max(Decision.id).label("newest")).group_by(Decision.agency_code)
    return {row.agency_code: row.newest for row in session.execute(query)}


def last_announced(session: Session) -> dict[str, Decision]:
    """The decision that was announced last to every agency to which one was, by its code."""
    query = select(Decision).join(Release, Release.decision_id == Decision.id)
    in_order = query.order_by(Release.released_at, Release.decision_id)
    return {decision.agency_code: decision for decision in session.scalars(in_order)}


def finally_announced(session: Session) -> set[str]:
    """The agencies to which a final result was announced."""
    query = select(Release.agency_code).join(Decision, Decision.id == Release.decision_id)
    return set(session.scalars(query.where(Decision.stage == "final")))


def release_of(session: Session, decision_id: int) -> Release | None:
    """The announcement of a decision, if it was announced."""
    return session.get(Release, decision_id)


def announcements(session: Session, agency_code: str, programme: str) -> list[tuple[Decision, Release]]:
    """All that was announced to an agency under a programme, the oldest first."""
    query = select(Decision, Release).join(Release, Release.decision_id == Decision.id)
    mine = query.where(Decision.agency_code == agency_code, Decision.programme == programme)
    return [(decision, release) for decision, release in session.execute(mine.order_by(Decision.id))]


def every_announcement(session: Session) -> list[tuple[Decision, Release]]:
    """The same of every agency and programme."""
    query = select(Decision, Release).join(Release, Release.decision_id == Decision.id)
    return [(decision, release) for decision, release in session.execute(query.order_by(Decision.id))]


def latest_finals(session: Session) -> list[tuple[Decision, Release]]:
    """The final result that was announced last to each agency under each programme."""
    final = select(func.max(Decision.id)).join(Release, Release.decision_id == Decision.id)
    last = final.where(Decision.stage == "final").group_by(Decision.agency_code, Decision.programme)
    query = select(Decision, Release).join(Release, Release.decision_id == Decision.id).where(Decision.id.in_(last))
    return [(decision, release) for decision, release in session.execute(query.order_by(Decision.id))]


def unreleased(session: Session) -> list[Decision]:
    """Decisions that wait to be announced, the oldest first: of each agency only the newest, which replaces others."""
    newest = select(func.max(Decision.id)).group_by(Decision.agency_code)
    query = select(Decision).where(
        Decision.id.in_(newest), Decision.id.not_in(select(Release.decision_id)), Decision.withdrawn_at.is_(None)
    )
    return list(session.scalars(query.order_by(Decision.id)))


def waiting(session: Session, agency_code: str) -> Decision | None:
    """The decision about an agency that waits to be announced, if there is one."""
    return next((each for each in unreleased(session) if each.agency_code == agency_code), None)


def still_waiting(session: Session, decision_id: int) -> Decision | None:
    """A decision, locked, while it waits to be announced; None where it was announced, replaced or withdrawn."""
    decision = session.get(Decision, decision_id, with_for_update=True)
    return decision if decision is not None and decision in unreleased(session) else None
