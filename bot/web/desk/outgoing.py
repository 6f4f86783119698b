"""Messages on their way out: the month's budget, a preview of each, and cancelling one that waits."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import message_budget
from bot.season.states import Called
from bot.store import audit, outbox, restores
from bot.web.asked import row_number
from bot.web.desk.budget_words import budget_words, kind_name
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.desk.previews import lines_of
from bot.web.language import say
from bot.web.parts import WebParts

AT_ONCE = 50
STATES = {
    outbox.PENDING: Called("รอส่ง", "waiting"),
    outbox.HELD: Called("พักไว้หลังกู้คืน", "held after a restore"),
    outbox.ACCEPTED: Called("LINE รับแล้ว", "accepted by LINE"),
    outbox.FAILED: Called("ส่งไม่สำเร็จ", "failed"),
    outbox.CANCELLED: Called("ยกเลิก", "cancelled"),
}


def pages(parts: WebParts) -> Desk:
    routes = Desk("outgoing", parts)

    @routes.page("/outgoing", may=OFFICERS)
    def listing() -> str:
        now, state = parts.clock.now(), request.args.get("state", outbox.PENDING)
        state = state if state in STATES else outbox.PENDING
        before = row_number("before")
        with parts.database.reading() as store:
            budget = message_budget.last_planned(store, now)
            counts = outbox.counts(store)
            restored = restores.holding(store)
            found = outbox.in_state(store, state, before=before, limit=AT_ONCE + 1)
        shown = found[:AT_ONCE]
        return render_template(
            "desk/outgoing.html",
            budget=budget,
            budget_words=budget_words(budget) if budget else (),
            kind_name=kind_name,
            states=STATES,
            state=state,
            counts=counts,
            rows=[(each, lines_of(each.messages)) for each in shown],
            older=shown[-1].id if len(found) > AT_ONCE else None,
            restored=restored,
            unsent=(outbox.PENDING, outbox.HELD),
        )

    @routes.page("/outgoing/let-go", may=OFFICERS, methods=("POST",))
    def let_go() -> Response:
        with parts.database.writing() as store:
            _let_all_go(store, person().name, parts.clock.now())
        flash(say("ปล่อยข้อความแล้ว ระบบส่งตามเวลาต่อไป", "Messages go out again, each at its time."), "good")
        return redirect(url_for("outgoing.listing"))

    @routes.page("/outgoing/cancel", may=OFFICERS, methods=("POST",))
    def cancel() -> Response:
        key, reason = request.form.get("key", ""), " ".join(request.form.get("reason", "").split())
        if not reason:
            flash(say("โปรดระบุเหตุผลที่ยกเลิก", "Give a reason for cancelling."), "bad")
            return redirect(url_for("outgoing.listing"))
        now = parts.clock.now()
        with parts.database.writing() as store:
            done = outbox.cancel_keys(store, [key], f"{person().name}: {reason}", now)
            if done:
                audit.note(
                    store, person().name, "cancel message", outbox.subject_of(store, key), now=now, reason=reason
                )
        if done:
            flash(say("ยกเลิกข้อความแล้ว จะไม่ถูกส่ง", "Cancelled; it will not be sent."), "good")
        else:
            flash(say("ข้อความนี้ไม่ได้รออยู่แล้ว จึงยกเลิกไม่ได้", "It waits no longer, so it was not cancelled."), "warning")
        return redirect(url_for("outgoing.listing"))

    return routes


def _let_all_go(store: Session, by: str, now: datetime) -> None:
    """End the hold after a restore, where there is one: twice is once."""
    restored = restores.holding(store)
    if restored is not None:
        told = {"messages": outbox.let_go(store), "backup": restored.backup_at.isoformat()}
        restores.end_hold(store, by, now)
        audit.note(store, by, "let messages go", "all", now=now, **told)
