"""Deadlines: the list of those that stand, and entering, changing, moving and removing one."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import deadline_entry
from bot.store import deadlines
from bot.web.desk.deadline_form import FormError, deadline_in, form_of, new_deadline_in
from bot.web.desk.deadline_words import closes_in_words, left_in_words, source_in_words
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import called, say
from bot.web.parts import WebParts
from scoring import programmes
from scoring.deadlines import Deadline

NEW = {"zone": "Asia/Bangkok", "remind": "30d 14d 7d 3d 1d 3h"}


def pages(parts: WebParts) -> Desk:
    routes = Desk("deadline_pages", parts)

    @routes.page("/deadlines", may=OFFICERS)
    def listing() -> str:
        now = parts.clock.now()
        with parts.database.reading() as store:
            standing = deadlines.standing(store)
        rows = [(each, closes_in_words(each), source_in_words(each), left_in_words(each, now)) for each in standing]
        return render_template("desk/deadlines.html", rows=rows, steps=lambda each: form_of(each)["remind"])

    @routes.page("/deadlines/new", may=OFFICERS, methods=("GET", "POST"))
    def new() -> str | Response | tuple[str, int]:
        if request.method == "GET":
            return _form(NEW, None)
        try:
            with parts.database.writing() as store:
                wanted = new_deadline_in(request.form, {each.id for each in deadlines.standing(store)})
                deadline_entry.enter(store, wanted, by=person().name, now=parts.clock.now())
        except FormError as error:
            flash(called(error.why), "bad")
            return _form(request.form, None), 400
        flash(say("เพิ่มกำหนดส่งแล้ว", "The deadline is entered."), "good")
        return redirect(url_for("deadline_pages.listing"))

    @routes.page("/deadlines/change", may=OFFICERS, methods=("GET", "POST"))
    def change() -> str | Response | tuple[str, int]:
        with parts.database.reading() as store:
            standing = _standing(store, request.values.get("id", ""))
        if request.method == "GET":
            return _form(form_of(standing), standing)
        try:
            wanted = deadline_in(request.form, standing)
        except FormError as error:
            flash(called(error.why), "bad")
            return _form(request.form, standing), 400
        with parts.database.writing() as store:
            if str(_standing(store, standing.id).version) != request.form.get("version"):
                thai = "มีผู้แก้ไขรายการนี้ก่อนท่าน โปรดดูค่าปัจจุบันแล้วแก้อีกครั้ง"
                flash(say(thai, "Someone else changed it first; look again."), "bad")
                return redirect(url_for("deadline_pages.change", id=standing.id))
            deadline_entry.enter(store, wanted, by=person().name, now=parts.clock.now())
        flash(say("แก้ไขกำหนดส่งแล้ว การเตือนปรับตาม", "Changed; its reminders follow."), "good")
        return redirect(url_for("deadline_pages.listing"))

    @routes.page("/deadlines/remove", may=OFFICERS, methods=("POST",))
    def remove() -> Response:
        with parts.database.writing() as store:
            standing = _standing(store, request.form.get("id", ""))
            deadline_entry.remove(store, standing.id, by=person().name, now=parts.clock.now())
        flash(say("ลบกำหนดส่งแล้ว และยกเลิกการเตือนที่ยังไม่ส่ง", "Removed; reminders not sent are cancelled."), "good")
        return redirect(url_for("deadline_pages.listing"))

    return routes


def _form(typed: object, standing: Deadline | None) -> str:
    return render_template("desk/deadline_form.html", typed=typed, standing=standing, programmes=programmes.ids())


def _standing(store: Session, deadline_id: str) -> Deadline:
    found = deadlines.by_id(store, deadline_id)
    if found is None:
        abort(404)
    return found
