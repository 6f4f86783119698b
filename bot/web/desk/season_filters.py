"""The filters above the agencies and the plots: what was asked for, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from flask import request

from bot.cases.body_types import type_named
from bot.cases.season_roll import Entry, Wanted
from bot.season.states import FOR_SECRETARIAT
from bot.web.language import called, language, say


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its name in the address, what it is called, and what can be chosen (value and words)."""

    name: str
    called: str
    options: tuple[tuple[str, str], ...]
    now: str


def wanted() -> Wanted:
    """What this request asks for."""
    names = (each.name for each in fields(Wanted) if each.name != "text")
    return Wanted(request.args.get("q", "").strip(), **{name: request.args.get(name, "") for name in names})


def choices(entries: Iterable[Entry], asked: Wanted) -> tuple[Choice, ...]:
    """The filters, each with what occurs among the agencies."""
    there = list(entries)
    states = {each.state for each in there}
    return (
        Choice("programme", say("โปรแกรม", "Programme"), _plain(each.programme for each in there), asked.programme),
        Choice("body", say("ประเภทหน่วยงาน", "Type of body"), _bodies(there), asked.body),
        Choice("province", say("จังหวัด", "Province"), _plain(each.province for each in there), asked.province),
        Choice("ministry", say("กระทรวง", "Ministry"), _plain(each.ministry for each in there), asked.ministry),
        Choice(
            "state",
            say("ขั้น", "Step"),
            tuple((state.value, called(words)) for state, words in FOR_SECRETARIAT.items() if state in states),
            asked.state,
        ),
    )


def body_name(programme: str, code: str) -> str:
    """What a type of body is called, in this request's language."""
    return type_named(programme, code, language()) if code else say("ยังไม่ระบุ", "Not told")


def _plain(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, value) for value in sorted(set(values)) if value)


def _bodies(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    told = {(each.programme, each.body) for each in entries if each.body}
    named = {body: body_name(programme, body) for programme, body in sorted(told)}
    return tuple(sorted(named.items(), key=lambda each: each[1]))
