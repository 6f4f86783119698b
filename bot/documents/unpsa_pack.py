"""The English pack for UNPSA: answers with their words counted, evidence, letters, links, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.documents.typesetting import Facts
from scoring.days import english_date
from scoring.explain import Explainer
from scoring.programme import Input
from scoring.scorecard import RequirementResult, Scorecard
from scoring.submission import Answer, Submission
from scoring.word_count import count_words, has_thai
from sheets_schema.thai import bangkok_date

QUESTIONS = "questions"
STATES = {
    "ok": "ready",
    "missing": "missing",
    "failed": "to correct",
    "not_needed": "not asked",
    "upcoming": "later",
    "overdue": "overdue",
    "advised": "advised",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """One agency's file for UNPSA, with English words.

    Where the file was brought over from another award, `source` speaks of that award, `answers` are what was entered
    there, and `drafts` says from which of them each question can be drafted. `ripens` is the first day on which the
    project has run long enough.
    """

    code: str
    name: str
    explain: Explainer
    file: Submission
    card: Scorecard
    drafts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: Explainer | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ripens: date | None = None


def facts_of(packed: Packed, now: datetime) -> Facts:
    """What the paper `unpsa` shows."""
    explain, card = packed.explain, packed.card
    evidence = list(_evidence(packed))
    open_ones = [each for each in card.requirements if each.counts and each.is_open]
    return {
        "award": explain.words.programme("name"),
        "code": packed.code,
        "name": packed.name,
        "day": english_date(bangkok_date(now)),
        "closes": explain.words.closing("application", "source"),
        "met": str(card.readiness.points),
        "of": str(card.readiness.max),
        "ripens": english_date(packed.ripens) if packed.ripens else "",
        "source": packed.source.words.programme("name") if packed.source else "",
        "questions": [_question(item, packed) for item in _questions(explain)],
        "sections": list(_sections(packed)),
        "evidence": evidence,
        "missing": [
            {
                "title": explain.requirement_title(each.id),
                "state": each.state,
                "mark": STATES[each.state],
                "steps": _steps(each, explain),
            }
            for each in open_ones
        ],
        "assumptions": explain.assumptions(card),
        "receipt": card.receipt,
    }


def _steps(result: RequirementResult, explain: Explainer) -> list[str]:
    title = explain.requirement_title(result.id)
    return [explain.missing(step).removeprefix(f"{title}: ") for step in result.missing]


def _questions(explain: Explainer) -> Iterator[Input]:
    return (item for tab in explain.programme.tabs for s in tab.sections if s.id == QUESTIONS for item in s.rows)


def _question(item: Input, packed: Packed) -> dict[str, Any]:
    told = packed.file.answers[item.key].value
    text = told if isinstance(told, str) else ""
    count = count_words(text)
    return {
        "title": packed.explain.label(item.key),
        "text": text,
        "words": str(count),
        "most": str(item.words or ""),
        "too_long": item.words is not None and count > item.words,
        "to_translate": has_thai(text),
        "from": [_draft(key, packed) for key in packed.drafts.get(item.key, ())],
    }


def _draft(key: str, packed: Packed) -> dict[str, Any]:
    assert packed.source is not None, "drafts come from another award's workbook"
    answer = packed.answers[key]
    text = answer.value if isinstance(answer.value, str) and packed.source.programme.inputs[key].type == "text" else ""
    return {"title": packed.source.label(key), "text": text, "links": list(answer.links)}


def _sections(packed: Packed) -> Iterator[dict[str, Any]]:
    """The file's facts by section, the questions apart; sections in which nothing stands are left out."""
    explain = packed.explain
    for section in (section for tab in explain.programme.tabs for section in tab.sections):
        rows = [_row(item, packed) for item in section.rows if packed.file.answers[item.key].value is not None]
        if rows and section.id != QUESTIONS:
            yield {"title": explain.words.section(section.id), "rows": rows}


def _row(item: Input, packed: Packed) -> dict[str, Any]:
    return {"title": packed.explain.label(item.key), "value": _shown(item, packed)}


def _shown(item: Input, packed: Packed) -> str:
    value, words = packed.file.answers[item.key].value, packed.explain.words
    match value:
        case bool():
            return words.yes_no(value)
        case date():
            return english_date(value)
    return words.choice(item, str(value)) if item.type == "choice" else str(value)


def _evidence(packed: Packed) -> Iterator[dict[str, Any]]:
    """Every answer of the file that has links."""
    for key, item in packed.explain.programme.inputs.items():
        answer = packed.file.answers[key]
        if answer.links:
            value = _shown(item, packed) if answer.value is not None and item.type == "text" else ""
            yield {"title": packed.explain.label(key), "value": value, "links": list(answer.links)}
