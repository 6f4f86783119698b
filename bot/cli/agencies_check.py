"""`tonbaeb agencies check [CODE ...]`: whether each workbook can be read and answered, and what people have to mend."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from bot.cases.masters import Masters
from bot.cases.prepared import case_of
from bot.cases.workbook_check import (
    Finding,
    Inspector,
    Sight,
    findings_of_content,
    findings_of_file,
    names_of_others,
)
from bot.cli.agencies import registered
from bot.cli.agencies_add import OF_ONE_WORKBOOK
from bot.cli.progress import shown
from bot.google.file_ids import copy_link
from bot.services import Installation
from bot.store import agencies, workbooks
from bot.store.agencies import Agency
from bot.store.workbooks import Workbook


def run(started: Installation, asked: Namespace) -> int:
    """Tell what is amiss with the workbooks; 1 where one cannot be read or answered."""
    with started.database.reading() as session:
        everyone = agencies.active(session)
        wanted = [registered(session, code) for code in asked.codes] or everyone
    inspector = Inspector(started.identities)
    blocked = 0
    for agency in shown(wanted, sys.stderr, "กำลังตรวจ"):
        findings = _told_kindly(started, inspector, agency, everyone)
        print(f"{'✓' if not findings else '!'} {agency.code} {agency.name}")
        for finding in findings:
            print(f"    {finding.sentence}")
        blocked += any(finding.blocking for finding in findings)
    print(f"ตรวจ {len(wanted):,} หน่วยงาน ต้องแก้ไข {blocked:,} ({blocked:,} of {len(wanted):,} need mending)")
    return 1 if blocked else 0


def _told_kindly(
    started: Installation, inspector: Inspector, agency: Agency, everyone: Sequence[Agency]
) -> Sequence[Finding]:
    """What is amiss; a workbook that Google does not tell of for now keeps the others not waiting."""
    try:
        return _findings(started, inspector, agency, everyone)
    except OF_ONE_WORKBOOK as error:
        return [Finding("google", str(error))]


def _findings(
    started: Installation, inspector: Inspector, agency: Agency, everyone: Sequence[Agency]
) -> Sequence[Finding]:
    with started.database.reading() as session:
        book = workbooks.last_of_agency(session, agency.code)
        case = case_of(session, agency.programme)
    if book is None:
        return [_no_workbook(started, inspector, agency)]
    sight = inspector.look(book.file_id, book.identity)
    findings = findings_of_file(sight, agency.code)
    if sight.file is None or sight.file.trashed or not sight.file.is_spreadsheet:
        return findings
    _remember_who_sees_it(started, book, sight)
    tabs = inspector.tabs(sight, book.file_id)
    names = names_of_others(everyone, agency.code)
    return [*findings, *findings_of_content(tabs, case, agency, sight.file.name, names)]


def _no_workbook(started: Installation, inspector: Inspector, agency: Agency) -> Finding:
    master = Masters(started.database, started.clock, started.settings.templates()).of(agency.programme)
    address = inspector.chosen_for(agency.code)
    link = f"ทำสำเนาที่ {copy_link(master)} " if master else ""
    return Finding(
        "no_workbook",
        f"ยังไม่มีแผ่นงาน กรุณา{link}แชร์กับ {address} แล้วสั่ง tonbaeb agencies add {agency.code} --workbook ลิงก์ / "
        f"no workbook yet: copy the form, share it with {address}, and enter its link",
    )


def _remember_who_sees_it(started: Installation, book: Workbook, sight: Sight) -> None:
    """It was shared with another account of the bot, moved into another drive, or has come back."""
    drive = sight.file.drive if sight.file else ""
    if (book.identity, book.drive, book.gone_at) == (sight.identity, drive, None):
        return
    with started.database.writing() as session:
        workbooks.connect(
            session,
            book.file_id,
            book.agency_code,
            identity=sight.identity,
            drive=drive,
            url=book.url,
            now=started.clock.now(),
        )
