"""The work on one workbook beside decoding the reply that holds it, and what it gives the other measurements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.cases.prepared import Prepared
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Answer
from sheets_schema.google_cells import tabs_from
from tests.bench.rounds import in_turn, row

NOW = datetime(2022, 3, 31, tzinfo=UTC)


@dataclass(frozen=True)
class ReadWorkbook:
    """One workbook as its masked reply."""

    case: Prepared
    reply: bytes

    def decoded(self) -> dict[str, Any]:
        """The reply as Python's own decoder gives it."""
        record: dict[str, Any] = json.loads(self.reply)
        return record

    def answers(self) -> dict[str, Answer]:
        """The answers that stand in it."""
        reader = self.case.reader
        return dict(reader.read(reader.locate(tabs_from(self.decoded()))).answers)

    def scored(self, decoded: dict[str, Any]) -> Scorecard:
        """Everything after decoding: finding rows, reading answers, scoring."""
        located = self.case.reader.locate(tabs_from(decoded))
        return score(self.case.programme, self.case.reader.read(located), now=NOW)


def print_scoring(name: str, workbook: ReadWorkbook, rounds: int) -> None:
    """Two lines of the table."""
    decoded = workbook.decoded()
    measured = in_turn(
        {
            "decode": workbook.decoded,
            "after": partial(workbook.scored, decoded),
            "whole": lambda: workbook.scored(workbook.decoded()),
        },
        rounds,
    )
    size = f"{name}, {len(workbook.reply):,} bytes"
    print(row(f"everything after decoding / json.loads: {size}", measured["after"], measured["decode"], "1.0 at most"))
    print(row(f"from bytes to scorecard / json.loads: {name}", measured["whole"], measured["decode"], "1.5 at most"))
