"""A filled .xlsx brought by an officer: shown what it is worth, answered with a file, kept after a second press."""

from __future__ import annotations

import base64

from flask import flash, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from bot.cases import uploading
from bot.cases.file_refusals import RefusedFileError
from bot.cases.uploading import FileContent, Kept
from bot.store import seals
from bot.web.desk.agency_page import the_agency
from bot.web.desk.answer_words import explainer_of
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import called, say
from bot.web.parts import WebParts
from scoring import programmes
from sheets_schema.excel_guard import MOST_BYTES

HALF_AN_HOUR = 1800
"""Seconds for which what was read can be kept."""
ROOM = 64 * 1024
"""What a form has beside its file."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pages(parts: WebParts) -> Desk:
    routes = Desk("agency_upload", parts)
    sealed = URLSafeTimedSerializer(parts.secret_key, salt="a file's answers")

    @routes.before_app_request
    def _take_whole_workbooks() -> None:
        """Before the form's token is looked for, which reads the body."""
        if request.endpoint == "agency_upload.upload":
            request.max_content_length = MOST_BYTES + ROOM
        if request.endpoint == "agency_upload.keep":
            request.max_form_memory_size = 2 * 1024 * 1024

    @routes.app_errorhandler(RequestEntityTooLarge)
    def _too_large(_: RequestEntityTooLarge) -> tuple[str, int]:
        return say(
            "ไฟล์ใหญ่เกินไป โปรดย้อนกลับแล้วส่งไฟล์ที่เล็กกว่า", "The file is too large; go back and send a smaller one"
        ), 413

    @routes.page("/agencies/<code>/upload", may=OFFICERS, methods=("POST",))
    def upload(code: str) -> str | Response:
        file = request.files.get("file")
        data = file.read() if file else b""
        try:
            with parts.database.reading() as store:
                agency = the_agency(store, code)
                read = uploading.read_file(store, agency, data, parts.clock.now())
                judged_already = seals.standing(store, code) is not None
        except RefusedFileError as refused:
            flash(called(refused.why), "bad")
            return redirect(url_for("agency.look", code=code))
        return render_template(
            "desk/upload.html",
            agency=agency,
            card=read.card,
            explain=explainer_of(programmes.load(agency.programme)),
            file_name=file.filename if file else "",
            answer=f"data:{XLSX};base64,{base64.b64encode(read.answer).decode()}",
            content=sealed.dumps([code, read.content.to_json()]),
            handed_in=read.content.handed_in,
            judged_already=judged_already,
        )

    @routes.page("/agencies/<code>/keep", may=OFFICERS, methods=("POST",))
    def keep(code: str) -> Response:
        try:
            whose, record = sealed.loads(request.form.get("content", ""), max_age=HALF_AN_HOUR)
        except BadSignature:  # SignatureExpired is one
            whose, record = "", {}
        if whose != code:
            flash(say("เลยเวลาแล้ว โปรดส่งไฟล์อีกครั้ง", "Too late: send the file again."), "bad")
            return redirect(url_for("agency.look", code=code))
        with parts.database.writing() as store:
            agency = the_agency(store, code)
            content, now = FileContent.from_json(record), parts.clock.now()
            kept = uploading.keep(store, agency, content, by=person().name, now=now)
        _tell(kept)
        return redirect(url_for("agency.look", code=code))

    return routes


def _tell(kept: Kept) -> None:
    flash(say("บันทึกคำตอบจากไฟล์เป็นการอ่านล่าสุดแล้ว", "The file's answers are kept as the newest reading."), "good")
    if kept.judged:
        flash(say("รับไว้ตัดสินแล้ว ตามช่อง “ส่งแล้ว” ในไฟล์", "They are now what is judged, as the file says."), "good")
