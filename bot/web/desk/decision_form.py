"""Recording a decision about one agency or several: the form, what the applicants will see, and what came of it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from flask import render_template, request
from sqlalchemy.orm import Session

from bot.cases import deciding, decision_roll, releasing
from bot.cases.deciding import Signer, Verdict
from bot.cases.decision_roll import Candidate
from bot.cases.season import RefusedError
from bot.conversation.cards.result import LONGEST_NOTE, LONGEST_TITLE
from bot.season.awards import AWARDS, OUTCOMES, STAGES, in_short
from bot.season.grounds import Outcome, Stage
from bot.season.refusals import Refusal
from bot.season.states import FOR_SECRETARIAT
from bot.store import agencies
from bot.web.desk.acting import agency_or_404
from bot.web.desk.decision_list import short
from bot.web.desk.people import OFFICERS, Desk
from bot.web.desk.previews import lines_of
from bot.web.desk.signing_officer import signer
from bot.web.parts import WebParts
from scoring import programmes

TO_CHOOSE = Refusal("โปรดเลือกขั้นของผลและผล", "Choose the stage and the outcome")
TOO_LONG = Refusal(
    f"ข้อความยาวเกินไป หัวข้อได้ไม่เกิน {LONGEST_TITLE} ตัวอักษร รายละเอียดไม่เกิน {LONGEST_NOTE} ตัวอักษร",
    f"Too long: a title has up to {LONGEST_TITLE} characters, a note up to {LONGEST_NOTE}",
)
NOBODY = Refusal("โปรดเลือกหน่วยงานอย่างน้อยหนึ่งแห่ง", "Choose at least one agency")


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it for one agency: a refusal, or none where it is recorded (or could be)."""

    code: str
    name: str
    refused: Refusal | None


def pages(parts: WebParts) -> Desk:
    routes = Desk("decision_form", parts)

    @routes.page("/decisions/record", may=OFFICERS)
    def form() -> Any:
        codes = request.args.getlist("agency")
        return _form(parts, dict.fromkeys(codes), {}, refused=None if codes else NOBODY)

    @routes.page("/decisions/record", may=OFFICERS, methods=("POST",))
    def record() -> Any:
        typed, seen = request.form.to_dict(), _seen(request.form.getlist("agency"))
        if not seen:
            return _form(parts, seen, typed, refused=NOBODY), 409
        try:
            verdict = _verdict(typed)
        except RefusedError as error:
            return _form(parts, seen, typed, refused=error.refusal), 409
        if typed.get("step") != "record" or typed.get("shown") != _mark(verdict):
            return _form(parts, seen, typed, verdict=verdict)
        by, now = signer(parts), parts.clock.now()
        came = [_record(parts, code, number, verdict, by, now) for code, number in seen.items()]
        return render_template("desk/decided.html", came=came, verdict=verdict, short=_in_short(verdict))

    return routes


def _record(parts: WebParts, code: str, seen: int | None, verdict: Verdict, by: Signer, now: datetime) -> Came:
    """Each agency in a transaction of its own, so that what stops one does not stop the others."""
    with parts.database.writing() as session:
        agency = agency_or_404(session, code)
        try:
            deciding.decide(session, agency, verdict, by, now=now, seen=seen)
        except RefusedError as error:
            return Came(code, agency.name, error.refusal)
        return Came(code, agency.name, None)


def _form(
    parts: WebParts,
    seen: Mapping[str, int | None],
    typed: Mapping[str, str],
    *,
    verdict: Verdict | None = None,
    refused: Refusal | None = None,
) -> str:
    """The form; with a verdict, also what the applicants would see, and of which agencies it cannot be recorded."""
    now = parts.clock.now()
    with parts.database.reading() as session:
        asked_for = [each for each in decision_roll.candidates(session) if each.entry.code in seen]
        rows = decision_roll.with_points(session, asked_for, now)
        checked = [_checked(session, each, verdict, now) for each in rows] if verdict else []
        card = _card(session, checked, verdict, signer(parts), now) if verdict else []
    known = {each.entry.programme for each in rows}
    return render_template(
        "desk/decision_form.html",
        rows=rows,
        left_out=sorted(set(seen) - {each.entry.code for each in rows}),
        seen={each.entry.code: _newest(each, seen) for each in rows},
        typed=typed,
        refused=refused,
        verdict=verdict,
        checked=checked,
        shown=_mark(verdict) if verdict else "",
        card=card,
        short=_in_short(verdict) if verdict else None,
        stages=STAGES,
        outcomes=OUTCOMES,
        awards={mark: words for mark, words in AWARDS.items() if mark in _marks(known)},
        longest=(LONGEST_TITLE, LONGEST_NOTE),
        state_names=FOR_SECRETARIAT,
        in_words=short,
    )


def _newest(each: Candidate, seen: Mapping[str, int | None]) -> int:
    """The id of the newest decision that the officer had before them when they came to the form."""
    before = seen[each.entry.code]
    return each.newest if before is None else before


def _checked(session: Session, each: Candidate, verdict: Verdict, now: datetime) -> Came:
    agency = agencies.find(session, each.entry.code)
    assert agency is not None, "it is on the roll"
    return Came(agency.code, agency.name, deciding.stopped(session, agency, verdict, "", now))


def _card(session: Session, checked: list[Came], verdict: Verdict, by: Signer, now: datetime) -> list[str]:
    """The card of the first agency of which it can be recorded, as LINE will show it; all have the same words."""
    first = next((each.code for each in checked if each.refused is None), None)
    agency = agencies.find(session, first) if first else None
    if agency is None:
        return []
    decision = deciding.drawn_up(session, agency, verdict, by, now)
    return lines_of(releasing.message_of(session, agency, decision, now))


def _verdict(typed: Mapping[str, str]) -> Verdict:
    """What was typed; a blank title becomes the outcome in words. Raises `RefusedError`."""
    stage, outcome = typed.get("stage", ""), typed.get("outcome", "")
    if stage not in STAGES or outcome not in OUTCOMES:
        raise RefusedError(TO_CHOOSE)
    award = typed.get("award", "") if outcome == "awarded" else ""
    title = " ".join(typed.get("title", "").split())
    note = "\n".join(" ".join(line.split()) for line in typed.get("note", "").strip().splitlines())
    if len(title) > LONGEST_TITLE or len(note) > LONGEST_NOTE:
        raise RefusedError(TOO_LONG)
    verdict = Verdict(cast("Stage", stage), cast("Outcome", outcome), award, title, note)
    return verdict if title else replace(verdict, title=_in_short(verdict).th)


def _in_short(verdict: Verdict) -> Any:
    return in_short(verdict.stage, verdict.outcome, verdict.award)


def _mark(verdict: Verdict) -> str:
    """By it a page tells what it showed: only that is recorded, whatever was changed in the form since."""
    return f"{zlib.crc32(repr(verdict).encode()):08x}"


def _marks(names: set[str]) -> set[str]:
    return {mark for name in names for mark in deciding.awards_of(programmes.load(name))}


def _seen(pairs: list[str]) -> dict[str, int | None]:
    """The agencies of a form, each with the id of the newest decision that its page showed."""
    found: dict[str, int | None] = {}
    for pair in pairs:
        number, _, code = pair.partition(":")
        if number.isdecimal() and code:
            found[code] = int(number)
    return found
