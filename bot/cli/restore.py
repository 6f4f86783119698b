"""`tonbaeb restore`: a backup brought back, checked and proved."""

from __future__ import annotations

from argparse import Namespace

from bot.backup.archive import BackupError
from bot.backup.bringing_back import bring_back
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly
from sheets_schema.thai import thai_instant


@told_kindly
def run(asked: Namespace) -> int:
    """Bring a backup back and print what is to be done next."""
    started = installation(needs=())
    try:
        done = bring_back(started.database, asked.file, started.clock.now(), replace=asked.replace)
    except BackupError as error:
        raise CannotError(str(error)) from error
    rows, made_at = sum(done.manifest.counts.values()), thai_instant(done.manifest.made_at)
    print(f"กู้คืนแล้ว: สำเนาเมื่อ {made_at} {rows:,} แถว คำนวณใบรับรองซ้ำผ่าน {done.proved} ใบ")
    print(f"(restored: {rows:,} rows, {done.proved} receipts replayed)")
    if done.kept_as is not None:
        print(f"ข้อมูลเดิมเก็บไว้ที่ {done.kept_as} (what was there before)")
    print(
        f"พักข้อความไว้ {done.held} ข้อความ เพราะอาจส่งไปแล้วหลังสำเนานี้ เจ้าหน้าที่ปล่อยหรือยกเลิกได้ในหน้า “ข้อความออก” "
        f"({done.held} messages are held, as they may have gone out since: an officer cancels them or lets them go)"
    )
    print("ต่อไป: เริ่มระบบ แล้วทำตาม docs/operations.md หัวข้อ Restore (next: start, then follow docs/operations.md)")
    return 0
