"""The agencies that can be decided about, and what was decided so far."""

from __future__ import annotations

from dataclasses import fields

from flask import render_template, request, url_for

from bot.cases import decision_roll
from bot.cases.decision_roll import ANNOUNCED, OPEN, WAITING, Candidate, Wanted
from bot.season.awards import AWARDS, OUTCOMES, in_short
from bot.season.states import FOR_SECRETARIAT
from bot.store.decisions import Decision
from bot.web.desk.people import OFFICERS, Desk
from bot.web.desk.season_filters import Choice
from bot.web.language import called, language, say
from bot.web.parts import WebParts
from scoring import programmes
from scoring.outcome import AgainstMark

AT_ONCE = 50


def pages(parts: WebParts) -> Desk:
    routes = Desk("decision_list", parts)

    @routes.page("/decisions", may=OFFICERS)
    def listing() -> str:
        asked = Wanted(request.args.get("q", "").strip(), *(request.args.get(name, "") for name in _filters()))
        with parts.database.reading() as store:
            whole = decision_roll.candidates(store)
            found = decision_roll.chosen(whole, asked)
            last = max(1, -(-len(found) // AT_ONCE))
            page = min(max(1, request.args.get("page", 1, type=int)), last)
            shown = found[(page - 1) * AT_ONCE : page * AT_ONCE]
            rows = decision_roll.with_points(store, shown, parts.clock.now())
        return render_template(
            "desk/decisions.html",
            rows=rows,
            found=len(found),
            waiting=sum(each.waiting is not None for each in whole),
            page=page,
            last=last,
            asked=asked,
            filters=_choices(whole, asked),
            again=_again,
            state_names=FOR_SECRETARIAT,
            reached=_reached,
            short=short,
        )

    return routes


def short(decision: Decision) -> str:
    """A decision in a line, in this request's language."""
    return called(in_short(decision.stage, decision.outcome, decision.award))


def _reached(each: Candidate) -> list[tuple[str, AgainstMark]]:
    """Every mark that is set, by the award it stands for or by what it is called."""
    words = programmes.words(each.entry.programme, language())
    return [
        (called(AWARDS[against.name]) if against.name in AWARDS else words.threshold(against.name), against)
        for against in each.marks
    ]


def _filters() -> list[str]:
    return [each.name for each in fields(Wanted) if each.name != "text"]


def _choices(whole: list[Candidate], asked: Wanted) -> tuple[Choice, ...]:
    states = {each.entry.state for each in whole}
    names = sorted({each.entry.programme for each in whole})
    results = (
        (OPEN, say("ยังไม่มีมติ", "Not decided")),
        (WAITING, say("มีมติที่รอประกาศ", "Waits to be announced")),
        (ANNOUNCED, say("ประกาศแล้ว", "Announced")),
    )
    return (
        Choice("programme", say("โปรแกรม", "Programme"), tuple((name, name) for name in names), asked.programme),
        Choice(
            "state",
            say("ขั้น", "Step"),
            tuple((state.value, called(words)) for state, words in FOR_SECRETARIAT.items() if state in states),
            asked.state,
        ),
        Choice("result", say("มติ", "Decision"), results, asked.result),
        Choice(
            "outcome",
            say("ผล", "Outcome"),
            tuple((outcome, called(words)) for outcome, words in OUTCOMES.items()),
            asked.outcome,
        ),
    )


def _again(**changes: object) -> str:
    """The address of this list with another page of it."""
    kept = {name: value for name, value in request.args.items() if value and name not in {"lang", "page"}}
    return url_for("decision_list.listing", **{**kept, **changes})  # type: ignore[arg-type] # what a page asks for
