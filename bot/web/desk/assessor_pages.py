"""The assessors: entering them, and their one-time links, which are shown once."""

from __future__ import annotations

from collections import Counter

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import assessors as case
from bot.cases.assessors import Known
from bot.season.refusals import Refusal
from bot.store import assessors, assignments
from bot.web.desk.acting import attempt, tell
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts


def pages(parts: WebParts) -> Desk:
    routes = Desk("assessors", parts)

    def _table(typed: Known | None = None, refused: Refusal | None = None, link: str = "", whose: str = "") -> str:
        with parts.database.reading() as session:
            held = Counter(each.assessor_code for each in assignments.every_open(session))
            known = assessors.active(session)
        return render_template(
            "desk/assessors.html", known=known, held=held, typed=typed, refused=refused, link=link, whose=whose
        )

    @routes.page("/assessors", may=OFFICERS)
    def table() -> str:
        return _table()

    @routes.page("/assessors/enter", may=OFFICERS, methods=("POST",))
    def enter() -> tuple[str, int] | Response:
        typed = Known(*(request.form.get(name, "") for name in Known._fields))
        by, now = person().name, parts.clock.now()
        came = attempt(parts, lambda session: case.enter(session, typed, by=by, now=now))
        if isinstance(came, Refusal):
            return _table(typed, came), 400
        tell(came, say(f"บันทึกผู้ประเมิน {came.name} แล้ว", f"{came.name} is entered"))
        return redirect(url_for("assessors.table"))

    @routes.page("/assessors/<code>/link", may=OFFICERS, methods=("POST",))
    def link(code: str) -> str | Response:
        by, now = person().name, parts.clock.now()
        came = attempt(parts, lambda session: case.link(session, code, by=by, secret=parts.secret_key, now=now))
        if isinstance(came, Refusal):
            tell(came, "")
            return redirect(url_for("assessors.table"))
        return _table(link=f"{parts.base_url}{url_for('entry.look', token=came)}", whose=code)

    @routes.page("/assessors/<code>/remove", may=OFFICERS, methods=("POST",))
    def remove(code: str) -> Response:
        by, now = person().name, parts.clock.now()
        came = attempt(parts, lambda session: case.remove(session, code, by=by, now=now))
        tell(came, say(f"{code} ไม่ใช่ผู้ประเมินแล้ว", f"{code} judges no more"))
        return redirect(url_for("assessors.table"))

    return routes
