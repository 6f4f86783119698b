"""`tonbaeb open-again AGENCY`."""

from __future__ import annotations

from argparse import Namespace

from bot.cases import secretariat
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.store import agencies


@told_kindly
def run(asked: Namespace) -> int:
    """Take an agency's confirmations back, so that what its workbook says by now counts."""
    started = with_schema(installation(needs=()))
    with started.database.writing() as session:
        agency = agencies.find(session, asked.agency)
        if agency is None:
            raise CannotError(f"ไม่มีหน่วยงานรหัส {asked.agency} ในทะเบียน (no agency {asked.agency} is registered)")
        if not secretariat.open_again(session, agency, by=asked.by, now=started.clock.now()):
            raise CannotError(
                f"{asked.agency} ยังไม่ได้ยืนยันคำตอบใดที่เปลี่ยนภายหลังไม่ได้ (nothing of {asked.agency} stands confirmed)"
            )
    print("เปิดให้แก้แล้ว ระบบจะอ่านแผ่นงานในรอบถัดไปและใช้คำตอบที่อยู่ในแผ่นงานขณะนั้น (opened; the workbook is read again)")
    return 0
