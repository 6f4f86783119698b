"""The Google stand-in: OAuth tokens, Sheets v4 and Drive v3, and what a person does in a sheet."""

from __future__ import annotations

from flask import Blueprint, Response

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

    @routes.after_app_request
    def tell_of_changes(response: Response) -> Response:
        """Whatever a request did, be it to the clock: call those who want to know of changes."""
        with sandbox.lock:
            office.channels.tell(office.now())
        return response

    return routes
