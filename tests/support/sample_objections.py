"""Agencies before, within and after the window for objections, for tests of what they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation.view import AgencyView, Objected, Objecting, Released, View
from bot.season.objections import Announced, Standing
from sheets_schema.thai import BANGKOK
from tests.support.sample_scorecards import APPLICATION, NOW, view

UNTIL = datetime(2022, 3, 17, tzinfo=BANGKOK)
REASON = "หนังสือเห็นชอบครบทุกระดับตามลิงก์ที่แนบแล้ว"


def announced(agency: AgencyView, *, until: datetime | None = UNTIL, is_final: bool = False) -> Announced:
    assert agency.scorecard is not None
    levels = {result.id: result.level for result in agency.scorecard.criteria}
    return Announced(NOW, until, levels, dict.fromkeys(levels, 3), is_final)


def objected(criterion: str = "1.2", text: str = REASON, **changed: object) -> Objected:
    return replace(Objected(criterion, 2, text, NOW), **changed)  # type: ignore[arg-type] # any field


def objecting(agency: AgencyView, *objections: Objected, **changed: object) -> AgencyView:
    """The agency with a preliminary result announced just now, and these objections."""
    return replace(agency, objecting=Objecting(announced(agency, **changed), objections))  # type: ignore[arg-type]


def with_answers(agency: AgencyView) -> AgencyView:
    """After the final result: one objection upheld, one dismissed, one withdrawn."""
    return objecting(
        agency,
        objected(standing=Standing.UPHELD, level=3, answer="หนังสือเห็นชอบลงนามครบทุกระดับ"),
        objected("4.3", standing=Standing.DISMISSED, answer="หลักฐานที่ยื่นไว้เดิมไม่แสดงจำนวนการอบรม", letter="สธ 0101/12"),
        objected("1.1", "", standing=Standing.WITHDRAWN),
        is_final=True,
    )


def against_everything(agency: AgencyView, words: str, *, is_final: bool = False) -> AgencyView:
    """The worst case: every criterion objected to, and answered, at the greatest length."""
    given = {"standing": Standing.UPHELD, "level": 3, "answer": words[:1500]} if is_final else {}
    every = [each.id for each in agency.programme.criteria]
    told = [objected(each, words[:1000], letter=words[:80], announced_level=0, **given) for each in every]
    return objecting(agency, *told, is_final=is_final)


def objecting_lines(words: str) -> tuple[str, ...]:
    """What people type to object, and how they get it wrong; `words` are as long as any."""
    return (
        "คัดค้าน 1.2",
        "คัดค้าน 4.3",
        "คัดค้าน 1.2 ขอ",
        f"คัดค้าน 1.2 {words[:1000]}",
        f"คัดค้าน 1.2 {words[:1200]}",
        "คัดค้าน 1.3 ขอให้พิจารณาหลักฐานใหม่",
        "คัดค้าน 99 ขอให้พิจารณาหลักฐานใหม่",
        "ถอนคัดค้าน 1.2",
    )


def who_object(half: AgencyView, worst: AgencyView, words: str) -> dict[str, View]:
    """Before, within and after the window for objections."""
    half = replace(half, released=Released("ได้รับรางวัลระดับดี", "โปรดตรวจสอบผลรายข้อ", NOW))
    two = (objected(), objected("4.3", letter="สธ 0101/12"), objected("1.1", ""))
    agencies = {
        "someone who may object": objecting(half),
        "someone who objected once": objecting(half, objected()),
        "someone who objected": objecting(half, *two),
        "someone too late to object": objecting(half, *two, until=NOW),
        "someone to whom no objection is open": objecting(half, until=None),
        "someone with answers": with_answers(half),
        "someone with answers to everything": against_everything(worst, words, is_final=True),
    }
    return {who: view(agency=agency, linked_at=NOW, deadlines=(APPLICATION,)) for who, agency in agencies.items()}
