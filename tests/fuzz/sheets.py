"""A filled workbook as plain grids, and everything that people do to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from scoring import programmes
from sheets_schema.cells import Cell, Tab
from sheets_schema.layout import COLUMNS, KEY_ROW, POSITION, template
from tests.support.workbooks import LINK, PROGRAMME, best_answer

Grid = list[list[str]]


@dataclass
class Sheet:
    """One tab: its id and title, and its texts by row and column. Evidence cells hold links as text."""

    id: int | None
    title: str
    grid: Grid

    def as_tab(self) -> Tab:
        return Tab(self.title, self.id, self.grid, lambda text: Cell(text or None, text), lambda text: text)


@dataclass
class Book:
    """A workbook under mutation. `touched` are the keys whose own cells were changed: what they say now is anyone's."""

    sheets: list[Sheet]
    touched: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)

    def inputs(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if any(line[:1] == ["key"] for line in sheet.grid[:3])]


def filled() -> Book:
    """The template of hrmo-2565 with every answer and link in it."""
    sheets = []
    for tab in template(PROGRAMME, programmes.words(PROGRAMME.id)):
        grid = []
        for row in tab.rows:
            texts = [*row.texts, *[""] * (len(COLUMNS) + 1 - len(row.texts))]
            if row.input is not None:
                answer = best_answer(row.input)
                texts[POSITION["answer"]] = "" if answer is None else str(answer)
                texts[POSITION["evidence"]] = f"{LINK}/{row.input.key}" if row.input.evidence else ""
            grid.append(texts)
        sheets.append(Sheet(tab.sheet, tab.title, grid))
    return Book(sheets)


JUNK = (
    "#REF!", "#N/A", "ใช่ครับ", "ไม่แน่ใจ", "๑๒๓", "1,00,0", "-5", "50%", "31/2/2565", "=SUM(A1)",
    "\u200b", "\u00a0ใช่\u00a0",
    "TRUE", "0", "99999999999999999999", "Loading...", "กำลังโหลด…", "x" * 25_000, "2 - ก", "😀", "\x00", "null", "N/A",
)  # fmt: skip


def keys_in(lines: Sequence[Sequence[str]]) -> set[str]:
    return {line[0] for line in lines if line and line[0] in PROGRAMME.inputs}


def _some(random: Random, book: Book) -> Sheet:
    return random.choice(book.inputs() or book.sheets)


def _body(random: Random, sheet: Sheet) -> int:
    return random.randrange(KEY_ROW + 1, max(len(sheet.grid), KEY_ROW + 2))


def insert_rows(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    at = random.randrange(len(sheet.grid) + 1)
    sheet.grid[at:at] = [[""] * random.randrange(12) for _ in range(random.randrange(1, 4))]


def delete_row(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    del sheet.grid[_body(random, sheet) : _body(random, sheet)]


def sort_rows(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    column = random.randrange(len(COLUMNS))
    top, rest = sheet.grid[: KEY_ROW + 1], sheet.grid[KEY_ROW + 1 :]
    sheet.grid = [*top, *sorted(rest, key=lambda line: line[column] if column < len(line) else "")]


def copy_row(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    line = sheet.grid[_body(random, sheet) % len(sheet.grid)]
    sheet.grid.insert(_body(random, sheet), list(line))


def clear_keys(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    start = _body(random, sheet)
    for line in sheet.grid[start : start + random.randrange(1, 5)]:
        if line:
            line[0] = ""


def spoil_key(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    line = sheet.grid[_body(random, sheet) % len(sheet.grid)]
    if line:
        line[0] = random.choice((line[0].upper(), f" {line[0]}\u200b", f"{line[0]}x", "2.1", "key"))


def insert_column(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    at = random.randrange(len(COLUMNS) + 1)
    for line in sheet.grid:
        line.insert(min(at, len(line)), random.choice(("", "", "หมายเหตุ")))


def delete_column(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    at = random.randrange(len(COLUMNS))
    for line in sheet.grid:
        if at < len(line):
            del line[at]


def rename_tab(random: Random, book: Book) -> None:
    _some(random, book).title = random.choice(("Sheet1", "สำเนาของ ข้อมูลองค์กร", "ข้อมูลองค์กร", "", "x" * 90))


def reorder_tabs(random: Random, book: Book) -> None:
    random.shuffle(book.sheets)


def delete_tab(random: Random, book: Book) -> None:
    if len(book.sheets) > 1:
        book.sheets.remove(_some(random, book))


def copy_tab(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    copy = Sheet(random.choice((None, 77, sheet.id)), f"สำเนาของ {sheet.title}", [list(line) for line in sheet.grid])
    book.sheets.insert(random.randrange(len(book.sheets) + 1), copy)


def spoil_answer(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    line = sheet.grid[_body(random, sheet) % len(sheet.grid)]
    if len(line) > POSITION["answer"]:
        book.touched |= keys_in([line])
        line[random.choice((POSITION["answer"], POSITION["evidence"], 1)) % len(line)] = random.choice(JUNK)


def merge_cells(random: Random, book: Book) -> None:
    """Only the first cell of a merge keeps its text."""
    sheet = _some(random, book)
    start, column = _body(random, sheet), random.randrange(len(COLUMNS))
    merged = sheet.grid[start + 1 : start + random.randrange(2, 5)]
    if column != POSITION["key"]:
        book.touched |= keys_in(merged)
    for line in merged:
        if column < len(line):
            line[column] = ""


def cut_short(random: Random, book: Book) -> None:
    """Google leaves out empty cells at the end of a row, and empty rows at the end of a tab."""
    sheet = _some(random, book)
    for line in sheet.grid:
        while line and not line[-1]:
            line.pop()


def paste_foreign_tab(random: Random, book: Book) -> None:
    grid = [["key", "", "answer"], *([f"other.{number}", "", "ใช่"] for number in range(3))]
    book.sheets.append(Sheet(None, "อื่น", [list(line) for line in grid]))


def move_heading(random: Random, book: Book) -> None:
    sheet = _some(random, book)
    sheet.grid[0:0] = [["ประกาศ"], []]


Mutation = Callable[[Random, Book], None]
MUTATIONS: tuple[Mutation, ...] = (
    insert_rows, delete_row, sort_rows, copy_row, clear_keys, spoil_key, insert_column, delete_column, rename_tab,
    reorder_tabs, delete_tab, copy_tab, spoil_answer, spoil_answer, spoil_answer, merge_cells, cut_short,
    paste_foreign_tab, move_heading,
)  # fmt: skip


def mutated(seed: int) -> Book:
    """The filled workbook after one to six mishaps; the same seed gives the same workbook."""
    random, book = Random(seed), filled()
    for _ in range(random.randrange(1, 7)):
        mutation = random.choice(MUTATIONS)
        mutation(random, book)
        book.done.append(mutation.__name__)
    return book
