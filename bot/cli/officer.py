"""`tonbaeb officer invite | link | remove --name NAME` and `tonbaeb officer list`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.services import Installation
from bot.store import audit, link_codes, login_links, officers, web_sessions
from sheets_schema.thai import thai_instant

BY = "command line"


@told_kindly
def run(asked: Namespace) -> int:
    """Do what was asked for someone of the secretariat, and note it in the audit log."""
    started = with_schema(installation(needs=()))
    name, now = " ".join(getattr(asked, "name", "").split()), started.clock.now()
    if asked.act != "list" and not name:
        raise CannotError("โปรดระบุชื่อเจ้าหน้าที่ด้วย --name (name the officer with --name)")
    with started.database.writing() as session:
        lines = _ACTS[asked.act](session, started, name, now)
    print("\n".join(lines))
    return 0


def _invite(session: Session, started: Installation, name: str, now: datetime) -> list[str]:
    code = link_codes.invite_officer(session, name, secret=started.secret, issued_by=BY, now=now)
    audit.note(session, BY, "invite officer", name, now=now)
    return [
        f"ให้ {name} พิมพ์ในแชต LINE ส่วนตัวกับบัญชีของโครงการ: ผูก {code}",
        f"รหัสใช้ได้ครั้งเดียว ถึง {thai_instant(now + link_codes.LIFE)} (one use, until then)",
    ]


def _link(session: Session, started: Installation, name: str, now: datetime) -> list[str]:
    token = login_links.issue(session, "officer", name, name, issued_by=BY, secret=started.secret, now=now)
    audit.note(session, BY, "issue desk link", name, now=now)
    return [
        f"{started.settings.base_url}/desk/enter/{token}",
        "ลิงก์นี้ใช้ได้ครั้งเดียวภายใน 10 นาที โปรดส่งให้เจ้าตัวเท่านั้น (works once, within 10 minutes)",
    ]


def _remove(session: Session, _: Installation, name: str, now: datetime) -> list[str]:
    accounts = [officer.user_id for officer in officers.every(session) if officer.name == name]
    for user_id in accounts:
        officers.remove(session, user_id)
    for person in (name, *accounts):
        login_links.withdraw(session, person)
    invitations = link_codes.withdraw_invitations(session, name, now)
    signed_out = sum(web_sessions.end_all_of(session, person) for person in (name, *accounts))
    if not accounts and not signed_out and not invitations:
        raise CannotError(f"ไม่มีเจ้าหน้าที่ชื่อ {name} (no officer of this name; see: tonbaeb officer list)")
    audit.note(session, BY, "remove officer", name, now=now, accounts=len(accounts), signed_out=signed_out)
    return [f"{name} ไม่ใช่เจ้าหน้าที่แล้ว บัญชี LINE {len(accounts)} บัญชี ออกจากโต๊ะทำงาน {signed_out} เครื่อง"]


def _list(session: Session, _: Installation, __: str, ___: datetime) -> list[str]:
    found = sorted((officer.name, officer.added_at) for officer in officers.every(session))
    return [f"{name}  ตั้งแต่ {thai_instant(added)}" for name, added in found] or ["ยังไม่มีเจ้าหน้าที่ใน LINE (none yet)"]


_ACTS: dict[str, Callable[[Session, Installation, str, datetime], list[str]]] = {
    "invite": _invite,
    "link": _link,
    "remove": _remove,
    "list": _list,
}
