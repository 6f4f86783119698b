"""An agency's way through the season: where it stands, on what grounds, what can be done, and what stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases import deciding, freezing, season
from bot.cases.deciding import Signer
from bot.cases.season import RefusedError, Wish
from bot.season.grounds import Grounds, Window
from bot.season.moves import CALLED, Act, refusal, thinkable
from bot.season.path import made_known
from bot.season.refusals import Refusal
from bot.season.states import FOR_APPLICANT, FOR_SECRETARIAT, State
from bot.store import decisions
from bot.store import season as moves
from bot.store.agencies import Agency
from bot.web.desk.acting import agency_or_404, attempt, tell
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.desk.signing_officer import signer
from bot.web.language import called, say
from bot.web.parts import WebParts
from sheets_schema.thai import BANGKOK

ELSEWHERE = frozenset({Act.SUBMIT, Act.DECIDE, Act.RELEASE_PRELIMINARY, Act.RELEASE})
"""What a reading brings with it, and what is done with two signatures on the pages of decisions."""
_ORDER = "%Y-%m-%dT%H:%M"
_WINDOW = Refusal(
    "โปรดระบุวันเวลาเปิดและปิดรับฟังความคิดเห็น โดยวันปิดต้องอยู่หลังวันเปิดและหลังเวลานี้",
    "Give the instants of opening and closing; closing comes after opening and after now",
)
_NOT_HERE = Refusal("การดำเนินการนี้ไม่ได้ทำที่หน้านี้", "This is not done on this page")


class Offered(NamedTuple):
    """An act that the state knows, and what stops it, if something does."""

    act: Act
    stopped: Refusal | None


def pages(parts: WebParts) -> Desk:
    routes = Desk("season_acts", parts)

    @routes.page("/agencies/<code>/season", may=OFFICERS)
    def acts(code: str) -> Any:
        return _shown(parts, code)

    @routes.page("/agencies/<code>/season", may=OFFICERS, methods=("POST",))
    def do(code: str) -> Response | tuple[str, int]:
        by, now, typed = person().name, parts.clock.now(), request.form.to_dict()

        def move(session: Session) -> State:
            agency = agency_or_404(session, code)
            wish = _wish(typed, by, now)
            if wish.act is Act.REOPEN:
                return _reopen(session, code, wish, now)
            if wish.act is Act.BACK and wish.seen is State.DECIDED:
                return _take_back(session, agency, wish, signer(parts), now)
            return season.do(session, agency, wish, now)

        came = attempt(parts, move)
        if isinstance(came, Refusal):
            return _shown(parts, code, came, typed), 409
        tell(came, say(f"บันทึกแล้ว: {called(FOR_SECRETARIAT[came])}", f"Done: {called(FOR_SECRETARIAT[came])}"))
        return redirect(url_for("season_acts.acts", code=code))

    return routes


def _reopen(session: Session, code: str, wish: Wish, now: datetime) -> State:
    """Opening a workbook again also ends what was judged; and the chats are told."""
    agency = agency_or_404(session, code)
    if not wish.why.strip():
        raise RefusedError(season.NO_REASON)
    if wish.seen is not season.state_of(session, agency):
        raise RefusedError(season.MOVED_MEANWHILE)
    if freezing.reopen(session, agency, wish.why.strip(), by=wish.by, now=now) is None:
        return season.do(session, agency, wish, now)
    return season.state_of(session, agency)


def _take_back(session: Session, agency: Agency, wish: Wish, by: Signer, now: datetime) -> State:
    """Going back from a decision withdraws the one that waits, or it would wait without ever being announced."""
    waiting = decisions.waiting(session, agency.code)
    if waiting is None or season.state_of(session, agency) is not State.DECIDED:
        return season.do(session, agency, wish, now)
    deciding.withdraw(session, waiting.id, wish.why, by, now=now)
    return season.state_of(session, agency)


def _wish(typed: Mapping[str, str], by: str, now: datetime) -> Wish:
    """What was asked for. Raises `RefusedError` where something is lacking that this page asks."""
    try:
        act, seen = Act(typed.get("act", "")), State(typed.get("seen", ""))
    except ValueError as error:
        raise RefusedError(_NOT_HERE) from error
    if act in ELSEWHERE:
        raise RefusedError(_NOT_HERE)
    letter = " ".join(typed.get("letter", "").split()) if act is Act.CONSENT else ""
    return Wish(act, by, typed.get("why", ""), seen, _window(typed, now) if act is Act.OPEN_HEARING else None, letter)


def _window(typed: Mapping[str, str], now: datetime) -> Window:
    try:
        opens, closes = (
            datetime.strptime(typed.get(name, ""), _ORDER).replace(tzinfo=BANGKOK) for name in ("opens", "closes")
        )
    except ValueError as error:
        raise RefusedError(_WINDOW) from error
    if not opens < closes or closes <= now:
        raise RefusedError(_WINDOW)
    return Window(opens, closes)


def _shown(parts: WebParts, code: str, refused: Refusal | None = None, typed: Mapping[str, str] | None = None) -> Any:
    with parts.database.reading() as session:
        agency = agency_or_404(session, code)
        grounds = season.grounds_of(session, agency, parts.clock.now())
        history = moves.moves(session, code, agency.programme)
    return render_template(
        "desk/season.html",
        agency=agency,
        grounds=grounds,
        history=history[::-1],
        offered=[_offered(act, grounds) for act in thinkable(grounds.state) if act not in ELSEWHERE],
        act_names={act.value: called(name) for act, name in CALLED.items()},
        state_names={state.value: called(name) for state, name in FOR_SECRETARIAT.items()},
        applicant_name=called(FOR_APPLICANT[made_known((*grounds.behind, grounds.state))]),
        decidable=Act.DECIDE in thinkable(grounds.state),
        decided=grounds.state is State.DECIDED,
        refused=refused,
        typed=typed or {},
    )


def _offered(act: Act, grounds: Grounds) -> Offered:
    """A consent can always be tried: the letter that is asked for with it may be what was missing."""
    stopped = refusal(act, grounds)
    if act is Act.CONSENT and stopped is not None:
        with_letter = replace(grounds, consent_noted=True)
        stopped = refusal(act, with_letter)
    return Offered(act, stopped)
