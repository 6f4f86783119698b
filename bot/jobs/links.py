"""Looking at evidence links that are due, a few at a time."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta

from bot.evidence.health import Health, Observation, after, next_look
from bot.evidence.looks import Look, LookAt, NotNowError
from bot.evidence.names import DRIVE, NOWHERE
from bot.jobs.services import Services
from bot.logs import fields, where
from bot.store import evidence_links
from bot.store.evidence_links import LinkClaim

SECONDS_AT_ONCE = 5.0
"""A wake-up ends after this, so that answers in chat need not wait behind links; the ticker wakes again at once."""
HOST_BUSY = timedelta(minutes=1)
LATER = timedelta(minutes=30)
RECENTLY = timedelta(days=1)

log = logging.getLogger(__name__)


def look_at_links(services: Services) -> int:
    """Look at one link after the other until none is due or some seconds went by; tells how many."""
    look = services.links.look
    looked, ends = 0, time.monotonic() + SECONDS_AT_ONCE
    while look is not None and time.monotonic() < ends and look_at_one(services, look):
        looked += 1
    return looked


def look_at_one(services: Services, look_at: LookAt) -> bool:
    """Look at the link that has been due for longest; False where none is due, or Google takes no requests now.

    A crash leaves it claimed, its host too: it is looked at again once the lease has run out, which does no harm.
    """
    with services.database.writing() as session:
        claim = evidence_links.claim_due(session, services.clock.now(), on_the_web=services.links.on_the_web)
    if claim is None:
        return False
    turns = _Turns(services, claim)
    try:
        look = look_at(claim.link, turns)
    except NotNowError as busy:
        turns.end(Look(Observation("not_checked")))
        log.info("link put off", extra=fields(host=claim.host, because=busy))
        _put_off(services, claim, LATER if claim.host == DRIVE else HOST_BUSY)
        return claim.host != DRIVE
    except Exception as error:  # noqa: BLE001 # one link that breaks must not keep the others waiting
        turns.end(Look(Observation("not_checked")))
        log.error("link not looked at", extra=fields(host=claim.host, problem=where(error)))  # noqa: TRY400 # the trace may hold the link
        _put_off(services, claim, RECENTLY)
    else:
        turns.end(look)
        _keep(services, claim, look)
    return True


def _keep(services: Services, claim: LinkClaim, look: Look) -> None:
    now = services.clock.now()
    with services.database.writing() as session:
        if look.seen.silent and not evidence_links.others_answered(session, claim.host, now - RECENTLY):
            # Nobody else answered of late either: it may well be our own network, which is no fault of the link.
            evidence_links.put_off(session, claim, now + LATER)
            return
        health = after(claim.health, look.seen, now)
        evidence_links.settle(session, claim, health, next_look(health, look.seen, now, services.jitter()), now)
    _tell(claim, health, look)


def _tell(claim: LinkClaim, health: Health, look: Look) -> None:
    """Only the host, since a link may say more than a log should hold."""
    told = fields(host=claim.host, seen=look.seen.state, reason=look.seen.reason, state=health.state)
    log.info("link looked at", extra=told)


def _put_off(services: Services, claim: LinkClaim, wait: timedelta) -> None:
    with services.database.writing() as session:
        evidence_links.put_off(session, claim, services.clock.now() + wait)


@dataclass
class _Turns:
    """The turns at hosts that one look has, kept in the database for all processes."""

    services: Services
    claim: LinkClaim
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.claim.host not in {DRIVE, NOWHERE}:
            self.hosts.add(self.claim.host)

    def take(self, host: str) -> bool:
        if host in self.hosts:
            return True
        with self.services.database.writing() as session:
            taken = evidence_links.take_turn(session, host, self.services.clock.now())
        if taken:
            self.hosts.add(host)
        return taken

    def end(self, look: Look) -> None:
        with self.services.database.writing() as session:
            now = self.services.clock.now()
            evidence_links.free_hosts(session, self.hosts, look.requests, look.answered, now)
