"""What the secretariat does: enters agencies, sets marks, has workbooks scored again, records a visit's marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from bot.cases import deadline_entry
from bot.cases.prepared import case_of
from bot.season.objections import DAYS_EXPECTED, days_in
from bot.store import (
    agencies,
    audit,
    decisions,
    readings,
    settings,
    site_visits,
    workbooks,
)
from bot.store.agencies import About, Agency
from bot.store.settings import ProgrammeSetting
from bot.store.site_visits import SiteVisitMark
from scoring import programmes
from scoring.assumptions import SettingError, Settings
from scoring.engine import score
from scoring.fixed import opened_again
from scoring.programme import Programme
from scoring.site_visit import Mark, check_mark


def enter_agency(session: Session, agency: Agency, file_id: str, url: str, *, identity: str, now: datetime) -> None:
    """Enter an agency with its workbook, which is then read."""
    about = About(ministry=agency.ministry or "", province=agency.province or "", type=agency.type or "")
    agencies.register(session, agency.code, agency.name, agency.programme, now=now, **about)
    workbooks.connect(session, file_id, agency.code, identity=identity, url=url, now=now)
    audit.note(session, "secretariat", "enter agency", agency.code, now=now)


def rescore(session: Session, codes: Collection[str] | None, *, by: str, now: datetime) -> int:
    """Have the workbooks of these agencies (None: all) read and scored again; tells how many there are."""
    wanted = [book for book in workbooks.all_in_use(session) if codes is None or book.agency_code in codes]
    marked = workbooks.mark_dirty(session, [book.file_id for book in wanted], now)
    audit.note(session, by, "rescore", "all" if codes is None else ",".join(sorted(codes)), now=now, workbooks=marked)
    return marked


def change_settings(session: Session, programme: str, changes: Settings, *, by: str, now: datetime) -> Programme:
    """Set assumptions and thresholds of a programme, a blank value taking one back, and have its workbooks rescored.

    The days for objections are such a setting too, on which no score depends. Its own deadlines follow. Gives the
    programme as it is set now. Raises `SettingError`, and then nothing is changed.
    """
    before = settings.of(session, programme)
    days = changes.get(settings.OBJECTION_DAYS)
    if days and days_in(days) is None:
        raise SettingError(settings.OBJECTION_DAYS, days, DAYS_EXPECTED)
    scored = {name: value for name, value in changes.items() if name != settings.OBJECTION_DAYS}
    chosen = {**before, **scored}
    changed = programmes.load(programme, {name: value for name, value in chosen.items() if value})
    for name, value in changes.items():
        made = ProgrammeSetting(programme=programme, name=name, value=value or None, set_by=by, at=now)
        settings.make(session, made)
        audit.note(session, by, "set", programme, now=now, name=name, value=value)
    if not scored:
        return changed
    deadline_entry.follow_setting(session, programmes.load(programme, before), changed, by=by, now=now)
    concerned = {agency.code for agency in agencies.active(session) if agency.programme == programme}
    rescore(session, concerned, by=by, now=now)
    return changed


def open_again(session: Session, agency: Agency, *, by: str, now: datetime) -> bool:
    """Let an agency change what it confirmed by mistake; tells whether there was anything.

    What its workbook says when it is read next counts, and stands from then on if it is confirmed there.
    """
    reading, case = readings.latest(session, agency.code), case_of(session, agency.programme)
    if reading is None:
        return False
    before = reading.as_submission()
    after = opened_again(case.programme, before)
    if after is before:
        return False
    known = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, after, confirmed=known, now=now)
    readings.record(session, agency.code, reading.file_id, after, card, settings=case.settings, now=now)
    audit.note(session, by, "open again", agency.code, now=now)
    rescore(session, {agency.code}, by=by, now=now)
    return True


def give_marks(
    session: Session, agency: Agency, assessor: str, marks: Mapping[str, Fraction | None], note: str, *, now: datetime
) -> None:
    """Record an assessor's marks of a site visit, None taking one back. Raises `MarkError`, and then keeps none."""
    programme = programmes.load(agency.programme)
    for part, points in marks.items():
        check_mark(programme, Mark(assessor, part, points or Fraction(0)))
    for part, points in marks.items():
        given = SiteVisitMark(
            agency_code=agency.code,
            programme=agency.programme,
            assessor=assessor,
            part=part,
            points=None if points is None else str(points),
            note=note,
            at=now,
        )
        site_visits.give(session, given)
        audit.note(session, assessor, "mark", agency.code, now=now, part=part, points=given.points)
