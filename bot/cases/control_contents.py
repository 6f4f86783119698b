"""What the control workbook says when it is filled from the store: read back, it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.cases.body_types import types
from bot.store import agencies, assessors, chats, deadlines, settings, workbooks
from scoring import programmes
from scoring.programme import Programme
from sheets_schema.control.instants import written_instant, written_steps
from sheets_schema.control.layout import FEEDBACK, IN_USE, RETIRED, Filled, Known
from sheets_schema.thai import thai_instant

Row = dict[str, str]
_ENGLISH = re.compile(r" / (?=[A-Za-z])")  # where the second language of a sentence begins


def contents(session: Session) -> Filled:
    """Every row of every tab, as it stands now."""
    return {
        "agencies": tuple(_agencies(session)),
        "deadlines": tuple(_deadlines(session)),
        "settings": tuple(row for each in programmes.ids() for row in _settings(session, each)),
        "assessors": tuple(_assessors(session)),
    }


def values_in_force(programme: Programme) -> dict[str, str]:
    """Each assumption and threshold as it is set now, as it would be typed; a mark that nobody set is blank."""
    assumed = {name: shown(value) for name, value in programme.assumptions.items()}
    marks = {name: shown(programme.marks.get(name)) for name in programme.thresholds}
    return {**assumed, **marks}


def shown(value: object) -> str:
    """A value of a programme as it would be typed."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def reference() -> Known:
    """What the reference lists take from the programmes."""
    return Known(programmes.ids(), tuple(types().values()))


def _agencies(session: Session) -> Iterator[Row]:
    names, linked = types(), chats.count_by_agency(session)
    books = {book.agency_code: book for book in workbooks.all_kept(session)}
    for agency in agencies.every(session):
        book = books.get(agency.code)
        yield {
            "code": agency.code,
            "name": agency.name,
            "type": names.get(agency.type, agency.type),
            "province": agency.province,
            "ministry": agency.ministry,
            "programme": agency.programme,
            "workbook": book.url if book else "",
            "state": _state(agency.active),
            "chats": str(linked.get(agency.code, 0)),
            FEEDBACK: _of_agency(agency.active, book.last_problem if book else None),
        }


def _deadlines(session: Session) -> Iterator[Row]:
    for deadline, _, is_removed in deadlines.ever_entered(session):
        day, clock = written_instant(deadline.closes_at, deadline.source_zone)
        yield {
            "id": deadline.id,
            "programme": deadline.programme,
            "date": day,
            "time": clock,
            "zone": deadline.source_zone,
            "title_th": deadline.title_th,
            "title_en": deadline.title_en,
            "source": deadline.source_text,
            "offsets": written_steps(deadline.offsets),
            "state": _state(not is_removed),
            "version": str(deadline.version),
            FEEDBACK: "✓ นำออกแล้ว"
            if is_removed
            else f"✓ ปิดรับ {thai_instant(deadline.closes_at)} รุ่น {deadline.version}",
        }


def _settings(session: Session, programme_id: str) -> Iterator[Row]:
    own, chosen = programmes.load(programme_id), settings.of(session, programme_id)
    words = programmes.words(programme_id)
    for name, default in values_in_force(own).items():
        meaning = words.threshold(name) if name in own.thresholds else words.assumption(name, default)
        yield {
            "programme": programme_id,
            "name": name,
            "value": chosen.get(name, ""),
            "default": default,
            "meaning": meaning,
            FEEDBACK: "✓",
        }


def _assessors(session: Session) -> Iterator[Row]:
    for each in assessors.every(session):
        yield {
            "code": each.code,
            "name": each.name,
            "ministry": each.ministry,
            "agency": each.agency_code,
            "email": each.email,
            "state": _state(each.active),
            FEEDBACK: "✓" if each.active else "✓ พ้นหน้าที่แล้ว ข้อมูลเดิมยังเก็บไว้",
        }


def _of_agency(is_active: bool, problem: str | None) -> str:
    if not is_active:
        return "✓ ออกแล้ว ข้อมูลเดิมยังเก็บไว้"
    return f"▸ แผ่นงาน: {in_thai(problem)}" if problem else "✓"


def in_thai(sentence: str) -> str:
    """The Thai half of a sentence that is told in two languages."""
    return _ENGLISH.split(sentence)[0]


def _state(is_active: bool) -> str:
    return IN_USE if is_active else RETIRED
