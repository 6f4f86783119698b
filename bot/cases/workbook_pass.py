"""One pass over a changed workbook: one read, the score, the record of it, and at most one write.

The reply to the write holds the inputs again. Were they changed between read and write, they are scored from that
reply, without another read. A crash at any point leaves the workbook dirty: the next pass reads it again, finds the
same inputs (kept once) and writes the same feedback.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.cases.prepared import Prepared, case_of
from bot.clock import Clock
from bot.google.errors import GoogleError, NotASpreadsheetError, NotFoundError, NotSharedError, ProtectedCellsError
from bot.google.workbooks import Workbooks
from bot.jobs.services import Scored
from bot.store import agencies, readings, reviews, workbooks
from bot.store.database import Database
from bot.store.workbooks import Claim
from scoring.engine import score
from scoring.fixed import held_fast
from sheets_schema.feedback import Feedback, feedback
from sheets_schema.feedback_column import column_requests, is_in_place
from sheets_schema.google_cells import sheets_in, tabs_from
from sheets_schema.google_feedback import feedback_requests, in_rows_only, write_body
from sheets_schema.locate import Located, programme_named_in

MOST_WRITES = 3
"""How often one pass follows someone who types while it writes; the next pass takes over from there."""

_OUT_OF_REACH = (NotFoundError, NotSharedError, NotASpreadsheetError)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A workbook as it was read and what is to be written into it."""

    case: Prepared
    reply: Mapping[str, Any]
    located: Located
    feedback: Feedback
    input_hash: str


class WorkbookPass:
    """Reads, scores, records and answers workbooks at Google. `bot_email` may edit the feedback tab, nobody else."""

    def __init__(self, database: Database, clock: Clock, google: Workbooks, bot_email: str) -> None:
        self._database = database
        self._clock = clock
        self._google = google
        self._bot_email = bot_email

    def __call__(self, claim: Claim) -> Scored:
        try:
            return self._read_and_answer(claim)
        except _OUT_OF_REACH as error:
            self._note_gone(claim, error)
            return Scored(claim.scored_hash or "", claim.feedback_hash, str(error))

    def _read_and_answer(self, claim: Claim) -> Scored:
        judged = self._judge(claim, self._google.read(claim.file_id))
        if isinstance(judged, str):
            return Scored(claim.scored_hash or "", claim.feedback_hash, judged)
        if judged.feedback.hash == claim.feedback_hash and is_in_place(judged.located, judged.reply):
            return Scored(judged.input_hash, claim.feedback_hash)
        try:
            return self._answer(claim, judged)
        except ProtectedCellsError as error:
            # The score stands; only people can lift the protection, so it is told and not tried over and over.
            self._answer_in_rows(claim, judged)
            return Scored(judged.input_hash, None, str(error))

    def _answer(self, claim: Claim, judged: _Judged) -> Scored:
        """Write the feedback, and follow whoever types meanwhile."""
        for _ in range(MOST_WRITES):
            after = self._judge(claim, self._write(claim, judged))
            if isinstance(after, str):
                return Scored(judged.input_hash, None, after)
            if after.feedback.hash == judged.feedback.hash:
                break
            judged = after
        return Scored(judged.input_hash, judged.feedback.hash)

    def _judge(self, claim: Claim, reply: Mapping[str, Any]) -> _Judged | str:
        """Score what a reply holds and keep the reading; a sentence where the workbook is none of the programme."""
        now = self._clock.now()
        tabs = tabs_from(dict(reply))
        with self._database.writing() as session:
            agency = agencies.find(session, claim.agency_code)
            if agency is None:
                return f"ไม่มีหน่วยงาน {claim.agency_code} ในทะเบียน"
            case = case_of(session, agency.programme)
            located = case.reader.locate(tabs)
            if not located.rows:
                return _no_keys(case, programme_named_in(tabs))
            earlier = readings.latest(session, agency.code)
            before = earlier.as_submission() if earlier and case.programme.fixed else None
            submission = held_fast(case.programme, case.reader.read(located), before)
            confirmed = reviews.confirmed(session, agency.code, agency.programme)
            card = score(case.programme, submission, confirmed=confirmed, now=now)
            readings.record(session, agency.code, claim.file_id, submission, card, settings=case.settings, now=now)
        return _Judged(case, reply, located, feedback(submission, card, case.explainer), card.input_hash)

    def _answer_in_rows(self, claim: Claim, judged: _Judged) -> None:
        """In a copy the feedback tab may be the copier's to edit alone; the rows can be answered all the same."""
        with suppress(ProtectedCellsError):
            self._google.write_feedback(claim.file_id, in_rows_only(self._body(judged)))

    def _write(self, claim: Claim, judged: _Judged) -> dict[str, Any]:
        return self._google.write_feedback(claim.file_id, self._body(judged))

    def _body(self, judged: _Judged) -> dict[str, Any]:
        words = judged.case.explainer.words
        title, heading = words.tab_title("feedback"), words.column("feedback")
        present = sheets_in(dict(judged.reply))
        before = column_requests(judged.located, judged.reply, heading=heading)
        requests = feedback_requests(judged.located, judged.feedback, present, bot=self._bot_email, title=title)
        return write_body([*before, *requests])

    def _note_gone(self, claim: Claim, error: GoogleError) -> None:
        with self._database.writing() as session:
            workbooks.note_gone(session, claim.file_id, str(error), self._clock.now())


def _no_keys(case: Prepared, named: str | None) -> str:
    if named and named != case.programme.id:
        return f"แผ่นงานนี้เป็นแบบฟอร์มของ {named} ไม่ใช่ {case.programme.id} โปรดใช้แบบฟอร์มของ {case.programme.id}"
    return f"แผ่นงานนี้ไม่มีแถวรหัสของแบบฟอร์ม {case.programme.id} โปรดเริ่มจากแบบฟอร์มเปล่า"
