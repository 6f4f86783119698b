"""The control workbook in Google: one read, what people changed applied, and at most one write.

Only the system's own cells are written, so that no write ever destroys what someone types. The reply to a write holds
the rows again: what was typed meanwhile is applied from it, without another read. What rows and store agree on is kept
before the write; a crash leaves the workbook dirty, and the next pass finds everything done and tells it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.cases.control_contents import contents
from bot.cases.control_overview import overview
from bot.cases.control_pass import ControlPass, Outcome
from bot.clock import Clock
from bot.google.errors import NotASpreadsheetError, NotFoundError, NotSharedError, ProtectedCellsError
from bot.google.identities import Identities
from bot.google.workbooks import Workbooks
from bot.store import control_sheets
from bot.store.control_sheets import ControlClaim
from bot.store.database import Database
from sheets_schema.control.google import answer_requests
from sheets_schema.control.reader import Control, as_rows, read_control, seen_in_rows
from sheets_schema.google_cells import sheets_in, tabs_from
from sheets_schema.google_feedback import write_body

MOST_WRITES = 3
"""How often one pass follows someone who types while it writes; the next pass takes over from there."""
REFRESH = timedelta(minutes=10)
"""What changed in the store is told in the workbook at most so often."""
NO_CONTROL = (
    "ไม่พบแถวรหัสของสมุดงานควบคุม โปรดกู้คืนจาก “ไฟล์ > ประวัติเวอร์ชัน” หรือเชื่อมไฟล์ใหม่ด้วย tonbaeb control connect --new / "
    "no key rows: restore them from “File > Version history”, or connect a new one"
)
_OUT_OF_REACH = (NotFoundError, NotSharedError, NotASpreadsheetError)


class ControlSheetPass:
    """Reads and answers the control workbook as the account it was shared with."""

    def __init__(self, database: Database, clock: Clock, identities: Identities, rows: ControlPass) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities
        self._rows = rows

    def __call__(self, claim: ControlClaim) -> None:
        transport = self._identities.served_by(claim.identity)
        try:
            problem = self._read_and_answer(claim.file_id, Workbooks(transport), transport.identity)
        except _OUT_OF_REACH as error:
            with self._database.writing() as session:
                control_sheets.note_gone(session, claim.file_id, str(error), self._clock.now())
            return
        with self._database.writing() as session:
            told = digest(session, self._clock)
            control_sheets.settle(session, claim, told=told, problem=problem, now=self._clock.now())

    def _read_and_answer(self, file_id: str, google: Workbooks, bot: str) -> str | None:
        """What stood in the way, if anything did."""
        reply = google.read(file_id)
        for _ in range(MOST_WRITES):
            control = read_control(tabs_from(reply))
            if not control.rows:
                return NO_CONTROL
            body = self._answer(file_id, control, reply, bot)
            if body is None:
                return None
            try:
                reply = google.write_feedback(file_id, body)
            except ProtectedCellsError as error:
                return str(error)  # only people can lift the protection: told, and not tried over and over
        return None

    def _answer(self, file_id: str, control: Control, reply: Mapping[str, Any], bot: str) -> dict[str, Any] | None:
        outcome = self._applied(file_id, control)
        titles = sheets_in(dict(reply)).values()
        requests = answer_requests(outcome.told, outcome.overview, control.overview, bot=bot, titles=titles)
        return write_body(requests) if requests else None

    def _applied(self, file_id: str, control: Control) -> Outcome:
        with self._database.reading() as session:
            sheet = control_sheets.in_use(session)
            seen = seen_in_rows(sheet.seen) if sheet else {}
        outcome = self._rows.apply(control, seen)
        if outcome.seen != seen:
            with self._database.writing() as session:
                control_sheets.remember(session, file_id, as_rows(outcome.seen))
        return outcome


class ControlRefresh:
    """Called now and then: has the control workbook read again where the store holds something else than it tells."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def __call__(self) -> None:
        now = self._clock.now()
        with self._database.reading() as session:
            sheet = control_sheets.in_use(session)
            if sheet is None or sheet.gone_at is not None or sheet.dirty_since is not None:
                return
            is_early = sheet.last_read_at is not None and now - sheet.last_read_at < REFRESH
            if is_early or sheet.told == digest(session, self._clock):
                return
        with self._database.writing() as session:
            control_sheets.mark_dirty(session, now)


def digest(session: Session, clock: Clock) -> str:
    """What the store would tell in the workbook, in short."""
    told = [contents(session), overview(session, {}, (), now=clock.now())]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
