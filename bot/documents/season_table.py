"""The season of one programme as a table: a heading, and a row for each agency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot.documents.official_thai import two_decimals
from scoring.explain import Explainer

Cell = str | int | float | None

_LEVELS = (("claimed", "ประเมินตนเอง"), ("computed", "ตามข้อมูล"), ("supported", "ตามหลักฐาน"), ("confirmed", "ยืนยัน"))
_FIRST = ("รหัส", "หน่วยงาน", "ประเภท", "จังหวัด", "กระทรวง", "สถานะ")


@dataclass(frozen=True, slots=True)
class Listed:
    """One agency. `result` and `totals` as `scoring.receipt` records them, None while nothing was read."""

    code: str
    name: str
    body: str
    province: str
    ministry: str
    state: str
    result: Mapping[str, Any] | None = None
    totals: Mapping[str, Mapping[str, str]] | None = None
    receipt: str = ""


def heading(explain: Explainer) -> list[str]:
    """The names of the columns."""
    programme = explain.programme
    criteria = (f"{each.id} {name}" for each in programme.criteria for name in (*_names(), "คะแนน"))
    rules = (explain.words.eligibility(each.rule, "title") for each in programme.eligibility)
    requirements = (explain.requirement_title(each.id) for each in programme.requirements)
    return [*_FIRST, *criteria, *map(explain.total_title, _totals(explain)), *rules, *requirements, "ใบรับรอง"]


def rows(explain: Explainer, listed: Iterable[Listed]) -> Iterator[list[Cell]]:
    """A row for each agency, one at a time; what is not known is None."""
    for each in listed:
        yield [
            *(each.code, each.name, each.body, each.province, each.ministry, each.state),
            *_criteria(explain, each),
            *(_points((each.totals or {}).get(name, {}).get("points")) for name in _totals(explain)),
            *_states(each, "eligibility", "rule", [rule.rule for rule in explain.programme.eligibility]),
            *_states(each, "requirements", "id", [item.id for item in explain.programme.requirements]),
            each.receipt,
        ]


def _names() -> Iterator[str]:
    return (called for _, called in _LEVELS)


def _totals(explain: Explainer) -> list[str]:
    tiers = [tier.id for tier in explain.programme.tiers]
    return [*tiers, "combined"] if tiers else []


def _criteria(explain: Explainer, each: Listed) -> Iterator[Cell]:
    found = {item["id"]: item for item in (each.result or {}).get("criteria", ())}
    for criterion in explain.programme.criteria:
        of_this = found.get(criterion.id, {})
        yield from (of_this.get(level) for level, _ in _LEVELS)
        yield _points(of_this.get("points"))


def _points(exact: str | None) -> float | None:
    """Two decimals: what a spreadsheet can add up."""
    return None if exact is None else float(two_decimals(Fraction(exact)))


def _states(each: Listed, kind: str, name: str, wanted: list[str]) -> Iterator[Cell]:
    found = {item[name]: item["state"] for item in (each.result or {}).get(kind, ())}
    return (STATES.get(found.get(item, ""), "") for item in wanted)


STATES = {
    "ok": "ครบ",
    "missing": "ยังขาด",
    "failed": "ไม่ผ่าน",
    "not_needed": "ไม่ต้องตรวจ",
    "upcoming": "ยังไม่ถึงกำหนด",
    "overdue": "เลยกำหนด",
    "advised": "ควรมี",
}
"""What the states of rules and requirements are called."""
