"""Hashes that let anyone check later that the same inputs under the same programme give the same score."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from scoring.programme import Programme
from scoring.scorecard import CriterionResult, EligibilityResult
from scoring.submission import Answer

ENGINE_VERSION = "1"
_SHOWN = 12


def input_hash(answers: Mapping[str, Answer]) -> str:
    """SHA-256 over every answer's key, state, value and links, whatever the order of the rows."""
    rows = [
        [key, answer.state, None if answer.value is None else str(answer.value), answer.links]
        for key, answer in sorted(answers.items())
    ]
    return _digest(rows)


def receipt(
    programme: Programme,
    inputs: str,
    criteria: tuple[CriterionResult, ...],
    eligibility: tuple[EligibilityResult, ...],
) -> str:
    """`PROGRAMME-engine-programme-inputs-result`, the last three as shortened hashes; the result is all levels."""
    levels = [[c.id, c.claimed, c.computed, c.supported, c.confirmed, str(c.points), c.way] for c in criteria]
    result = _digest([levels, [[rule.rule, rule.state] for rule in eligibility]])
    shown = (hash_[:_SHOWN] for hash_ in (programme.hash, inputs, result))
    return "-".join((programme.id, f"e{ENGINE_VERSION}", *shown))


def _digest(record: Any) -> str:
    canonical = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
