"""The queue: it carries nothing but wake-ups. What there is to do, the database says; a lost wake-up costs a moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from bot.jobs.budget import plan_messages
from bot.jobs.control import drain_control
from bot.jobs.housekeeping import tidy
from bot.jobs.inbox import drain_inbox
from bot.jobs.links import look_at_links
from bot.jobs.menus import show_due_menus
from bot.jobs.nightly_check import check_if_due
from bot.jobs.outbox import drain_outbox
from bot.jobs.pulse import beat
from bot.jobs.reminders import queue_due_reminders
from bot.jobs.services import Services
from bot.jobs.workbooks import drain_workbooks
from bot.line.events import LINES_TOGETHER
from bot.store import pulses

NAME = "tonbaeb"
LOCK = 0x746F6E71
"""tonq: the name of the advisory lock in PostgreSQL under which the queue's tables are made."""
ENOUGH = 50
"""So many wake-ups may wait in the queue; more would not wake anyone sooner."""

THREADS = 4
"""Workers of a process. Most of their time they wait for Google, for LINE or for a budget."""

READERS = 2
"""So many of them may read workbooks at once, which for thousands takes minutes; the others go on answering chats."""

EXPIRY = 60
"""Seconds after which a wake-up is of no use: the ticker has sent another."""


def queue_at(queue_url: str, secret: str) -> Huey:
    """The queue at QUEUE_URL: sqlite:///FILE, postgresql://... or redis://... Its tasks are signed with `secret`."""
    settings: dict[str, Any] = {"results": False, "serializer": SignedSerializer(secret=secret)}
    scheme, _, rest = queue_url.partition("://")
    if scheme == "sqlite":
        return SqliteHuey(NAME, filename=rest.removeprefix("/"), **settings)
    if scheme == "postgresql":
        return _at_postgres(queue_url, settings)
    return RedisHuey(NAME, url=queue_url, **settings)


def _at_postgres(queue_url: str, settings: dict[str, Any]) -> Huey:
    """One process after the other: where several begin at once, only the first could make the queue's tables."""
    with psycopg.connect(queue_url) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
        return PostgresHuey(NAME, dsn=queue_url, **settings)


class WakeUps:
    """What may be woken. Make one per process, the web's too: a task is sent by name and done by whoever works.

    `services` is asked for when there is work: who only wakes needs no key to Google.
    """

    def __init__(self, huey: Huey, services: Callable[[], Services]) -> None:
        self.huey = huey
        self._inbox = self._task("inbox", lambda: drain_inbox(services()))
        self._outbox = self._task("outbox", lambda: drain_outbox(services()))
        self._workbooks = self._task("workbooks", _at_most(READERS, lambda: drain_workbooks(services())))
        self._changes = self._task("changes", _one_at_a_time(lambda: services().poll_changes()))
        self._pushed = self._task("pushed", _one_at_a_time(lambda: services().poll_pushed()))
        self._channels = self._task("channels", _one_at_a_time(lambda: services().keep_channels()))
        self._closings = self._task("closings", _one_at_a_time(lambda: services().close_deadlines()))
        self._reminders = self._task("reminders", lambda: queue_due_reminders(services()))
        self._control = self._task("control", _one_at_a_time(lambda: drain_control(services())))
        self._control_news = self._task("control_news", _one_at_a_time(lambda: _refresh_control(services())))
        self._links = self._task("links", _one_at_a_time(lambda: look_at_links(services())))
        self._link_news = self._task("link_news", _one_at_a_time(lambda: _spread_news(services())))
        self._menus = self._task("menus", _one_at_a_time(lambda: _show_menus(services())))
        self._budget = self._task("budget", _one_at_a_time(lambda: plan_messages(services())))
        self._tidy = self._task("tidy", lambda: tidy(services()))
        self._check = self._task("check", _one_at_a_time(lambda: check_if_due(services())))
        self._pulse = self._task("pulse", lambda: beat(services(), pulses.WORKER))

    def inbox(self) -> None:
        """Something came in: look now, and once more when no further lines are to be waited for."""
        if self._has_room():
            self._inbox()
        if self.huey.scheduled_count() < ENOUGH:
            self._inbox.schedule(delay=LINES_TOGETHER.total_seconds())

    def outbox(self) -> None:
        self._send(self._outbox)

    def workbooks(self) -> None:
        self._send(self._workbooks)

    def changes(self) -> None:
        self._send(self._changes)

    def pushed(self) -> None:
        self._send(self._pushed)

    def channels(self) -> None:
        self._send(self._channels)

    def closings(self) -> None:
        self._send(self._closings)

    def reminders(self) -> None:
        self._send(self._reminders)

    def control(self) -> None:
        self._send(self._control)

    def control_news(self) -> None:
        self._send(self._control_news)

    def links(self) -> None:
        self._send(self._links)

    def link_news(self) -> None:
        self._send(self._link_news)

    def menus(self) -> None:
        self._send(self._menus)

    def budget(self) -> None:
        self._send(self._budget)

    def tidy(self) -> None:
        self._send(self._tidy)

    def check(self) -> None:
        self._send(self._check)

    def pulse(self) -> None:
        self._send(self._pulse)

    def _send(self, task: Any) -> None:  # huey has no types
        if self._has_room():
            task()

    def _has_room(self) -> bool:
        """What is planned for later has no part in it: where a clock was put back, that waits until its hour."""
        return bool(self.huey.pending_count() < ENOUGH)

    def _task(self, name: str, work: Callable[[], object]) -> Any:  # huey has no types
        def run() -> None:
            work()

        return self.huey.task(name=f"wake_{name}", expires=EXPIRY)(run)


def _spread_news(services: Services) -> None:
    services.links.spread_news()


def _refresh_control(services: Services) -> None:
    services.refresh_control()


def _show_menus(services: Services) -> int:
    return show_due_menus(services.database, services.clock, services.show_menu)


class Workers(Consumer):  # type: ignore[misc] # huey has no types
    """Workers in threads of this process, which leaves the signals to the process they run in."""

    def __init__(self, huey: Huey, threads: int = THREADS) -> None:
        super().__init__(huey, workers=threads, periodic=False, max_delay=0.5, shutdown_timeout=20)

    def _set_signal_handlers(self) -> None:
        pass  # `serve` runs a web server too and decides about signals itself


def worker(huey: Huey, threads: int = THREADS) -> Consumer:
    """For a process of its own: `.run()` works until SIGTERM or SIGINT, then finishes the piece in hand."""
    return Consumer(huey, workers=threads, periodic=False, max_delay=0.5, shutdown_timeout=20, graceful_signal="TERM")


def _one_at_a_time(work: Callable[[], object]) -> Callable[[], None]:
    """The same work, left out while it is being done by another thread."""
    return _at_most(1, work)


def _at_most(threads: int, work: Callable[[], object]) -> Callable[[], None]:
    """The same work, left out while so many threads are at it."""
    free = threading.Semaphore(threads)

    def work_unless_enough_do() -> None:
        if free.acquire(blocking=False):
            try:
                work()
            finally:
                free.release()

    return work_unless_enough_do
