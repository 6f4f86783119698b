"""Scorecards as they are kept with their receipts, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scoring import programmes
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.receipt import ENGINE_VERSION, confirmed_levels, result_record, totals_record
from scoring.receipt_file import receipt_file
from scoring.replay import Recorded
from scoring.report import scorecard_record
from scoring.submission import Submission
from tests.support.sample_scorecards import HALF_WAY, NOW, PROGRAMME, WITHOUT_LINK, submission

HALF_WAY_SUBMISSION = submission(HALF_WAY, WITHOUT_LINK)


def recorded(
    entered: Submission = HALF_WAY_SUBMISSION,
    confirmed: Mapping[str, int] | None = None,
    programme: Programme = PROGRAMME,
) -> Recorded:
    """What is kept of a submission that is scored now, as it comes back from JSON."""
    card = score(programme, entered, confirmed=confirmed, now=NOW)
    return Recorded(
        receipt=card.receipt,
        engine=ENGINE_VERSION,
        programme_hash=card.programme_hash,
        input_hash=card.input_hash,
        at=NOW,
        submission=json.loads(json.dumps(entered.to_json())),
        confirmed=confirmed_levels(card),
        result=result_record(card.criteria, card.eligibility, card.requirements),
        totals=totals_record(card),
    )


def exported(kept: Recorded, confirmed: Mapping[str, int] | None = None) -> dict[str, Any]:
    """The exported file of a kept scorecard, as it comes back from JSON."""
    card = score(PROGRAMME, Submission.from_json(kept.submission), confirmed=confirmed, now=NOW)
    explain = Explainer(PROGRAMME, programmes.words(PROGRAMME.id))
    made = receipt_file(kept, programmes.document(PROGRAMME.id), scorecard_record(card, explain))
    found: dict[str, Any] = json.loads(json.dumps(made))
    return found
