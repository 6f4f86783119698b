"""The requests of a pass over a nation's workbooks beside ordinary gspread code, and its time under the quota."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bot.demo.stage import Stage
from tests.bench.as_gspread import SAMPLE, in_one_batch, requests_for_one, tab_by_tab
from tests.bench.many_workbooks import Nation, Passed, nation
from tests.bench.process_memory import print_process
from tests.bench.rounds import heading, row_of_number, row_of_seconds

SIZES = (300, 1_000, 10_000)
A_MINUTE = 60
"""Requests of a kind that Google grants an identity each minute."""

READ_FAULTS = ("429", "503", "502-html", "reset")
WRITE_FAULTS = ("429", "503", "lost-answer", "reset")


def print_calls() -> None:
    """The whole comparison, for each size; the last nation is also passed over with faults and by another process."""
    for size in SIZES:
        with nation(size) as people:
            _print_one_size(size, people)
            if size == SIZES[-1]:
                _print_faults(size // 100, people)
                print_process(size // 100, people)


def _print_one_size(size: int, people: Nation) -> None:
    changed = size // 100
    people.type_into(changed, "ใช่")
    busy, quiet = people.run_a_pass(), people.run_a_pass()
    print(heading(f"Requests of a pass over {size:,} workbooks, counted at the sandbox"))
    least = changed + ceil(changed / 1000)
    print(
        row_of_number(f"{changed:,} changed: asking for changes and reading them", _asked(busy), f"{least:,} exactly")
    )
    print(row_of_number(f"{changed:,} changed: writing their feedback", busy.writes, f"{changed:,} at most"))
    print(row_of_number("none changed: Sheets requests", quiet.reads + quiet.writes, "0"))
    print(row_of_number("none changed: asking for changes", quiet.changes, "1"))
    _print_gspread(size, people.stage, people.twins[:SAMPLE])
    print(heading(f"Time of that pass by one identity, {A_MINUTE} reads a minute, waiting on paper"))
    aim = "120 s at most" if size == SIZES[-1] else ""
    print(row_of_seconds(f"{changed:,} changed: until all are read and answered", busy.seconds, aim))
    print(row_of_seconds("none changed", quiet.seconds, ""))
    busiest = people.bot.budget.busiest_minutes()
    print(row_of_number("the most reads in any minute", busiest["read"], f"{A_MINUTE} at most"))
    print(row_of_number("the most writes in any minute", busiest["write"], f"{A_MINUTE} at most"))


def _print_gspread(size: int, set_up: Stage, sample: Sequence[str]) -> None:
    usual, batched = (requests_for_one(set_up, sample, reading) for reading in (tab_by_tab, in_one_batch))
    measured = f"(times {size:,}; {len(sample)} read)"
    print(row_of_number(f"gspread: open, worksheets, values per tab: {usual} {measured}", usual * size, "none"))
    print(row_of_number(f"gspread: open, worksheets, one batch: {batched} {measured}", batched * size, "none"))


def _print_faults(changed: int, people: Nation) -> None:
    """One read in 25 and one write in 25 goes wrong, each at another workbook."""
    typed = people.type_into(changed, "ไม่ใช่")
    for method, faults in (("GET", READ_FAULTS), ("POST", WRITE_FAULTS)):
        for fault, file_id in zip(faults, typed[:: changed // len(faults)], strict=True):
            people.stage.hands.arm(fault, path=file_id, method=method)
    passed = people.run_a_pass()
    after = people.run_a_pass()
    wrong = len(READ_FAULTS) + len(WRITE_FAULTS)
    print(heading(f"The same pass, {wrong} of its {2 * changed + 1} requests going wrong once"))
    least = changed + ceil(changed / 1000)
    print(row_of_number("asking for changes and reading", _asked(passed), f"{int(least * 1.05):,} at most (5 % above)"))
    print(row_of_number("writing", passed.writes, f"{int(changed * 1.05):,} at most (5 % above)"))
    print(row_of_seconds("until all are read and answered", passed.seconds, "120 s at most"))
    print(row_of_number("what the next pass still finds to do in Sheets", after.reads + after.writes, "0"))


def _asked(passed: Passed) -> int:
    return passed.changes + passed.reads
