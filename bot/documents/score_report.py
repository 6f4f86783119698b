"""The score report of one agency: what the paper shows, in official Thai."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.documents.official_thai import long_date, thai_level, thai_points
from bot.documents.season_table import STATES
from bot.documents.typesetting import Facts
from bot.season.states import Called
from scoring.explain import Explainer
from scoring.programme import COMBINED
from scoring.scorecard import CriterionResult, RequirementResult, Scorecard
from sheets_schema.thai import thai_digits, thai_instant

INTERNAL = "เอกสารภายในของฝ่ายเลขานุการ มีระดับที่ผู้ประเมินให้ซึ่งยังไม่ประกาศ"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What an assessor said of a criterion, and who it was; blank where that is not told."""

    reason: str
    assessor: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is about. `card` is None while nothing was read; `judged_at` is None while inputs still change.

    `shows_unreleased` says that the card holds levels which were not made known.
    """

    code: str
    name: str
    ministry: str
    province: str
    state: Called
    explainer: Explainer
    card: Scorecard | None
    judged_at: datetime | None
    reviewed: Mapping[str, Reviewed]
    shows_unreleased: bool


def facts_of(reported: Reported, now: datetime) -> Facts:
    """What the paper `report` shows."""
    words, card = reported.explainer.words, reported.card
    head = {
        "authority": thai_digits(words.programme("authority")),
        "award": thai_digits(words.programme("name")),
        "day": long_date(now),
        "code": reported.code,
        "name": reported.name,
        "belongs": " · ".join(filter(None, (reported.ministry, reported.province))),
        "state": reported.state.th,
        "basis": _basis(reported),
        "internal": INTERNAL if reported.shows_unreleased else "",
    }
    return head | {"card": None if card is None else _card(card, reported)}


def _basis(reported: Reported) -> str:
    if reported.card is None:
        return "ระบบยังไม่ได้อ่านแบบประเมินของหน่วยงานนี้"
    if reported.judged_at is None:
        return "คำนวณจากแบบประเมินฉบับล่าสุด ซึ่งหน่วยงานยังแก้ไขได้"
    return thai_digits(f"คำนวณจากแบบประเมินที่ใช้ตัดสิน ณ วันที่ {thai_instant(reported.judged_at)}")


def _card(card: Scorecard, reported: Reported) -> dict[str, Any]:
    explain = reported.explainer
    return {
        "totals": [
            {
                "title": thai_digits(explain.total_title(name)),
                "points": thai_points(total.points),
                "max": thai_points(total.max),
                "combined": name == COMBINED,
            }
            for name, total in card.totals.items()
        ],
        "eligibility": [
            {
                "title": explain.words.eligibility(each.rule, "title"),
                "state": each.state,
                "mark": STATES[each.state],
                "sentence": thai_digits(explain.eligibility(each)),
            }
            for each in card.eligibility
        ],
        "tiers": [
            {
                "title": thai_digits(explain.total_title(tier.id)),
                "criteria": [_criterion(each, reported) for each in card.criteria if each.tier == tier.id],
            }
            for tier in explain.programme.tiers
        ],
        "met": _met(card),
        "requirements": [_requirement(each, explain) for each in card.requirements if each.state != "not_needed"],
        "unanswered": [thai_digits(explain.label(key)) for key in card.unanswered],
        "problems": [thai_digits(explain.problem(each)) for each in card.problems],
        "assumptions": [thai_digits(each) for each in explain.assumptions(card)],
        "receipt": card.receipt,
    }


def _criterion(result: CriterionResult, reported: Reported) -> dict[str, Any]:
    explain, reviewed = reported.explainer, reported.reviewed.get(result.id)
    step = min((item.level for item in result.missing if item.level > result.level), default=None)
    lacking = [] if step is None else [explain.missing(item) for item in result.missing_for(step)]
    return {
        "id": thai_digits(result.id),
        "title": thai_digits(explain.criterion_title(result.id)),
        "claimed": thai_level(result.claimed),
        "computed": thai_level(result.computed),
        "supported": thai_level(result.supported),
        "confirmed": thai_level(result.confirmed),
        "points": thai_points(result.points),
        "max": thai_points(result.max),
        "reason": thai_digits(explain.reason(result)),
        "review": _review(reviewed) if reviewed else "",
        "next": thai_level(step),
        "lacking": [thai_digits(each) for each in lacking],
    }


def _review(reviewed: Reviewed) -> str:
    return f"{reviewed.reason} ({reviewed.assessor})" if reviewed.assessor else reviewed.reason


def _met(card: Scorecard) -> str:
    ready = card.readiness
    return thai_digits(f"ครบ {ready.points} จาก {ready.max} รายการ") if card.requirements else ""


def _requirement(result: RequirementResult, explain: Explainer) -> dict[str, Any]:
    title = explain.requirement_title(result.id)
    return {
        "title": thai_digits(title),
        "state": result.state,
        "mark": STATES[result.state],
        "sentence": thai_digits(explain.requirement_state(result)),
        "lacking": [thai_digits(explain.missing(each).removeprefix(f"{title}: ")) for each in result.missing],
    }
