"""A nation on the day of a deadline: everyone asks for their score at once, then everyone is reminded.

Each size has a process and a database of its own. LINE takes everything at once, so what is seen is our own work; what
every person got is counted, so that nothing can be lost or come twice unseen.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from bot.cases.deeds import Deeds
from bot.cases.reminding import lacks, reminder_messages
from bot.cases.views import Views
from bot.conversation.view import NOTICE_VERSION, Contact
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders
from bot.jobs.services import Services
from bot.jobs.side_by_side import SideBySide
from bot.jobs.wakeups import THREADS
from bot.line.client import CALLS_AT_ONCE, Accepted
from bot.line.events import arrival_of
from bot.store import agencies, deadlines, inbox, readings
from bot.store.agencies import Agency
from bot.store.chats import ChatRow
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.readings import Reading
from scoring.deadlines import Deadline
from scoring.engine import score
from scoring.submission import Answer, Submission
from tests.bench.process_memory import most_memory
from tests.bench.rounds import heading, row_of_megabytes, row_of_ratio, row_of_time
from tests.bench.webhook_traffic import press
from tests.support.job_services import NOON, Bench, FakeLine
from tests.support.sample_scorecards import complete_agency

SIZES = (1_000, 10_000)
"""Agencies, each with two or three people."""

_IN_A_WEBHOOK = 100


@dataclass
class CountingLine(FakeLine):
    """Takes everything, and counts what came under which reply token and to whom."""

    answered: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    _counting: Any = field(default_factory=threading.Lock)

    def reply(self, reply_token: str, messages: Any) -> Accepted:
        with self._counting:
            self.answered[reply_token] += 1
        return Accepted("request")

    def push(self, chat_id: str, messages: Any, retry_key: str) -> Accepted:
        return self.multicast([chat_id], messages, retry_key)

    def multicast(self, user_ids: Any, messages: Any, retry_key: str) -> Accepted:
        with self._counting:
            self.told.update(user_ids)
        return Accepted("request")


def print_deadline_day() -> None:
    """The work for each person and agency, the memory, and how both grow."""
    seen = []
    for size in SIZES:
        command = [sys.executable, "-m", "tests.bench.deadline_day", str(size)]
        seen.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        _print_one(size, seen[-1])
    print(heading(f"Growth from {SIZES[0]:,} to {SIZES[-1]:,} agencies"))
    for name in ("taking in an event", "answering it", "a reminder queued", "a reminder sent"):
        print(row_of_ratio(f"processor time: {name}", seen[-1][name] / seen[0][name], "1.0 is linear"))


def _print_one(size: int, figures: dict[str, float]) -> None:
    print(heading(f"{size:,} agencies with {int(figures['people']):,} people"))
    for name in ("taking in an event", "answering it", "a reminder queued", "a reminder sent"):
        print(row_of_time(f"processor time: {name}", figures[name], ""))
    print(row_of_megabytes("the most memory that it took", figures["memory"], "256 MB at most"))


def main(size: int) -> None:
    with TemporaryDirectory() as folder:
        made = engine(f"sqlite:///{Path(folder) / 'nation.db'}")
        migrate(made)
        line = CountingLine()
        bench = Bench(Database(made), line=line)
        people = _settle(bench.database, size)
        services = bench.services(
            view_of=Views(Contact()),
            carry_out=Deeds("secret"),
            lacks=lacks,
            reminder_messages=reminder_messages,
            do_all=SideBySide(CALLS_AT_ONCE),
        )
        figures = {"people": len(people), **_asked(bench, services, people), **_reminded(services, people)}
        assert line.answered == Counter(people), "each is answered once"
        assert line.told == Counter(people), "each is reminded once"
        print(json.dumps({**figures, "memory": most_memory()}))


def _asked(bench: Bench, services: Services, people: list[str]) -> dict[str, float]:
    now = bench.clock.now()

    def take_in() -> None:
        for begin in range(0, len(people), _IN_A_WEBHOOK):
            some = [press("v1:score", person, person) for person in people[begin : begin + _IN_A_WEBHOOK]]
            stamped = [{**each, "timestamp": int(now.timestamp() * 1000)} for each in some]
            with bench.database.writing() as session:
                inbox.take_in(session, [arrival_of(each, now) for each in stamped], now)

    taking, answering = _work(take_in), _work(lambda: _at_once(lambda: drain_inbox(services)))
    with bench.database.reading() as session:
        assert inbox.counts(session) == {"done": len(people)}, "nothing is left"
    return {"taking in an event": taking / len(people), "answering it": answering / len(people)}


def _reminded(services: Services, people: list[str]) -> dict[str, float]:
    queueing = _work(lambda: queue_due_reminders(services))
    sending = _work(lambda: _at_once(lambda: drain_outbox(services)))
    return {"a reminder queued": queueing / len(people), "a reminder sent": sending / len(people)}


def _work(work: Callable[[], object]) -> float:
    """Processor seconds, which other work on the machine takes less of than of the time that passes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _at_once(work: Callable[[], object]) -> None:
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _settle(database: Database, size: int) -> list[str]:
    """Agencies whose workbooks are half filled and read, with five people for every two; the people's ids."""
    known = complete_agency()
    assert known.submission is not None
    keys = sorted(known.submission.answers)
    blank = {key: Answer(key, "blank") for key in keys[::2]}
    half = Submission(known.programme.id, {**known.submission.answers, **blank})
    with database.writing() as session:
        agencies.register(session, "A-0", "กรมที่ 0", known.programme.id, now=NOON)
        readings.record(session, "A-0", "file 0", half, score(known.programme, half, now=NOON), now=NOON)
        deadlines.enter(session, _deadline(known.programme.id), NOON - timedelta(days=60))
        session.flush()
        model = session.query(Reading).one()
        reading = {column.key: getattr(model, column.key) for column in Reading.__table__.columns if column.key != "id"}
        fixed = {"programme": known.programme.id, "ministry": "", "active": True, "created_at": NOON}
        session.execute(insert(Agency), [{"code": f"A-{n}", "name": f"กรมที่ {n}", **fixed} for n in range(1, size)])
        for begin in range(1, size, 100):
            several = range(begin, min(begin + 100, size))
            session.execute(
                insert(Reading), [{**reading, "agency_code": f"A-{n}", "file_id": f"file {n}"} for n in several]
            )
        people = [f"U{number:032x}" for number in range(size * 5 // 2)]
        session.execute(insert(ChatRow), [_person(person, f"A-{n % size}") for n, person in enumerate(people)])
    return people


def _person(chat_id: str, agency: str) -> dict[str, Any]:
    long_ago = NOON - timedelta(days=365)
    told = {"notice_version": NOTICE_VERSION, "noticed_at": long_ago, "joiners_told_at": long_ago, "met_at": long_ago}
    linked = {"agency_code": agency, "linked_at": long_ago, "notifications": True, "group_allowed": False}
    return {"id": chat_id, "kind": "user", "muted": [], "group_shows": [], **told, **linked}


def _deadline(programme: str) -> Deadline:
    return Deadline("d1", programme, "ส่งแบบประเมิน", "Hand in", NOON + timedelta(days=3), "", "Asia/Bangkok")


if __name__ == "__main__":
    main(int(sys.argv[1]))
