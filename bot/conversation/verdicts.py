"""What the title of a result says of the decision: its stage, its outcome and the award."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.season.grounds import Outcome, Stage

_OUTCOME = re.compile(r"(?P<no>ไม่\s*)?ได้(?:รับ)?\s*รางวัล|\b(?P<not>not\s+)?awarded\b", re.IGNORECASE)
_PRELIMINARY = re.compile(r"เบื้องต้น|\bpreliminary\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?:รางวัล|ระดับ)\s*(ดีเด่น|ชมเชย|ดี)(?![ก-๎])|\b(outstanding|good|commendation)\b", re.IGNORECASE)
_MARKS = {
    "ดีเด่น": "award_outstanding",
    "outstanding": "award_outstanding",
    "ดี": "award_good",
    "good": "award_good",
    "ชมเชย": "award_commendation",
    "commendation": "award_commendation",
}


class Said(NamedTuple):
    """What a title says was decided; a blank award is none, or one without a level."""

    stage: Stage
    outcome: Outcome
    award: str


def said_in(title: str) -> Said | None:
    """What it says; None where it names no outcome, or two."""
    found = list(_OUTCOME.finditer(title))
    if len(found) != 1:
        return None
    stage: Stage = "preliminary" if _PRELIMINARY.search(title) else "final"
    if found[0]["no"] or found[0]["not"]:
        return Said(stage, "not_awarded", "")
    level = _LEVEL.search(title)
    return Said(stage, "awarded", _MARKS[(level[1] or level[2]).casefold()] if level else "")
