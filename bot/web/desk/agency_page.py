"""One agency: its ledger and reasons, what is missing, its links and readings, and what an officer can do for it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import freezing, secretariat
from bot.cases.agency_file import agency_file
from bot.cases.season import RefusedError
from bot.season.states import FOR_SECRETARIAT
from bot.store import agencies, audit, link_codes
from bot.store.agencies import Agency
from bot.web.desk.answer_words import explainer_of
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.desk.showing import instant
from bot.web.language import say
from bot.web.parts import WebParts
from scoring.programme import COMBINED

MOST_STEPS = 10


def the_agency(store: Session, code: str) -> Agency:
    """The agency of this code; 404 where there is none."""
    agency = agencies.find(store, code)
    if agency is None:
        abort(404)
    return agency


def pages(parts: WebParts) -> Desk:
    routes = Desk("agency", parts)

    def shown(code: str, *, reason: str = "") -> str:
        with parts.database.reading() as store:
            found = agency_file(store, the_agency(store, code), parts.clock.now())
            return render_template(
                "desk/agency.html",
                file=found,
                explain=explainer_of(found.case.programme),
                state=FOR_SECRETARIAT[found.state],
                combined=COMBINED,
                most_steps=MOST_STEPS,
                reason=reason,
            )

    @routes.page("/agencies/<code>", may=OFFICERS)
    def look(code: str) -> str:
        return shown(code)

    @routes.page("/agencies/<code>/rescore", may=OFFICERS, methods=("POST",))
    def rescore(code: str) -> Response:
        with parts.database.writing() as store:
            agency = the_agency(store, code)
            found = secretariat.rescore(store, {agency.code}, by=person().name, now=parts.clock.now())
        if found:
            flash(say("สั่งอ่านและให้คะแนนใหม่แล้ว ผลจะมาในไม่กี่นาที", "It is read and scored again within minutes."), "good")
        else:
            flash(say("หน่วยงานนี้ไม่มีแผ่นงานที่อ่านได้", "This agency has no workbook in reach."), "warning")
        return redirect(url_for("agency.look", code=code))

    @routes.page("/agencies/<code>/reopen", may=OFFICERS, methods=("POST",))
    def reopen(code: str) -> Response | tuple[str, int]:
        reason = " ".join(request.form.get("reason", "").split())
        try:
            with parts.database.writing() as store:
                told = freezing.reopen(store, the_agency(store, code), reason, by=person().name, now=parts.clock.now())
        except RefusedError as refused:
            flash(say(refused.refusal.th, refused.refusal.en), "bad")
            return shown(code, reason=reason), 409
        if told is None:
            flash(say("หน่วยงานนี้ยังแก้ไขได้อยู่แล้ว", "This agency's workbook is not closed."), "warning")
        else:
            flash(say(f"เปิดให้แก้ไขแล้ว แจ้ง {told} แชต", f"Opened again; {told} chats are told."), "good")
        return redirect(url_for("agency.look", code=code))

    _linking(routes, parts)
    return routes


def _linking(routes: Desk, parts: WebParts) -> None:
    @routes.page("/agencies/<code>/link-code", may=OFFICERS, methods=("POST",))
    def link_code(code: str) -> Response:
        now = parts.clock.now()
        with parts.database.writing() as store:
            agency = the_agency(store, code)
            if not agency.active:
                abort(404)
            issued = link_codes.issue(store, code, secret=parts.secret_key, issued_by=person().name, now=now)
            audit.note(store, person().name, "issue code", code, now=now)
        until = instant(now + link_codes.LIFE)
        thai = f"รหัสผูกบัญชี {issued} ใช้ได้ครั้งเดียว ถึง {until} ให้ผู้ประสานงานส่งใน LINE ว่า: ผูก {issued}"
        english = f"Link code {issued}: works once, until {until}. The agency writes in LINE: ผูก {issued}"
        flash(say(thai, english), "good")
        return redirect(url_for("agency.look", code=code))
