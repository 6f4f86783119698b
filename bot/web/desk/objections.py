"""Objections to preliminary results: the list, one of them on what was judged, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import answering_objections
from bot.cases.answering_objections import Answered, Contested, Listed
from bot.cases.season import RefusedError
from bot.season.objections import CALLED, Standing
from bot.season.refusals import Refusal
from bot.store import assessments, assessors, assignments, objections, reviews
from bot.web.desk.acting import attempt, tell
from bot.web.desk.answer_words import explainer_of
from bot.web.desk.people import ASSESSORS, EVERYONE, OFFICERS, Desk, person
from bot.web.desk.shown_facts import facts
from bot.web.language import say
from bot.web.parts import WebParts

Answer = str | Response | tuple[str, int]
_CHOOSE = Refusal(
    "โปรดเลือกว่ายืนตามเดิม หรือรับฟังพร้อมระดับใหม่", "Choose whether to dismiss it, or to uphold it with a new level"
)
DISMISS = "dismiss"


def pages(parts: WebParts) -> Desk:
    routes = Desk("objections", parts)

    @routes.page("/objections", may=EVERYONE)
    def listing() -> str:
        asked = request.args.get("standing", "")
        with parts.database.reading() as store:
            found = _mine(store, answering_objections.listed(store))
            waiting = answering_objections.to_be_noted(store) if _is_officer() else []
        wanted = [each for each in found if asked in {"", each.standing.value}]
        return render_template(
            "desk/objections.html",
            found=wanted,
            asked=asked,
            counts={each.value: sum(one.standing is each for one in found) for each in Standing},
            standings=CALLED,
            now=parts.clock.now(),
            waiting=waiting,
            officer=_is_officer(),
        )

    @routes.page("/objections/<int:objection>", may=EVERYONE)
    def one(objection: int) -> Answer:
        return _shown(parts, objection)

    @routes.page("/objections/<int:objection>/answer", may=OFFICERS, methods=("POST",))
    def answer(objection: int) -> Answer:
        by, now = person().name, parts.clock.now()
        return _do(objection, lambda s: answering_objections.answer(s, objection, _given(), by=by, now=now))

    @routes.page("/objections/<int:objection>/opinion", may=ASSESSORS, methods=("POST",))
    def opinion(objection: int) -> Answer:
        who, now = person().person, parts.clock.now()

        def advise(session: Session) -> None:
            given, found = _given(), _contested(session, objection)
            answering_objections.advise(session, found, who, given, now=now)

        return _do(objection, advise)

    @routes.page("/objections/<int:objection>/withdrawn", may=OFFICERS, methods=("POST",))
    def withdrawn(objection: int) -> Answer:
        by, now, typed = person().name, parts.clock.now(), request.form

        def note(session: Session) -> None:
            letter, seen = typed.get("letter", ""), typed.get("seen", "")
            answering_objections.withdraw_by_letter(session, objection, letter, seen=seen, by=by, now=now)

        return _do(objection, note)

    def _do(objection: int, act: Callable[[Session], Any]) -> Answer:
        came = attempt(parts, act)
        if isinstance(came, Refusal):
            return _shown(parts, objection, came, request.form.to_dict())
        tell(came, say("บันทึกแล้ว หน่วยงานเห็นเมื่อประกาศผลสุดท้าย", "Saved; the agency sees it with the final result"))
        return redirect(url_for("objections.one", objection=objection))

    return routes


def _is_officer() -> bool:
    return person().role in OFFICERS


def _mine(session: Session, found: list[Listed]) -> list[Listed]:
    """All of them to officers; to an assessor those of the agencies that they judge and attested for."""
    if _is_officer():
        return found
    held = {
        (each.agency_code, each.programme)
        for each in assignments.of_assessor(session, person().person)
        if each.attested_at is not None
    }
    mine = [each for each in found if (each.objection.agency_code, each.objection.programme) in held]
    return [replace(each, standing=_known(each.standing, is_final=each.is_final)) for each in mine]


def _known(standing: Standing, *, is_final: bool) -> Standing:
    """An answer is nobody's but the officers' before the final result."""
    is_answered = standing in {Standing.UPHELD, Standing.DISMISSED}
    return Standing.OPEN if is_answered and not is_final and not _is_officer() else standing


def _given() -> Answered:
    """What was chosen and why. Raises `RefusedError` where nothing was chosen."""
    chosen = request.form.get("level", "")
    if chosen != DISMISS and not chosen.isdecimal():
        raise RefusedError(_CHOOSE)
    level = None if chosen == DISMISS else int(chosen)
    return Answered(level, request.form.get("reason", ""), request.form.get("seen", ""))


def _contested(session: Session, objection: int) -> Contested:
    found = answering_objections.contested(session, objection)
    if found is None:
        abort(404)
    return found


def _shown(
    parts: WebParts, objection: int, refused: Refusal | None = None, typed: Mapping[str, str] | None = None
) -> Answer:
    me = person().person
    with parts.database.reading() as session:
        found = _contested(session, objection)
        if found.objection.id != objection and refused is None:
            return redirect(url_for("objections.one", objection=found.objection.id))
        agency, programme = found.preliminary.agency, found.objection.programme
        held = assignments.of_pair(session, agency.code, programme, me)
        if not _is_officer() and (held is None or held.attested_at is None):
            return render_template("desk/not_yours.html"), 403
        criterion = found.criterion.id
        given = assessments.latest(session, agency.code, programme).get(criterion, {})
        settled = [each for each in reviews.reviews(session, agency.code, programme) if each.criterion == criterion]
        opinions = objections.opinions(session, found.objection.id)
        people = {each.code: each.name for each in assessors.every(session)}
    explain, now = explainer_of(found.preliminary.case.programme), parts.clock.now()
    result = found.preliminary.card.criterion(criterion)
    page = render_template(
        "desk/objection.html",
        found=found,
        result=result,
        facts=facts(found.criterion, result, found.preliminary.submission, explain),
        explain=explain,
        title=explain.criterion_title(result.way or criterion),
        level_text=lambda level: explain.level_text(result.way or found.criterion.ways[0].id, level),
        given=given if _is_officer() else {who: row for who, row in given.items() if who == me},
        settled=settled if _is_officer() else [],
        opinions=opinions if _is_officer() else {who: row for who, row in opinions.items() if who == me},
        people=people,
        officer=_is_officer(),
        standing=_known(found.standing, is_final=found.preliminary.announced.is_final),
        standings=CALLED,
        stopped=answering_objections.answering(found, now),
        dismiss=DISMISS,
        refused=refused,
        typed=typed or {},
    )
    return (page, 409) if refused else page
