"""The evidence links that stand in workbooks, each once however many hold it: how it is, and when to look again.

Which workbooks hold a link is not kept: their latest readings tell. Whoever looks at a link claims it together with
the turn of its host, so that no two processes ask one host at once, or one after the other too soon.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.evidence import names
from bot.evidence.health import Health, State
from bot.store.agencies import Agency
from bot.store.base import Base, insert_once, rows_changed
from bot.store.readings import AT_ONCE as FEW
from bot.store.readings import Reading

LEASE = timedelta(minutes=10)
"""How long a look may take before another one may begin; longer than Google's longest request with its retries."""
PER_REQUEST = timedelta(seconds=6)
"""A host is left alone so long for each request that it was sent: at most ten a minute."""
AGAIN_AFTER = timedelta(minutes=15)
"""Bad links of a workbook that was just changed are looked at again, but no sooner after the last look than this."""
AT_ONCE = 500
"""How many links are named in one statement."""


class EvidenceLink(Base):
    """One link by the hash of its one spelling. `changed_at` is set until its workbooks are marked to tell the news."""

    __tablename__ = "evidence_links"

    name: Mapped[str] = mapped_column(primary_key=True)
    link: Mapped[str]
    host: Mapped[str] = mapped_column(index=True)
    entered_at: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str]
    since: Mapped[datetime | None]
    well_at: Mapped[datetime | None]
    suspect: Mapped[str | None]
    suspect_since: Mapped[datetime | None]
    failures: Mapped[int]
    failing_since: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    next_look: Mapped[datetime] = mapped_column(index=True)
    claimed_until: Mapped[datetime | None]
    changed_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def health(self) -> Health:
        return Health(
            cast("State", self.state),
            self.reason,
            self.since,
            self.well_at,
            cast("State | None", self.suspect),
            self.suspect_since,
            self.failures,
            self.failing_since,
        )


class EvidenceHost(Base):
    """When a host may be asked again, and when one last answered at all."""

    __tablename__ = "evidence_hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """A link that this worker alone may look at, in its one spelling; it has its host's turn."""

    name: str
    link: str
    host: str
    health: Health


def enter(session: Session, links: Collection[str], now: datetime) -> None:
    """See to it that these are looked at, as soon as may be where they are new; bad ones are looked at again soon."""
    wanted = {names.name_of(link): link for link in links}
    here = known(session, wanted)
    for name in sorted(wanted.keys() - here.keys()):
        insert_once(session, EvidenceLink, _new_row(name, wanted[name], now))
    failing = [row.name for row in here.values() if _is_failing_for(row, now)]
    for some in _portions(sorted(failing)):
        late = and_(EvidenceLink.name.in_(some), EvidenceLink.next_look > now)
        session.execute(update(EvidenceLink).where(late).values(next_look=now))


def known(session: Session, names_of_links: Collection[str]) -> dict[str, EvidenceLink]:
    """What is known of these, by name."""
    found: dict[str, EvidenceLink] = {}
    for some in _portions(sorted(names_of_links)):
        rows = session.scalars(select(EvidenceLink).where(EvidenceLink.name.in_(some)))
        found.update((row.name, row) for row in rows)
    return found


def anything_due(session: Session, now: datetime, *, on_the_web: bool) -> bool:
    return session.scalars(_due(now, on_the_web=on_the_web).limit(1)).first() is not None


def claim_due(session: Session, now: datetime, *, on_the_web: bool) -> LinkClaim | None:
    """Take the link that has been due for longest and whose host may be asked; None where there is none."""
    row = session.scalars(_due(now, on_the_web=on_the_web).limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    if row.host not in {names.DRIVE, names.NOWHERE} and not take_turn(session, row.host, now):
        return None  # another process was faster; the next wake-up finds the next link
    row.claimed_until = now + LEASE
    return LinkClaim(row.name, row.link, row.host, row.health)


def take_turn(session: Session, host: str, now: datetime) -> bool:
    """Have a host for oneself until `free_hosts`, or until the lease ends; False where someone else has it."""
    insert_once(session, EvidenceHost, {"host": host, "free_at": now})
    taken = update(EvidenceHost).where(EvidenceHost.host == host, EvidenceHost.free_at <= now)
    return rows_changed(session, taken.values(free_at=now + LEASE)) == 1


def free_hosts(
    session: Session, hosts: Collection[str], requests: Mapping[str, int], answered: Collection[str], now: datetime
) -> None:
    """The turns of a look end; each host is left alone for a while, the longer the more it was asked."""
    for host in sorted(hosts):
        row = session.get(EvidenceHost, host, with_for_update=True)
        if row is not None:
            row.free_at = now + PER_REQUEST * requests.get(host, 0)
            row.answered_at = now if host in answered else row.answered_at


def others_answered(session: Session, host: str, since: datetime) -> bool:
    """Whether any other host answered since then, so that silence is not our own network's."""
    others = exists().where(EvidenceHost.answered_at >= since, EvidenceHost.host != host)
    return bool(session.execute(select(others)).scalar_one())


def settle(session: Session, claim: LinkClaim, health: Health, next_look: datetime, now: datetime) -> None:
    """Keep what a look showed. Where people are to be told otherwise than before, that waits for `changed`."""
    row = session.get(EvidenceLink, claim.name, with_for_update=True, populate_existing=True)
    if row is None:
        return
    if row.health.trouble != health.trouble:
        row.changed_at = now
    row.state, row.reason, row.since, row.well_at = health.state, health.reason, health.since, health.well_at
    row.suspect, row.suspect_since, row.failures = health.suspect, health.suspect_since, health.failures
    row.failing_since = health.failing_since
    row.looked_at, row.next_look, row.claimed_until = now, next_look, None


def put_off(session: Session, claim: LinkClaim, until: datetime) -> None:
    """It could not be looked at now, and nothing was learnt."""
    row = session.get(EvidenceLink, claim.name, with_for_update=True, populate_existing=True)
    if row is not None:
        row.next_look, row.claimed_until = until, None


def changed(session: Session) -> frozenset[str]:
    """The names of links of which their workbooks do not tell the new state yet."""
    return frozenset(session.scalars(select(EvidenceLink.name).where(EvidenceLink.changed_at.is_not(None))))


def note_told(session: Session, told: Collection[str]) -> None:
    """The workbooks that hold these are marked, so that they will tell."""
    for some in _portions(sorted(told)):
        session.execute(update(EvidenceLink).where(EvidenceLink.name.in_(some)).values(changed_at=None))


def forget_unused(session: Session, used: Collection[str], before: datetime) -> int:
    """Forget links that stand in no latest reading and were entered before; tells how many."""
    old = session.scalars(select(EvidenceLink.name).where(EvidenceLink.entered_at < before))
    unused = sorted(set(old) - set(used))
    for some in _portions(unused):
        session.execute(delete(EvidenceLink).where(EvidenceLink.name.in_(some)))
    session.execute(delete(EvidenceHost).where(EvidenceHost.free_at < before))
    return len(unused)


def take_back_all(session: Session, now: datetime) -> None:
    """Links are not checked any more: what was found of them is not told any longer."""
    nothing_known = {name: getattr(Health(), name) for name in Health.__dataclass_fields__}
    bad = EvidenceLink.state.not_in(("ok", "not_checked"))
    session.execute(update(EvidenceLink).where(bad).values(**nothing_known, changed_at=now, next_look=now))


def by_state(session: Session) -> dict[State, int]:
    """How many links are in each state."""
    counted = session.execute(select(EvidenceLink.state, func.count()).group_by(EvidenceLink.state))
    return {cast("State", state): number for state, number in counted}


def latest_submissions(session: Session) -> Iterator[tuple[str, dict[str, object]]]:
    """The latest reading's submission of every agency that takes part, by its code; few are in memory at a time."""
    newest = (
        select(func.max(Reading.id))
        .join(Agency, Agency.code == Reading.agency_code)
        .where(Reading.frozen_for.is_(None), Agency.active)
        .group_by(Reading.agency_code)
    )
    query = select(Reading.agency_code, Reading.submission).where(Reading.id.in_(newest)).order_by(Reading.agency_code)
    for row in session.execute(query.execution_options(yield_per=FEW)):
        yield row.agency_code, row.submission


def _due(now: datetime, *, on_the_web: bool) -> Select[EvidenceLink]:
    resting = exists().where(EvidenceHost.host == EvidenceLink.host, EvidenceHost.free_at > now)
    allowed: ColumnElement[bool] = ~resting if on_the_web else EvidenceLink.host == names.DRIVE
    free = or_(EvidenceLink.claimed_until.is_(None), EvidenceLink.claimed_until <= now)
    due = select(EvidenceLink).where(EvidenceLink.next_look <= now, free, allowed)
    return due.order_by(EvidenceLink.next_look, EvidenceLink.name)


def _is_failing_for(row: EvidenceLink, now: datetime) -> bool:
    """Whether it failed when last looked at, and that is a while ago."""
    return row.failing_since is not None and row.looked_at is not None and row.looked_at <= now - AGAIN_AFTER


def _new_row(name: str, link: str, now: datetime) -> dict[str, object]:
    return {
        "name": name,
        "link": names.normalised(link),
        "host": names.asked_at(link),
        "entered_at": now,
        "state": "not_checked",
        "reason": "",
        "failures": 0,
        "next_look": now,
    }


def _portions(ordered: list[str]) -> Iterable[list[str]]:
    """In one order, so that two who write the same rows do not wait for each other in a ring."""
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
