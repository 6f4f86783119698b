"""The bench's translations of the rules into others' languages say what the conditions say."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from scoring import programmes
from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    IsYes,
    RowsAtLeast,
    Share,
)
from scoring.programme import Criterion, Input, Way
from tests.bench import as_formulas, as_jdm
from tests.bench.formula_sheet import FormulaSheet
from tests.bench.our_rules import ledgers_of, levels_of
from tests.bench.random_answers import random_answers

PROGRAMME = programmes.load("hrmo-2565")
CRITERIA = {criterion.id: criterion for criterion in PROGRAMME.criteria}


class Named:
    """A ledger whose facts stand in cells that are named like the inputs."""

    def fact(self, key: str) -> str:
        return key

    def answered(self, rows: Sequence[str]) -> str:
        return f"COUNTA({','.join(rows)})"


CASES: list[tuple[Condition, str, str]] = [
    (IsYes("a"), "i_a == true", "a=TRUE"),
    (Answered("a"), "i_a != null", 'a<>""'),
    (Among("a", frozenset("x")), "i_a == 'x'", 'a="x"'),
    (Among("a", frozenset("yx")), "(i_a == 'x' or i_a == 'y')", 'OR(a="x",a="y")'),
    (CountAtLeast("a", 2), "(i_a ?? -1) >= 2", "N(a)>=2"),
    (
        RowsAtLeast(("a.1", "a.2"), 2),
        "((i_a_1 != null ? 1 : 0) + (i_a_2 != null ? 1 : 0)) >= 2",
        "COUNTA(a.1,a.2)>=2",
    ),
    (
        Share("a", "b", 20, strictly=False),
        "(i_a != null and (i_b ?? 0) >= 1 and i_a * 100 >= i_b * 20)",
        "AND(N(b)>=1,N(a)*100>=N(b)*20)",
    ),
    (
        Share("a", "b", 5, strictly=True),
        "(i_a != null and (i_b ?? 0) >= 1 and i_a * 100 > i_b * 5)",
        "AND(N(b)>=1,N(a)*100>N(b)*5)",
    ),
    (AllOfTotal("a", "b"), "((i_b ?? 0) >= 1 and i_a == i_b)", "AND(N(b)>=1,N(a)=N(b))"),
    (All((IsYes("a"), Answered("b"))), "(i_a == true and i_b != null)", 'AND(a=TRUE,b<>"")'),
    (AnyOf((IsYes("a"), Answered("b"))), "(i_a == true or i_b != null)", 'OR(a=TRUE,b<>"")'),
]


@pytest.mark.parametrize(("condition", "expression", "formula"), CASES)
def test_every_condition_has_an_expression_and_a_formula(condition: Condition, expression: str, formula: str) -> None:
    assert (as_jdm.expression_of(condition), as_formulas.formula_of(condition, Named())) == (expression, formula)


def test_the_highest_level_that_holds_is_asked_first() -> None:
    assert as_jdm.level_expression(CRITERIA["3.2"]) == (
        "((i_3_2_dedicated__plan == true and i_3_2_monitoring__set == true) ? 3 : "
        "(i_3_2_dedicated__plan == true ? 2 : (i_3_2_projects__in__annual__plan == true ? 1 : 0)))"
    )
    assert as_formulas.level_formula(CRITERIA["3.2"], Named()) == (
        "IF(AND(3.2.dedicated_plan=TRUE,3.2.monitoring_set=TRUE),3,"
        "IF(3.2.dedicated_plan=TRUE,2,IF(3.2.projects_in_annual_plan=TRUE,1,0)))"
    )


def test_while_the_way_is_not_known_the_level_is_0() -> None:
    claim = Input("claim", "choice")
    ways = (Way("p", (), claim, ((1, IsYes("a")),), when=True), Way("q", (), claim, ((1, IsYes("b")),), when=False))
    criterion = Criterion("c", "tier", "section", Fraction(5), (Fraction(0), Fraction(5)), ways, way_by="w")

    assert as_jdm.level_expression(criterion) == (
        "(i_w == false ? (i_b == true ? 1 : 0) : (i_w == true ? (i_a == true ? 1 : 0) : 0))"
    )
    assert as_formulas.level_formula(criterion, Named()) == 'IF(w="",0,IF(w=TRUE,IF(a=TRUE,1,0),IF(b=TRUE,1,0)))'


def test_names_in_the_engine_are_as_different_as_the_keys() -> None:
    names = {as_jdm.name_of(key) for key in (*PROGRAMME.inputs, *CRITERIA)}

    assert len(names) == len(PROGRAMME.inputs) + len(CRITERIA)


def test_a_graph_leads_from_the_request_through_every_criterion_to_the_response() -> None:
    graph = as_jdm.table_graph(PROGRAMME)

    assert [node["id"] for node in graph["nodes"]] == ["request", *CRITERIA, "response"]
    assert {(edge["sourceId"], edge["targetId"]) for edge in graph["edges"]} == {
        pair for name in CRITERIA for pair in (("request", name), (name, "response"))
    }
    assert graph["nodes"][1]["content"]["rules"][-1] == {"_id": "3", "holds": "true", "level": "0"}


def test_points_follow_the_level_and_a_part_above_its_total_is_nothing() -> None:
    points = (Fraction(0), Fraction(5, 3), Fraction(5))

    assert as_formulas.points_formula(points, "G1") == "CHOOSE(G1+1,0,5/3,5)"
    assert as_formulas.kept_part_formula("B2", "B1") == 'IF(AND(B1<>"",N(B2)>N(B1)),"",B2)'


def test_answers_are_typed_into_the_areas_of_the_sheet() -> None:
    sheet = FormulaSheet(PROGRAMME)
    answers = next(random_answers(PROGRAMME, 1))
    typed = dict(zip(sheet.areas, sheet.typed(answers), strict=True))
    rows = [f"1.3.public_channel.{number}" for number in range(1, 6)]

    assert typed[sheet.area("B", rows)] == [[answers[row].value or ""] for row in rows]
    assert typed[sheet.area("C", ["2.1.responsible"])] == " ".join(answers["2.1.responsible"].links)


def test_random_answers_are_the_same_in_every_run_and_reach_every_level() -> None:
    once, again = (list(random_answers(PROGRAMME, 300)) for _ in range(2))
    levels = [levels_of(PROGRAMME, ledgers_of(PROGRAMME, answers)) for answers in once]

    assert once == again
    assert {
        criterion.id: {level for pairs in levels for level in pairs[place]}
        for place, criterion in enumerate(PROGRAMME.criteria)
    } == {
        criterion.id: {0} | {level for way in criterion.ways for level, _ in way.levels}
        for criterion in PROGRAMME.criteria
    }
