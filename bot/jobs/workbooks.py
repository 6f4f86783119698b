"""Taking changed workbooks one after the other. How one is read and scored is a port."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.google.errors import GoogleError
from bot.jobs.backoff import pause
from bot.jobs.services import Services
from bot.logs import fields, where
from bot.store import workbooks
from bot.store.workbooks import Claim

FIRST_PAUSE = timedelta(seconds=15)
MOST_ATTEMPTS = 10
"""What we ourselves break on so often is set aside, for a day or until it changes; Google's failures pass."""

log = logging.getLogger(__name__)


def drain_workbooks(services: Services) -> int:
    """Read one changed workbook after the other until none is due; tells how many."""
    read = 0
    while score_one(services):
        read += 1
    return read


def score_one(services: Services) -> bool:
    """Read and score the workbook that has been dirty for longest; False where none is due.

    A crash leaves it dirty: it is read again once its lease has run out, and what was said before has its key.
    """
    with services.database.writing() as session:
        claim = workbooks.claim_dirty(session, services.clock.now())
    if claim is None:
        return False
    try:
        scored = services.score_workbook(claim)
    except GoogleError as error:
        _put_off(services, claim, str(error), _soon(services, claim))
        return True
    except Exception as error:  # noqa: BLE001 # one workbook that breaks must not keep the others waiting
        wait = _soon(services, claim) if claim.attempts < MOST_ATTEMPTS else workbooks.ASIDE
        _put_off(services, claim, where(error), wait)
        return True
    with services.database.writing() as session:
        workbooks.settle(
            session,
            claim,
            scored_hash=scored.scored_hash,
            feedback_hash=scored.feedback_hash,
            problem=scored.problem,
            now=services.clock.now(),
        )
    return True


def _soon(services: Services, claim: Claim) -> timedelta:
    return pause(claim.attempts, services.jitter(), first=FIRST_PAUSE)


def _put_off(services: Services, claim: Claim, problem: str, wait: timedelta) -> None:
    log.error("workbook not read", extra=fields(file=claim.file_id, problem=problem, attempts=claim.attempts))
    with services.database.writing() as session:
        workbooks.put_off(session, claim, services.clock.now() + wait, problem)
