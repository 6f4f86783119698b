"""What is known of the evidence links of a workbook. It warns; no score, receipt or reading depends on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.evidence.addresses import LONGEST
from bot.evidence.health import Health, State
from bot.evidence.names import name_of
from bot.store import evidence_links, readings
from scoring.submission import Submission
from sheets_schema.link_findings import LinkFinding

MOST_LINKS = 500
"""So many different links of one workbook are looked at; the template asks for far fewer."""


class PlacedLink(NamedTuple):
    """A link where it stands: the input's key, and its number among those of its cell."""

    key: str
    number: int
    together: int
    link: str


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """How one link of a workbook is, for officers."""

    key: str
    link: str
    health: Health
    looked_at: datetime | None


def watch(session: Session, submission: Submission, now: datetime) -> tuple[LinkFinding, ...]:
    """See to it that the links of a submission are looked at; what is known of them already."""
    placed = _placed(submission)
    evidence_links.enter(session, {each.link for each in placed}, now)
    return _findings(session, placed)


def findings_of(session: Session, submission: Submission) -> tuple[LinkFinding, ...]:
    """The trouble with the links of a submission, in the order of its inputs."""
    return _findings(session, _placed(submission))


def health_of(session: Session, agency_code: str) -> tuple[LinkHealth, ...]:
    """How each link in an agency's latest reading is, in the order of its inputs; for officers."""
    reading = readings.latest(session, agency_code)
    placed = _placed(reading.as_submission()) if reading else []
    rows = evidence_links.known(session, {name_of(each.link) for each in placed})
    found = ((each, rows.get(name_of(each.link))) for each in placed)
    return tuple(
        LinkHealth(each.key, each.link, row.health if row else Health(), row.looked_at if row else None)
        for each, row in found
    )


def states(session: Session) -> Mapping[State, int]:
    """How many different links of all workbooks are in each state."""
    return evidence_links.by_state(session)


def agencies_holding(session: Session, names: Collection[str]) -> list[str]:
    """The codes of the agencies whose latest reading holds any of these links."""
    wanted = set(names)
    return [code for code, held in _names_by_agency(session) if not wanted.isdisjoint(held)]


def names_in_use(session: Session) -> set[str]:
    """The names of all links that stand in a latest reading."""
    return {name for _, held in _names_by_agency(session) for name in held}


def _names_by_agency(session: Session) -> Iterator[tuple[str, set[str]]]:
    for code, submission in evidence_links.latest_submissions(session):
        yield code, {name_of(each.link) for each in _placed(Submission.from_json(submission))}


def _findings(session: Session, placed: list[PlacedLink]) -> tuple[LinkFinding, ...]:
    names = [name_of(each.link) for each in placed]
    rows = evidence_links.known(session, set(names))
    troubles = {name: row.health.trouble for name, row in rows.items()}
    found = ((each, troubles.get(name)) for each, name in zip(placed, names, strict=True))
    return tuple(LinkFinding(*each, trouble) for each, trouble in found if trouble is not None)


def _placed(submission: Submission) -> list[PlacedLink]:
    """The links of a submission where they stand, but not what is far too long or far too many."""
    everything = (
        PlacedLink(answer.key, number, len(answer.links), link)
        for answer in submission.answers.values()
        for number, link in enumerate(answer.links, start=1)
        if len(link) <= LONGEST
    )
    different: set[str] = set()
    kept = []
    for each in everything:
        if len(different) < MOST_LINKS or each.link in different:
            different.add(each.link)
            kept.append(each)
    return kept
