"""Drive v3: files, permissions, changes and the channels that tell of them."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google.calls import Api
from bot.sandbox.google.drive import changes, channels, drives, files, permissions
from bot.sandbox.google.messages import drive_messages
from bot.sandbox.google.office import Office


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("drive", __name__)
    api = Api(routes, office, drive_messages(), "drive")
    for part in (files, permissions, changes, channels, drives):
        part.register(api)
    return routes
