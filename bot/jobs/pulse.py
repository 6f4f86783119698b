"""Giving a sign of life."""

from __future__ import annotations

from bot.jobs.services import Services
from bot.store import pulses


def beat(services: Services, name: str) -> None:
    """Note that this part is at work now."""
    with services.database.writing() as session:
        pulses.note(session, name, services.clock.now())
