"""The review queue: what is to be assigned, waited for, settled or looked at, most work first."""

from __future__ import annotations

from typing import cast, get_args

from flask import render_template, request

from bot.cases import review_queue
from bot.cases.review_queue import Need
from bot.review.agreement import Standing
from bot.season.states import FOR_SECRETARIAT
from bot.web.desk.people import OFFICERS, Desk
from bot.web.language import say
from bot.web.parts import WebParts

AT_ONCE = 50


def pages(parts: WebParts) -> Desk:
    routes = Desk("review_queue", parts)

    @routes.page("/review", may=OFFICERS)
    def listing() -> str:
        asked = request.args.get("need", "")
        need = cast("Need", asked if asked in get_args(Need) else "")
        with parts.database.reading() as store:
            whole = review_queue.queue(store)
        found = [each for each in whole if each.needs(need)]
        last = max(1, -(-len(found) // AT_ONCE))
        page = min(max(1, request.args.get("page", 1, type=int)), last)
        return render_template(
            "desk/review_queue.html",
            rows=found[(page - 1) * AT_ONCE : page * AT_ONCE],
            found=len(found),
            page=page,
            last=last,
            need=need,
            needs=_needs(),
            counts={name: sum(each.needs(name) for each in whole) for name in get_args(Need)},
            columns=_columns(),
            state_names=FOR_SECRETARIAT,
        )

    return routes


def _needs() -> dict[Need, str]:
    return {
        "": say("ทั้งหมด", "All"),
        "unassigned": say("ยังไม่มีผู้ประเมิน", "Unassigned"),
        "waiting": say("รอผู้ประเมิน", "Waiting for assessors"),
        "differing": say("ผู้ประเมินเห็นต่าง", "Assessors differ"),
        "agreed": say("เห็นตรงกัน รอยืนยัน", "Agreed, to be confirmed"),
        "disagreeing": say("ระดับไม่ตรงกัน", "Levels disagree"),
    }


def _columns() -> dict[Standing, str]:
    return {
        Standing.WAITING: say("รอ", "Waiting"),
        Standing.DIFFERING: say("เห็นต่าง", "Differ"),
        Standing.AGREED: say("ตรงกัน", "Agreed"),
        Standing.SETTLED: say("ยืนยันแล้ว", "Confirmed"),
    }
