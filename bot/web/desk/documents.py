"""Documents to take away: score reports, the committee's paper, the UNPSA pack, the season as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from flask import abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import making_documents, season_roll
from bot.cases.making_documents import Made
from bot.store import agencies
from bot.store.agencies import Agency
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import language
from bot.web.parts import WebParts
from scoring import programmes

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}

PAPERS = {"unpsa": "documents.unpsa", "feedback": "documents.feedback"}
"""The papers of one agency that can be asked for beside its score report."""


def pages(parts: WebParts) -> Desk:
    routes = Desk("documents", parts)

    @routes.page("/documents", may=OFFICERS)
    def listed() -> str:
        with parts.database.reading() as store:
            entries = season_roll.roll(store)
        used = [name for name in programmes.ids() if any(each.programme == name for each in entries)]
        names = {name: programmes.words(name, language()).programme("short_name") for name in used}
        return render_template("desk/documents.html", agencies=entries, names=names)

    @routes.page("/documents/one", may=OFFICERS)
    def one() -> Response:
        """The paper of the agency that was chosen in the form, at its own address."""
        paper = PAPERS.get(request.args.get("paper", ""), "documents.report")
        return redirect(url_for(paper, code=request.args.get("agency", "").strip() or "-"))

    @routes.page("/agencies/<code>/report.pdf", may=OFFICERS)
    def report(code: str) -> Response:
        return _given(parts, lambda store, now: making_documents.score_report_of(store, _agency(store, code), now))

    @routes.page("/agencies/<code>/feedback.pdf", may=OFFICERS)
    def feedback(code: str) -> Response:
        return _given(parts, lambda store, now: making_documents.feedback_report_of(store, _agency(store, code), now))

    @routes.page("/agencies/<code>/unpsa.pdf", may=OFFICERS)
    def unpsa(code: str) -> Response:
        return _given(parts, lambda store, now: making_documents.unpsa_pack_of(store, _agency(store, code), now))

    @routes.page("/committee.pdf", may=OFFICERS)
    def committee() -> Response:
        each = request.args.get("each") == "1"
        return _given(
            parts, lambda store, now: making_documents.committee_paper_of(store, _asked(), now, one_page_each=each)
        )

    @routes.page("/export.xlsx", may=OFFICERS)
    def excel() -> Response:
        return _given(parts, making_documents.export_as_excel)

    @routes.page("/export.csv", may=OFFICERS)
    def csv() -> Response:
        return _given(parts, lambda store, now: making_documents.export_as_csv(store, _asked(), now))

    @routes.page("/deadlines.ics", may=OFFICERS)
    def calendar() -> Response:
        return _given(parts, lambda store, _: making_documents.all_deadlines(store))

    return routes


def _asked() -> str:
    """The programme that is asked for."""
    return request.args.get("programme", making_documents.USUAL)


def _agency(store: Session, code: str) -> Agency:
    agency = agencies.find(store, code)
    if agency is None:
        abort(404)
    return agency


def _given(parts: WebParts, make: Callable[[Session, datetime], Made]) -> Response:
    """The file as a download under its Thai name, once it is noted who had it."""
    now = parts.clock.now()
    with parts.database.reading() as store:
        try:
            made = make(store, now)
        except making_documents.NothingToMakeError:
            abort(404)
    with parts.database.writing() as store:
        making_documents.note(store, made, person().name, now)
    answer = make_response(made.content)
    answer.headers["Content-Type"] = TYPES[made.kind]
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{made.plain_name}\"; filename*=UTF-8''{quote(made.name, safe='')}"
    )
    return answer
