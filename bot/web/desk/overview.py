"""The first page of the desk: where the season stands, and what waits."""

from __future__ import annotations

from collections import Counter

from flask import render_template

from bot.cases import season
from bot.season.states import FOR_SECRETARIAT, State
from bot.store import agencies
from bot.web.desk.people import EVERYONE, Desk
from bot.web.parts import WebParts


def pages(parts: WebParts) -> Desk:
    routes = Desk("overview", parts)

    @routes.page("/", may=EVERYONE)
    def overview() -> str:
        with parts.database.reading() as store:
            active = agencies.active(store)
            counted = Counter(season.states(store, active).values())
        standing = [(FOR_SECRETARIAT[state], counted[state]) for state in State]
        return render_template("desk/overview.html", agencies=len(active), standing=standing)

    return routes
