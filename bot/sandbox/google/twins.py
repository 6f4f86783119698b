"""Many workbooks at once: as many as a nation has, made like one that is there. Part of the control API."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from bot.sandbox.google.files import SPREADSHEET
from bot.sandbox.google.office import Office

MOST = 100_000


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("twins", __name__, url_prefix="/sandbox/api/spreadsheets")

    @routes.post("/<spreadsheet_id>/twins")
    def twins(spreadsheet_id: str) -> tuple[dict[str, Any], int]:
        count = request.get_json().get("count")
        if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST:
            return {"message": f"count must be a whole number from 1 to {MOST}."}, 400
        with office.sandbox.lock:
            file = office.files.get(spreadsheet_id)
            if file is None or file.mime_type != SPREADSHEET:
                return {"message": "Requested entity was not found."}, 404
            return {"ids": [twin.id for twin in office.add_twins(file, count)]}, 200

    return routes
