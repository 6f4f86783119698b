"""Making a document of the desk: its file, by the facts that the database has now, and who had it, for the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from bot.cases.calendar_text import Entry, calendar_text
from bot.cases.reported_agency import reported
from bot.cases.season_export import OfProgramme, by_programme
from bot.cases.unpsa_file import prepared_for_unpsa
from bot.documents import committee_paper, score_report, unpsa_pack
from bot.documents.committee_paper import Tabled
from bot.documents.season_csv import csv_lines
from bot.documents.season_excel import Sheet, workbook_of
from bot.documents.season_table import heading, rows
from bot.documents.typesetting import pdf_of
from bot.store import audit, deadlines, decisions
from bot.store.agencies import Agency

Kind = Literal["pdf", "xlsx", "csv", "ics"]
SEASON = "season"
"""What the audit log calls the subject of a document about all agencies."""


USUAL = "hrmo-2565"
"""The programme of which a document is made where none is named."""


class NothingToMakeError(Exception):
    """There is nothing of which this document could be made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its name in Thai, one in plain letters for programs that know no other, and what it is.

    `act`, `subject` and `details` are what the audit log keeps of it.
    """

    name: str
    plain_name: str
    kind: Kind
    content: bytes
    act: str
    subject: str = SEASON
    details: Mapping[str, str] = field(default_factory=dict)


def score_report_of(session: Session, agency: Agency, now: datetime) -> Made:
    """The score report of an agency, as officers see it."""
    facts = score_report.facts_of(reported(session, agency, now, for_officers=True), now)
    name = f"รายงานผลคะแนน {agency.code} {agency.name}.pdf"
    content = pdf_of("report", facts, now)
    return Made(name, f"report-{agency.code}.pdf", "pdf", content, "make score report", agency.code)


def feedback_report_of(session: Session, agency: Agency, now: datetime) -> Made:
    """The score report of an agency for its own people: only levels that were announced, with their reasons.

    Raises `NothingToMakeError` where no result was announced to it.
    """
    if decisions.released(session, agency.code) is None:
        raise NothingToMakeError
    facts = score_report.facts_of(reported(session, agency, now, for_officers=False), now)
    name = f"แจ้งผลการประเมิน {agency.code} {agency.name}.pdf"
    content = pdf_of("report", facts, now)
    return Made(name, f"feedback-{agency.code}.pdf", "pdf", content, "make feedback report", agency.code)


def committee_paper_of(session: Session, programme: str, now: datetime, *, one_page_each: bool = False) -> Made:
    """The committee's paper on all agencies of a programme, with a page for each where that is wanted.

    Raises `NothingToMakeError` where no agency is under such a programme.
    """
    each = _agencies_of(session, programme, now)
    decided = {decision.agency_code: decision.title for decision in decisions.unreleased(session)}
    tabled = (Tabled(listed, decided.get(listed.code, "")) for listed in each.listed())
    facts = committee_paper.facts_of(each.case.explainer, tabled, now, one_page_each=one_page_each)
    name = f"เอกสารประกอบการประชุม {programme}.pdf"
    content = pdf_of("committee", facts, now)
    return Made(name, f"committee-{programme}.pdf", "pdf", content, "make committee paper", details=_of(programme))


def unpsa_pack_of(session: Session, agency: Agency, now: datetime) -> Made:
    """The English pack for UNPSA: of a workbook for UNPSA itself, or of what another award's workbook brings to it.

    Raises `NothingToMakeError` where nothing was read, or its programme brings nothing to UNPSA.
    """
    found = prepared_for_unpsa(session, agency, now)
    if found is None:
        raise NothingToMakeError
    content = pdf_of("unpsa", unpsa_pack.facts_of(found, now), now)
    name = f"ชุดเอกสาร UNPSA {agency.code} {agency.name}.pdf"
    return Made(name, f"unpsa-{agency.code}.pdf", "pdf", content, "make UNPSA pack", agency.code)


def export_as_excel(session: Session, now: datetime) -> Made:
    """The season as one workbook, with a sheet for each programme."""
    found = by_programme(session, now)
    content = workbook_of([_sheet(name, each) for name, each in found.items()] or [Sheet("-", [], [])], now)
    return Made("ข้อมูลฤดูกาล.xlsx", "season.xlsx", "xlsx", content, "export season")


def export_as_csv(session: Session, programme: str, now: datetime) -> Made:
    """The season of one programme as CSV. Raises `NothingToMakeError` where no agency is under such a programme."""
    each = _agencies_of(session, programme, now)
    explain = each.case.explainer
    content = b"".join(csv_lines(heading(explain), rows(explain, each.listed())))
    name = f"ข้อมูลฤดูกาล {programme}.csv"
    return Made(name, f"season-{programme}.csv", "csv", content, "export season", details=_of(programme))


def all_deadlines(session: Session) -> Made:
    """Every deadline of every programme, removed ones as cancelled, for an officer's calendar program."""
    text = calendar_text("กำหนดส่งทุกโปรแกรม", [Entry(*found) for found in deadlines.ever_entered(session)])
    return Made("กำหนดส่งทุกโปรแกรม.ics", "deadlines.ics", "ics", text.encode(), "export deadlines")


def note(session: Session, made: Made, by: str, now: datetime) -> None:
    """Keep for the record who had which document; after it was made, since making one takes longer than a moment."""
    audit.note(session, by, made.act, made.subject, now=now, kind=made.kind, **made.details)


def _agencies_of(session: Session, programme: str, now: datetime) -> OfProgramme:
    found = by_programme(session, now)
    if programme not in found:
        raise NothingToMakeError
    return found[programme]


def _of(programme: str) -> dict[str, str]:
    return {"programme": programme}


def _sheet(name: str, each: OfProgramme) -> Sheet:
    explain = each.case.explainer
    return Sheet(name[:31], heading(explain), rows(explain, each.listed()))
