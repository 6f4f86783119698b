"""Why an act is refused: in a sentence that says what stands against it and what to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from bot.season.grounds import Grounds
from bot.season.states import FOR_SECRETARIAT, Called, State
from sheets_schema.thai import thai_instant

CONSENT = "publish_consent"
_STOPS = frozenset({"failed", "missing"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands against an act, in Thai and in English."""

    th: str
    en: str


def state_stops(act: Called, state: State, origins: Collection[State]) -> Refusal:
    """The act does not belong to the state in which the agency stands."""
    named = [FOR_SECRETARIAT[each] for each in State if each in origins]
    here = FOR_SECRETARIAT[state]
    return Refusal(
        f"{act.th} ทำได้เมื่อหน่วยงานอยู่ในขั้น {_listed([each.th for each in named])} แต่ขณะนี้อยู่ในขั้น “{here.th}”",
        f"{act.en}: allowed from {', '.join(each.en for each in named)}; the agency is at “{here.en}”",
    )


def eligibility_stops(grounds: Grounds) -> Refusal | None:
    """Every rule but the consent, which is asked for after the tiers are passed, has to be met."""
    open_rules = [each for each in grounds.eligibility if each.rule != CONSENT and each.state in _STOPS]
    if not open_rules:
        return None
    return Refusal(
        f"คุณสมบัติยังไม่ครบ: {'; '.join(each.sentence.th for each in open_rules)} "
        "โปรดเปิดให้หน่วยงานแก้ไข หรือบันทึกมติว่าไม่ผ่านพร้อมเหตุผล",
        f"Not eligible yet: {'; '.join(each.sentence.en for each in open_rules)}. "
        "Open the workbook again, or record a decision with its reason",
    )


def reviews_stop(grounds: Grounds) -> Refusal | None:
    """Every criterion needs a confirmed level."""
    if not grounds.unreviewed:
        return None
    return Refusal(
        f"ยังไม่ได้ยืนยันระดับ {len(grounds.unreviewed)} ข้อ: {', '.join(grounds.unreviewed)} โปรดให้ผู้ประเมินยืนยันให้ครบก่อน",
        f"{len(grounds.unreviewed)} criteria have no confirmed level: {', '.join(grounds.unreviewed)}",
    )


def mark_stops(grounds: Grounds) -> Refusal | None:
    """The combined points have to reach the pass mark, where the secretariat has set one."""
    return _below(grounds.combined, grounds.pass_mark, Called("เกณฑ์ผ่านชั้น A และ B", "the pass mark"))


def visit_stops(grounds: Grounds) -> Refusal | None:
    """The combined points have to reach the mark for a visit, where the secretariat has set one."""
    return _below(grounds.combined, grounds.site_visit_mark, Called("เกณฑ์ตรวจผลงานเชิงประจักษ์", "the Site Visit mark"))


def consent_stops(grounds: Grounds) -> Refusal | None:
    """Nothing of an agency is published without its consent: in its answers, or in a letter that an officer notes."""
    asked = grounds.ground(CONSENT)
    if asked is None or asked.state == "ok" or (grounds.consent_noted and asked.state == "missing"):
        return None
    if asked.state == "failed":
        return Refusal(
            "หน่วยงานไม่ยินยอมให้เปิดเผยรายชื่อ จึงรับฟังความคิดเห็นและพิจารณารางวัลต่อไม่ได้ หากหน่วยงานเปลี่ยนความประสงค์ โปรดเปิดให้แก้ไข",
            "The agency did not consent to publication; open its workbook again if it changes its mind",
        )
    return Refusal(
        "ยังไม่มีความยินยอมให้เปิดเผยรายชื่อ โปรดขอหนังสือยินยอมจากหน่วยงาน แล้วบันทึกความยินยอมพร้อมเลขที่หนังสือ",
        "No consent to publication yet: ask the agency for a letter and record it with its number",
    )


def hearing_stops(grounds: Grounds) -> Refusal | None:
    """The hearing has to be over."""
    if grounds.hearing is None or grounds.now >= grounds.hearing.closes_at:
        return None
    return Refusal(
        f"ยังรับฟังความคิดเห็นอยู่ถึง {thai_instant(grounds.hearing.closes_at)} โปรดรอให้ครบกำหนดก่อน",
        f"The public hearing is open until {grounds.hearing.closes_at.isoformat()}",
    )


def stage_stops(grounds: Grounds) -> Refusal | None:
    """Nothing preliminary follows the final result."""
    if grounds.stage == "final" or State.RELEASED not in {grounds.state, *grounds.behind}:
        return None
    return Refusal(
        "ประกาศผลสุดท้ายของหน่วยงานนี้ไปแล้ว จึงบันทึกมติเบื้องต้นไม่ได้ หากต้องแก้ผล โปรดบันทึกเป็นมติสุดท้าย",
        "The final result is announced already; record a final decision to correct it",
    )


def outcome_stops(grounds: Grounds) -> Refusal | None:
    """An award needs the tiers passed and the consent; a decision without award may come at any time.

    What was announced is not walked back, so after a preliminary result the same is asked of the points themselves.
    """
    if grounds.outcome == "not_awarded":
        return None
    come_through = {grounds.state, *grounds.behind}
    if State.CONSENTED in come_through:
        return eligibility_stops(grounds) or consent_stops(grounds)
    if State.PRELIMINARY not in come_through:
        return Refusal(
            f"ให้รางวัลได้เมื่อผ่านชั้น A และ B และยินยอมเปิดเผยรายชื่อแล้ว แต่ขณะนี้อยู่ในขั้น “{FOR_SECRETARIAT[grounds.state].th}”",
            "An award needs tiers A and B passed and the consent to publication",
        )
    checks = (reviews_stop, mark_stops, eligibility_stops, consent_stops)
    return next((stop for check in checks if (stop := check(grounds)) is not None), None)


def _below(points: Fraction | None, mark: Fraction | None, called: Called) -> Refusal | None:
    if mark is None or (points is not None and points >= mark):
        return None
    have = "ยังไม่มีคะแนน" if points is None else f"ได้ {float(points):.2f}"
    return Refusal(
        f"คะแนนรวมต่ำกว่า{called.th} ({have} ต้องได้ {float(mark):.2f}) หากเห็นควรประการอื่น โปรดแก้เกณฑ์ในค่าตั้งก่อน",
        f"The combined points are below {called.en} ({float(mark):.2f})",
    )


def _listed(names: list[str]) -> str:
    return " หรือ ".join(f"“{name}”" for name in names)
