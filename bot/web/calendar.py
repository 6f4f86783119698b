"""`GET /calendar/KEY.MARK.ics`: the deadlines of an agency, for the calendar program of one of its people."""

from __future__ import annotations

from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue

from bot.cases.calendar_feed import CalendarFeeds
from bot.web.parts import WebParts

MAY_BE_KEPT = "private, max-age=3600"


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("calendar", __name__)
    feeds = CalendarFeeds("", parts.secret_key)

    @routes.get("/calendar/<token>.ics")
    def feed(token: str) -> ResponseReturnValue:
        with parts.database.reading() as session:
            text = feeds.text(session, token, parts.clock.now())
        if text is None:
            return "ลิงก์ปฏิทินนี้ใช้ไม่ได้แล้ว พิมพ์ ปฏิทิน ใน LINE เพื่อรับลิงก์ใหม่ / This calendar link is no longer valid", 404
        answer = make_response(text)
        answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
        answer.headers["Content-Disposition"] = "inline; filename=tonbaeb.ics"
        answer.headers["Cache-Control"] = MAY_BE_KEPT
        answer.add_etag()
        return answer.make_conditional(request)

    return routes
