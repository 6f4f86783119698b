"""`tonbaeb agencies add CODE ...` and `tonbaeb agencies add --csv FILE.csv`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from bot.cases.agency_entry import Entry, EntryError, Fault, Known, entry_of
from bot.cases.agency_list import HEADINGS, Line, ListError, lines_of
from bot.cases.body_types import types
from bot.cases.enrolment import Enrolment, Entered
from bot.cases.masters import Masters
from bot.cases.provisioning import AsPerson, CopyLink, IntoDrive, Provider
from bot.cases.workbook_check import Inspector
from bot.cli.agencies_report import Told, write_report
from bot.cli.complaint import CannotError
from bot.cli.progress import shown
from bot.google.errors import (
    GoogleError,
    NotFoundError,
    NotSharedError,
    RefusedError,
    SharingRefusedError,
    TransientError,
)
from bot.google.file_ids import folder_id_in, workbook_url
from bot.services import Installation
from bot.store import agencies
from scoring import programmes

OUTCOMES = {"new": "เข้าทะเบียนแล้ว (entered)", "updated": "ปรับปรุงแล้ว (updated)", "same": "มีอยู่แล้ว (known)"}
OF_ONE_WORKBOOK = (NotFoundError, NotSharedError, SharingRefusedError, RefusedError, TransientError)
_MOST_TRANSIENT = 3
"""So many rows in a row that Google does not answer for end the work: it would not answer for the next ones."""


def run(started: Installation, asked: Namespace) -> int:
    """Enter one agency, or all of a list; 1 where one could not be entered."""
    enrolment = _enrolment(started, asked)
    if asked.csv is None:
        return _add_one(enrolment, _known(started), asked)
    if any((asked.name, asked.ministry, asked.province, asked.type, asked.workbook, asked.share)):
        asked.wrong_usage(
            "--csv takes names, ministries, provinces, types, workbooks and e-mail addresses from the file"
        )
    return _add_all(enrolment, _lines(_known(started), asked), asked)


def provider_for(started: Installation, asked: Namespace) -> Provider | None:
    """The way to a workbook that is asked for; None where no Google account is configured."""
    folder = folder_of(asked.into_drive) if asked.into_drive else None
    if asked.as_person:
        if started.person is None:
            raise CannotError(
                "ยังไม่มีความยินยอมของบุคคล โปรดกำหนด GOOGLE_AUTHORIZED_USER_JSON "
                "(nobody consented yet: set GOOGLE_AUTHORIZED_USER_JSON)"
            )
        return AsPerson(started.person, started.identities, folder=folder, notify=asked.notify)
    if folder:
        return IntoDrive(started.makers, folder, notify=asked.notify)
    settings = started.settings
    has_key = settings.google_service_account_json.get_secret_value() or settings.google_application_credentials
    return CopyLink(started.identities) if has_key else None


def folder_of(text: str) -> str:
    """The id in a link of a folder or shared drive."""
    folder = folder_id_in(text)
    if folder is None:
        raise CannotError(f"“{text}” ไม่ใช่ลิงก์หรือรหัสของโฟลเดอร์หรือไดรฟ์ที่แชร์ (no link or id of a folder or shared drive)")
    return folder


def _enrolment(started: Installation, asked: Namespace) -> Enrolment:
    return Enrolment(
        database=started.database,
        clock=started.clock,
        provider=provider_for(started, asked),
        inspector=lambda: Inspector(started.identities),
        master_of=Masters(started.database, started.clock, started.settings.templates()).of,
        by=asked.by,
    )


def _known(started: Installation) -> Known:
    with started.database.reading() as session:
        there = {agency.code.casefold(): (agency.name, agency.programme) for agency in agencies.every(session)}
    return Known(programmes.ids(), there, types())


def _add_one(enrolment: Enrolment, known: Known, asked: Namespace) -> int:
    fields = ("code", "name", "programme", "ministry", "province", "type", "workbook")
    told = {field: getattr(asked, field) for field in fields}
    told = {field: text for field, text in told.items() if text is not None}
    try:
        entered = enrolment.enter(entry_of({**told, "share": " ".join(asked.share)}, known))
    except EntryError as error:
        raise CannotError("\n".join(_fault_line(fault) for fault in error.faults)) from error
    print("\n".join(_entered_lines(entered)))
    _report(asked, [Told(0, entered, ())])
    return 0


def _lines(known: Known, asked: Namespace) -> list[Line]:
    try:
        return lines_of(asked.csv.read_bytes(), known, programme=asked.programme or "")
    except ListError as error:
        raise CannotError(f"{asked.csv}: {error}") from error


def _add_all(enrolment: Enrolment, lines: list[Line], asked: Namespace) -> int:
    told: list[Told] = []
    try:
        for line in shown(lines, sys.stderr, "กำลังบันทึก"):
            told.append(_entered(enrolment, line))
            _stop_where_google_is_away(told)
    finally:
        for text in dict.fromkeys(text for each in told for text in _told_lines(each)):
            print(text, file=sys.stderr)
        print(_summary(told, len(lines)))
        _report(asked, told)
    return 1 if any(each.faults for each in told) else 0


def _entered(enrolment: Enrolment, line: Line) -> Told:
    if line.entry is None:
        return Told(line.number, None, line.faults)
    try:
        return Told(line.number, enrolment.enter(line.entry), ())
    except EntryError as error:
        return Told(line.number, None, error.faults, line.entry.code)
    except OF_ONE_WORKBOOK as error:
        away = isinstance(error, TransientError)
        return Told(line.number, None, (_google_fault(line.entry, error),), line.entry.code, google_is_away=away)


def _stop_where_google_is_away(told: list[Told]) -> None:
    last = told[-_MOST_TRANSIENT:]
    if len(last) == _MOST_TRANSIENT and all(each.google_is_away for each in last):
        raise CannotError(
            "ติดต่อ Google ไม่ได้ โปรดสั่งคำสั่งเดิมอีกครั้งภายหลัง ระบบจะทำต่อจากที่ค้างไว้ "
            "(Google cannot be reached: run the same command later, and it goes on where it stopped)"
        )


def _google_fault(entry: Entry, error: GoogleError) -> Fault:
    found = workbook_url(entry.workbook) if entry.workbook else entry.code
    return Fault("workbook", found, str(error), is_sentence=True)


def _fault_line(fault: Fault) -> str:
    wanted = fault.expected if fault.is_sentence else f"ต้องเป็น {fault.expected}"
    return f"{HEADINGS[fault.field][0]} ({fault.field}): พบ “{fault.found}” {wanted}"


def _told_lines(told: Told) -> Iterator[str]:
    for fault in told.faults:
        yield f"บรรทัด {told.line} {_fault_line(fault)}"
    if told.entered:
        for finding in told.entered.findings:
            # The same for all agencies of a programme: told once, not a thousand times.
            of = "" if finding.code == "no_master" else f"บรรทัด {told.line} {told.entered.entry.code}: "
            yield f"{of}! {finding.sentence}"


def _entered_lines(entered: Entered) -> Iterator[str]:
    entry = entered.entry
    yield f"{entry.name} ({entry.code}) {OUTCOMES[entered.outcome]}"
    if entered.workbook:
        yield f"  แผ่นงาน (workbook): {workbook_url(entered.workbook)}"
    if entered.to_copy:
        yield f"  1. เปิดลิงก์นี้เพื่อทำสำเนา (open to copy): {entered.to_copy.link}"
        yield f"  2. แชร์สำเนาในสิทธิ์ “ผู้แก้ไข” กับ (share the copy as Editor with): {entered.to_copy.address}"
        yield f"  3. tonbaeb agencies add {entry.code} --workbook ลิงก์ของสำเนา (the copy's link)"
    for finding in entered.findings:
        yield f"  ! {finding.sentence}"


def _summary(told: list[Told], rows: int) -> str:
    counts = {name: sum(1 for each in told if each.entered and each.entered.outcome == name) for name in OUTCOMES}
    failed = sum(1 for each in told if each.faults)
    left = rows - len(told)
    parts = [f"{OUTCOMES[name]} {count:,}" for name, count in counts.items()]
    parts += [f"ไม่ได้บันทึก (not entered) {failed:,}"]
    parts += [f"ยังไม่ได้ทำ (left) {left:,}"] if left else []
    return " · ".join(parts)


def _report(asked: Namespace, told: list[Told]) -> None:
    if asked.report is not None:
        write_report(asked.report, told)
        print(f"เขียนรายงานแล้ว: {asked.report}")
