"""An agency with a workbook and a chat, a deadline, and readings of it as a pass over the workbook would make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.cases import freezing
from bot.cases.closing_time import ClosingTime
from bot.cases.freezing import Look
from bot.cases.timing import Timing
from bot.store import agencies, deadlines, outbox, readings, seals, workbooks
from bot.store.database import Database
from bot.store.seals import Seal
from scoring.deadlines import Deadline
from scoring.engine import score
from sheets_schema.thai import BANGKOK
from tests.support.job_services import USER, Bench, StillClock
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, submission

MIDNIGHT = datetime(2022, 4, 1, tzinfo=BANGKOK)
"""The first instant that is too late: 23.59.59 on 31 March is in time."""

CLOSES = Deadline("hrmo-2565", "hrmo-2565", "ส่งแบบประเมิน 2565", "Self-assessment", MIDNIGHT, "31 มีนาคม", "Asia/Bangkok")
TIMING = Timing()
FILE = "f" * 20


def agency(session: Any) -> agencies.Agency:
    found = agencies.find(session, "A-1")
    assert found is not None
    return found


@dataclass
class Desk:
    """One agency's desk, with the system beside it. `staff` is what the workbook says of `org.staff_total`."""

    database: Database
    clock: StillClock
    bench: Bench
    staff: int = 100
    ticked: bool = False

    def tick(self) -> None:
        """What the clock process does every few seconds."""
        ClosingTime(self.database, self.clock, TIMING)()

    def read(self) -> bool:
        """One pass over the workbook, if it is due; tells whether it was."""
        now = self.clock.now()
        with self.database.writing() as session:
            claim = workbooks.claim_dirty(session, now)
            if claim is None:
                return False
            read = submission({**HALF_WAY, "org.staff_total": self.staff})
            card = score(PROGRAMME, read, now=now)
            reading = readings.record(session, "A-1", FILE, read, card, now=now)
            look = Look(FILE, now, self.ticked)
            freezing.after_reading(session, agency(session), reading, look, TIMING, now=now)
            workbooks.settle(session, claim, scored_hash=card.input_hash, feedback_hash=None, problem=None, now=now)
        return True

    def edit(self, staff: int) -> None:
        """The agency types, and the system learns of it."""
        self.staff = staff
        with self.database.writing() as session:
            workbooks.mark_dirty(session, [FILE], self.clock.now())

    def at(self, instant: datetime) -> None:
        self.clock.set(instant)

    def reopen(self, reason: str = "แนบผิดไฟล์") -> int | None:
        with self.database.writing() as session:
            return freezing.reopen(session, agency(session), reason, by="สมชาย", now=self.clock.now())

    def seal(self) -> Seal | None:
        with self.database.reading() as session:
            return seals.standing(session, "A-1")

    def judged(self) -> tuple[str, int | None, str, bool] | None:
        """The cause of the seal that stands, the staff that is judged, its basis, and whether it was read late."""
        with self.database.reading() as session:
            seal = seals.standing(session, "A-1")
            if seal is None:
                return None
            kept = seals.judged(session, seal)
            value = kept.as_submission().answers["org.staff_total"].value
            return seal.cause, value if isinstance(value, int) else None, seal.basis, kept.read_late

    def told(self) -> list[str]:
        """The kinds of messages that were queued for the agency's chat, the oldest first."""
        with self.database.reading() as session:
            return [row.kind for row in reversed(outbox.listing(session)) if row.chat_id == USER]


def desk(database: Database, *, opened: datetime = MIDNIGHT - timedelta(days=30)) -> Desk:
    """The desk, its workbook read once when it was opened."""
    clock = StillClock(opened)
    bench = Bench(database, clock)
    bench.link()
    with database.writing() as session:
        workbooks.connect(session, FILE, "A-1", identity="bot", url="https://x", now=opened)
        deadlines.enter(session, CLOSES, opened)
    made = Desk(database, clock, bench)
    assert made.read()
    return made
