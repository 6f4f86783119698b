"""One pass over a changed workbook: one read, the score, the record of it, and at most one write.

The reply to the write holds the inputs again. Were they changed between read and write, they are scored from that
reply, without another read. A crash at any point leaves the workbook dirty: the next pass reads it again, finds the
same inputs (kept once) and writes the same feedback.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases import freezing, link_findings
from bot.cases.freezing import Look
from bot.cases.invitations import Invitations
from bot.cases.judging import feedback_now
from bot.cases.prepared import Prepared, case_of
from bot.cases.timing import USUAL, Timing
from bot.clock import Clock
from bot.google.errors import GoogleError, NotASpreadsheetError, NotFoundError, NotSharedError, ProtectedCellsError
from bot.google.workbooks import Workbooks
from bot.jobs.services import Scored
from bot.store import agencies, decisions, readings, workbooks
from bot.store.database import Database
from bot.store.workbooks import Claim
from scoring.engine import score
from scoring.fixed import held_fast
from sheets_schema.feedback import Feedback
from sheets_schema.feedback_column import column_requests, is_in_place
from sheets_schema.google_cells import sheets_in, tabs_from
from sheets_schema.google_feedback import feedback_requests, in_rows_only, write_body
from sheets_schema.invitation import with_invitation
from sheets_schema.judged_feedback import Scored as ScoredInputs
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
    """Reads, scores, records and answers workbooks at Google, and takes what is judged where it is time.

    `bot_email` may edit the feedback tab, nobody else.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        google: Workbooks,
        bot_email: str,
        invitations: Invitations,
        timing: Timing = USUAL,
    ) -> None:
        self._database = database
        self._clock = clock
        self._google = google
        self._bot_email = bot_email
        self._invitations = invitations
        self._timing = timing

    def __call__(self, claim: Claim) -> Scored:
        asked_at = self._clock.now()
        try:
            return self._read_and_answer(claim, asked_at)
        except _OUT_OF_REACH as error:
            self._note_gone(claim, error, asked_at)
            return Scored(claim.scored_hash or "", claim.feedback_hash, str(error))

    def _read_and_answer(self, claim: Claim, asked_at: datetime) -> Scored:
        judged = self._judge(claim, self._google.read(claim.file_id), asked_at)
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
            asked_at = self._clock.now()
            after = self._judge(claim, self._write(claim, judged), asked_at)
            if isinstance(after, str):
                return Scored(judged.input_hash, None, after)
            if after.feedback.hash == judged.feedback.hash:
                break
            judged = after
        return Scored(judged.input_hash, judged.feedback.hash)

    def _judge(self, claim: Claim, reply: Mapping[str, Any], asked_at: datetime) -> _Judged | str:
        """Score what a reply holds and keep the reading; a sentence where the workbook is none of the programme.

        `asked_at` is when the request went out: what was typed before that is in the reply.
        """
        now = self._clock.now()
        tabs = tabs_from(dict(reply))
        with self._database.writing() as session:
            agency = agencies.find(session, claim.agency_code)
            if agency is None:
                return f"ไม่มีหน่วยงาน {claim.agency_code} ในทะเบียน"
            case = case_of(session, agency.programme)
            located = case.reader.locate(tabs)
            if _is_no_form(case, located, programme_named_in(tabs)):
                freezing.without_reading(session, agency, claim.file_id, asked_at, now=now)
                return _no_keys(case, programme_named_in(tabs))
            earlier = readings.latest(session, agency.code)
            before = earlier.as_submission() if earlier and case.programme.fixed else None
            submission = held_fast(case.programme, case.reader.read(located), before)
            confirmed = decisions.released_levels(session, agency.code, agency.programme)
            card = score(case.programme, submission, confirmed=confirmed, now=now)
            owner = (agency.code, claim.file_id)
            reading = readings.record(session, *owner, submission, card, settings=case.settings, now=now)
            look = Look(claim.file_id, asked_at, case.reader.handed_in(located))
            freezing.after_reading(session, agency, reading, look, self._timing, now=now)
            newest = ScoredInputs(submission, card)
            findings = link_findings.watch(session, submission, now)
            told = feedback_now(session, agency, case, newest, findings, ticked=look.ticked, now=now)
            told = with_invitation(told, self._invitations.code_for(session, agency, now))
        return _Judged(case, reply, located, told, card.input_hash)

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

    def _note_gone(self, claim: Claim, error: GoogleError, asked_at: datetime) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            workbooks.note_gone(session, claim.file_id, str(error), now)
            agency = agencies.find(session, claim.agency_code)
            if agency is not None:
                freezing.without_reading(session, agency, claim.file_id, asked_at, now=now)


def _is_no_form(case: Prepared, located: Located, named: str | None) -> bool:
    """Whether these rows are no form of the programme: none of them, or those few that another's form has as well."""
    of_another = named is not None and named != case.programme.id
    return not located.rows or (of_another and 2 * len(located.rows) < len(case.programme.inputs))


def _no_keys(case: Prepared, named: str | None) -> str:
    if named and named != case.programme.id:
        return f"แผ่นงานนี้เป็นแบบฟอร์มของ {named} ไม่ใช่ {case.programme.id} โปรดใช้แบบฟอร์มของ {case.programme.id}"
    return f"แผ่นงานนี้ไม่มีแถวรหัสของแบบฟอร์ม {case.programme.id} โปรดเริ่มจากแบบฟอร์มเปล่า"
