"""The Google stand-in: OAuth tokens, Sheets v4 and Drive v3, and what a person does in a sheet."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google import drive, oauth, person, sheets, twins
from bot.sandbox.google.office import Office
from bot.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox) -> Blueprint:
    routes = Blueprint("google", __name__)
    office = Office(sandbox)
    parts = (oauth.blueprint(sandbox), sheets.blueprint(office), drive.blueprint(office), person.blueprint(office))
    for part in (*parts, twins.blueprint(office)):
        routes.register_blueprint(part)
    return routes
