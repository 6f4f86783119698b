"""Which tests can notice a mutant, those first that are likely to: then one of the first mostly does.

Only tests that run the changed statement are asked; coverage tells which do. Before all others come those that noticed
another mutant of the same statement, then of the same function and module, then the quickest.
"""

from __future__ import annotations

import ast
import hashlib
import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from operator import or_
from pathlib import Path

from coverage import Coverage
from mutmut.mutation.data import LineSpan
from mutmut.utils.format_utils import mangled_name_from_mutant_name

_LINES = Path("tests-by-line.json")
_NOTICED = Path("noticed")
"""Beside what mutmut records: a file per module, a line per mutant that was noticed: its place and the test."""


class Recorder:
    """Records which test runs which line of `scoring/`."""

    def __init__(self) -> None:
        self._coverage = Coverage(data_file=None, config_file=False, source=["scoring"], messages=False)
        self._coverage.start()

    def is_at(self, test: str) -> None:
        """What runs from now on is this test's."""
        self._coverage.switch_context(test)

    def save(self) -> None:
        """Write what was recorded beside what is known of other tests.

        These are the tests, and for each line of each file a number with a bit for each of them.
        """
        self._coverage.stop()
        data = self._coverage.get_data()
        known = json.loads(_LINES.read_text()) if _LINES.exists() else {"tests": [], "lines": {}}
        tests = list(dict.fromkeys((*known["tests"], *sorted(data.measured_contexts()))))
        bit = {test: 1 << position for position, test in enumerate(tests)}
        lines: dict[str, dict[str, str]] = known["lines"]
        for file in data.measured_files():
            of_file = lines.setdefault(str(Path(file).relative_to(Path.cwd())), {})
            for line, run_by in data.contexts_by_lineno(file).items():
                before = int(of_file.get(str(line), "0"), 16)
                of_file[str(line)] = hex(reduce(or_, (bit[test] for test in run_by), before))
        _LINES.write_text(json.dumps({"tests": tests, "lines": lines}))


class TestsByLine:
    """Which tests run which lines."""

    def __init__(self) -> None:
        recorded = json.loads(_LINES.read_text())
        self._bit = {test: 1 << position for position, test in enumerate(recorded["tests"])}
        self._lines = {
            file: {int(line): int(bits, 16) for line, bits in lines.items()}
            for file, lines in recorded["lines"].items()
        }

    def that_can_notice(self, mutant: str, tests: Iterable[str]) -> list[str]:
        """Those of these tests that run the statement which the mutant changes; all where that cannot be told."""
        file = _file_of(mutant)
        changed = _changed_lines(file, mutant)
        if changed is None:
            return list(tests)
        bits = 0
        for line in changed:
            bits |= self._lines[file].get(line, 0)
        return [test for test in tests if self._bit.get(test, -1) & bits]


def _file_of(mutant: str) -> str:
    """The file with this mutant, from the folder of mutants."""
    stem = _module(mutant).replace(".", "/")
    return f"{stem}.py" if Path(f"{stem}.py").exists() else f"{stem}/__init__.py"


@cache
def _changed_lines(file: str, mutant: str) -> range | None:
    """The lines of the statement of the unchanged function that the mutant changes, None where it changes its head."""
    name = mutant.rpartition(".")[2]
    original = f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"
    spans = {name: LineSpan(*lines) for name, lines in json.loads(Path(f"{file}.spans").read_text())["spans"].items()}
    text = Path(file).read_text().splitlines()
    here, there = (text[spans[each].start - 1 : spans[each].end] for each in (original, name))
    first = _alike([here, [line.replace(name, original) for line in there]])
    last = len(here) - 1 - _alike([here[first:][::-1], there[first:][::-1]])
    function = ast.parse(textwrap.dedent("\n".join(here))).body[0]
    statement = _around(function, first + 1, max(first, last) + 1)
    if statement is None:
        return None
    start = spans[original].start
    return range(start + statement.lineno - 1, start + (statement.end_lineno or statement.lineno))


def _alike(texts: list[list[str]]) -> int:
    """How many lines at the start are the same in both."""
    same = 0
    for line, other in zip(*texts, strict=False):
        if line != other:
            break
        same += 1
    return same


def _around(node: ast.AST, first: int, last: int) -> ast.stmt | None:
    """The smallest statement in a node around these lines; None where they are not within one."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.stmt):
            if inner.lineno <= first and last <= (inner.end_lineno or inner.lineno):
                return _around(inner, first, last) or inner
        elif (found := _around(inner, first, last)) is not None:
            return found
    return None


def in_random_order(mutant: str) -> float:
    """Where in a run a mutant has its turn: anywhere, so that a run which is cut short has tried a fair sample."""
    return int(hashlib.sha256(mutant.encode()).hexdigest(), 16) / 2**256


def likely_first(mutant: str, tests: Iterable[str], durations: Mapping[str, float]) -> list[str]:
    """The tests, in the order in which they are likely to notice this mutant."""
    lines = _noticed_in(mutant)
    of_place = Counter(test for place, test in lines if place == _place(mutant))
    of_function = Counter(test for place, test in lines if place.partition("@")[0] == _function(mutant))
    of_module = Counter(test for _, test in lines)

    def worth(test: str) -> tuple[float, ...]:
        cost = 0.01 + durations[test]
        return (of_place[test] / cost, of_function[test] / cost, of_module[test] / cost, 1 / cost)

    return sorted(tests, key=worth, reverse=True)


def note(mutant: str, test: str) -> None:
    """Note that this test noticed the mutant."""
    _NOTICED.mkdir(exist_ok=True)
    with (_NOTICED / _module(mutant)).open("a") as file:
        file.write(f"{_place(mutant)} {test}\n")


def _noticed_in(mutant: str) -> list[tuple[str, str]]:
    """Where the mutants of this module were that were noticed, and which test noticed each."""
    file = _NOTICED / _module(mutant)
    lines = file.read_text().splitlines() if file.exists() else []
    return [(place, test) for place, _, test in (line.partition(" ") for line in lines)]


def _place(mutant: str) -> str:
    """The function of a mutant, and the first line of what it changes there."""
    changed = _changed_lines(_file_of(mutant), mutant)
    return f"{_function(mutant)}@{changed.start if changed else 0}"


def _function(mutant: str) -> str:
    return str(mangled_name_from_mutant_name(mutant))


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0]
