"""The agencies of the season as a table that is searched, filtered, sorted and paged on the server."""

from __future__ import annotations

from dataclasses import fields

from flask import render_template, request, url_for

from bot.cases import season_roll
from bot.cases.season_roll import Wanted
from bot.season.states import FOR_SECRETARIAT
from bot.web.desk.people import OFFICERS, Desk
from bot.web.desk.season_filters import body_name, choices, wanted
from bot.web.language import say
from bot.web.parts import WebParts

AT_ONCE = 50
_KEPT = frozenset({"q", "sort", "falling", *(each.name for each in fields(Wanted))}) - {"text"}


def pages(parts: WebParts) -> Desk:
    routes = Desk("agency_list", parts)

    @routes.page("/agencies", may=OFFICERS)
    def table() -> str:
        asked = wanted()
        with parts.database.reading() as store:
            entries = season_roll.roll(store)
        column = request.args.get("sort", "code")
        column = column if column in season_roll.COLUMNS else "code"
        falling = request.args.get("falling") == "1"
        found = season_roll.in_order(season_roll.chosen(entries, asked), column, falling=falling)
        last = max(1, -(-len(found) // AT_ONCE))
        page = min(max(1, request.args.get("page", 1, type=int)), last)
        return render_template(
            "desk/agencies.html",
            rows=found[(page - 1) * AT_ONCE : page * AT_ONCE],
            found=len(found),
            page=page,
            last=last,
            asked=asked,
            filters=choices(entries, asked),
            heads=_heads(),
            column=column,
            falling=falling,
            again=_again,
            state_names=FOR_SECRETARIAT,
            body_name=body_name,
        )

    return routes


def _heads() -> tuple[tuple[str, str], ...]:
    return (
        ("code", say("รหัส", "Code")),
        ("name", say("ชื่อ", "Name")),
        ("ministry", say("กระทรวง", "Ministry")),
        ("province", say("จังหวัด", "Province")),
        ("state", say("ขั้น", "Step")),
        ("points", say("คะแนน", "Points")),
        ("read", say("อ่านล่าสุด", "Last read")),
    )


def _again(**changes: object) -> str:
    """The address of this table with something else asked for; a page of another order begins anew.

    Only what this page knows is kept: other names would be taken for what an address is made of.
    """
    kept = {name: value for name, value in request.args.items() if value and name in _KEPT}
    return url_for("agency_list.table", **{**kept, **changes})  # type: ignore[arg-type] # what a page asks for
