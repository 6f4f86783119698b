"""Noting an objection that came in a letter: its number and the day on which it came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import answering_objections, objecting
from bot.cases.objecting import Letter, Preliminary
from bot.cases.season import RefusedError
from bot.season.objections import LONGEST
from bot.season.refusals import Refusal
from bot.web.desk.acting import agency_or_404, attempt, tell
from bot.web.desk.answer_words import explainer_of
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts

_NO_DAY = Refusal("โปรดระบุวันที่ได้รับหนังสือ", "Give the day on which the letter came")


def pages(parts: WebParts) -> Desk:
    routes = Desk("objection_letters", parts)

    @routes.page("/objections/letter", may=OFFICERS)
    def form() -> str:
        return _shown(parts, request.args.get("agency", ""))

    @routes.page("/objections/letter", may=OFFICERS, methods=("POST",))
    def note() -> Response | tuple[str, int]:
        by, now, typed = person().name, parts.clock.now(), request.form.to_dict()

        def filed(session: Session) -> bool:
            agency = agency_or_404(session, typed.get("agency", ""))
            return objecting.file_letter(session, agency, _letter(typed), by=by, now=now)

        came = attempt(parts, filed)
        if isinstance(came, Refusal):
            return _shown(parts, typed.get("agency", ""), came, typed), 409
        tell(came, say("บันทึกหนังสือคัดค้านแล้ว", "The letter is noted"))
        return redirect(url_for("objections.listing"))

    return routes


def _letter(typed: Mapping[str, str]) -> Letter:
    criterion, text, number = (typed.get(name, "") for name in ("criterion", "text", "letter"))
    return Letter(criterion, text, number, _day(typed.get("received", "")))


def _day(text: str) -> date:
    """Raises `RefusedError` where it is no day."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 # a calendar day in Bangkok, no instant
    except ValueError as error:
        raise RefusedError(_NO_DAY) from error


def _shown(parts: WebParts, code: str, refused: Refusal | None = None, typed: Mapping[str, str] | None = None) -> str:
    with parts.database.reading() as session:
        waiting = answering_objections.to_be_noted(session)
        agency = agency_or_404(session, code) if code else None
        on = objecting.preliminary(session, agency) if agency else None
        known = objecting.known_to(session, agency) if agency else None
    return render_template(
        "desk/objection_letter.html",
        waiting=waiting,
        agency=agency,
        on=on,
        titles=_titles(on) if on else {},
        already=known.objections if known else (),
        longest=LONGEST,
        refused=refused,
        typed=typed or {},
    )


def _titles(on: Preliminary) -> dict[str, str]:
    """The criteria that can be objected to, with their titles."""
    explain = explainer_of(on.case.programme)
    return {each: explain.criterion_title(on.card.criterion(each).way or each) for each in on.announced.can_rise}
