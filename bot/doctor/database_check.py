"""The database: there, writable, and at this release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, fault, ok
from bot.services import Installation
from bot.store.migrate import is_current

MIGRATE = ("สั่ง tonbaeb migrate", "run tonbaeb migrate")


def check(installation: Installation) -> Iterator[Finding]:
    url = installation.database.engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        yield fault(f"ยังไม่มีไฟล์ฐานข้อมูล {url.database}", f"there is no database file {url.database}", cure=MIGRATE)
        return
    try:
        with installation.database.writing():
            current = is_current(installation.database.engine)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        yield fault(
            f"ใช้ฐานข้อมูลไม่ได้ ({reason})",
            "the database cannot be used",
            cure=(
                "ตรวจ DATABASE_URL ว่าฐานข้อมูลเปิดอยู่ และโปรแกรมมีสิทธิ์เขียน",
                "check DATABASE_URL, that it is up, and that this user may write to it",
            ),
        )
        return
    if current:
        yield ok(f"ฐานข้อมูล {url.get_backend_name()} เป็นรุ่นนี้", f"{url.get_backend_name()} is at this release")
    else:
        yield fault("ฐานข้อมูลยังไม่เป็นรุ่นนี้", "the database is not at this release", cure=MIGRATE)
