"""`tonbaeb control connect [LINK | --new]`: the control workbook as a Google Sheet."""

from __future__ import annotations

from argparse import Namespace

from bot.cases.control_connecting import ControlConnecting
from bot.cases.provisioning import drive_of
from bot.cases.workbook_check import Inspector, findings_of_file
from bot.cli.agencies_add import folder_of
from bot.cli.complaint import CannotError
from bot.google.file_ids import file_id_in, workbook_url
from bot.services import Installation
from bot.store import control_sheets
from sheets_schema.thai import thai_instant


def run(started: Installation, asked: Namespace) -> int:
    """Connect what is asked for; without a link tell what is connected."""
    if asked.into_drive and not asked.new:
        raise CannotError("--into-drive ใช้กับ --new เท่านั้น (--into-drive goes with --new)")
    if not asked.new and asked.file is None:
        return _told(started)
    connecting = ControlConnecting(started.database, started.clock, asked.by)
    file_id = _made(started, connecting, asked) if asked.new else _used(started, connecting, asked.file)
    print(f"เชื่อมสมุดงานควบคุมแล้ว (connected): {workbook_url(file_id)}")
    print("ระบบจะอ่านเมื่อมีการแก้ไข และบอกผลในแถว (it is read when it changes, and answered in its rows)")
    return 0


def _made(started: Installation, connecting: ControlConnecting, asked: Namespace) -> str:
    reader = started.identities.served_by(started.sign_in.email)
    if asked.into_drive:
        maker, folder = started.makers.served_by(started.sign_in.email), folder_of(asked.into_drive)
        return connecting.make(maker, reader, folder=folder, drive=drive_of(maker, folder))
    if started.person is not None:
        return connecting.make(started.person, reader, folder=None, drive="")
    raise CannotError(
        "service account เป็นเจ้าของไฟล์ไม่ได้ โปรดเลือกทางหนึ่ง: (ก) สร้าง Google ชีตเปล่า แชร์ให้ "
        f"{', '.join(started.identities.emails)} เป็นผู้แก้ไข แล้วสั่ง tonbaeb control connect ลิงก์ "
        "(ข) --new --into-drive โฟลเดอร์ "
        "(ค) กำหนด GOOGLE_AUTHORIZED_USER_JSON (a service account can own no files: share an empty Sheet with it "
        "and give its link, or use --new --into-drive, or sign in as a person)"
    )


def _used(started: Installation, connecting: ControlConnecting, link: str) -> str:
    file_id = file_id_in(link)
    if file_id is None:
        raise CannotError(f"“{link}” ไม่ใช่ลิงก์ของ Google ชีต (no link of a Google Sheet)")
    sight = Inspector(started.identities).look(file_id, started.sign_in.email)
    findings = [finding for finding in findings_of_file(sight, "") if finding.blocking]
    if findings or sight.file is None:
        raise CannotError("\n".join(finding.sentence for finding in findings))
    return connecting.use(file_id, started.identities.served_by(sight.identity), drive=sight.file.drive)


def _told(started: Installation) -> int:
    with started.database.reading() as session:
        sheet = control_sheets.in_use(session)
    if sheet is None:
        print(
            "ยังไม่ได้เชื่อมสมุดงานควบคุมใน Google โปรดเพิ่มลิงก์ หรือ --new "
            "(no control workbook is connected: give a link, or --new)"
        )
        return 1
    read = f"อ่านล่าสุด {thai_instant(sheet.last_read_at)}" if sheet.last_read_at else "ยังไม่ได้อ่าน"
    print(f"{sheet.url}  {read}")
    if sheet.last_problem:
        print(f"! {sheet.last_problem}")
    return 0
