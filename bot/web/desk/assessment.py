"""One agency before those who judge it: claim, facts, evidence, the system's level, and theirs beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import assessing, assigning
from bot.cases.assessing import Given
from bot.cases.season import RefusedError
from bot.review.agreement import Standing
from bot.season.refusals import Refusal
from bot.season.states import FOR_SECRETARIAT, Called
from bot.store import agencies, assessors, assignments, comments
from bot.store.agencies import Agency
from bot.store.assignments import Assignment
from bot.web.asked import row_number
from bot.web.desk import visit_marks
from bot.web.desk.acting import agency_or_404, attempt, tell
from bot.web.desk.answer_words import explainer_of
from bot.web.desk.people import ASSESSORS, EVERYONE, OFFICERS, Desk, person
from bot.web.desk.shown_facts import facts
from bot.web.language import say
from bot.web.parts import WebParts

STANDINGS: Mapping[Standing, Called] = {
    Standing.UNASSIGNED: Called("ยังไม่มอบหมาย", "Unassigned"),
    Standing.WAITING: Called("รอผู้ประเมิน", "Waiting"),
    Standing.DIFFERING: Called("เห็นต่างกัน", "Differing"),
    Standing.AGREED: Called("เห็นตรงกัน รอยืนยัน", "Agreed, to confirm"),
    Standing.SETTLED: Called("ยืนยันแล้ว", "Confirmed"),
}
Answer = str | Response | tuple[str, int]


def pages(parts: WebParts) -> Desk:
    routes = Desk("assessment", parts)

    @routes.page("/review/<code>", may=EVERYONE)
    def sheet(code: str) -> Any:
        return _shown(parts, code)

    @routes.page("/review/<code>/level", may=ASSESSORS, methods=("POST",))
    def level(code: str) -> Answer:
        who, given, now = person().person, _given(), parts.clock.now()
        return _do(code, given, lambda s, agency: assessing.give(s, agency, who, given, now))

    @routes.page("/review/<code>/settle", may=OFFICERS, methods=("POST",))
    def settle(code: str) -> Answer:
        by, given, now = person().name, _given(), parts.clock.now()
        return _do(code, given, lambda s, agency: assessing.settle(s, agency, given, by=by, now=now))

    @routes.page("/review/<code>/agreed", may=OFFICERS, methods=("POST",))
    def agreed(code: str) -> Response:
        by, now = person().name, parts.clock.now()
        came = attempt(
            parts, lambda session: assessing.settle_agreed(session, agency_or_404(session, code), by=by, now=now)
        )
        tell(came, say(f"ยืนยันระดับที่เห็นตรงกันแล้ว {came} ข้อ", f"{came} agreed levels confirmed"))
        return redirect(url_for("assessment.sheet", code=code))

    @routes.page("/review/<code>/marks", may=ASSESSORS, methods=("POST",))
    def marks(code: str) -> Answer:
        who, now, typed = person().person, parts.clock.now(), request.form.to_dict()

        def act(session: Session) -> None:
            agency = agency_or_404(session, code)
            _hold(session, agency, who)
            visit_marks.give(session, agency, who, typed, now)

        came = attempt(parts, act)
        if isinstance(came, Refusal):
            return _as_refused(_shown(parts, code, refused=came, marks=typed))
        tell(came, say("บันทึกคะแนนการตรวจแล้ว", "The marks are saved"))
        return redirect(url_for("assessment.sheet", code=code) + "#visit")

    def _do(code: str, given: Given, act: Callable[[Session, Agency], Any]) -> Answer:
        came = attempt(parts, lambda session: act(session, agency_or_404(session, code)))
        if isinstance(came, Refusal):
            return _as_refused(_shown(parts, code, refused=came, typed=given))
        tell(came, say(f"บันทึกข้อ {given.criterion} แล้ว", f"Criterion {given.criterion} is saved"))
        return redirect(url_for("assessment.sheet", code=code) + f"#c-{given.criterion}")

    return routes


def _as_refused(shown: str | tuple[str, int]) -> Answer:
    """The page with the status of a refusal; one that turns somebody away keeps its own."""
    return shown if isinstance(shown, tuple) else (shown, 409)


def _given() -> Given:
    form = request.form
    return Given(
        form.get("criterion", ""),
        row_number("level"),
        form.get("reason", ""),
        -1 if (seen := row_number("seen")) is None else seen,
    )


def _hold(session: Session, agency: Agency, who: str) -> Assignment:
    """The assignment of an assessor who has attested, with the agency locked. Raises `RefusedError`."""
    agencies.lock(session, agency.code)
    held = assignments.of_pair(session, agency.code, agency.programme, who)
    if held is None or held.attested_at is None:
        raise RefusedError(assigning.NOT_YOURS)
    return held


def _shown(
    parts: WebParts,
    code: str,
    *,
    refused: Refusal | None = None,
    typed: Given | None = None,
    marks: dict[str, str] | None = None,
) -> Any:
    """The page; an assessor sees nothing of an agency that is not theirs, nor before they attested."""
    me, officer = person().person, person().role in OFFICERS
    with parts.database.reading() as session:
        agency = agency_or_404(session, code)
        held = assignments.of_pair(session, code, agency.programme, me)
        if not officer and held is None:
            return render_template("desk/not_yours.html"), 403
        if not officer and held is not None and held.attested_at is None:
            asks = assigning.asks_for_ministry(session, agency, me)
            return render_template("desk/attest.html", agency=agency, asks=asks)
        known = assessors.every(session)
        try:
            found = assessing.sheet(session, agency, parts.clock.now())
        except RefusedError as error:
            return render_template("desk/nothing_read.html", agency=agency, why=error.refusal)
        visit = visit_marks.shown(session, found, me)
        heard = comments.passed_on(session, code, agency.programme)
    explain = explainer_of(found.case.programme)
    return render_template(
        "desk/assessment.html",
        sheet=found,
        agency=agency,
        explain=explain,
        facts=lambda row: facts(row.criterion, row.result, found.submission, explain),
        officer=officer,
        me=me,
        people={each.code: each.name for each in known},
        free=[each for each in known if each.active and each.code not in found.judges],
        may_judge=found.state in assigning.JUDGED_IN,
        state=FOR_SECRETARIAT[found.state],
        standings=STANDINGS,
        visit=visit,
        heard=heard,
        refused=refused,
        typed=typed,
        typed_marks=marks or {},
        level_text=lambda row, number: _level_text(row, number, explain),
    )


def _level_text(row: Any, number: int, explain: Any) -> str:
    if number == 0:
        return say("ยังไม่ถึงระดับใด", "no level reached")
    way = row.result.way or row.criterion.ways[0].id
    return str(explain.level_text(way, number))
