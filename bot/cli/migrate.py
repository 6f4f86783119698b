"""`tonbaeb migrate`."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.starting import installation, migrated, told_kindly


@told_kindly
def run(_: Namespace) -> int:
    """Bring the database to this release."""
    migrated(installation(needs=()))
    print("ฐานข้อมูลเป็นรุ่นล่าสุดแล้ว (the database is at this release)")
    return 0
