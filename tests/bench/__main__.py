"""`make bench`."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cases.prepared import Prepared, prepared
from bot.demo.cast import PROGRAMME
from bot.demo.stage import Stage, stage
from bot.jobs.workbooks import drain_workbooks
from scoring.engine import score
from scoring.goal import smallest_steps
from scoring.programme import COMBINED
from scoring.submission import Answer, Submission
from sheets_schema.excel_guard import RefusedWorkbookError, guard
from sheets_schema.layout import POSITION
from tests.bench.bytes_of_workbook import print_bytes, weights_of
from tests.bench.calls_of_passes import print_calls
from tests.bench.conversations import print_conversations
from tests.bench.deadline_day import print_deadline_day
from tests.bench.desk_pages import print_pages
from tests.bench.our_rules import Ledgers, ledgers_of, levels_of
from tests.bench.outbox_and_huey import print_outbox
from tests.bench.rounds import heading, in_turn, row, row_of_time
from tests.bench.seconds_to_feedback import print_responses, responses
from tests.bench.three_workbooks import replies_of
from tests.bench.webhooks import print_webhooks
from tests.bench.whole_scoring import NOW, ReadWorkbook, print_scoring
from tests.support.workbooks import full_workbook, saved
from tests.test_excel_guard import HOSTILE

ROUNDS = 15


def main() -> None:
    case = prepared(PROGRAMME)
    replies, calls = on_stage()
    workbooks = {name: ReadWorkbook(case, reply) for name, reply in replies.items()}
    print(heading("Scoring a workbook beside decoding the reply that holds it"))
    for name, workbook in workbooks.items():
        print_scoring(name, workbook, ROUNDS)
    print_rules(case, {name: ledgers_of(case.programme, each.answers()) for name, each in workbooks.items()})
    print_recalculation(case, next(iter(workbooks.values())))
    print_answers(case)
    print_refusals()
    print_command()
    print("\nSheets requests of a pass over three workbooks, Drive's change log apart")
    for name, counted in calls.items():
        print(f"  {name:<40} {dict(counted) or 0}")
    print_calls()
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        print_bytes(*weights_of(set_up))
    print_responses(responses())
    print_webhooks()
    print_conversations()
    print_outbox()
    print_deadline_day()
    print_pages()


def on_stage() -> tuple[dict[str, bytes], dict[str, Counter[str]]]:
    """What the sandbox is needed for; it is gone again before anything is timed."""
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        return replies_of(set_up), calls_of_passes(set_up)


def print_rules(case: Prepared, workbooks: dict[str, Ledgers]) -> None:
    """The rules alone, and beside the same rules in a rules engine."""
    print(heading(f"The rules alone, {len(case.programme.criteria)} criteria in two ledgers"))
    variants = {name: partial(levels_of, case.programme, ledgers) for name, ledgers in workbooks.items()}
    for name, seconds in in_turn(variants, ROUNDS).items():
        print(row_of_time(f"rules, {name}", seconds, "0.1 ms at most"))
    if _has("zen", "zen-engine"):
        import_module("tests.bench.against_zen").print_rules(case.programme, workbooks, ROUNDS)


def print_recalculation(case: Prepared, workbook: ReadWorkbook) -> None:
    """Scoring beside recalculating a spreadsheet."""
    print(heading("Scoring a full workbook beside recalculating it as a spreadsheet"))
    if _has("formulas", "formulas"):
        scoring = partial(workbook.scored, workbook.decoded())
        against = import_module("tests.bench.against_formulas")
        against.print_recalculation(case.programme, workbook.answers(), scoring, ROUNDS)


def _has(module: str, package: str) -> bool:
    """Whether a package of the extra `bench` is installed; says so where it is not."""
    if find_spec(module):
        return True
    print(f"  left out: {package} is not installed here; `make bench` installs it")
    return False


def print_answers(case: Prepared) -> None:
    """What a chat waits for: scoring an empty sheet anew, and the smallest set of inputs to a pass mark."""
    print(heading("Answers in chat, on an empty sheet"))
    blank = {key: Answer(key, "blank") for key in case.programme.inputs}
    submission = Submission(case.programme.id, blank)
    variants: dict[str, Callable[[], object]] = {
        "scoring it anew": partial(score, case.programme, submission, now=NOW),
        "the smallest set to 60 points": partial(
            smallest_steps, case.programme, blank, total=COMBINED, points=Fraction(60)
        ),
    }
    for name, seconds in in_turn(variants, ROUNDS).items():
        print(row_of_time(name, seconds, "50 ms at most"))


def print_refusals() -> None:
    """The slowest refusal of a hostile file, and the most memory that one takes."""
    print(heading("Hostile .xlsx files"))
    files = {name: make() for name, (make, _) in HOSTILE.items()}
    taken = in_turn({name: partial(refused, data) for name, data in files.items()}, 5)
    slowest = max(taken, key=taken.__getitem__)
    print(row_of_time(f"the slowest refusal of {len(files)}: {slowest}", taken[slowest], "1,000 ms at most"))
    print(f"  {'the most memory that a refusal takes':<72} {most_memory(files.values()):>8.1f} MB   200 MB at most")


def refused(data: bytes) -> None:
    with suppress(RefusedWorkbookError):
        guard(data)


def most_memory(files: Iterable[bytes]) -> float:
    """In megabytes, beyond the files themselves."""
    tracemalloc.start()
    peaks = []
    for data in files:
        tracemalloc.reset_peak()
        refused(data)
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    return max(peaks) / 1e6


def print_command() -> None:
    """`tonbaeb score` as a whole process beside importing what it cannot do without."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "full.xlsx"
        file.write_bytes(saved(full_workbook()))
        command = [sys.executable, "-m", "bot", "score", str(file), "--json"]
        imports = [sys.executable, "-c", "import openpyxl, pydantic"]
        variants = {"score": partial(silently, command), "imports": partial(silently, imports)}
        measured = in_turn(variants, ROUNDS, clock=time.perf_counter)
    print(heading("The command line"))
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
