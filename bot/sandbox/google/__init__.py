"""The Google stand-in: OAuth tokens, Sheets v4 and Drive v3, and what a person does in a sheet."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google import drive, file_acts, oauth, person, quota, sheets, twins
from bot.sandbox.google.office import Office
from bot.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox) -> Blueprint:
    routes = Blueprint("google", __name__)
    office = Office(sandbox)
    routes.register_blueprint(oauth.blueprint(sandbox))
    routes.register_blueprint(quota.blueprint(office.quota))
    for part in (sheets, drive, person, file_acts, twins):
        routes.register_blueprint(part.blueprint(office))
    return routes
