"""What the public wrote in the hearings, for officers to pass on to the committee or to set aside."""

from __future__ import annotations

from typing import cast

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import hearing
from bot.store import agencies, comments
from bot.store.comments import Fate
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts

FATES = ("passed_on", "set_aside")


def pages(parts: WebParts) -> Desk:
    routes = Desk("comments", parts)

    @routes.page("/comments", may=OFFICERS)
    def listing() -> str:
        with parts.database.reading() as store:
            found = comments.waiting(store)
            names = {agency.code: agency.name for agency in agencies.every(store)}
        return render_template("desk/comments.html", found=found, names=names)

    @routes.page("/comments/<int:comment>", may=OFFICERS, methods=("POST",))
    def moderate(comment: int) -> Response:
        fate, why = request.form.get("fate", ""), request.form.get("why", "").strip()
        if fate not in FATES:
            abort(400)
        if fate == "set_aside" and not why:
            flash(say("โปรดระบุเหตุผลที่ไม่ส่งต่อ", "Say why it is set aside"), "warning")
            return redirect(url_for("comments.listing"))
        with parts.database.writing() as store:
            now, by = parts.clock.now(), person().name
            done = hearing.moderate(store, comment, cast("Fate", fate), by=by, why=why, now=now)
        if done:
            flash(say("บันทึกแล้ว", "Noted"), "good")
        else:
            flash(say("มีเจ้าหน้าที่พิจารณารายการนี้ไปก่อนแล้ว", "Another officer has dealt with it already"), "warning")
        return redirect(url_for("comments.listing"))

    return routes
