"""Receipts: hashes that let anyone check later that the same inputs under the same programme give the same score.

A receipt reads `PROGRAMME-eENGINE-PROGRAMME HASH-INPUT HASH-RESULT HASH`. The programme's hash is taken over its whole
logic document, and so covers the values used for its assumptions. The result is every criterion's ledger and the
state of every rule of eligibility; the totals follow from it. Confirmed levels are part of the result.

The hashes are shortened so that a receipt fits in a chat. The store and an exported file keep them whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from scoring.programme import Programme
from scoring.scorecard import CriterionResult, EligibilityResult, RequirementResult, Scorecard
from scoring.submission import Answer

ENGINE_VERSION = "1"
"""Raised whenever the same inputs under the same programme may give another result."""

SHOWN = 12
_HASH = rf"[0-9a-f]{{{SHOWN}}}"
_PATTERN = re.compile(rf"([a-z0-9]+(?:-[a-z0-9]+)*)-e([0-9]+)-({_HASH})-({_HASH})-({_HASH})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def _date_as_record(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} has no place in a record that is hashed")


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False, default=_date_as_record)


class Receipt(NamedTuple):
    """The parts of a receipt; the three hashes as they are shown, shortened."""

    programme: str
    engine: str
    programme_hash: str
    input_hash: str
    result_hash: str

    def __str__(self) -> str:
        """The receipt as it is printed."""
        return "-".join((self.programme, f"e{self.engine}", *self[2:]))


def parse(text: str) -> Receipt | None:
    """The receipt that a person typed or pasted, in capitals or with an editor's dashes too; None if it is none."""
    found = _PATTERN.fullmatch(text.translate(_DASHES).strip().lower())
    return Receipt(*found.groups()) if found else None


def input_hash(answers: Mapping[str, Answer]) -> str:
    """SHA-256 over every answer's key, state, value and links, whatever the order of the rows."""
    entered = ((key, answers[key]) for key in sorted(answers))
    return digest([(key, answer.state, answer.value, answer.links) for key, answer in entered])


def receipt(
    programme: Programme,
    inputs: str,
    criteria: tuple[CriterionResult, ...],
    eligibility: tuple[EligibilityResult, ...],
    requirements: tuple[RequirementResult, ...] = (),
) -> str:
    """The receipt of a result; `inputs` is the whole input hash."""
    result = digest(result_record(criteria, eligibility, requirements))
    return str(Receipt(programme.id, ENGINE_VERSION, programme.hash[:SHOWN], inputs[:SHOWN], result[:SHOWN]))


def result_record(
    criteria: tuple[CriterionResult, ...],
    eligibility: tuple[EligibilityResult, ...],
    requirements: tuple[RequirementResult, ...] = (),
) -> dict[str, list[dict[str, Any]]]:
    """What a receipt vouches for, by the names and in the order of the scorecard's JSON.

    A programme without requirements has no list of them, so that receipts from before there were any still hold.
    """
    met = {"requirements": [{"id": r.id, "state": r.state} for r in requirements]} if requirements else {}
    return {
        "criteria": [
            {
                "id": c.id,
                "max": str(c.max),
                "claimed": c.claimed,
                "computed": c.computed,
                "supported": c.supported,
                "confirmed": c.confirmed,
                "level": c.level,
                "points": str(c.points),
                "way": c.way,
            }
            for c in criteria
        ],
        "eligibility": [{"rule": rule.rule, "state": rule.state} for rule in eligibility],
        **met,
    }


def totals_record(card: Scorecard) -> dict[str, dict[str, str]]:
    """The totals as exact fractions in text, by the ids of the tiers and `combined`."""
    return {name: {"points": str(total.points), "max": str(total.max)} for name, total in card.totals.items()}


def progress_record(card: Scorecard) -> dict[str, Any]:
    """How many requirements are met, and the indicators' values by period; nothing where a programme has neither."""
    readiness = {"met": int(card.readiness.points), "of": int(card.readiness.max)}
    indicators = [{"id": each.id, "values": list(each.values)} for each in card.indicators]
    return {
        **({"readiness": readiness} if card.requirements else {}),
        **({"indicators": indicators} if indicators else {}),
    }


def confirmed_levels(card: Scorecard) -> dict[str, int]:
    """The levels of assessors that went into a scorecard, by criterion id."""
    return {c.id: c.confirmed for c in card.criteria if c.confirmed is not None}


def canonical(record: Any) -> str:
    """The one JSON text of a record: 1, true, "1" and a date stay apart, the order of names does not count."""
    return _CANONICAL.encode(record)


def digest(record: Any) -> str:
    """SHA-256 over the canonical JSON of a record."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()
