"""`tonbaeb assessors list | add CODE --name NAME ... | remove CODE | link CODE`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import assessors as case
from bot.cases.assessors import Known
from bot.cases.season import RefusedError
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.services import Installation
from bot.store import assessors


@told_kindly
def run(asked: Namespace) -> int:
    """Do what was asked for an assessor."""
    started = with_schema(installation(needs=()))
    try:
        with started.database.writing() as session:
            lines = _ACTS[asked.act](session, started, asked, started.clock.now())
    except RefusedError as error:
        raise CannotError(f"{error.refusal.th} ({error.refusal.en})") from error
    print("\n".join(lines))
    return 0


def _list(session: Session, _: Installation, __: Namespace, ___: datetime) -> list[str]:
    found = [
        f"{each.code}  {each.name}  {each.ministry or 'ไม่ระบุกระทรวง'}  {each.agency_code}  {each.email}".rstrip()
        for each in assessors.active(session)
    ]
    return found or ["ยังไม่มีผู้ประเมิน (none yet; see: tonbaeb assessors add)"]


def _add(session: Session, _: Installation, asked: Namespace, now: datetime) -> list[str]:
    known = Known(asked.code, asked.name, asked.ministry, asked.agency, asked.email)
    entered = case.enter(session, known, by=asked.by, now=now)
    return [f"บันทึกผู้ประเมิน {entered.code} {entered.name} แล้ว (entered)"]


def _remove(session: Session, _: Installation, asked: Namespace, now: datetime) -> list[str]:
    ended = case.remove(session, asked.code, by=asked.by, now=now)
    return [f"{asked.code} ไม่ใช่ผู้ประเมินแล้ว ยกเลิกการมอบหมาย {ended} หน่วยงาน (removed)"]


def _link(session: Session, started: Installation, asked: Namespace, now: datetime) -> list[str]:
    token = case.link(session, asked.code, by=asked.by, secret=started.secret, now=now)
    return [
        f"{started.settings.base_url}/desk/enter/{token}",
        "ลิงก์นี้ใช้ได้ครั้งเดียวภายใน 10 นาที โปรดส่งให้เจ้าตัวเท่านั้น (works once, within 10 minutes)",
    ]


_ACTS: dict[str, Callable[[Session, Installation, Namespace, datetime], list[str]]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "link": _link,
}
