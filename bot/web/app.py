"""The Flask application, made of blueprints that are given what they need."""

from __future__ import annotations

import logging

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.logs import fields, where
from bot.web import calendar, files, google_changes, health, hearing, metrics, public, results, webhook
from bot.web.asked import RowNumber
from bot.web.desk.frame import desk, frame
from bot.web.guards import guard
from bot.web.language import speak
from bot.web.parts import WebParts

log = logging.getLogger(__name__)


def create_app(parts: WebParts) -> Flask:
    """The web application: what programs call, the public pages, and the desk."""
    app = Flask(__name__)
    app.url_map.converters["int"] = RowNumber
    app.config.update(SECRET_KEY=parts.secret_key, MAX_CONTENT_LENGTH=webhook.LARGEST_BODY)
    machines = tuple(each.blueprint(parts) for each in (google_changes, calendar, health, metrics))
    open_to_all = (files.blueprint(), public.blueprint(), hearing.blueprint(parts), results.blueprint(parts))
    for blueprint in (*machines, *open_to_all, *desk(parts)):
        app.register_blueprint(blueprint)
    guard(app, secure=parts.base_url.startswith("https://"), machines=machines)
    speak(app)
    frame(app)
    if parts.trusted_proxies:
        near = parts.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near)  # type: ignore[method-assign] # Flask's own way
    app.register_error_handler(Exception, _told_briefly)
    app.wsgi_app = webhook.Webhook(parts).before(app.wsgi_app)  # type: ignore[assignment,method-assign] # so one does
    return app


def _told_briefly(error: Exception) -> tuple[str, int] | HTTPException:
    """An answer without a traceback; the log gets the kind of error and the place."""
    if isinstance(error, HTTPException):
        return error
    log.error("request failed", extra=fields(problem=where(error)))
    return "ขออภัย ระบบขัดข้องชั่วคราว กรุณาลองใหม่ / Sorry, please try again", 503
