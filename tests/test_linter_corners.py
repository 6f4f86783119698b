"""The linter where a file is odder than a slip of the hand makes it: each is told, none is stumbled over."""

from __future__ import annotations

import pytest

from scoring.conditions import All, Answered, AnyOf, IsYes
from scoring.linter.cases import World
from scoring.linter.logic import TooLargeError, holds_only_with
from scoring.linter.nodes import read
from scoring.linter.page import Page
from scoring.linter.published import change_faults
from scoring.linter.shapes import shown
from scoring.linter.words_faults import WordsFaults
from scoring.linter.words_shown import title_faults
from scoring.linter.words_wanted import Lines, Text
from tests.support.planted import LOGIC, NAME, WORDS, brief, line_of, linted, planted

WORDING = "hrmo-2565.en.yaml"


def test_rows_that_stand_twice_are_told_once() -> None:
    rows = "{key: 1.3.public_channel, rows: 5, type: choice, choice: public_channel, evidence: true}"
    faulty = planted(LOGIC, f"- {rows}\n", f"- {rows}\n              -  {rows}\n")

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, f"-  {rows}"), "repeated")]


def test_a_part_of_itself_is_told() -> None:
    faulty = planted(LOGIC, "  4.2.staff_trained: org.staff_total", "  4.2.staff_trained: 4.2.staff_trained")

    assert (NAME, line_of(faulty, "4.2.staff_trained: 4.2"), "part-of-itself") in brief(linted(faulty))


def test_a_level_of_more_cases_than_can_be_looked_at_is_told() -> None:
    channels = "{rows: 1.3.public_channel, at_least: 3}]}"
    either = "{any: [{is_yes: 1.3.internal_dissemination}, {rows: 1.3.public_channel, at_least: 3}]}"
    highest = f"3: {{all: [{{is_yes: 1.3.internal_dissemination}}, {channels}"
    faulty = planted(LOGIC, highest, f"3: {{all: [{', '.join([either] * 15)}]}}")

    assert (NAME, line_of(faulty, "3: {all: [{any:"), "too-large") in brief(linted(faulty))


def test_too_many_pairs_of_cases_are_refused_as_well() -> None:
    either = AnyOf((IsYes("yes"), Answered("other")))

    with pytest.raises(TooLargeError):
        holds_only_with(World({}, {}), All((either,) * 8), [AnyOf((All((IsYes("yes"), Answered("other"))),) * 8)])


@pytest.mark.parametrize(("deep", "is_readable"), [(42, True), (1_000, True), (1_001, False), (200_000, False)])
def test_lists_in_each_other_are_too_deep_on_their_line(deep: int, is_readable: bool) -> None:
    page, found = read("deep.yaml", b"- a\n- b\n- " + b"[" * (deep - 1) + b"]" * (deep - 1))

    assert (page is not None, brief(found)) == (is_readable, [("deep.yaml", 3, "too-deep")])


def test_a_byte_of_another_encoding_is_told_on_its_line() -> None:
    assert brief(read("x.yaml", b"\n\xff")[1]) == [("x.yaml", 2, "not-utf-8")]


def test_lists_beside_each_other_are_not_deep() -> None:
    assert read("wide.yaml", b"- []\n" * 2_000)[1] == ()
    assert read("deep.yaml", b"[" * 41 + b"]" * 41)[1] == ()


def test_a_published_programme_cannot_have_numbers_beside_texts() -> None:
    page = Page(NAME, {"id": "hrmo-2565", 1: "x"}, {("id",): 4})

    assert brief(tuple(change_faults(page, {"hrmo-2565": "0" * 64}))) == [(NAME, 4, "published-changed")]
    assert brief(tuple(change_faults(page, {}))) == []
    assert brief(tuple(change_faults(Page(NAME, ["id"], {}), {"id": "0" * 64}))) == []


WORDS_OF_ANOTHER_SHAPE = {
    "no lines": ("    lines:\n", "    lines: []\n    more:\n", "    lines: []\n", "empty-word"),
    "a fill with a form of its own": (
        "    label: Complaint channel, channel {row}\n",
        "    label: Complaint channel, channel {row:03}\n",
        "channel {row:03}",
        "placeholder",
    ),
    "a fill that is turned into something": (
        "    label: Complaint channel, channel {row}\n",
        "    label: Complaint channel, channel {row!r}\n",
        "channel {row!r}",
        "placeholder",
    ),
    "a title in quotes": (
        "title: Tier B Project\n",
        'title: "\'Tier B Project"\n',
        "'Tier B Project\"",
        "title-character",
    ),
    "a title that ends in a quote": (
        "title: Tier B Project\n",
        'title: "Tier B Project\'"\n',
        "Tier B Project'\"",
        "title-character",
    ),
    "a title that is a number": ("title: Tier B Project\n", "title: 5\n", "title: 5\n", "empty-word"),
}


@pytest.mark.parametrize(
    ("old", "new", "where", "code"), WORDS_OF_ANOTHER_SHAPE.values(), ids=WORDS_OF_ANOTHER_SHAPE.keys()
)
def test_words_of_another_shape_are_told(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(WORDS["en"], old, new)

    assert (WORDING, line_of(faulty, where), code) in brief(linted(en=faulty))


def test_a_word_that_could_not_be_read_is_told_once() -> None:
    faulty = planted(WORDS["en"], "    label: Background\n", "    label: !text Background\n")

    assert brief(linted(en=faulty)) == [(WORDING, line_of(faulty, "!text Background"), "tag")]


def test_a_list_is_no_branch_of_words() -> None:
    page = Page(WORDING, {}, {})

    assert brief(tuple(WordsFaults(page, ()).of({"a": Text()}, ["x"]))) == [(WORDING, 1, "empty-word")]
    assert brief(tuple(WordsFaults(page, ()).of(Lines(), "x"))) == [(WORDING, 1, "empty-word")]


def test_titles_are_looked_at_where_there_are_any() -> None:
    assert list(title_faults(Page(WORDING, {"tabs": {"a": {"title": 1}, "b": "x", "c": {}}}, {}))) == []
    assert list(title_faults(Page(WORDING, {"tabs": ["a"]}, {}))) == []


def test_a_value_where_fields_are_asked_for_is_told() -> None:
    faulty = planted(LOGIC, "{id: SV3, max: 20}", "5")

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, "- 5\n"), "wrong-type")]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "-"),
        (True, "true"),
        (False, "false"),
        ([1], "[...]"),
        ([], "[]"),
        ({"a": 1}, "{...}"),
        ({}, "{}"),
        ("text", "text"),
        (20.5, "20.5"),
    ],
)
def test_a_value_is_shown_shortly(value: object, said: str) -> None:
    assert shown(value) == said


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("id: x\na: b: c\n", 2, "mapping values are not allowed in this context"),
        ("id: x\na: [1\n", 2, "did not find expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", 2, "but found another document"),
        ("\n\n\x07", 3, "unreadable"),
        ("x: ยศ\n\ny: \x07y\n", 3, "unreadable"),
        ("\x07", 1, "unreadable"),
    ],
)
def test_what_is_no_yaml_is_told_on_its_line_with_what_the_reader_says(text: str, line: int, problem: str) -> None:
    (found,) = read("x.yaml", text.encode())[1]

    assert (found.line, found.code) == (line, "not-yaml")
    assert problem in found.cause.en


def test_a_fraction_that_cannot_be_read_is_shown() -> None:
    (found,) = linted(planted(LOGIC, "- id: B3\n            max: 20", "- id: B3\n            max: twenty"))

    assert "twenty" in found.cause.th
    assert "twenty" in found.cause.en
