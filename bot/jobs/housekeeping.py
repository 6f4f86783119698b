"""Forgetting what is no longer needed."""

from __future__ import annotations

from bot.jobs.services import Services
from bot.store import inbox, outbox


def tidy(services: Services) -> None:
    """Delete events that LINE will not send again, and end messages that have outlived their use."""
    now = services.clock.now()
    with services.database.writing() as session:
        inbox.tidy(session, now)
        outbox.end_outlived(session, now)
