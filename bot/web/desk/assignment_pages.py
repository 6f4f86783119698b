"""Who judges whom: a balanced proposal that an officer accepts, and single acts by hand."""

from __future__ import annotations

from collections import Counter

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import assigning
from bot.review.proposal import Pair
from bot.store import agencies, assessors, assignments
from bot.web.desk.acting import agency_or_404, attempt, tell
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts

USUAL = 2
"""How many assessors an agency gets unless an officer says otherwise."""


def pages(parts: WebParts) -> Desk:
    routes = Desk("assignments", parts)

    @routes.page("/assignments", may=OFFICERS)
    def proposal() -> str:
        each = min(max(1, request.args.get("each", USUAL, type=int)), assigning.MOST_EACH)
        with parts.database.reading() as session:
            found = assigning.proposal(session, each)
            judges = assessors.active(session)
            names = {agency.code: agency.name for agency in agencies.active(session)}
            held = Counter(row.assessor_code for row in assignments.every_open(session))
        return render_template(
            "desk/assignments.html",
            each=each,
            most=assigning.MOST_EACH,
            found=found,
            judges=judges,
            people={judge.code: judge.name for judge in judges},
            names=names,
            held=held,
            more=Counter(pair.judge for pair in found.pairs),
        )

    @routes.page("/assignments/accept", may=OFFICERS, methods=("POST",))
    def accept() -> Response:
        pairs = [Pair(*text.split("\t", 1)) for text in request.form.getlist("pair") if "\t" in text]
        by, now = person().name, parts.clock.now()
        came = attempt(parts, lambda session: assigning.accept(session, pairs, by=by, now=now))
        tell(came, say(f"มอบหมายแล้ว {came} รายการ", f"{came} assigned"))
        return redirect(url_for("assignments.proposal"))

    @routes.page("/review/<code>/assign", may=OFFICERS, methods=("POST",))
    def assign(code: str) -> Response:
        by, now, who = person().name, parts.clock.now(), request.form.get("assessor", "")
        came = attempt(
            parts, lambda session: assigning.assign(session, agency_or_404(session, code), who, by=by, now=now)
        )
        tell(came, say("มอบหมายแล้ว", "Assigned"))
        return redirect(url_for("assessment.sheet", code=code))

    @routes.page("/review/<code>/unassign", may=OFFICERS, methods=("POST",))
    def end(code: str) -> Response:
        by, now = person().name, parts.clock.now()
        who, why = request.form.get("assessor", ""), request.form.get("why", "")
        came = attempt(
            parts, lambda session: assigning.end(session, agency_or_404(session, code), who, why, by=by, now=now)
        )
        tell(came, say("ยกเลิกการมอบหมายแล้ว", "No longer assigned"))
        return redirect(url_for("assessment.sheet", code=code))

    return routes
