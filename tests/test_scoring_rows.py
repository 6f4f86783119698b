"""Rows that count by their kinds: which of them are asked for, and the nearest to counting before all others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.carried_out import carried_out
from scoring.engine import score
from scoring.programme import Programme
from scoring.submission import Answer, Submission
from tests.support.examples import examples
from tests.support.goal_programmes import LINK, Raw, criterion, programme_of
from tests.support.small_programmes import submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)


def counting(asked: Raw) -> Programme:
    """A programme of which a level asks for this of three rows, each with a link, for which there are three kinds."""
    return programme_of(
        [criterion("A", {3: asked}), criterion("B", {3: {"is_yes": "told"}})],
        choices={"pick": ["a", "b", "c"], "kind": ["x", "y", "z"], "claimed": ["0", "1", "2", "3"]},
    )


def answered(of: Programme, rows: Mapping[str, str]) -> Submission:
    """What stands in the rows, with a star where it is linked; nothing else is answered."""
    told = {key: Answer(key, "given", row[0], LINK if row.endswith("*") else ()) for key, row in rows.items() if row}
    return Submission(of.id, {**submission(of, {}).answers, **told})


def asked_for(least: int, rows: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which rows are missing, and what each lacks."""
    of = counting({"kinds": "row", "at_least": least})
    missing = score(of, answered(of, rows), now=NOW).criterion("A").missing
    return [(item.key, item.need) for item in missing]


@pytest.mark.parametrize(
    ("least", "rows", "missing"),
    [
        (2, {"row.1": "x*", "row.3": "y"}, [("row.3", "evidence")]),
        (2, {"row.1": "x*", "row.2": "x"}, [("row.3", "answer")]),
        (2, {"row.1": "x", "row.2": "x*", "row.3": "x"}, [("row.1", "value")]),
        (2, {"row.1": "x", "row.2": "x", "row.3": "x"}, [("row.1", "evidence"), ("row.2", "value")]),
        (2, {"row.1": "x", "row.2": "x", "row.3": "y"}, [("row.1", "evidence"), ("row.3", "evidence")]),
        (1, {"row.1": "x", "row.2": "y"}, [("row.1", "evidence")]),
        (2, {"row.2": "y", "row.3": "z"}, [("row.2", "evidence"), ("row.3", "evidence")]),
        (2, {"row.1": "x*", "row.2": "x*"}, [("row.3", "answer")]),
        (2, {"row.1": "x*", "row.2": "x*", "row.3": "x*"}, [("row.2", "value")]),
        (3, {"row.1": "x*", "row.2": "x*"}, [("row.2", "value"), ("row.3", "answer")]),
        (3, {}, [("row.1", "answer"), ("row.2", "answer"), ("row.3", "answer")]),
    ],
)
def test_rows_that_only_lack_a_link_are_asked_for_before_empty_ones_and_these_before_twins(
    least: int, rows: Mapping[str, str], missing: list[tuple[str, str]]
) -> None:
    assert asked_for(least, rows) == missing


AT_LEAST = st.integers(1, 3)
COUNTS = st.one_of(
    st.builds(lambda least: {"kinds": "row", "at_least": least}, AT_LEAST),
    st.builds(lambda least: {"rows": "row", "at_least": least}, AT_LEAST),
)
ROWS = st.fixed_dictionaries({f"row.{at}": st.sampled_from(["", "x", "x*", "y", "y*", "z", "z*"]) for at in (1, 2, 3)})


@examples(200)
@given(COUNTS, ROWS)
def test_who_does_what_is_missing_has_rows_enough(asked: Raw, rows: dict[str, str]) -> None:
    of = counting(asked)
    entered = answered(of, rows)
    before = score(of, entered, now=NOW).criterion("A")

    done = carried_out(of, entered.answers, before.missing)

    assert score(of, Submission(of.id, done), now=NOW).criterion("A").level == 3
