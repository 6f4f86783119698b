"""`tonbaeb backup`: everything the database knows in one file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.backup.archive import BackupError
from bot.backup.making import make
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly
from bot.store.pulses import BACKUP, note


@told_kindly
def run(asked: Namespace) -> int:
    """Write a backup while everything goes on."""
    started = installation(needs=())
    file: Path = asked.file
    try:
        manifest = make(started.database.engine, file, started.clock.now())
    except BackupError as error:
        raise CannotError(str(error)) from error
    if "pulses" in manifest.counts:
        with started.database.writing() as session:
            note(session, BACKUP, manifest.made_at)
    rows = sum(manifest.counts.values())
    print(f"สำรองข้อมูลแล้ว: {file} ({file.stat().st_size:,} ไบต์ {rows:,} แถว)")
    print(f"(written: {rows:,} rows, schema {manifest.schema})")
    print(f"sha256 {manifest.sha256}")
    print("ไฟล์นี้มีข้อมูลทั้งหมด โปรดเก็บในที่ปลอดภัย แยกจาก SECRET_KEY (keep it safe, and apart from SECRET_KEY)")
    return 0
