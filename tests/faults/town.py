"""Agencies with workbooks and people in LINE on a sandbox, and the store of the installation that serves them."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.cases import secretariat
from bot.demo.sandbox_hands import SandboxHands
from bot.jobs.reminders import key_of, sending_time
from bot.sandbox.credentials import BOT, bot_settings
from bot.sandbox.line import set_webhook
from bot.sandbox.server import start
from bot.sandbox.state import Sandbox
from bot.store import chats, deadlines, inbox, link_codes, outbox, seals, workbooks
from bot.store.agencies import Agency
from bot.store.closings import Closing
from bot.store.database import Database, engine
from bot.store.inbox import InboxEvent
from bot.store.outbox import Draft, OutboxMessage
from bot.store.workbooks import Workbook
from scoring import programmes
from scoring.deadlines import reminder_due
from sheets_schema.layout import POSITION, template
from tests.faults import day
from tests.faults.day import Act, Announce, Arrive, Ask, Confirm, Edit, SendCode
from tests.faults.role import HOST
from tests.support.google_side import Naps, shared_template
from tests.support.line_stage import Stage

SECRET = "a secret key for a day of kills, long enough"  # made up
PATIENCE = 90.0
LEASES = (("events", 31), ("reminders", 31), ("messages", 125), ("dirty", 610), ("edits", 610), ("closings", 905))
"""Seconds by which the clock is moved on where one of these is left and nothing goes on: past what it waits for."""
MOST_JUMPS = 8
OF_WORKBOOKS = frozenset({"edits", "dirty", "closings"})
"""What may wait for longer than a round."""
PATIENT = 15
"""So often LINE delivers an event again here, about a minute: how long it really does, it does not tell."""
STILL = 2.0
"""Real seconds without any progress, while all processes are up: then only a lease can be waited for."""
ROWS = {
    row.input.key: (tab.sheet, number)
    for tab in template(programmes.load(day.PROGRAMME), programmes.words(day.PROGRAMME))
    for number, row in enumerate(tab.rows)
    if row.input
}


@dataclass(frozen=True, slots=True)
class Storm:
    """A switch of the sandbox, and which requests it strikes."""

    fault: str
    path: str
    method: str = ""
    times: int = 2


@dataclass
class Town:
    """`people` are the chats of those who were linked from the start, one of each agency; `newcomers` come later."""

    sandbox: Sandbox
    database: Database
    port: int
    files: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    newcomers: dict[int, str] = field(default_factory=dict)
    edited_at: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hands, self._line = SandboxHands(self.sandbox.root), Stage(self.sandbox)

    def settings(self, database_url: str, queue_url: str = "") -> dict[str, str]:
        """The settings of every process."""
        more = {"DATABASE_URL": database_url, "PORT": str(self.port), "SECRET_KEY": SECRET, "QUEUE_URL": queue_url}
        return {**bot_settings(self.sandbox), **more}

    def enter(self, count: int) -> None:
        """So many agencies, each with a workbook and someone in LINE; the deadlines; LINE's quota for all of it."""
        self.hands.set_clock(day.MORNING - timedelta(minutes=30))
        self._line.control("POST", "quota", {"limit": 50_000})
        webhook = f"http://{HOST}:{self.port}/line/webhook"
        set_webhook(self.sandbox, url=webhook, redelivery=True, redeliveries=PATIENT)
        pattern = shared_template(self.sandbox, Naps())
        self.files = self.hands.twins_of(pattern, count)
        self.people = [self._person(f"คนที่ {number}") for number in range(count)]
        with self.database.writing() as session:
            for number, (file_id, user_id) in enumerate(zip(self.files, self.people, strict=True)):
                agency = Agency(code=code(number), name=f"กรมที่ {number}", programme=day.PROGRAMME, ministry="")
                now = self.now()
                secretariat.enter_agency(session, agency, file_id, f"http://{file_id}", identity=BOT, now=now)
                chats.meet(session, user_id, "user", now)
                chats.link(session, user_id, agency.code, now - timedelta(days=365))
            for deadline in day.deadlines():
                deadlines.enter(session, deadline, self.now())

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def goes_on_to(self, instant: datetime) -> None:
        """The clock never goes back here: what waits may have moved it further on."""
        if instant > self.now():
            self.hands.set_clock(instant)

    def brew(self, *storms: Storm) -> None:
        """The next requests that fit go wrong. Storms that struck nothing until now are over."""
        self.sandbox.faults.clear()
        for storm in storms:
            self.sandbox.faults.arm(storm.fault, path=storm.path, method=storm.method, times=storm.times)

    def does_all(self, acts: Sequence[Act]) -> None:
        for act in acts:
            self.does(act)

    def does(self, act: Act) -> None:
        """What people do, in the sandbox or in the secretariat."""
        match act:
            case Ask(agency, word):
                self.hands.write(self.people[agency], word)
            case Edit(agency, key, value):
                sheet, row = ROWS[key]
                self.hands.type_into(self.files[agency], sheet, row, POSITION["answer"], value)
                self.edited_at[agency] = self.now()
            case Arrive(newcomer):
                self.newcomers[newcomer] = self.hands.new_person(f"คนใหม่ {newcomer}")
            case SendCode(newcomer):
                self.hands.write(self.newcomers[newcomer], f"ผูก {self._code_for(newcomer)}")
            case Confirm(newcomer):
                self.hands.write(self.newcomers[newcomer], "ใช่")
            case Announce(agency, number):
                self._announce(agency, number)

    def settle(self, but: Collection[str] = ()) -> int:
        """Wait until nothing is due any more, moving the clock on where only a lease is waited for; tells how often.

        What of the kinds `but` is due may wait.
        """
        jumps, ends = 0, time.monotonic() + PATIENCE
        seen, since = self.left(but), time.monotonic()
        while seen:
            assert time.monotonic() < ends, f"never done: {seen}"
            time.sleep(0.1)
            left = self.left(but)
            if left != seen:
                seen, since = left, time.monotonic()
            elif time.monotonic() - since > STILL and jumps < MOST_JUMPS:
                self.hands.advance(timedelta(seconds=next((wait for kind, wait in LEASES if kind in left), 0)))
                jumps, since = jumps + 1, time.monotonic()
        return jumps

    def left(self, but: Collection[str] = ()) -> dict[str, int]:
        """What is to be done yet, by its kind; empty when everything is."""
        now = self.now()
        with self.database.reading() as session:
            found = {
                "webhooks": len(self.sandbox.shelf.all("line.outgoing")),
                "events": _count(session, InboxEvent.state == inbox.WAITING),
                "edits": self._unread_edits(session),
                "dirty": _count(session, Workbook.dirty_since.is_not(None)),
                "closings": _count(session, Closing.settled_at.is_(None)) + self._unclosed(session, now),
                "reminders": len(self._owed_reminders(session, now)),
                "messages": _count(session, OutboxMessage.state == outbox.PENDING),
            }
        return {name: count for name, count in found.items() if count and name not in but}

    def feedback(self, file_id: str) -> tuple[str, ...]:
        """What stands beside each input of a workbook."""
        shown = requests.get(f"{self.sandbox.root}/sandbox/api/spreadsheets/{file_id}", timeout=30).json()
        texts = {
            (tab["sheetId"], cell["row"], cell["column"]): str(cell.get("formattedValue", ""))
            for tab in shown["tabs"]
            for cell in tab["cells"]
        }
        return tuple(texts.get((sheet, row, POSITION["feedback"]), "") for sheet, row in ROWS.values())

    def _unread_edits(self, session: Session) -> int:
        reads = {agency: workbooks.find(session, self.files[agency]) for agency in self.edited_at}
        last = {agency: book.last_read_at for agency, book in reads.items() if book is not None}
        return sum((last[agency] or at) <= at for agency, at in self.edited_at.items())

    def _unclosed(self, session: Session, now: datetime) -> int:
        """Agencies whose inputs are not taken though the deadline has closed."""
        if now < day.CLOSES + timedelta(seconds=15):
            return 0
        return len(self.files) - len(seals.all_standing(session))

    def _owed_reminders(self, session: Session, now: datetime) -> set[str]:
        """The keys of reminders that are due and not queued, by each linked chat; everyone lacks something."""
        if now >= day.CLOSES:
            return set()
        due = (reminder_due(deadline, now, sending_time) for deadline in deadlines.still_open(session, now))
        owed = {
            key_of(reminder, str(chat.agency_code), chat.id)
            for reminder in due
            if reminder is not None
            for chat in chats.to_remind(session)
            if chat.linked_at is not None and chat.linked_at <= reminder.due_at
        }
        return owed - set(session.scalars(select(OutboxMessage.dedup_key)))

    def _person(self, name: str) -> str:
        return str(self._line.control("POST", "users", {"displayName": name, "language": "th"})["userId"])

    def _code_for(self, newcomer: int) -> str:
        agency = code(newcomer % len(self.files))
        with self.database.writing() as session:
            return link_codes.issue(session, agency, secret=SECRET, issued_by="test", now=self.now())

    def _announce(self, agency: int, number: int) -> None:
        """Queue what everyone linked to the agency is to be told, as the announcement of a decision does."""
        text = [{"type": "text", "text": "ประกาศผลแล้ว"}]
        with self.database.writing() as session:
            for chat in chats.to_tell_results(session, code(agency)):
                draft = Draft(f"result:{number}:{chat.id}", chat.id, "result", text, "ทดสอบ", urgency=Urgency.RESULT)
                outbox.queue_message(session, draft, self.now())


def code(agency: int) -> str:
    return f"A-{agency}"


def _count(session: Session, which: Any) -> int:  # an SQL condition
    return int(session.scalar(select(func.count()).where(which)) or 0)


@contextmanager
def town(folder: Path, database_url: str, port: int, count: int) -> Iterator[Town]:
    """A town of so many agencies, entered into a database that has our tables and nothing in them."""
    sandbox = Sandbox(folder / "sandbox")
    server = start(sandbox)
    opened = Database(engine(database_url))
    try:
        made = Town(sandbox, opened, port)
        made.enter(count)
        yield made
    finally:
        opened.engine.dispose()
        server.stop()
        sandbox.shelf.close()
