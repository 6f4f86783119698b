"""The three-way comparison of a control workbook's row, whatever was typed, seen and changed elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.control.layout import TABS, ControlTab
from sheets_schema.control.merge import Merged, merged, same, seen_now

DEADLINES = next(tab for tab in TABS if tab.id == "deadlines")
ASKED = [column.key for column in DEADLINES.columns if not column.ours]
TEXTS = st.sampled_from(["", "ก", "ข", "ค"])
ROWS = st.fixed_dictionaries(dict.fromkeys(ASKED, TEXTS))


def merge(typed: dict[str, str], seen: dict[str, str], standing: dict[str, str] | None) -> Merged:
    return merged(DEADLINES, typed, seen, standing)


@given(ROWS, ROWS)
def test_a_row_that_nobody_changed_takes_nothing_back(seen: dict[str, str], standing: dict[str, str]) -> None:
    found = merge(seen, seen, standing)

    assert (dict(found.wanted), found.conflicts) == ({}, ())


@given(ROWS, ROWS)
def test_where_nobody_else_changed_anything_the_row_has_its_way(typed: dict[str, str], seen: dict[str, str]) -> None:
    found = merge(typed, seen, seen)

    assert (found.conflicts, found.elsewhere) == ((), ())
    assert {key for key, text in typed.items() if text and text != seen[key]} <= found.wanted.keys()
    assert {key: typed[key] for key in found.wanted} == found.wanted


@given(ROWS, ROWS, ROWS)
def test_of_every_difference_one_is_told_or_it_is_brought_about(
    typed: dict[str, str], seen: dict[str, str], standing: dict[str, str]
) -> None:
    found = merge(typed, seen, standing)

    told = {each.column for each in (*found.conflicts, *found.elsewhere)} | found.wanted.keys()
    assert {key for key, text in typed.items() if text and text != standing[key]} <= told


@given(ROWS, ROWS, ROWS)
def test_nothing_that_both_sides_changed_is_without_a_conflict(
    typed: dict[str, str], seen: dict[str, str], standing: dict[str, str]
) -> None:
    both = {
        key
        for key, text in typed.items()
        if text and text != seen[key] and seen[key] != standing[key] and text != standing[key]
    }

    assert both <= {each.column for each in merge(typed, seen, standing).conflicts}


@given(ROWS, ROWS, st.one_of(st.none(), ROWS))
def test_what_was_brought_about_is_not_wanted_again(
    typed: dict[str, str], seen: dict[str, str], standing: dict[str, str] | None
) -> None:
    found = merge(typed, seen, standing)
    after = standing if found.conflicts else {**dict.fromkeys(ASKED, ""), **(standing or {}), **found.wanted}
    again = merge(typed, dict(seen_now(DEADLINES, typed, seen, after)), after)

    assert again.conflicts == found.conflicts
    if not found.conflicts:
        assert dict(again.wanted) == {}


def test_day_time_and_zone_are_changed_as_a_whole() -> None:
    seen = {"id": "a", "date": "31/3/2565", "time": "16:30", "zone": "Asia/Bangkok"}
    moved = {**seen, "date": "30/4/2565"}

    assert dict(merge({**seen, "time": "12:00"}, seen, seen).wanted) == {
        "date": "31/3/2565",
        "time": "12:00",
        "zone": "Asia/Bangkok",
    }
    assert [each.column for each in merge({**seen, "time": "12:00"}, seen, moved).conflicts] == ["time"]


def test_what_says_the_same_is_no_change() -> None:
    for column, one, other in (
        ("date", "31/3/2565", "๓๑ มี.ค. ๒๕๖๕"),
        ("time", "16.30 น.", "16:30:00"),
        ("offsets", "7d, 30d", "30 วัน, 7 วัน"),
        (
            "workbook",
            "https://docs.google.com/spreadsheets/d/ab-1/edit",
            "https://docs.google.com/spreadsheets/u/0/d/ab-1/edit#gid=0",
        ),
        ("name", "กรม  ก", "กรม ก"),
        ("ministry", "-", ""),
    ):
        assert same(column, one, other), column
    assert not same("time", "16:30", "16:31")


def test_a_group_is_found_from_each_of_its_columns() -> None:
    tab: ControlTab = DEADLINES

    assert [sorted(tab.group_of(key)) for key in ("zone", "title_th")] == [["date", "time", "zone"], ["title_th"]]
