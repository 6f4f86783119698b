"""Sheets v4: spreadsheets.create, get and batchUpdate, and spreadsheets.values."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google.calls import Api
from bot.sandbox.google.messages import sheets_messages
from bot.sandbox.google.office import Office
from bot.sandbox.google.sheets import batch, spreadsheets, values


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("sheets", __name__)
    api = Api(routes, office, sheets_messages(), "sheets")
    api.serve("sheets.spreadsheets.create", spreadsheets.create)
    api.serve("sheets.spreadsheets.get", spreadsheets.get)
    api.serve("sheets.spreadsheets.batchUpdate", batch.batch_update)
    api.serve("sheets.spreadsheets.values.batchGet", values.batch_get)
    api.serve("sheets.spreadsheets.values.batchUpdate", values.batch_update)
    api.serve("sheets.spreadsheets.values.batchClear", values.batch_clear)
    api.serve("sheets.spreadsheets.values.get", values.get)
    api.serve("sheets.spreadsheets.values.update", values.update)
    api.serve("sheets.spreadsheets.values.append", values.append)
    api.serve("sheets.spreadsheets.values.clear", values.clear)
    return routes
