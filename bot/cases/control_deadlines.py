"""One row of the control workbook's deadlines: entered, moved, or removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import deadline_entry
from bot.store import deadlines
from scoring import programmes
from scoring.deadlines import DEFAULT_OFFSETS, Deadline, due_on
from scoring.zones import zone_of
from sheets_schema.control.instants import InstantError, instant_in, steps_in, written_instant
from sheets_schema.control.reader import ControlRow

BANGKOK = "Asia/Bangkok"


def apply_deadline(session: Session, row: ControlRow, *, is_retired: bool, by: str, now: datetime) -> bool:
    """Tells whether anything changed. Raises `InstantError`."""
    ever = {deadline.id: (deadline, removed) for deadline, _, removed in deadlines.ever_entered(session)}
    known, was_removed = ever.get(row.text("id"), (None, False))
    if is_retired:
        if known is None:
            raise InstantError("id", "รหัสของกำหนดส่งที่มีอยู่ จึงจะนำออกได้")
        if not was_removed:
            deadline_entry.remove(session, known.id, by=by, now=now)
        return not was_removed
    wanted = _wanted(row, known)
    if known is not None and not was_removed and _same(known, wanted):
        return False
    deadline_entry.enter(session, wanted, by=by, now=now)
    return True


def _wanted(row: ControlRow, known: Deadline | None) -> Deadline:
    """The deadline in the row; what is blank stays as it is known."""
    for column in ("id", "programme", "title_th"):
        if not row.text(column) and (known is None or column == "id"):
            raise InstantError(column, "ข้อความ ไม่ใช่ช่องว่าง")
    programme = row.text("programme") or (known.programme if known else "")
    if programme not in programmes.ids():
        raise InstantError("programme", f"รหัสโปรแกรมหนึ่งใน {', '.join(programmes.ids())}")
    typed_zone = row.text("zone")
    zone = typed_zone or (known.source_zone if known else BANGKOK)
    if zone_of(zone) is None:
        raise InstantError("zone", "ชื่อเขตเวลา เช่น Asia/Bangkok หรือ America/New_York")
    day, clock = written_instant(known.closes_at, zone) if known else ("", "")
    title = row.text("title_th") or (known.title_th if known else "")
    deadline = Deadline(
        id=row.text("id"),
        programme=programme,
        title_th=title,
        title_en=row.text("title_en") or (known.title_en if known else title),
        closes_at=instant_in(row.text("date") or day, row.text("time") or clock, zone),
        source_text=row.text("source") or (known.source_text if known else ""),
        source_zone=zone,
        offsets=steps_in(row.text("offsets")) if row.text("offsets") else known.offsets if known else DEFAULT_OFFSETS,
    )
    if deadline.requirement is not None and not due_on(programmes.load(programme), deadline):
        raise InstantError("id", "รหัสที่ไม่มี / เพราะโปรแกรมนี้ไม่มีรายการที่มีวันครบกำหนดดังกล่าว")
    return deadline


def _same(known: Deadline, wanted: Deadline) -> bool:
    return replace(known, version=0, offsets=()) == replace(wanted, version=0, offsets=()) and set(
        known.offsets
    ) == set(wanted.offsets)
