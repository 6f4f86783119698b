"""Entering assessors, letting them in, and ending their part."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.store import assessors, assignments, audit, login_links, web_sessions
from bot.store.assessors import Assessor


class Known(NamedTuple):
    """What is known of an assessor; ministry, agency and e-mail may be blank."""

    code: str
    name: str
    ministry: str = ""
    agency_code: str = ""
    email: str = ""


def enter(session: Session, known: Known, *, by: str, now: datetime) -> Assessor:
    """Enter an assessor, or bring what is known up to date. Raises `RefusedError` where code or name is blank."""
    said = Known(*(" ".join(part.split()) for part in known))
    if not said.code or not said.name:
        raise RefusedError(Refusal("โปรดระบุรหัสและชื่อผู้ประเมิน", "Give the assessor's code and name"))
    if said.email and "@" not in said.email:
        raise RefusedError(
            Refusal(
                f"“{said.email}” ไม่ใช่ที่อยู่อีเมล โปรดแก้ไขหรือเว้นว่าง",
                f"“{said.email}” is no e-mail address; mend it or leave it blank",
            )
        )
    entered = assessors.enter(
        session,
        said.code,
        said.name,
        now=now,
        ministry=said.ministry,
        agency_code=said.agency_code,
        email=said.email,
    )
    audit.note(session, by, "enter assessor", said.code, now=now, ministry=said.ministry, agency=said.agency_code)
    return entered


def remove(session: Session, code: str, *, by: str, now: datetime) -> int:
    """The assessor judges no more: signed out everywhere, assignments ended. Tells how many those were."""
    _known(session, code)
    held = assignments.of_assessor(session, code)
    for each in held:
        each.ended_at, each.ended_by, each.ended_because = now, by, "ผู้ประเมินพ้นหน้าที่"
    assessors.retire(session, code)
    login_links.withdraw(session, code)
    web_sessions.end_all_of(session, code)
    audit.note(session, by, "remove assessor", code, now=now, assignments=len(held))
    return len(held)


def link(session: Session, code: str, *, by: str, secret: str, now: datetime) -> str:
    """The token of a new one-time link for an assessor, which can be seen only now."""
    assessor = _known(session, code)
    token = login_links.issue(session, "assessor", code, assessor.name, issued_by=by, secret=secret, now=now)
    audit.note(session, by, "issue desk link", code, now=now)
    return token


def _known(session: Session, code: str) -> Assessor:
    found = assessors.find(session, code)
    if found is None or not found.active:
        raise RefusedError(Refusal(f"ไม่มีผู้ประเมินรหัส {code} ที่ยังปฏิบัติหน้าที่", f"There is no active assessor {code}"))
    return found
