"""The second signature at the desk: decisions that wait, a preview of announcing them, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import deciding, message_budget, release_preview, releasing
from bot.cases.deciding import Signer
from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.store import agencies, decisions
from bot.store.decisions import Decision, Release
from bot.web.desk.acting import attempt, tell
from bot.web.desk.decision_list import short
from bot.web.desk.people import OFFICERS, Desk
from bot.web.desk.previews import lines_of
from bot.web.desk.signing_officer import signer
from bot.web.language import say
from bot.web.parts import WebParts


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one decision: announced now to so many chats, announced before, or refused."""

    decision: Decision
    name: str
    told: int | None
    before: Release | None
    refused: Refusal | None


def pages(parts: WebParts) -> Desk:
    routes = Desk("release", parts)

    @routes.page("/decisions/release", may=OFFICERS)
    def waiting() -> str:
        with parts.database.reading() as session:
            found = release_preview.prospects(session, signer(parts), parts.clock.now())
        return render_template("desk/release.html", rows=found, short=short, own=releasing.OWN)

    @routes.page("/decisions/release/preview", may=OFFICERS)
    def preview() -> str | Response:
        numbers, now = request.args.getlist("decision", type=int), parts.clock.now()
        if not numbers:
            tell(Refusal("โปรดเลือกมติอย่างน้อยหนึ่งรายการ", "Choose at least one decision"), "")
            return redirect(url_for("release.waiting"))
        with parts.database.reading() as session:
            found = release_preview.prospects(session, signer(parts), now, numbers)
            budget = message_budget.last_planned(session, now)
        return render_template(
            "desk/release_preview.html",
            rows=[(each, lines_of(each.messages)) for each in found],
            going=[each for each in found if each.stopped is None],
            gone=len(set(numbers)) - len(found),
            cost=release_preview.cost_of(found),
            budget=budget,
            short=short,
        )

    @routes.page("/decisions/release", may=OFFICERS, methods=("POST",))
    def confirm() -> str:
        by, now = signer(parts), parts.clock.now()
        numbers = dict.fromkeys(request.form.getlist("decision", type=int))
        came = [found for number in numbers if (found := _confirm(parts, number, by, now)) is not None]
        return render_template("desk/released.html", came=came, short=short)

    @routes.page("/decisions/<int:number>/withdraw", may=OFFICERS, methods=("POST",))
    def withdraw(number: int) -> Response:
        why, by, now = request.form.get("why", ""), signer(parts), parts.clock.now()
        came = attempt(parts, lambda session: deciding.withdraw(session, number, why, by, now=now))
        tell(came, say("ถอนมติแล้ว หน่วยงานกลับไปอยู่ในขั้นก่อนมีมติ", "Withdrawn; the agency stands where it stood before"))
        return redirect(url_for("release.waiting"))

    return routes


def _confirm(parts: WebParts, number: int, by: Signer, now: datetime) -> Came | None:
    """Each decision in a transaction of its own, so that what stops one does not stop the others."""
    with parts.database.writing() as session:
        decision = decisions.find(session, number)
        if decision is None:
            return None
        agency = agencies.find(session, decision.agency_code)
        name = agency.name if agency else decision.agency_code
        try:
            told = releasing.confirm(session, number, by, now=now)[1]
        except RefusedError as error:
            before = decisions.release_of(session, number)
            return Came(decision, name, None, before, None if before else error.refusal)
        return Came(decision, name, told, None, None)
