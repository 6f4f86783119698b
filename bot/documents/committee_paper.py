"""The committee's paper: every agency of a programme with its scores and what is proposed, in official Thai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from bot.documents.official_thai import DASH, long_date, thai_level, thai_points
from bot.documents.season_table import STATES, Listed
from bot.documents.typesetting import Facts
from scoring.explain import Explainer
from scoring.programme import COMBINED
from sheets_schema.thai import thai_digits

MOST_PAGES = 60
"""Of how many agencies, the best first, a paper has pages of their own: each takes some 3 MB of memory to set."""
_STOPS = frozenset({"missing", "failed"})


@dataclass(frozen=True, slots=True)
class Tabled:
    """One agency before the committee; `decided` is the decision that was entered and not announced, blank without."""

    listed: Listed
    decided: str = ""

    @property
    def criteria(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = (self.listed.result or {}).get("criteria", ())
        return found

    @property
    def disputed(self) -> list[str]:
        """The criteria where the assessor's level, else the supported one, is not what was claimed or computed."""
        return [each["id"] for each in self.criteria if _differs(each)]

    @property
    def unreviewed(self) -> int:
        return sum(each["confirmed"] is None for each in self.criteria)

    @property
    def stopped_by(self) -> list[str]:
        """The rules of eligibility that are not met."""
        rules = (self.listed.result or {}).get("eligibility", ())
        return [each["rule"] for each in rules if each["state"] in _STOPS]

    def points(self, total: str) -> Fraction | None:
        stated = (self.listed.totals or {}).get(total)
        return Fraction(stated["points"]) if stated else None


def proposal(tabled: Tabled, explain: Explainer) -> str:
    """What is proposed: the decision that was entered, else what the rules come to."""
    if tabled.decided:
        return tabled.decided
    if tabled.listed.result is None:
        return "ยังไม่มีแบบประเมินให้พิจารณา"
    if tabled.stopped_by:
        titles = (explain.words.eligibility(rule, "title") for rule in tabled.stopped_by)
        return f"คุณสมบัติยังไม่ครบ: {', '.join(titles)}"
    if tabled.unreviewed:
        return f"รอผู้ประเมินให้ระดับอีก {tabled.unreviewed} ข้อ"
    mark, combined = explain.programme.marks.get("pass_mark"), tabled.points(COMBINED)
    if combined is None:
        return "เสนอคณะกรรมการพิจารณา"
    if mark is None:
        return "เสนอคณะกรรมการพิจารณา (ยังไม่ได้กำหนดคะแนนผ่าน)"
    return "เห็นควรให้ผ่าน" if combined >= mark else "คะแนนยังไม่ถึงเกณฑ์ผ่าน"


def facts_of(explain: Explainer, tabled: Iterable[Tabled], now: datetime, *, one_page_each: bool = False) -> Facts:
    """What the paper `committee` shows: the best combined score first, those without one last, then by code."""
    ordered = sorted(tabled, key=_rank)
    tiers = [tier.id for tier in explain.programme.tiers]
    mark = explain.programme.marks.get("pass_mark")
    return {
        "authority": thai_digits(explain.words.programme("authority")),
        "award": thai_digits(explain.words.programme("name")),
        "day": long_date(now),
        "count": thai_digits(f"{len(ordered):,}"),
        "pass_mark": "ยังไม่ได้กำหนด" if mark is None else f"{thai_points(mark)} คะแนน",
        "states": [
            {"title": state, "count": thai_digits(f"{number:,}")}
            for state, number in Counter(each.listed.state for each in ordered).most_common()
        ],
        "tiers": [_short(explain, tier) for tier in tiers],
        "agencies": [_agency(number, each, tiers, explain) for number, each in enumerate(ordered, 1)],
        "pages": [_page(each, explain) for each in ordered[:MOST_PAGES]] if one_page_each else [],
        "pages_of": thai_digits(f"{MOST_PAGES}") if one_page_each and len(ordered) > MOST_PAGES else "",
    }


def _rank(each: Tabled) -> tuple[bool, Fraction, str]:
    points = each.points(COMBINED)
    return points is None, -(points or Fraction(0)), each.listed.code


def _short(explain: Explainer, tier: str) -> str:
    """`ชั้น A` of `ชั้น A สิทธิมนุษยชนในองค์กร (...)`."""
    if tier == COMBINED:
        return "รวม"
    return " ".join(explain.total_title(tier).split()[:2])


def _agency(number: int, each: Tabled, tiers: list[str], explain: Explainer) -> dict[str, Any]:
    listed = each.listed
    stopped = len(each.stopped_by)
    return {
        "number": thai_digits(str(number)),
        "code": listed.code,
        "name": listed.name,
        "of": " · ".join(filter(None, (listed.body, listed.ministry, listed.province))),
        "state": listed.state,
        "eligible": DASH if listed.result is None else thai_digits(f"ขาด {stopped} ข้อ") if stopped else "ครบ",
        "eligible_state": "missing" if stopped else "ok",
        "points": [thai_points(each.points(tier)) for tier in tiers],
        "combined": thai_points(each.points(COMBINED)),
        "disputed": thai_digits(", ".join(each.disputed)) or DASH,
        "proposal": thai_digits(proposal(each, explain)),
    }


def _page(each: Tabled, explain: Explainer) -> dict[str, Any]:
    rules = (each.listed.result or {}).get("eligibility", ())
    return {
        "code": each.listed.code,
        "name": each.listed.name,
        "of": " · ".join(filter(None, (each.listed.body, each.listed.ministry, each.listed.province))),
        "state": each.listed.state,
        "proposal": thai_digits(proposal(each, explain)),
        "receipt": each.listed.receipt,
        "criteria": [_criterion(item, explain) for item in each.criteria],
        "eligibility": [
            {
                "title": explain.words.eligibility(item["rule"], "title"),
                "state": item["state"],
                "mark": STATES[item["state"]],
            }
            for item in rules
        ],
        "totals": [
            {"title": _short(explain, name), "points": thai_points(Fraction(total["points"]))}
            for name, total in (each.listed.totals or {}).items()
        ],
    }


def _criterion(item: Mapping[str, Any], explain: Explainer) -> dict[str, Any]:
    return {
        "id": thai_digits(item["id"]),
        "title": thai_digits(explain.criterion_title(item["id"])),
        "levels": [thai_level(item[name]) for name in ("claimed", "computed", "supported", "confirmed")],
        "points": thai_points(Fraction(item["points"])),
        "max": thai_points(Fraction(item["max"])),
        "differs": _differs(item),
    }


def _differs(item: Mapping[str, Any]) -> bool:
    counted = item["level"]
    return item["computed"] != counted or (item["claimed"] is not None and item["claimed"] != counted)
