"""A filled .xlsx that an officer brings: read and scored like any workbook, kept only when that is confirmed.

A file whose box "handed in" is ticked is then judged, as a workbook is whose box was ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cases import freezing
from bot.cases.file_refusals import RefusedFileError, tabs_of_file
from bot.cases.prepared import case_of
from bot.season.states import Called
from bot.store import agencies, audit, decisions, readings
from bot.store.agencies import Agency
from bot.store.readings import Reading
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Submission
from sheets_schema.announced_reasons import with_reasons
from sheets_schema.feedback import feedback
from sheets_schema.locate import programme_named_in

FILE = "xlsx"
"""What the file id of a reading begins with that came as a file."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """What stands in a file that was read at an instant; `handed_in` is whether its box "handed in" is ticked."""

    submission: Submission
    handed_in: bool
    read_at: datetime

    def to_json(self) -> dict[str, Any]:
        return {
            "submission": self.submission.to_json(),
            "handed_in": self.handed_in,
            "read_at": self.read_at.isoformat(),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> FileContent:
        read_at = datetime.fromisoformat(record["read_at"])
        return cls(Submission.from_json(record["submission"]), record["handed_in"], read_at)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's content, what that is worth, and the file with the feedback in it."""

    content: FileContent
    card: Scorecard
    answer: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """The reading that a file became, and whether it is now what is judged."""

    reading: Reading
    judged: bool


def read_file(session: Session, agency: Agency, data: bytes, now: datetime) -> ReadFile:
    """Read and score a file; keeps nothing. Raises `RefusedFileError`.

    The answer goes to the agency, so of assessors' levels it tells only those that were announced.
    """
    case = case_of(session, agency.programme)
    tabs = tabs_of_file(data)
    named = programme_named_in(tabs)
    located = case.reader.locate(tabs)
    if (named and named != agency.programme) or not located.rows:
        raise RefusedFileError(_not_of(agency.programme, named))
    from sheets_schema.excel_answer import answered  # noqa: PLC0415 - openpyxl is heavy: only where a file is made

    submission = case.reader.read(located)
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, submission, confirmed=confirmed, now=now)
    title = case.explainer.words.tab_title("feedback")
    content = FileContent(submission, case.reader.handed_in(located) is True, now)
    reasons = decisions.released_reasons(session, agency.code, agency.programme)
    told = with_reasons(feedback(submission, card, case.explainer), card, reasons)
    return ReadFile(content, card, answered(data, located, told, title))


def keep(session: Session, agency: Agency, content: FileContent, *, by: str, now: datetime) -> Kept:
    """Keep what was read as the agency's newest reading, and as what is judged where the file says so."""
    agencies.lock(session, agency.code)
    case = case_of(session, agency.programme)
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, content.submission, confirmed=confirmed, now=now)
    kept = readings.record(
        session, agency.code, f"{FILE}:{agency.code}", content.submission, card, settings=case.settings, now=now
    )
    audit.note(session, by, "keep file", agency.code, now=now, reading=kept.id, receipt=kept.receipt)
    judged = content.handed_in and freezing.after_file(session, agency, kept, content.read_at, now=now)
    return Kept(kept, judged)


def _not_of(programme: str, named: str | None) -> Called:
    found = named or "–"
    return Called(
        f"ไฟล์นี้ไม่ใช่แบบฟอร์ม {programme} (พบ {found}) โปรดใช้แบบฟอร์มของโปรแกรมที่หน่วยงานสมัคร",
        f"This file is no form of {programme} (found {found}). Use the form of the agency's programme.",
    )
