"""Finding inputs by their keys in workbooks that people have worked on."""

from __future__ import annotations

from typing import Any

from scoring.submission import Place, Problem
from sheets_schema.locate import RowAt, locate, programme_named_in
from tests.support.grids import HEADER, row, tab

KNOWN = ("a.1", "a.2", "a.3")
TITLES = {1010: "ข้อมูล"}
MISSING_ALL = tuple(Problem("missing_key", key) for key in KNOWN)


def test_rows_are_found_by_key_in_any_order() -> None:
    located = locate([tab("x", [HEADER, row("a.3"), row("a.1"), row("a.2")])], KNOWN, TITLES)

    assert located.rows == {"a.3": RowAt(0, 1), "a.1": RowAt(0, 2), "a.2": RowAt(0, 3)}
    assert located.problems == ()


def test_the_key_row_is_found_below_inserted_rows_and_behind_inserted_columns() -> None:
    shifted: list[list[Any]] = [[None], ["หัวเรื่อง"], [None, *HEADER], *([None, *row(key)] for key in KNOWN)]

    located = locate([tab("x", shifted)], KNOWN, TITLES)

    assert located.place(located.rows["a.1"]) == Place("x", "E4")
    assert located.problems == ()


def test_keys_are_read_without_regard_to_spaces_and_zero_width_characters() -> None:
    rows: list[list[Any]] = [["\u200bKEY ", "Answer"], ["a.1\u00a0", 1], [" a.2", 1], ["a.3\u200b", 1]]

    assert tuple(locate([tab("x", rows)], KNOWN, TITLES).rows) == KNOWN


def test_a_key_of_spaces_and_zero_width_characters_alone_is_none() -> None:
    rows: list[list[Any]] = [[*HEADER, "\u200b"], *(row(key) for key in KNOWN), row(" \u200b")]

    located = locate([tab("x", rows)], KNOWN, TITLES)

    assert (tuple(located.rows), located.problems) == (KNOWN, ())
    assert located.tables[0].columns == {name: number for number, name in enumerate(HEADER)}


def test_a_tab_without_a_key_row_is_left_alone() -> None:
    notes = tab("บันทึก", [["a.1", "เรื่อง"], ["key", "ไม่มีคอลัมน์คำตอบ"]])

    assert locate([notes], KNOWN, TITLES).problems == MISSING_ALL


def test_a_deleted_row_and_a_foreign_key_are_told() -> None:
    located = locate([tab("x", [HEADER, row("a.1"), row("a.3"), row("z.9")])], KNOWN, TITLES)

    assert located.problems == (
        Problem("unknown_key", "z.9", Place("x", "A4"), "z.9"),
        Problem("missing_key", "a.2"),
    )


def test_a_key_that_stands_twice_is_told_once_even_three_times() -> None:
    rows = [HEADER, row("a.1"), row("a.2"), row("a.1"), row("a.1"), row("a.3")]

    located = locate([tab("x", rows)], KNOWN, TITLES)

    assert located.duplicated == {"a.1"}
    assert located.problems == (Problem("duplicate_key", "a.1", Place("x", "D4")),)


def test_a_copied_tab_is_ignored_with_one_problem_and_the_first_stays() -> None:
    rows: list[list[Any]] = [HEADER, *(row(key) for key in KNOWN)]

    located = locate([tab("หนึ่ง", rows), tab("สอง", rows)], KNOWN, TITLES)

    assert [table.tab.title for table in located.tables] == ["หนึ่ง"]
    assert located.problems == (Problem("duplicate_tab", None, Place("สอง", "A1")),)


def test_the_original_is_the_tab_with_the_templates_id_or_title() -> None:
    rows: list[list[Any]] = [HEADER, *(row(key) for key in KNOWN)]

    by_title = locate([tab("สำเนา", rows), tab("ข้อมูล", rows)], KNOWN, TITLES)
    by_id = locate([tab("สำเนา", rows, 5), tab("เปลี่ยนชื่อ", rows, 1010)], KNOWN, TITLES)

    assert [table.tab.title for table in by_title.tables] == ["ข้อมูล"]
    assert [table.tab.title for table in by_id.tables] == ["เปลี่ยนชื่อ"]


def test_a_part_of_a_tab_copied_to_another_is_a_copy() -> None:
    whole, part = [HEADER, *(row(key) for key in KNOWN)], [HEADER, row("a.2")]

    located = locate([tab("ส่วน", part), tab("ทั้งหมด", whole)], KNOWN, TITLES)

    assert [table.tab.title for table in located.tables] == ["ทั้งหมด"]
    assert located.problems == (Problem("duplicate_tab", None, Place("ส่วน", "A1")),)


def test_a_row_deleted_in_the_original_after_it_was_copied_stays_deleted() -> None:
    cut, copy = [HEADER, row("a.1"), row("a.2")], [HEADER, *(row(key) for key in KNOWN)]

    located = locate([tab("ข้อมูล", cut), tab("สำเนาของ ข้อมูล", copy)], KNOWN, TITLES)

    assert [table.tab.title for table in located.tables] == ["ข้อมูล"]
    assert [problem.code for problem in located.problems] == ["duplicate_tab", "missing_key"]


def test_two_tabs_that_share_only_some_keys_are_both_read() -> None:
    one, two = [HEADER, row("a.1"), row("a.2")], [HEADER, row("a.2"), row("a.3")]

    located = locate([tab("หนึ่ง", one), tab("สอง", two)], KNOWN, TITLES)

    assert located.problems == (Problem("duplicate_key", "a.2", Place("สอง", "D2")),)


def test_the_programme_is_read_from_the_marker_of_the_key_row() -> None:
    assert programme_named_in([tab("x", [["note"]]), tab("y", [[*HEADER, "tonbaeb:hrmo-2565:1"]])]) == "hrmo-2565"
    assert programme_named_in([tab("x", [HEADER])]) is None
