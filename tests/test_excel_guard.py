"""Files that are not opened, and files that are: decided at once and told kindly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from sheets_schema.excel_guard import MOST_OF_A_SHEET, MOST_PARTS, Refusal, RefusedWorkbookError, guard
from sheets_schema.excel_workbook import LAST_ROW, tabs_in
from tests.support.workbooks import full_workbook, open_template, saved, template_bytes


def with_part(name: str, content: bytes) -> bytes:
    """The template with one more part."""
    file = io.BytesIO(template_bytes())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


def million_rows() -> bytes:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    return with_part("xl/worksheets/sheet99.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")


def many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for number in range(MOST_PARTS + 1):
            package.writestr(f"xl/{number}.xml", b"")
    return file.getvalue()


def a_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", b"<document/>")
    return file.getvalue()


def a_large_sheet() -> bytes:
    return b"<worksheet><sheetData>" + b" " * MOST_OF_A_SHEET + b"</sheetData></worksheet>"


def a_spoilt_part() -> bytes:
    """A part whose packed bytes were exchanged, though the table of contents is right."""
    data = with_part("docProps/x.xml", b"<a>" + bytes(range(256)) * 40 + b"</a>")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.getinfo("docProps/x.xml")
    start = part.header_offset + 30 + len(part.filename)
    return data[:start] + b"\xff" * part.compress_size + data[start + part.compress_size :]


HOSTILE: dict[str, tuple[Callable[[], bytes], Refusal]] = {
    "a zip bomb": (lambda: with_part("xl/media/a.bin", bytes(512 * 1024 * 1024)), Refusal.TOO_LARGE),
    "a million rows": (million_rows, Refusal.TOO_LARGE),
    "a sheet that is too large": (
        lambda: with_part("xl/worksheets/sheet98.xml", a_large_sheet()),
        Refusal.TOO_LARGE,
    ),
    "a large sheet under another name": (lambda: with_part("xl/media/image1.png", a_large_sheet()), Refusal.TOO_LARGE),
    "too many parts": (many_parts, Refusal.TOO_LARGE),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), Refusal.MACROS),
    "old macros": (lambda: with_part("xl/macrosheets/sheet1.xml", b"<x/>"), Refusal.MACROS),
    "links to other files": (
        lambda: with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        Refusal.EXTERNAL_LINKS,
    ),
    "entities": (
        lambda: with_part("docProps/x.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        Refusal.ENTITIES,
    ),
    "entities in another encoding": (
        lambda: with_part("docProps/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")),
        Refusal.ENTITIES,
    ),
    "entities behind a long comment": (
        lambda: with_part("docProps/x.xml", b"<!--" + b" " * 100_000 + b"--><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        Refusal.ENTITIES,
    ),
    "entities under another name": (
        lambda: with_part("xl/media/x.PNG", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        Refusal.ENTITIES,
    ),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.OLD_FORMAT),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Refusal.ENCRYPTED,
    ),
    "a part that was spoilt": (a_spoilt_part, Refusal.NO_WORKBOOK),
    "a text": (lambda: b"name,score\n", Refusal.NO_WORKBOOK),
    "nothing": (lambda: b"", Refusal.NO_WORKBOOK),
    "another package": (a_document, Refusal.NO_WORKBOOK),
    "a torn file": (lambda: template_bytes()[:-200], Refusal.NO_WORKBOOK),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_office_workbook_is_refused_before_it_is_unpacked(name: str) -> None:
    make, refusal = HOSTILE[name]

    with pytest.raises(RefusedWorkbookError) as refused:
        guard(make())

    assert refused.value.refusal is refusal


@pytest.mark.parametrize("name", HOSTILE)
def test_each_refusal_is_one_kind_sentence_with_its_cure(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "แบบประเมิน.xlsx"
    file.write_bytes(HOSTILE[name][0]())

    assert main(["score", str(file)]) == 1

    told = capsys.readouterr().err
    assert told.startswith("tonbaeb: ไม่เปิดไฟล์ ")
    assert "โปรด" in told
    assert told.count("\n") == 1


def test_a_full_workbook_is_far_from_every_limit() -> None:
    guard(saved(full_workbook()))


def test_a_cell_far_below_by_a_slip_is_passed_over() -> None:
    workbook = open_template()
    workbook.worksheets[1].cell(1_048_576, 3).value = "x"

    assert max(len(tab.rows) for tab in tabs_in(saved(workbook))) < LAST_ROW
