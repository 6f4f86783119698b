"""An assessor's agencies, and the word that they give before they see one: no conflict of interest, or they decline."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import assigning
from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.store import assignments, comments
from bot.web.desk.acting import agency_or_404, attempt, tell
from bot.web.desk.people import ASSESSORS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts

_SAY_IT = Refusal(
    "โปรดทำเครื่องหมายรับรองว่าไม่มีส่วนได้เสีย หรือแจ้งขอถอนตัว", "Tick that you have no conflict of interest, or decline"
)


def pages(parts: WebParts) -> Desk:
    routes = Desk("attesting", parts)

    @routes.page("/mine", may=ASSESSORS)
    def mine() -> str:
        with parts.database.reading() as session:
            held = assignments.of_assessor(session, person().person)
            known = [(each, agency_or_404(session, each.agency_code)) for each in held]
            attested = {agency.code: agency.programme for each, agency in known if each.attested_at}
            heard = comments.how_many_passed_on(session, attested)
        return render_template("desk/mine.html", known=known, heard=heard)

    @routes.page("/review/<code>/attest", may=ASSESSORS, methods=("POST",))
    def attest(code: str) -> Response:
        who, now = person().person, parts.clock.now()
        declined = request.form.get("answer") == "decline"

        def act(session: Session) -> None:
            agency = agency_or_404(session, code)
            if declined:
                assigning.decline(session, agency, who, request.form.get("why", ""), now=now)
            elif request.form.get("sure") == "yes":
                assigning.attest(session, agency, who, now=now)
            else:
                raise RefusedError(_SAY_IT)

        came = attempt(parts, act)
        done = say("บันทึกการถอนตัวแล้ว", "You declined") if declined else say("บันทึกคำรับรองแล้ว", "Attested")
        tell(came, done)
        gone = declined and not isinstance(came, Refusal)
        return redirect(url_for("attesting.mine") if gone else url_for("assessment.sheet", code=code))

    return routes
