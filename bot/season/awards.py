"""The awards that a committee may give, by the mark of the programme that each is called after."""

from __future__ import annotations

from collections.abc import Mapping

from bot.season.grounds import Outcome, Stage
from bot.season.states import Called

AWARDS: Mapping[str, Called] = {
    "award_outstanding": Called("ดีเด่น", "Outstanding"),
    "award_good": Called("ดี", "Good"),
    "award_commendation": Called("ชมเชย", "Commendation"),
}
OUTCOMES: Mapping[Outcome, Called] = {
    "awarded": Called("ได้รับรางวัล", "Awarded"),
    "not_awarded": Called("ไม่ได้รับรางวัล", "Not awarded"),
}
STAGES: Mapping[Stage, Called] = {
    "preliminary": Called("ผลเบื้องต้น", "Preliminary result"),
    "final": Called("ผลสุดท้าย", "Final result"),
}


def in_short(stage: str, outcome: str | None, award: str) -> Called:
    """What was decided in a line, such as “ผลเบื้องต้น: ได้รับรางวัล ระดับดีเด่น”."""
    at = next((called for each, called in STAGES.items() if each == stage), Called(stage, stage))
    came = next((called for each, called in OUTCOMES.items() if each == outcome), Called("ไม่ระบุผล", "No outcome given"))
    level = AWARDS.get(award)
    thai, english = (f" ระดับ{level.th}", f" ({level.en})") if level else ("", "")
    return Called(f"{at.th}: {came.th}{thai}", f"{at.en}: {came.en}{english}")
