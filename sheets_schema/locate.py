"""Finding the inputs in a workbook that people have worked on: by keys, never by position or label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from scoring.submission import Place, Problem
from sheets_schema.cells import EMPTY, Cell, Tab, a1
from sheets_schema.handing_in import OWN_COLUMNS, OWN_KEYS
from sheets_schema.normalise import visible

_MARKER = "tonbaeb:"


@dataclass(frozen=True, slots=True)
class Table:
    """An input tab: where its key row stands and which column carries which key."""

    tab: Tab
    header_row: int
    columns: Mapping[str, int]
    keys: tuple[tuple[int, str], ...]
    """Every row below the key row that has a key, with it."""

    def cell(self, row: int, column: str) -> Cell:
        """The cell of a row in the column with this key; an empty one where the column is gone."""
        position = self.columns.get(column)
        return EMPTY if position is None else self.tab.cell(row, position)

    def place(self, row: int, column: str) -> Place:
        """Where the cell of a row in the column with this key stands."""
        return Place(self.tab.title, a1(row, self.columns[column]))


class RowAt(NamedTuple):
    """One input's row: the index of its table and the row in its tab, counted from 0."""

    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Located:
    """Where everything stands: the tables, the row of each known key that stands once, and what is amiss.

    `own` are the rows that are the system's own and no inputs (`sheets_schema.handing_in`); they may be missing.
    """

    tables: tuple[Table, ...]
    rows: Mapping[str, RowAt]
    duplicated: frozenset[str]
    problems: tuple[Problem, ...]
    own: Mapping[str, RowAt] = field(default_factory=dict)

    def place(self, at: RowAt, column: str = "answer") -> Place:
        """The cell of a row in the column with this key."""
        return self.tables[at.table].place(at.row, column)


def programme_named_in(tabs: Iterable[Tab]) -> str | None:
    """The id of the programme whose template the workbook was made from, as its key rows say."""
    for tab in tabs:
        for row in range(min(len(tab.rows), 50)):
            for _, text in tab.texts(row):
                if visible(text).startswith(_MARKER):
                    return visible(text).removeprefix(_MARKER).split(":")[0]
    return None


def locate(tabs: Iterable[Tab], known: Iterable[str], template_tabs: Mapping[int, str]) -> Located:
    """Find the rows of all `known` keys. `template_tabs` gives the title of each input tab by its id."""
    wanted = dict.fromkeys(known)
    tables = [table for tab in tabs if (table := _table(tab)) is not None]
    tables, copies = _without_copies(tables, template_tabs)
    rows: dict[str, RowAt] = {}
    duplicated: dict[str, RowAt] = {}
    problems = [Problem("duplicate_tab", None, Place(table.tab.title, a1(table.header_row, 0))) for table in copies]
    for index, table in enumerate(tables):
        for row, key in table.keys:
            if key not in wanted and key not in OWN_KEYS:
                problems.append(Problem("unknown_key", key, table.place(row, "key"), key))
            elif key in rows:
                duplicated.setdefault(key, RowAt(index, row))
            else:
                rows[key] = RowAt(index, row)
    located = Located(tuple(tables), rows, frozenset(duplicated), ())
    problems += [Problem("duplicate_key", key, located.place(at)) for key, at in duplicated.items()]
    problems += [Problem("missing_key", key) for key in wanted if key not in rows]
    own = {key: rows.pop(key) for key in OWN_KEYS & rows.keys()}
    own = {key: at for key, at in own.items() if key not in duplicated}
    return Located(tuple(tables), rows, frozenset(duplicated), tuple(problems), own)


def _table(tab: Tab) -> Table | None:
    for row in range(len(tab.rows)):
        columns = _key_row(tab, row)
        if columns is not None:
            return Table(tab, row, columns, _keys_below(tab, row, columns["key"]))
    return None


def _key_row(tab: Tab, row: int) -> dict[str, int] | None:
    """The columns of a key row by their keys, the first of each; None if this row is none."""
    texts = tab.texts(row)
    if len(texts) < 2:
        return None
    columns: dict[str, int] = {}
    for column, text in texts:
        if name := visible(text).casefold():
            columns.setdefault(name, column)
    own = {name: columns[owned] for owned, name in OWN_COLUMNS.items() if owned in columns}
    return next((found for found in (columns, own) if "key" in found and "answer" in found), None)


def _keys_below(tab: Tab, header_row: int, column: int) -> tuple[tuple[int, str], ...]:
    return tuple([(row, key) for row, text in tab.texts_below(header_row, column) if (key := visible(text))])


def _without_copies(tables: list[Table], template_tabs: Mapping[int, str]) -> tuple[list[Table], list[Table]]:
    """The tables, and apart from them those that are copies: all keys of the one stand in the other.

    Of two such tables the original is the one with the template's id or title, else the one with more keys, else the
    first. So an original stays the original when a row was deleted in it after it was copied.
    """
    sets = [frozenset([key for _, key in table.keys]) for table in tables]
    if len(frozenset().union(*sets)) == sum(map(len, sets)):
        return tables, []  # no key stands in two tables
    ranked = sorted(range(len(tables)), key=lambda n: (not _is_original(tables[n], template_tabs), -len(sets[n])))
    originals: list[int] = []
    for number in ranked:
        if not any(_are_copies(sets[number], sets[other]) for other in originals):
            originals.append(number)
    kept = [table for number, table in enumerate(tables) if number in originals]
    return kept, [table for number, table in enumerate(tables) if number not in originals]


def _are_copies(keys: frozenset[str], others: frozenset[str]) -> bool:
    return bool(keys and others) and (keys <= others or others <= keys)


def _is_original(table: Table, template_tabs: Mapping[int, str]) -> bool:
    return table.tab.id in template_tabs or visible(table.tab.title) in template_tabs.values()
