"""The audit log: who did what, when, searched and paged."""

from __future__ import annotations

from flask import render_template, request

from bot.store import audit
from bot.web.asked import row_number
from bot.web.desk.people import OFFICERS, Desk
from bot.web.parts import WebParts

AT_ONCE = 50


def pages(parts: WebParts) -> Desk:
    routes = Desk("audit_page", parts)

    @routes.page("/audit", may=OFFICERS)
    def log() -> str:
        wanted = request.args.get("q", "").strip()
        before = row_number("before")
        with parts.database.reading() as store:
            found = audit.search(store, wanted, before=before, limit=AT_ONCE + 1)
        shown = found[:AT_ONCE]
        return render_template(
            "desk/audit.html", rows=shown, wanted=wanted, older=shown[-1].id if len(found) > AT_ONCE else None
        )

    return routes
