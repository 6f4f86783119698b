"""The entry point for gunicorn: `bot.wsgi:application()`."""

from __future__ import annotations

import gc
import sys

from flask import Flask

from bot import logs, settings
from bot.services import Installation
from bot.web.app import create_app


def application() -> Flask:
    """The web application of an installation whose settings stand in the environment."""
    installation = Installation(settings.read(needs=settings.LINE_NEEDS))
    logs.configure(sys.stderr, salt=installation.secret, secrets=installation.settings.secrets())
    made = create_app(installation.web_parts())
    _leave_alone_what_stays()
    return made


def _leave_alone_what_stays() -> None:
    """Python's collector would go through all modules again and again, a tenth of a second while requests wait."""
    gc.collect()
    gc.freeze()
