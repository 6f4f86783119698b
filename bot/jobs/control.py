"""Reading the secretariat's control workbook where it was changed. How it is read and answered is a port."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.google.errors import GoogleError
from bot.jobs.backoff import pause
from bot.jobs.services import Services
from bot.logs import fields, where
from bot.store import control_sheets
from bot.store.control_sheets import ControlClaim

FIRST_PAUSE = timedelta(seconds=15)

log = logging.getLogger(__name__)


def drain_control(services: Services) -> int:
    """Read it where that is due; tells how often it was read. A crash leaves it dirty until its lease has run out."""
    read = 0
    while _read_once(services):
        read += 1
    return read


def _read_once(services: Services) -> bool:
    with services.database.writing() as session:
        claim = control_sheets.claim(session, services.clock.now())
    if claim is None:
        return False
    try:
        services.read_control(claim)
    except Exception as error:  # noqa: BLE001 # whatever breaks is told, and tried again later
        _put_off(services, claim, str(error) if isinstance(error, GoogleError) else where(error))
    return True


def _put_off(services: Services, claim: ControlClaim, problem: str) -> None:
    log.error("control workbook not read", extra=fields(problem=problem, attempts=claim.attempts))
    until = services.clock.now() + pause(claim.attempts, services.jitter(), first=FIRST_PAUSE)
    with services.database.writing() as session:
        control_sheets.put_off(session, claim, until, problem)
