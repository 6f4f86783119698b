"""What `make mutants` needs of pytest: thousands of mutants are looked at, and none through what was made before.

Each mutant lives in a fork of one process in which all tests have run before, and has its turn in random order. Tests
that need no fixtures are run there straight away, for collecting them again would take most of the time. But what was
made while a module was imported was made without the mutant. So a mutant of what is called at import is looked at again
in modules imported anew.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from sys import modules

import mutmut.__main__ as mutmut_run
import pytest
from mutmut.mutation.trampoline import get_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

from tests.support import mutants_calls
from tests.support.mutants_tests import Recorder, TestsByLine, in_random_order, likely_first, note

_NO_MUTANTS = {"", "stats", "fail", "mutant_generation", "list_all_tests"}
_OURS = ("scoring", "sheets_schema", "bot", "tests")
_TIMEOUT = 36
"""The exit code that mutmut takes for a timeout."""

_UNDECIDED = 35
"""The exit code that mutmut calls suspicious: MUTANT_SECONDS of work went by and no test had noticed the mutant."""

_AT_ONCE = 2
"""In so many modules a mutant of what is called at import is looked at anew at once: often nothing can be imported."""

_AT_IMPORT = Path("calls-at-import.json")
"""Beside what mutmut records, for a run that goes on where another one ended."""

_calls_of_module: dict[Path, frozenset[str]] = {}
_ready: dict[str, Callable[[], object]] = {}
_recorders: list[Recorder] = []
_tests_by_line: list[TestsByLine] = []

mutants_calls.make_cheap()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    if get_mutant_under_test() in _NO_MUTANTS or config.getoption("looking_again"):
        _forget(*_OURS)
        return None
    signal.signal(signal.SIGVTALRM, lambda *_: os._exit(_TIMEOUT))
    signal.signal(signal.SIGPROF, lambda *_: os._exit(_UNDECIDED))
    signal.setitimer(signal.ITIMER_PROF, float(os.environ.get("MUTANT_SECONDS") or 0))
    mutant = get_mutant_under_test()
    tests = [test for test in config.args if "::" in test]
    is_at_import = mangled_name_from_mutant_name(mutant) in json.loads(_AT_IMPORT.read_text())
    if not is_at_import:
        tests = _tests_by_line[0].that_can_notice(mutant, tests)
    mutants_calls.choose(mutant)
    _forget_caches()
    anew = _by_module(mutant, (test for test in tests if is_at_import or test not in _ready))
    at_once, later = (anew[:_AT_ONCE], anew[_AT_ONCE:]) if is_at_import else ([], anew)
    ready = likely_first(mutant, (test for test in tests if test in _ready), state().duration_by_test)
    if not (_look_again(config, at_once) and _look(ready) and _look_again(config, later)):
        return pytest.ExitCode.TESTS_FAILED
    return pytest.ExitCode.OK


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--looking-again", action="store_true", help="run the tests that are named as pytest always does")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    if not (_is_recording() and isinstance(collector, pytest.Module)):
        return (yield)
    _forget("tests", "scoring.linter")  # the linter alone calls functions of its own while it is imported
    state()._stats.clear()
    report = yield
    _calls_of_module[collector.path] = frozenset(state()._stats)
    state()._stats.clear()
    return report


def pytest_collection_finish(session: pytest.Session) -> None:
    if _is_recording():
        _recorders.append(Recorder())
        known = json.loads(_AT_IMPORT.read_text()) if _AT_IMPORT.exists() else []
        _AT_IMPORT.write_text(json.dumps(sorted(frozenset[str](known).union(*_calls_of_module.values()))))
    if get_mutant_under_test() == "":
        setattr(mutmut_run, "estimated_worst_case_time", in_random_order)  # noqa: B010 - by it mutmut sorts them
        _tests_by_line[:] = [TestsByLine()]
        _ready.update(_ready_in(session.items))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if _is_recording():
        _forget_caches()
        _recorders[-1].is_at(item.nodeid)
        state()._stats.update(_calls_of_module[item.path])


def pytest_sessionfinish() -> None:
    if _is_recording() and _recorders:
        _recorders.pop().save()
    if get_mutant_under_test() == "":
        gc.collect()
        gc.freeze()  # or each fork would go through all that was made before it


def _ready_in(items: Iterable[pytest.Item]) -> Iterator[tuple[str, Callable[[], object]]]:
    """The tests that are called with their parameters alone."""
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        may_be_skipped = any(item.iter_markers(name="skipif"))
        if isinstance(item, pytest.Function) and parameters.keys() >= set(item.fixturenames) and not may_be_skipped:
            yield item.nodeid, partial(item.obj, **parameters)


def _look(tests: Iterable[str]) -> bool:
    """Whether all of these tests pass in what was made before."""
    for test in tests:
        if not _passes(test):
            note(get_mutant_under_test(), test)
            return False
    return True


def _passes(test: str) -> bool:
    with _time_limit([test]):
        try:
            _ready[test]()
        except pytest.skip.Exception:
            return True
        except BaseException:  # noqa: BLE001 - whatever ends a test has found the mutant
            return False
        return True


def _by_module(mutant: str, tests: Iterable[str]) -> list[list[str]]:
    """The tests of each module, those modules first that are likely to notice the mutant."""
    by_module: dict[str, list[str]] = {}
    for test in tests:
        by_module.setdefault(test.partition("::")[0], []).append(test)
    durations = {module: _duration(own) for module, own in by_module.items()}
    return [by_module[module] for module in likely_first(mutant, by_module, durations)]


def _look_again(config: pytest.Config, by_module: list[list[str]]) -> bool:
    """Whether all tests of these modules pass as pytest always runs them; one that cannot be imported has failed."""
    before = dict(modules)
    _forget(*_OURS)
    passed = all(_passes_anew(config, own) for own in by_module)
    _forget(*_OURS)
    modules.update(before)
    return passed


def _passes_anew(config: pytest.Config, tests: list[str]) -> bool:
    """Whether these tests of one module pass with the module imported anew."""
    _forget("tests")
    options = ["--looking-again", "--rootdir=.", "-x", "-p", "no:cacheprovider", "-p", __name__]
    profile = ["--hypothesis-profile", config.getoption("--hypothesis-profile")]
    with _time_limit(tests):
        passed = pytest.main([*options, *profile, *tests]) == pytest.ExitCode.OK
    if not passed:
        note(get_mutant_under_test(), tests[0].partition("::")[0])
    return passed


class _time_limit:  # noqa: N801 - reads as what it does
    """Ends the process if these tests work far longer than they do without a mutant; to wait for a turn is no work."""

    def __init__(self, tests: list[str]) -> None:
        self.seconds = 5 + 10 * _duration(tests)

    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _duration(tests: Iterable[str]) -> float:
    durations: dict[str, float] = state().duration_by_test
    return sum(durations[test] for test in tests)


def _is_recording() -> bool:
    return bool(get_mutant_under_test() == "stats")


def _forget(*packages: str) -> None:
    """Has the modules of these packages imported anew, and everything that is cached made anew."""
    for name in [name for name in modules if any(f"{name}.".startswith(f"{package}.") for package in packages)]:
        if name != "tests.conftest" and not name.startswith(__name__):
            del modules[name]
    _forget_caches()


def _forget_caches() -> None:
    for name, module in list(modules.items()):
        if name.partition(".")[0] in ("scoring", "sheets_schema"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
