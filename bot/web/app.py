"""The Flask application, made of blueprints that are given what they need."""

from __future__ import annotations

import logging

from flask import Flask
from werkzeug.exceptions import HTTPException

from bot.logs import fields, where
from bot.web import calendar, google_changes, health, public, webhook
from bot.web.parts import WebParts

log = logging.getLogger(__name__)


def create_app(parts: WebParts) -> Flask:
    """The web application. More blueprints (the dashboard, say) may be registered on it."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=parts.secret_key, MAX_CONTENT_LENGTH=webhook.LARGEST_BODY)
    app.register_blueprint(google_changes.blueprint(parts))
    app.register_blueprint(calendar.blueprint(parts))
    app.register_blueprint(health.blueprint(parts))
    app.register_blueprint(public.blueprint())
    app.register_error_handler(Exception, _told_briefly)
    app.wsgi_app = webhook.Webhook(parts).before(app.wsgi_app)  # type: ignore[assignment,method-assign] # so one does
    return app


def _told_briefly(error: Exception) -> tuple[str, int] | HTTPException:
    """An answer without a traceback; the log gets the kind of error and the place."""
    if isinstance(error, HTTPException):
        return error
    log.error("request failed", extra=fields(problem=where(error)))
    return "ขออภัย ระบบขัดข้องชั่วคราว กรุณาลองใหม่ / Sorry, please try again", 503
