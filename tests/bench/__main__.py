"""`make bench`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cases.prepared import Prepared, prepared
from bot.demo.cast import PROGRAMME
from bot.demo.stage import Stage, stage
from bot.jobs.workbooks import drain_workbooks
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Value
from sheets_schema.google_cells import tabs_from
from sheets_schema.layout import POSITION
from tests.bench.replies import replies
from tests.bench.rounds import in_turn, row
from tests.support.workbooks import full_workbook, saved

NOW = datetime(2022, 3, 31, tzinfo=UTC)
ROUNDS = 15


def main() -> None:
    case = prepared(PROGRAMME)
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        workbooks = replies(set_up)
        calls = calls_of_passes(set_up)
    print(f"{'ratio':>66}   aim")
    for name, reply in workbooks.items():
        print_scoring(case, name, reply)
    print_command()
    print("\nSheets requests of a pass over three workbooks, Drive's change log apart")
    for name, counted in calls.items():
        print(f"  {name:<40} {dict(counted) or 0}")


def print_scoring(case: Prepared, name: str, reply: bytes) -> None:
    """The work on one workbook beside decoding the masked reply that holds it."""
    decoded = json.loads(reply)
    facts = facts_of(case, decoded)
    measured = in_turn(
        {
            "decode": partial(json.loads, reply),
            "after": lambda: scored(case, decoded),
            "whole": lambda: scored(case, json.loads(reply)),
            "rules": lambda: rules_alone(case, facts),
        },
        ROUNDS,
    )
    print(f"a workbook {name}: {len(reply):,} bytes")
    print(row("everything after decoding / json.loads", measured["after"], measured["decode"], "1.0 at most"))
    print(row("from bytes to scorecard / json.loads", measured["whole"], measured["decode"], "1.5 at most"))
    print(f"{'the rules alone, 25 criteria in two ledgers':<58} {measured['rules'] * 1000:>6.3f} ms   0.1 ms at most")


def scored(case: Prepared, reply: dict[str, object]) -> Scorecard:
    located = case.reader.locate(tabs_from(reply))
    return score(case.programme, case.reader.read(located), now=NOW)


def facts_of(case: Prepared, reply: dict[str, object]) -> dict[str, Value]:
    answers = case.reader.read(case.reader.locate(tabs_from(reply))).answers
    return {key: answer.value for key, answer in answers.items() if answer.value is not None}


def rules_alone(case: Prepared, facts: dict[str, Value]) -> list[int]:
    ways = (criterion.way(facts) for criterion in case.programme.criteria)
    return [way.level(facts) for way in ways if way for _ in ("computed", "supported")]


def print_command() -> None:
    """`tonbaeb score` as a whole process beside importing what it cannot do without."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "full.xlsx"
        file.write_bytes(saved(full_workbook()))
        command = [sys.executable, "-m", "bot", "score", str(file), "--json"]
        imports = [sys.executable, "-c", "import openpyxl, pydantic"]
        measured = in_turn({"score": partial(silently, command), "imports": partial(silently, imports)}, ROUNDS)
    print(row("tonbaeb score / importing openpyxl and pydantic", measured["score"], measured["imports"], "2.0 at most"))


def silently(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def calls_of_passes(set_up: Stage) -> dict[str, Counter[str]]:
    first = one_pass(set_up)
    unchanged = one_pass(set_up)
    sheet, line = set_up.row_of("8.3.summary_made")
    set_up.hands.type_into(set_up.players[1].file_id, sheet, line, POSITION["answer"], "ใช่")
    return {"all three new": first, "none changed": unchanged, "one changed": one_pass(set_up)}


def one_pass(set_up: Stage) -> Counter[str]:
    set_up.hands.forget_calls()
    set_up.installation.services.poll_changes()
    drain_workbooks(set_up.installation.services)
    return Counter(call["method"] for call in set_up.hands.calls() if call["path"].startswith("/v4/"))


main()
