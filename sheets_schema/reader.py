"""From a workbook's tabs to a submission: every input has an answer, every loss a problem."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from scoring.programme import Input, Programme
from scoring.submission import Answer, Place, Problem, Submission
from scoring.wording import Wording
from sheets_schema.answers import BLANK, LONGEST_TEXT, Reading, labels_of, read_answer, yes_or_no
from sheets_schema.cells import EMPTY, Cell, CellValue, Tab, a1
from sheets_schema.handing_in import HANDED_IN
from sheets_schema.layout import START_SHEET, options
from sheets_schema.links import usable_links
from sheets_schema.locate import Located, Table, locate

_LONGEST_FOUND = 200
"""How much of a cell's text is kept to be shown in a message, in characters."""


class WorkbookReader:
    """Reads workbooks of one programme; what depends on the programme alone is prepared once."""

    def __init__(self, programme: Programme, words: Wording) -> None:
        self.programme = programme
        self.evidence = words.column("evidence")
        self.template_tabs = {tab.sheet: words.tab_title(tab.id) for tab in programme.tabs}
        self.template_tabs[START_SHEET] = words.tab_title("start")
        lists = {item.choice: item for item in programme.inputs.values() if item.choice}
        self.labels: dict[str | None, dict[str, str]] = {
            name: labels_of(item, {code: words.choice(item, code) for code in item.codes})
            for name, item in lists.items()
        }
        kinds = {(item.type, item.choice): item for item in programme.inputs.values()}
        usual = {kind: self._usual(item, words) for kind, item in kinds.items()}
        self.usual = {key: usual[item.type, item.choice] for key, item in programme.inputs.items()}

    def locate(self, tabs: Iterable[Tab]) -> Located:
        """Where the inputs of the programme stand in these tabs."""
        return locate(tabs, self.programme.inputs, self.template_tabs)

    def read(self, located: Located) -> Submission:
        """The submission that stands in the located rows."""
        problems = [*located.problems, *self._columns_lost(located)]
        columns = [_Columns.of(table) for table in located.tables]
        answers = {key: self._answer(item, located, columns, problems) for key, item in self.programme.inputs.items()}
        return Submission(self.programme.id, answers, tuple(problems))

    def _columns_lost(self, located: Located) -> Iterator[Problem]:
        """A problem for every tab whose evidence column is gone: no link in it can be read."""
        without = [number for number, table in enumerate(located.tables) if "evidence" not in table.columns]
        proved = {located.rows[key].table for key in self.programme.proved & located.rows.keys()} if without else set()
        for number in without:
            if number in proved:
                table = located.tables[number]
                yield Problem("missing_column", None, Place(table.tab.title, a1(table.header_row, 0)), self.evidence)

    def handed_in(self, located: Located) -> bool | None:
        """Whether the agency says that it has handed in; None where no row asks it or the cell cannot be read."""
        at = located.own.get(HANDED_IN)
        if at is None:
            return None
        cell = located.tables[at.table].cell(at.row, "answer")
        return False if cell.value is None and not cell.error else yes_or_no(cell)

    def _usual(self, item: Input, words: Wording) -> dict[CellValue | None, Reading]:
        """What a drop-down's texts and codes say: most answers are one of them as it stands."""
        return {text: self._read(item, Cell(text, text)) for text in (*options(item, words), *item.codes)}

    def _read(self, item: Input, cell: Cell) -> Reading:
        return BLANK if cell is EMPTY else read_answer(item, cell, self.labels.get(item.choice, {}))

    def _answer(self, item: Input, located: Located, columns: Sequence[_Columns], problems: list[Problem]) -> Answer:
        """The answer to an input; a problem that its cell has is added to the others."""
        at = located.rows.get(item.key)
        if at is None:
            return Answer(item.key, "deleted")
        title, rows, answer, evidence, as_cell = columns[at.table]
        place = Place(title, a1(at.row, answer))
        if item.key in located.duplicated:
            return Answer(item.key, "invalid", place=place)
        cells = rows[at.row]
        raw = cells[answer] if answer < len(cells) else None
        cell = EMPTY if raw is None else as_cell(raw)
        raw = cells[evidence] if item.evidence and evidence < len(cells) else None
        links = () if raw is None else usable_links(as_cell(raw))
        state, value, problem = self.usual[item.key].get(cell.value) or self._read(item, cell)
        found = _shown(cell)
        if problem is not None:
            limit = str(LONGEST_TEXT) if problem == "too_long" else ""
            problems.append(Problem(problem, item.key, place, found, limit))
        return Answer(item.key, state, value, links, found, place)


class _Columns(NamedTuple):
    """A table as its answers are read: its title and raw rows, and which columns hold answers and evidence."""

    title: str
    rows: Sequence[Sequence[Any]]
    answer: int
    evidence: int
    as_cell: Callable[[Any], Cell]

    @classmethod
    def of(cls, table: Table) -> _Columns:
        """A column of evidence that is gone lies beyond every edge."""
        evidence = table.columns.get("evidence", sys.maxsize)
        return cls(table.tab.title, table.tab.rows, table.columns["answer"], evidence, table.tab.as_cell)


def _shown(cell: Cell) -> str:
    """The text of a cell as its reader sees it, cut to what a message can hold."""
    text = cell.error or cell.text or ("" if cell.value is None else str(cell.value))
    return text if len(text) <= _LONGEST_FOUND else f"{text[:_LONGEST_FOUND]}…"
