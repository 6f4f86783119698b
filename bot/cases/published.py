"""What the public may read of final results: who got which award, of agencies that consented to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.season import RefusedError
from bot.season.awards import AWARDS
from bot.season.refusals import Refusal
from bot.season.states import State
from bot.store import agencies, audit, decisions
from bot.store import season as moves
from bot.store.agencies import Agency
from bot.store.decisions import Decision, Release

NO_LETTER = Refusal("โปรดระบุเลขที่หนังสือของหน่วยงาน", "Give the number of the agency's letter")
NOT_PUBLISHED = Refusal("ผลของหน่วยงานนี้ไม่ได้เผยแพร่อยู่แล้ว", "This agency's result is not published")


@dataclass(frozen=True, slots=True)
class Awarded:
    """An agency that got an award. `award` is a mark of the programme, blank for one without a level."""

    agency: Agency
    programme: str
    award: str
    announced_at: datetime


def awarded(session: Session) -> list[Awarded]:
    """Of each agency and programme what was announced last, if it is an award; the newest programme first.

    Within a programme the highest award comes first, and those of one award by name. Whoever got none is not named.
    """
    last = moves.latest(session)
    gone = {of for of, move in last.items() if move.reached == State.WITHDRAWN}
    known = {agency.code: agency for agency in agencies.every(session)}
    found = [
        Awarded(known[decision.agency_code], decision.programme, decision.award, release.released_at)
        for decision, release in decisions.latest_finals(session)
        if _is_public(decision, release) and (decision.agency_code, decision.programme) not in gone
    ]
    rank = {mark: place for place, mark in enumerate(AWARDS)}
    found.sort(key=lambda each: (rank.get(each.award, len(rank)), each.agency.name))
    return sorted(found, key=lambda each: each.programme, reverse=True)


def take_down(session: Session, code: str, programme: str, letter: str, *, by: str, now: datetime) -> None:
    """Publish an agency's result no more, as it has asked for in a letter. Raises `RefusedError`."""
    season.hold(session, code)
    found = [
        each for each in decisions.latest_finals(session) if _is_of(each[0], code, programme) and _is_public(*each)
    ]
    if not letter.strip():
        raise RefusedError(NO_LETTER)
    if not found:
        raise RefusedError(NOT_PUBLISHED)
    release = found[0][1]
    release.unpublished_at, release.unpublished_by, release.unpublished_because = now, by, letter.strip()
    session.flush()
    audit.note(session, by, "withdraw publication", code, now=now, programme=programme, letter=letter.strip())


def _is_of(decision: Decision, code: str, programme: str) -> bool:
    return (decision.agency_code, decision.programme) == (code, programme)


def _is_public(decision: Decision, release: Release) -> bool:
    return decision.outcome == "awarded" and release.may_publish and release.unpublished_at is None
