"""The assessors' reasons beside the levels that were announced, in the row in which an agency assessed itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scoring.scorecard import Scorecard
from sheets_schema.feedback import Feedback

WHY = "เหตุผลของผู้ประเมิน"
_LONGEST = 600


def with_reasons(feedback: Feedback, card: Scorecard, reasons: Mapping[str, str]) -> Feedback:
    """The feedback with the reason of each criterion that has one; where none was announced it stays as it is."""
    rows = dict(feedback.rows)
    for result in card.criteria:
        key, reason = f"{result.way or result.id}.claimed", reasons.get(result.id, "")
        if reason and key in rows:
            rows[key] = " · ".join(filter(None, (rows[key], f"{WHY}: {_clipped(reason)}")))
    return replace(feedback, rows=rows)


def _clipped(reason: str) -> str:
    return reason if len(reason) <= _LONGEST else f"{reason[:_LONGEST]}…"
