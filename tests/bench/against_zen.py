"""Our rules beside the same rules in GoRules' engine. The only module that imports it.

Three forms of the rules are measured there. The fastest is one compiled expression for all levels, without a decision
graph around it. The facts are handed over under the names that the engine needs; making those is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import zen

from scoring.programme import Programme
from tests.bench import as_jdm
from tests.bench.our_rules import Ledgers, Levels, ledgers_of, levels_of
from tests.bench.random_answers import random_answers
from tests.bench.rounds import in_turn, row

FASTEST = "one compiled expression"
AIM = "below 1.0"
_SETS = 500
_TIMES = 20
"""Runs that are timed together: one alone takes too little time to be measured well."""

Context = dict[str, Any]
Form = Callable[[Context], list[int]]
"""Facts under their names to the level of each criterion."""


def print_rules(programme: Programme, workbooks: Mapping[str, Ledgers], rounds: int) -> None:
    """Our time beside the engine's fastest form on each workbook, and beside its other forms on the first."""
    forms = forms_of(programme)
    assert_equal(programme, forms)
    measured = {name: _measure(programme, ledgers, forms, rounds) for name, ledgers in workbooks.items()}
    for name, seconds in measured.items():
        print(row(f"rules, {name} / zen-engine, {FASTEST}", seconds["ours"], seconds[FASTEST], AIM))
    name, seconds = next(iter(measured.items()))
    for form in (each for each in forms if each != FASTEST):
        print(row(f"rules, {name} / zen-engine, {form}", seconds["ours"], seconds[form], AIM))


def forms_of(programme: Programme) -> dict[str, Form]:
    """The rules in the forms of the engine, parsed and compiled."""
    graphs = {
        "a graph with an expression node": as_jdm.expression_graph(programme),
        "a graph of decision tables": as_jdm.table_graph(programme),
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": graphs}})
    names = [as_jdm.name_of(criterion.id) for criterion in programme.criteria]

    def evaluated(graph: str, context: Context) -> list[int]:
        result = engine.evaluate(graph, context)["result"]
        return [result[name] for name in names]

    alone: Form = zen.compile_expression(as_jdm.list_expression(programme)).evaluate
    return {FASTEST: alone, **{name: partial(evaluated, name) for name in graphs}}


def assert_equal(programme: Programme, forms: Mapping[str, Form]) -> None:
    """That every form gives our levels, on a few hundred random sets of answers."""
    for answers in random_answers(programme, _SETS):
        ledgers = ledgers_of(programme, answers)
        expected = levels_of(programme, ledgers)
        for name, form in forms.items():
            assert both(form, *contexts_of(programme, ledgers)) == expected, name


def contexts_of(programme: Programme, ledgers: Ledgers) -> tuple[Context, Context]:
    """Both ledgers as the engine takes them."""
    return as_jdm.context_of(programme, ledgers.computed), as_jdm.context_of(programme, ledgers.supported)


def both(form: Form, computed: Context, supported: Context) -> Levels:
    """The levels in both ledgers."""
    return list(zip(form(computed), form(supported), strict=True))


def _measure(programme: Programme, ledgers: Ledgers, forms: Mapping[str, Form], rounds: int) -> dict[str, float]:
    contexts = contexts_of(programme, ledgers)
    theirs = {name: partial(both, form, *contexts) for name, form in forms.items()}
    return in_turn({"ours": partial(levels_of, programme, ledgers), **theirs}, rounds, times=_TIMES)
