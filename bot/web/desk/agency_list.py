"""The agencies of the season as a table that can be searched, filtered and sorted."""

from __future__ import annotations

from flask import render_template, request

from bot.cases import season
from bot.season.states import FOR_SECRETARIAT
from bot.store import agencies
from bot.web.desk.people import OFFICERS, Desk
from bot.web.parts import WebParts


def pages(parts: WebParts) -> Desk:
    routes = Desk("agency_list", parts)

    @routes.page("/agencies", may=OFFICERS)
    def table() -> str:
        wanted = request.args.get("q", "").strip()
        with parts.database.reading() as store:
            found = [
                each for each in agencies.active(store) if wanted.casefold() in f"{each.code} {each.name}".casefold()
            ]
            states = season.states(store, found)
        rows = [(each.code, each.name, each.ministry, FOR_SECRETARIAT[states[each.code]]) for each in found]
        return render_template("desk/agencies.html", rows=rows, wanted=wanted)

    return routes
