"""The secretariat's control workbook in Google, where one is connected: within reach, editable, read and answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.cases.workbook_check import Inspector, findings_of_file
from bot.doctor.finding import Finding, fault, ok, warning
from bot.services import Installation
from bot.store import control_sheets

PATIENCE = timedelta(hours=1)
"""So long it may wait to be read before that is told."""
AGAIN = (
    "แก้ตามที่บอก หรือเชื่อมไฟล์ใหม่ด้วย tonbaeb control connect",
    "mend what is told, or connect another one with tonbaeb control connect",
)


def check(installation: Installation) -> Iterator[Finding]:
    with installation.database.reading() as session:
        sheet = control_sheets.in_use(session)
    if sheet is None:
        yield ok("ไม่ได้ใช้สมุดงานควบคุมใน Google", "no control workbook is connected in Google")
        return
    sight = Inspector(installation.identities).look(sheet.file_id, sheet.identity)
    ills = [finding for finding in findings_of_file(sight, "") if finding.blocking]
    for ill in ills:
        thai, _, english = ill.sentence.partition(" / ")
        yield fault(f"สมุดงานควบคุม: {thai}", f"the control workbook: {english}", cure=AGAIN)
    if ills:
        return
    if sheet.last_problem:
        thai, _, english = sheet.last_problem.partition(" / ")
        yield fault(f"สมุดงานควบคุม: {thai}", f"the control workbook: {english or thai}", cure=AGAIN)
    elif sheet.dirty_since is not None and installation.clock.now() - sheet.dirty_since > PATIENCE:
        yield warning(
            "สมุดงานควบคุมรออ่านนานกว่าหนึ่งชั่วโมง",
            "the control workbook has waited to be read for more than an hour",
            cure=("เริ่ม tonbaeb serve หรือ tonbaeb worker กับ tonbaeb clock", "start tonbaeb serve, or worker and clock"),
        )
    else:
        yield ok("สมุดงานควบคุมอ่านและเขียนได้", "the control workbook can be read and answered")
