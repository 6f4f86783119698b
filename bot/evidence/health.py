"""How the health of an evidence link follows from what was seen of it, look by look. Pure: `now` is given.

A link that fails is not called bad at once: sites go down for a night, and people need time to mend. It keeps its state
until it failed often enough over long enough; one look that goes well ends all suspicion. What cannot be told either
way (a site that turns robots away, say) is `not_checked` and blames no one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sheets_schema.link_findings import Trouble

State = Literal["ok", "moved", "gone", "not_shared", "needs_login", "temporary", "not_checked"]

NOTHING = timedelta(0)
WELL = frozenset({"ok", "moved"})


@dataclass(frozen=True, slots=True)
class Observation:
    """What one look showed. `reason` is a short word for people who look after the system.

    `wait` is how long the site asks to be left alone. `silent` means that nothing answered at all, which may be our own
    network's fault.
    """

    state: State
    reason: str = ""
    wait: timedelta = NOTHING
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a link: its state since when, and what speaks against that.

    `failures` looks in a row showed `suspect`, the first of them at `suspect_since`; nothing went well since
    `failing_since`. `well_at` is when it last went well.
    """

    state: State = "not_checked"
    reason: str = ""
    since: datetime | None = None
    well_at: datetime | None = None
    suspect: State | None = None
    suspect_since: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None

    @property
    def trouble(self) -> Trouble | None:
        """What people are told about it, None where there is nothing to tell."""
        return _BY_REASON.get((self.state, self.reason)) or _BY_STATE.get(self.state)


@dataclass(frozen=True, slots=True)
class Grace:
    """How many looks must fail alike, over how long, before a state is believed."""

    failures: int
    lasting: timedelta


FIRST_TIME = Grace(2, timedelta(minutes=30))
"""For a link that never went well: most likely it was never right, and whoever entered it is still at the desk."""
ONCE_WELL = Grace(3, timedelta(days=1))
UNREACHABLE = Grace(4, timedelta(days=2))

SOONEST = timedelta(minutes=30)
LATEST_WHILE_FAILING = timedelta(days=1)
LONG_LOST = timedelta(days=30)
WEEK = timedelta(days=7)
NOT_TO_BE_TOLD = timedelta(days=30)
LONGEST_WAIT = timedelta(days=1)
"""A site's own wish to be left alone is heeded up to this long."""

_BY_STATE: dict[State, Trouble] = {
    "gone": "gone",
    "not_shared": "not_shared",
    "needs_login": "needs_login",
    "temporary": "unreachable",
}
_BY_REASON: dict[tuple[State, str], Trouble] = {
    ("moved", "front_page"): "front_page",
    ("not_shared", "private_address"): "not_public",
    ("temporary", "tls"): "insecure",
}


def after(health: Health, seen: Observation, now: datetime) -> Health:
    """The health after a look."""
    if seen.state in WELL or seen.state == "not_checked":
        return _settled(health, seen, now)
    suspected = _suspected(health, seen, now)
    if suspected.suspect == health.state or _is_believed(suspected, now):
        since = health.since if suspected.suspect == health.state else now
        reason = seen.reason if seen.state == suspected.suspect else health.reason
        return replace(suspected, state=suspected.suspect or health.state, reason=reason, since=since)
    return suspected


def next_look(health: Health, seen: Observation, now: datetime, jitter: float) -> datetime:
    """When to look again. While it fails: after as long again as it has been failing. `jitter` is from 0 to 1."""
    pause = _pause(health, now)
    return now + max(pause * (1 + jitter / 4), min(seen.wait, LONGEST_WAIT))


def _settled(health: Health, seen: Observation, now: datetime) -> Health:
    """It went well, or nothing can be told: no suspicion remains."""
    since = health.since if health.state == seen.state else now
    return Health(seen.state, seen.reason, since, now if seen.state in WELL else health.well_at)


def _suspected(health: Health, seen: Observation, now: datetime) -> Health:
    """One more failure. A site that is down for a while takes nothing back from what it said before."""
    failing_since = health.failing_since or now
    if seen.state == health.suspect:
        return replace(health, failures=health.failures + 1, failing_since=failing_since)
    if seen.state == "temporary" and health.suspect is not None:
        return replace(health, failing_since=failing_since)
    return replace(health, suspect=seen.state, suspect_since=now, failures=1, failing_since=failing_since)


def _is_believed(health: Health, now: datetime) -> bool:
    grace = _grace(health)
    lasted = now - (health.suspect_since or now)
    return health.failures >= grace.failures and lasted >= grace.lasting


def _grace(health: Health) -> Grace:
    if health.suspect == "temporary":
        return UNREACHABLE
    return ONCE_WELL if health.well_at is not None else FIRST_TIME


def _pause(health: Health, now: datetime) -> timedelta:
    if health.failing_since is None:
        return NOT_TO_BE_TOLD if health.state == "not_checked" else WEEK
    lasted = now - health.failing_since
    return WEEK if lasted >= LONG_LOST else min(max(lasted, SOONEST), LATEST_WHILE_FAILING)
