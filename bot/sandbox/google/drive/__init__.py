"""Drive v3: files, permissions and changes."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google.calls import Api
from bot.sandbox.google.drive import changes, drives, files, permissions
from bot.sandbox.google.messages import drive_messages
from bot.sandbox.google.office import Office


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("drive", __name__)
    api = Api(routes, office, drive_messages(), "drive")
    for part in (files, permissions, changes, drives):
        part.register(api)
    return routes
