"""Jobs, quotas and problems, and rescoring all with its progress."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from bot.cases import secretariat
from bot.cases.invariants import rule_of
from bot.cases.work_state import is_stuck, rescoring, work_state
from bot.season.states import Called
from bot.store import breaches, pulses
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts

NAMES = {
    "inbox": Called("ข้อความที่ยังไม่ได้ตอบ", "unanswered messages"),
    "outbox": Called("ข้อความที่ถึงเวลาส่งแล้ว", "messages that are due"),
    "workbooks": Called("แผ่นงานที่รออ่าน", "workbooks to be read"),
    "closings": Called("แผ่นงานที่ต้องเก็บตามกำหนดปิดรับ", "workbooks to be taken at a deadline"),
    pulses.CLOCK: Called("นาฬิกางาน (tonbaeb clock)", "the clock (tonbaeb clock)"),
    pulses.WORKER: Called("ผู้ทำงาน (tonbaeb worker)", "the workers (tonbaeb worker)"),
}


TROUBLES = {
    "reminder": Called("เตือนกำหนดส่ง", "reminding of deadlines"),
    "closing": Called("เก็บข้อมูลไว้ตัดสินเมื่อปิดรับ", "taking what is judged at a deadline"),
}


def pages(parts: WebParts) -> Desk:
    routes = Desk("work_page", parts)

    @routes.page("/work", may=OFFICERS)
    def look() -> str:
        now = parts.clock.now()
        with parts.database.reading() as store:
            work = work_state(store, now)
            amiss = [(each, rule) for each in breaches.standing(store) if (rule := rule_of(each.rule)) is not None]
            checked_at = pulses.last(store).get(pulses.CHECK)
        late = {each.kind for each in work.waiting if is_stuck(each, now)}
        shown = {"work": work, "late": late, "amiss": amiss, "checked_at": checked_at}
        return render_template("desk/work.html", names=NAMES, troubles=TROUBLES, **shown)

    @routes.page("/work/rescore", may=OFFICERS)
    def progress() -> str:
        with parts.database.reading() as store:
            return render_template("desk/rescoring.html", progress=rescoring(store))

    @routes.page("/work/rescore", may=OFFICERS, methods=("POST",))
    def rescore() -> Response:
        with parts.database.writing() as store:
            secretariat.rescore(store, None, by=person().name, now=parts.clock.now())
        flash(say("สั่งให้คะแนนใหม่ทุกแผ่นงานแล้ว", "All workbooks are read and scored again."), "good")
        return redirect(url_for("work_page.progress"))

    return routes
