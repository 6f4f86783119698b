"""The clock process: at each tick it asks the database what is due, and wakes the workers for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.jobs.pulse import beat
from bot.jobs.services import Services
from bot.jobs.wakeups import WakeUps
from bot.store import control_sheets, drive_pages, evidence_links, inbox, outbox_calls, pulses, shown_menus, workbooks

GATHERING = timedelta(seconds=3)
"""Drive's calls about a log that come together are one poll."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between ticks. An unchanged workbook costs nothing, so changes may be asked for often."""

    due: float = 1
    pulse: float = 15
    changes: float = 60
    channels: float = 60
    closings: float = 5
    reminders: float = 60
    link_news: float = 300
    control_news: float = 300
    menus: float = 3
    budget: float = 120
    tidy: float = 3600
    check: float = 600


def ticker(services: Services, wake: WakeUps, pace: Pace | None = None) -> BackgroundScheduler:
    """A scheduler that is not started yet: `.start()` it, and `.shutdown()` it in the end.

    A tick that comes late is not left out, several late ones are one, and none runs beside itself.
    """
    pace = pace or Pace()
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    )
    jobs: list[tuple[str, float, Callable[[], None]]] = [
        ("due", pace.due, lambda: offer_what_is_due(services, wake)),
        ("pulse", pace.pulse, lambda: give_a_sign(services, wake)),
        ("changes", pace.changes, wake.changes),
        ("channels", pace.channels, wake.channels),
        ("closings", pace.closings, wake.closings),
        ("reminders", pace.reminders, wake.reminders),
        ("link_news", pace.link_news, wake.link_news),
        ("control_news", pace.control_news, wake.control_news),
        ("menus", pace.menus, lambda: offer_menus(services, wake)),
        ("budget", pace.budget, wake.budget),
        ("tidy", pace.tidy, wake.tidy),
        ("check", pace.check, wake.check),
    ]
    for name, seconds, job in jobs:
        scheduler.add_job(job, "interval", seconds=seconds, id=name)
    return scheduler


def offer_what_is_due(services: Services, wake: WakeUps) -> None:
    """Wake the workers for whatever is due now, also what a crash or a lost wake-up left behind."""
    now, links = services.clock.now(), services.links
    with services.database.reading() as session:
        due = {
            wake.inbox: inbox.anything_due(session, now),
            wake.outbox: outbox_calls.anything_due(session, now),
            wake.workbooks: workbooks.anything_due(session, now),
            wake.control: control_sheets.anything_due(session, now),
            wake.pushed: drive_pages.anything_pushed(session, now - GATHERING),
            wake.links: links.look is not None
            and evidence_links.anything_due(session, now, on_the_web=links.on_the_web),
        }
    for wake_up, is_due in due.items():
        if is_due:
            wake_up()


def give_a_sign(services: Services, wake: WakeUps) -> None:
    """Note that the clock ticks, and have a worker note that it works."""
    beat(services, pulses.CLOCK)
    wake.pulse()


def offer_menus(services: Services, wake: WakeUps) -> None:
    """Wake a worker where someone is to see another rich menu."""
    with services.database.reading() as session:
        due = shown_menus.anything_due(session, services.clock.now())
    if due:
        wake.menus()
