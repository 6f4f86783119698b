"""Where an agency stands in the season, in the secretariat's words and in those for the applicant.

What an applicant is told never shows what was not made known: an agency that is assessed, has passed or was decided
about reads the same until the hearing, the visit or an announcement tells it anyway (`path.made_known`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """One step of the season, in its order; `withdrawn` stands beside it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENED = "screened"
    ASSESSED = "assessed"
    PASSED = "passed"
    CONSENTED = "consented"
    HEARING = "hearing"
    SITE_VISIT = "site_visit"
    DECIDED = "decided"
    PRELIMINARY = "preliminary"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Called:
    """What something is called, in Thai and in English."""

    th: str
    en: str


FOR_SECRETARIAT: Mapping[State, Called] = {
    State.DRAFT: Called("กำลังกรอก", "Draft"),
    State.SUBMITTED: Called("ส่งแล้ว รอตรวจคุณสมบัติ", "Submitted"),
    State.SCREENED: Called("คุณสมบัติครบ รอประเมิน", "Screened"),
    State.ASSESSED: Called("ประเมินครบแล้ว", "Assessed"),
    State.PASSED: Called("ผ่านชั้น A และ B", "Passed tiers A and B"),
    State.CONSENTED: Called("ยินยอมเปิดเผยรายชื่อแล้ว", "Consented to publication"),
    State.HEARING: Called("รับฟังความคิดเห็น", "Public hearing"),
    State.SITE_VISIT: Called("ตรวจผลงานเชิงประจักษ์", "Site Visit"),
    State.DECIDED: Called("มีมติแล้ว ยังไม่ประกาศ", "Decided, not announced"),
    State.PRELIMINARY: Called("ประกาศผลเบื้องต้นแล้ว", "Preliminary result announced"),
    State.RELEASED: Called("ประกาศผลแล้ว", "Announced"),
    State.WITHDRAWN: Called("ถอนการสมัคร", "Withdrawn"),
}

_CONSIDERED = Called("อยู่ระหว่างการพิจารณา", "Under consideration")

FOR_APPLICANT: Mapping[State, Called] = {
    State.DRAFT: Called("กำลังจัดทำแบบประเมิน", "In preparation"),
    State.SUBMITTED: Called("ส่งแบบประเมินแล้ว", "Submitted"),
    State.SCREENED: _CONSIDERED,
    State.ASSESSED: _CONSIDERED,
    State.PASSED: _CONSIDERED,
    State.CONSENTED: _CONSIDERED,
    State.HEARING: Called("อยู่ระหว่างรับฟังความคิดเห็นจากประชาชน", "Public hearing"),
    State.SITE_VISIT: Called("อยู่ระหว่างการตรวจผลงานเชิงประจักษ์", "Site Visit"),
    State.DECIDED: _CONSIDERED,
    State.PRELIMINARY: Called("ประกาศผลเบื้องต้นแล้ว", "Preliminary result announced"),
    State.RELEASED: Called("ประกาศผลแล้ว", "Announced"),
    State.WITHDRAWN: Called("ถอนการสมัครแล้ว", "Withdrawn"),
}
