"""Files and replies that no office program writes: each is refused as one that cannot be read, or read and scored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

from scoring.engine import score
from sheets_schema.cells import EMPTY, Tab
from sheets_schema.excel_guard import RefusedWorkbookError
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in
from sheets_schema.google_cells import cell_from
from sheets_schema.links import usable_links
from tests.fuzz import junk
from tests.fuzz.no_silent_loss import NOW, READER
from tests.support.workbooks import PROGRAMME, full_workbook, saved

_PIECES = (
    b"<v>1e999</v>",
    b"<v>-1</v>",
    b"<v>9999999999999</v>",
    b'r="A1048577"',
    b'r="XFE1"',
    b't="e"',
    b't="n"',
    b't="d"',
    b't="s"',
    b"<f>HYPERLINK(</f>",
    b"&#0;",
    b"&#xD800;",
    b"<c/>",
    b"<row/>",
    b"</row>",
    b"<!DOCTYPE a>",
    b'encoding="utf-16"',
    b'ref="A1:"',
)


def _read(tabs: list[Tab]) -> None:
    score(PROGRAMME, READER.read(READER.locate(tabs)), now=NOW)


class ExcelFiles:
    """One kind of input: a filled workbook whose package or parts were changed."""

    name = ".xlsx files"

    def tried(self, seed: int) -> Iterator[str]:
        random = Random(seed)
        data = junk.changed_bytes(random, _filled()) if random.random() < 0.2 else _repacked(random)
        try:
            _read(tabs_in(data))
        except (RefusedWorkbookError, UnreadableWorkbookError):
            return
        yield from ()


@cache
def _filled() -> bytes:
    return saved(full_workbook())


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_filled())) as package:
        return {name: package.read(name) for name in package.namelist()}


def _repacked(random: Random) -> bytes:
    """The workbook with one or two parts changed, left out or exchanged."""
    parts = dict(_parts())
    for name in random.sample(sorted(parts), random.randrange(1, 3)):
        match random.randrange(6):
            case 0:
                del parts[name]
            case 1:
                parts[name] = random.choice(list(_parts().values()))
            case 2:
                parts[name] = junk.changed_bytes(random, parts[name])
            case _:
                parts[name] = _changed_xml(random, parts[name])
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def _changed_xml(random: Random, content: bytes) -> bytes:
    """Something foreign in the place of a value, an attribute or an element, or put in between."""
    for _ in range(random.randrange(1, 6)):
        at = content.find(random.choice((b">", b'="', b"<c ", b"<v>", b"<row ")), random.randrange(len(content) or 1))
        if at >= 0:
            end = at + random.choice((0, 0, 1, 4, 30))
            content = content[: at + 1] + random.choice(_PIECES) + content[max(end, at + 1) :]
    return content


_CELL: Mapping[str, Any] = {
    "userEnteredValue": {"formulaValue": '=HYPERLINK("https://a.example/x","ก")'},
    "effectiveValue": {"stringValue": "ใช่"},
    "formattedValue": "ใช่",
    "hyperlink": "https://a.example/x",
    "textFormatRuns": [{"startIndex": 1, "format": {"link": {"uri": "https://b.example"}}}],
    "chipRuns": [{"chip": {"richLinkProperties": {"uri": "https://drive.google.com/file/d/" + "a" * 20}}}],
    "effectiveFormat": {"numberFormat": {"type": "DATE"}},
}
_NUMBERS = (0, -1, 0.1, 1e308, -1e308, 5e-324, 2.0**60, 44561, 44561.99, 2_958_466, -700_000, 12)


class GoogleCells:
    """One kind of input: a cell as Google tells it, with something else in it, in the place of every answer."""

    name = "cells of Google Sheets"

    def tried(self, seed: int) -> Iterator[str]:
        cell = cell_from(_google_cell(Random(seed)))
        if any(not link.lower().startswith(("http://", "https://")) for link in usable_links(cell)):
            yield f"links {usable_links(cell)}"
        grid = [["key", "", "answer", "evidence"], *([key, "", "x", "x"] for key in PROGRAMME.inputs)]
        _read([Tab("ก", 1, grid, lambda text: cell if text == "x" else EMPTY, lambda text: text)])


def _google_cell(random: Random) -> dict[str, Any]:
    """Any text in the place of a text, any number in the place of a value: Google keeps to its own types."""
    made = {name: _CELL[name] for name in random.sample(sorted(_CELL), random.randrange(len(_CELL) + 1))}
    error = {"type": random.choice(("REF", "LOADING", "N_A", "")), "message": junk.text(random)}
    values: tuple[Mapping[str, Any], ...] = (
        {"stringValue": junk.text(random)},
        {"numberValue": random.choice(_NUMBERS)},
        {"boolValue": random.random() < 0.5},
        {"errorValue": error},
        {},
    )
    kind = random.choice(("DATE", "DATE_TIME", "PERCENT", "TEXT", ""))
    made |= {"effectiveValue": random.choice(values), "formattedValue": junk.text(random)}
    made["effectiveFormat"] = {"numberFormat": {"type": kind}}
    return made | ({"hyperlink": junk.text(random)} if random.random() < 0.5 else {})
