"""Scoring again what was scored once, and proving or refuting its receipt part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from scoring import receipt as receipts
from scoring.admissible import can_be_scored, submission_in
from scoring.engine import score
from scoring.programme import Programme
from scoring.receipt import canonical, digest
from scoring.scorecard import Scorecard
from scoring.submission import Submission


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was kept when a scorecard was made. Its records may have been altered since, into any shape.

    `result` is what `scoring.receipt.result_record` told then; None where only its hash in the receipt was kept.
    """

    receipt: str
    engine: str
    programme_hash: str
    input_hash: str
    at: datetime
    submission: Any
    confirmed: Any
    result: Any
    totals: Any


class Part(NamedTuple):
    """One thing that was kept against what it is now; `found` is None where it could not be worked out again.

    The names: programme, engine, inputs, confirmed, result, totals, receipt; of a file also file, file.CONTENT, card
    and shelf.
    """

    name: str
    expected: str
    found: str | None

    @property
    def ok(self) -> bool:
        """Whether both are the same."""
        return self.expected == self.found


class Difference(NamedTuple):
    """One value of the result that is another now: of a criterion, or the state of a rule or requirement."""

    of: str
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a receipt holds. It is proved when every part is as it was.

    `card` is the scorecard made anew, None where the kept inputs could not be scored.
    """

    receipt: str
    parts: tuple[Part, ...]
    differences: tuple[Difference, ...] = ()
    card: Scorecard | None = None

    @property
    def proved(self) -> bool:
        """Whether every part is as it was."""
        return not self.refuted

    @property
    def refuted(self) -> tuple[str, ...]:
        """The names of the parts that are not as they were."""
        return tuple(part.name for part in self.parts if not part.ok)


def replay(recorded: Recorded, programme: Programme | None) -> Proof:
    """Score the kept inputs again under `programme`; None where there is no such programme any more."""
    submission = submission_in(recorded.submission)
    card = _scored_again(recorded, submission, programme) if submission and programme else None
    result = receipts.result_record(card.criteria, card.eligibility, card.requirements) if card else None
    parts = (
        Part("programme", recorded.programme_hash, programme.hash if programme else None),
        Part("engine", recorded.engine, receipts.ENGINE_VERSION),
        Part("inputs", recorded.input_hash, receipts.input_hash(submission.answers) if submission else None),
        _confirmed_part(recorded, card),
        _result_part(recorded, result),
        Part("totals", canonical(recorded.totals), canonical(receipts.totals_record(card)) if card else None),
        Part("receipt", recorded.receipt, card.receipt if card else None),
    )
    return Proof(recorded.receipt, parts, tuple(_differences(recorded.result, result or {})), card)


def _scored_again(recorded: Recorded, submission: Submission, programme: Programme) -> Scorecard | None:
    """The scorecard of the kept inputs as of the instant they were scored; None where they cannot be scored."""
    confirmed = recorded.confirmed
    if not isinstance(confirmed, Mapping) or not can_be_scored(programme, submission, confirmed):
        return None
    return score(programme, submission, confirmed=confirmed, now=recorded.at)


def _confirmed_part(recorded: Recorded, card: Scorecard | None) -> Part:
    """The confirmed levels against those of the kept result; where there is none, against those that can be used."""
    if isinstance(recorded.result, Mapping):
        rows = _by("id", recorded.result.get("criteria"))
        kept = {name: row["confirmed"] for name, row in rows.items() if row.get("confirmed") is not None}
        return Part("confirmed", canonical(kept), canonical(recorded.confirmed))
    return Part(
        "confirmed", canonical(recorded.confirmed), canonical(receipts.confirmed_levels(card)) if card else None
    )


def _result_part(recorded: Recorded, result: Mapping[str, Any] | None) -> Part:
    found = digest(result) if result else None
    if recorded.result is not None:
        return Part("result", digest(recorded.result), found)
    kept = receipts.parse(recorded.receipt)
    return Part("result", kept.result_hash if kept else recorded.receipt, found[: receipts.SHOWN] if found else None)


def _differences(kept: Any, result: Mapping[str, Any]) -> Iterator[Difference]:
    """Value by value; nothing where the kept result is not of the shape that a result has."""
    rows_before = kept if isinstance(kept, Mapping) else {}
    for name, key in (("criteria", "id"), ("eligibility", "rule"), ("requirements", "id")):
        before = _by(key, rows_before.get(name))
        for row in result.get(name, ()):
            old = before.get(row[key], row)
            changed = (what for what in row if canonical(old.get(what)) != canonical(row[what]))
            yield from (Difference(row[key], what, _plain(old.get(what)), _plain(row[what])) for what in changed)


def _by(key: str, rows: Any) -> dict[Any, Mapping[str, Any]]:
    listed = rows if isinstance(rows, list) else []
    return {canonical(row.get(key)).strip('"'): row for row in listed if isinstance(row, Mapping)}


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else canonical(value)
