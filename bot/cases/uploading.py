"""A filled .xlsx that an officer brings: read and scored like any workbook, kept only when that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.prepared import case_of
from bot.season.states import Called
from bot.store import audit, decisions, readings
from bot.store.agencies import Agency
from bot.store.readings import Reading
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Submission
from sheets_schema.excel_guard import Refusal, RefusedWorkbookError
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in
from sheets_schema.feedback import feedback
from sheets_schema.locate import programme_named_in

FILE = "xlsx"
"""What the file id of a reading begins with that came as a file."""

_UNSOUND = Called(
    "ไฟล์นี้ไม่ใช่ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx แล้วส่งอีกครั้ง",
    "This is no sound .xlsx workbook. Save it again as .xlsx and send that.",
)
_WHY: Mapping[Refusal, Called] = {
    Refusal.NO_WORKBOOK: _UNSOUND,
    Refusal.ENTITIES: _UNSOUND,
    Refusal.TOO_LARGE: Called(
        "ไฟล์นี้ใหญ่ผิดปกติ โปรดคัดลอกคำตอบลงในแบบฟอร์มเปล่า แล้วส่งไฟล์นั้นแทน",
        "This file is far larger than a form can be. Copy the answers into an empty form and send that.",
    ),
    Refusal.MACROS: Called(
        "ไฟล์นี้มีมาโคร โปรดบันทึกเป็น “สมุดงาน Excel (.xlsx)” ซึ่งไม่มีมาโคร แล้วส่งอีกครั้ง",
        "This file has macros. Save it as a plain .xlsx workbook and send that.",
    ),
    Refusal.EXTERNAL_LINKS: Called(
        "ไฟล์นี้มีสูตรที่อ้างถึงไฟล์อื่น โปรดแทนสูตรนั้นด้วยค่า แล้วส่งอีกครั้ง",
        "Its formulas refer to other files. Replace them by values and send it again.",
    ),
    Refusal.OLD_FORMAT: Called(
        "ไฟล์นี้เป็นรูปแบบเก่า (.xls) โปรดบันทึกเป็น .xlsx แล้วส่งอีกครั้ง",
        "This is an old .xls file. Save it as .xlsx.",
    ),
    Refusal.ENCRYPTED: Called(
        "ไฟล์นี้มีรหัสผ่าน โปรดบันทึกโดยไม่ใส่รหัสผ่าน แล้วส่งอีกครั้ง", "This file has a password. Save it without one."
    ),
}


class RefusedFileError(Exception):
    """The file is not read; `why` says what was found and what to do."""

    def __init__(self, why: Called) -> None:
        self.why = why
        super().__init__(why.th)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What stands in a file, what that is worth, and the file with the feedback in it."""

    submission: Submission
    card: Scorecard
    answer: bytes


def read_file(session: Session, agency: Agency, data: bytes, now: datetime) -> ReadFile:
    """Read and score a file; keeps nothing. Raises `RefusedFileError`.

    The answer goes to the agency, so of assessors' levels it tells only those that were announced.
    """
    case = case_of(session, agency.programme)
    try:
        tabs = tabs_in(data)
    except RefusedWorkbookError as error:
        raise RefusedFileError(_WHY[error.refusal]) from error
    except UnreadableWorkbookError as error:
        raise RefusedFileError(_UNSOUND) from error
    named = programme_named_in(tabs)
    located = case.reader.locate(tabs)
    if (named and named != agency.programme) or not located.rows:
        raise RefusedFileError(_not_of(agency.programme, named))
    from sheets_schema.excel_answer import answered  # noqa: PLC0415 - openpyxl is heavy: only where a file is made

    submission = case.reader.read(located)
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, submission, confirmed=confirmed, now=now)
    title = case.explainer.words.tab_title("feedback")
    return ReadFile(submission, card, answered(data, located, feedback(submission, card, case.explainer), title))


def keep(session: Session, agency: Agency, submission: Submission, *, by: str, now: datetime) -> Reading:
    """Keep what was read as the agency's newest reading."""
    case = case_of(session, agency.programme)
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, submission, confirmed=confirmed, now=now)
    kept = readings.record(
        session, agency.code, f"{FILE}:{agency.code}", submission, card, settings=case.settings, now=now
    )
    audit.note(session, by, "keep file", agency.code, now=now, reading=kept.id, receipt=kept.receipt)
    return kept


def _not_of(programme: str, named: str | None) -> Called:
    found = named or "–"
    return Called(
        f"ไฟล์นี้ไม่ใช่แบบฟอร์ม {programme} (พบ {found}) โปรดใช้แบบฟอร์มของโปรแกรมที่หน่วยงานสมัคร",
        f"This file is no form of {programme} (found {found}). Use the form of the agency's programme.",
    )
