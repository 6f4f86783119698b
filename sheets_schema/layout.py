"""The one logical template of a programme: its tabs, row by row. `excel_template` and `google_template` draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Literal

from scoring.days import thai_date
from scoring.programme import Criterion, Input, Programme, Requirement, Section, Tab, Way
from scoring.wording import Wording
from sheets_schema.handing_in import HANDED_IN, LABEL

TEMPLATE_VERSION = 2
"""2 has the row `submission.handed_in` on the start tab; workbooks without it are read as ever."""

KEY_ROW = 0
HEADING_ROW = 3
"""Rows above the first question: hidden keys, the tab's title, its introduction, the headings; counted from 0."""
START_SHEET = 1000
FEEDBACK_SHEET = 1900

ELSEWHERE = "ไม่ต้องกรอกที่นี่ ระบบตรวจจากคำตอบในข้ออื่น"
"""What stands beside a requirement that has no rows of its own."""
_OWN_NUMBER = re.compile(r"(\d+(?:\.\d+)+|\d+(?=\.))\.? +")
_ABBREVIATED = re.compile(r"\(([^()]+\.)\)$")

RowKind = Literal["keys", "title", "intro", "headings", "section", "criterion", "input", "handing_in", "blank"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of every input tab: its hidden key and its width in characters."""

    key: str
    width: int


COLUMNS = (
    Column("key", 8),
    Column("number", 9),
    Column("label", 46),
    Column("answer", 26),
    Column("evidence", 38),
    Column("feedback", 44),
    Column("help", 44),
)
POSITION = {column.key: position for position, column in enumerate(COLUMNS)}
MARKER_COLUMN = len(COLUMNS)
"""Right of the last column the key row carries the programme and the template's version."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a tab: its kind, the texts of its cells from the first column on, and the input it asks for."""

    kind: RowKind
    texts: tuple[str, ...] = ()
    input: Input | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateTab:
    """One tab of the template."""

    id: str
    sheet: int
    title: str
    rows: tuple[Row, ...]


def marker(programme: Programme) -> str:
    """What names the programme and the template's version in a workbook: `tonbaeb:hrmo-2565:1`."""
    return f"tonbaeb:{programme.id}:{TEMPLATE_VERSION}"


def template(programme: Programme, words: Wording) -> tuple[TemplateTab, ...]:
    """All tabs of a programme's workbook in order, the start tab first."""
    return (_start_tab(programme, words), *(_input_tab(programme, tab, words) for tab in programme.tabs))


def options(item: Input, words: Wording) -> tuple[str, ...]:
    """What the drop-down of an input offers; nothing where one types freely."""
    if item.type == "yes_no":
        return (words.yes_no(True), words.yes_no(False))
    return tuple(words.choice(item, code) for code in item.codes)


def _start_tab(programme: Programme, words: Wording) -> TemplateTab:
    tab = words.tab("start")
    lines = (Row("intro", ("", "", line)) for line in tab["lines"])
    title = Row("title", ("", "", words.programme("name")))
    keys = Row("keys", ("own_key", "", "", "own_answer", "own_feedback", "", "", marker(programme)))
    handing_in = Row("handing_in", (HANDED_IN, "", LABEL), options=(words.yes_no(True), words.yes_no(False)))
    return TemplateTab("start", START_SHEET, tab["title"], (keys, title, *lines, Row("blank"), handing_in))


def _input_tab(programme: Programme, tab: Tab, words: Wording) -> TemplateTab:
    spoken = words.tab(tab.id)
    head = (
        Row("keys", (*(column.key for column in COLUMNS), marker(programme))),
        Row("title", ("", "", spoken["title"])),
        Row("intro", ("", "", spoken["intro"])),
        Row("headings", ("", *(words.column(column.key) for column in COLUMNS[1:]))),
    )
    body = tuple(row for section in tab.sections for row in _section_rows(section, words))
    return TemplateTab(tab.id, tab.sheet, spoken["title"], (*head, *body))


def _section_rows(section: Section, words: Wording) -> Iterator[Row]:
    yield Row("section", ("", "", words.section(section.id)))
    for number, item in enumerate(section.inputs, start=1):
        yield _input_row(item, str(number), words)
    for number, requirement in enumerate(section.requirements, start=len(section.inputs) + 1):
        yield from _requirement_rows(requirement, str(number), words)
    for indicator in section.indicators:
        for item in indicator.inputs:
            yield _part_row(item, indicator.id, item.row or 1, words)
    for criterion in section.criteria:
        yield from _criterion_rows(criterion, words)


def _criterion_rows(criterion: Criterion, words: Wording) -> Iterator[Row]:
    if criterion.way_by:
        yield Row("criterion", ("", criterion.id, words.criterion(criterion.id)))
    for way in criterion.ways:
        levels = (_level_text(way, level, words) for level in (1, 2, 3))
        yield Row("criterion", ("", way.id, words.criterion(way.id), *levels))
        for number, item in enumerate((*way.inputs, way.claim), start=1):
            yield _input_row(item, f"{way.id}-{number}", words)


def _requirement_rows(requirement: Requirement, number: str, words: Wording) -> Iterator[Row]:
    if requirement.is_one_row:
        row = _input_row(requirement.inputs[0], number, words)
        key, _, label, *between, help_ = row.texts
        number, label = _numbered(label, number)
        help_ = "\n".join((help_, *_who_and_when(requirement, words)))
        yield replace(row, texts=(key, number, label, *between, help_))
        return
    number, title = _numbered(words.requirement(requirement), number)
    kinds = [words.report(kind) for kind in requirement.kinds]
    named = f"{title} ({' และ'.join(kinds)})" if len(kinds) > 1 else title
    beside = tuple(_who_and_when(requirement, words)) if requirement.inputs else (ELSEWHERE,)
    yield Row("criterion", ("", number, named, *beside))
    for part, item in enumerate(_side_by_side(requirement.inputs), start=1):
        yield _part_row(item, number, part, words)


def _side_by_side(inputs: Sequence[Input]) -> Iterator[Input]:
    """The inputs, of which like rows that follow each other in equal number take turns: name 1, hours 1, name 2, ..."""
    lists = (list(run) for _, run in groupby(inputs, key=lambda item: item.group or item.key))
    for _, runs in groupby(lists, key=len):
        yield from chain.from_iterable(zip(*runs, strict=True))


def _numbered(title: str, number: str) -> tuple[str, str]:
    """The number that a title bears itself, such as `2.1 ` or `3. `, else the given one, and the title without it."""
    own = _OWN_NUMBER.match(title)
    return (own[1], title[own.end() :]) if own else (number, title)


def _part_row(item: Input, whole: str, part: int, words: Wording) -> Row:
    """A row that is part of something numbered, whose number the label need not say again."""
    row = _input_row(item, f"{whole}-{part}", words)
    key, number, label, *others = row.texts
    return replace(row, texts=(key, number, label.removeprefix(f"{whole} "), *others))


def _who_and_when(requirement: Requirement, words: Wording) -> Iterator[str]:
    """Which agencies see to a requirement, by when, and that it is advice where it is."""
    if requirement.leads:
        yield f"หน่วยงานหลัก: {', '.join(map(words.agency, requirement.leads))}"
    if requirement.secondaries:
        yield f"หน่วยงานรอง: {', '.join(_abbreviated(words.agency(code)) for code in requirement.secondaries)}"
    if requirement.due:
        yield f"ครบกำหนด {thai_date(requirement.due)}"
    if requirement.advised:
        yield "ข้อแนะนำ ไม่บังคับ"


def _abbreviated(agency: str) -> str:
    """An agency's abbreviation where its name ends with one, as in `กระทรวงการคลัง (กค.)`."""
    found = _ABBREVIATED.search(agency)
    return found[1] if found else agency


def _level_text(way: Way, level: int, words: Wording) -> str:
    return f"ระดับ {level}: {words.level(way.id, level)}" if way.has_level(level) else f"ระดับ {level}: -"


def _input_row(item: Input, number: str, words: Wording) -> Row:
    texts = (item.key, number, words.label(item), "", "", "", words.help(item))
    return Row("input", texts, item, options(item, words))
