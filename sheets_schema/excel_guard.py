"""Refusing what no office's workbook is, before anything of it is unpacked: bombs, macros, links to other files.

Everything is decided from the table of contents of the .xlsx package and the first lines of its parts, so that it takes
neither time nor memory. The limits are many times what a full workbook of ours needs.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from xml.parsers import expat

MOST_BYTES = 20 * 1024 * 1024
MOST_PARTS = 1_000
MOST_UNPACKED = 24 * 1024 * 1024
MOST_OF_A_SHEET = 6 * 1024 * 1024
"""A full workbook of 129 inputs unpacks to about a quarter of a megabyte, its largest sheet to a sixth of one."""
_PIECE = 4096


class Refusal(StrEnum):
    """Why a file is not opened."""

    NO_WORKBOOK = "no-workbook"
    TOO_LARGE = "too-large"
    MACROS = "macros"
    EXTERNAL_LINKS = "external-links"
    ENTITIES = "entities"
    OLD_FORMAT = "old-format"
    ENCRYPTED = "encrypted"


class RefusedWorkbookError(Exception):
    """A workbook that is not opened; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that are no packages: .xls, and .xlsx with a password."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

_TORN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What reading a package raises that is none, or whose parts are not what they were packed as."""


def guard(data: bytes) -> None:
    """Raise `RefusedWorkbookError` for a file that is not to be opened."""
    if len(data) > MOST_BYTES:
        raise RefusedWorkbookError(Refusal.TOO_LARGE)
    if data.startswith(_OLD):
        raise RefusedWorkbookError(Refusal.ENCRYPTED if _PASSWORD in data else Refusal.OLD_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            refusal = next(_refusals(package), None)
    except _TORN as error:
        raise RefusedWorkbookError(Refusal.NO_WORKBOOK) from error
    if refusal is not None:
        raise RefusedWorkbookError(refusal)


def _refusals(package: zipfile.ZipFile) -> Iterator[Refusal]:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        yield Refusal.TOO_LARGE
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        yield Refusal.NO_WORKBOOK
    if any(name.startswith("xl/vbaproject") or "macrosheets/" in name for name in names):
        yield Refusal.MACROS
    if any(name.startswith("xl/externallinks/") for name in names):
        yield Refusal.EXTERNAL_LINKS
    for part in parts:
        begins = _beginning(package, part)
        if begins == "element" and part.file_size > MOST_OF_A_SHEET:
            yield Refusal.TOO_LARGE
        if begins == "document type":
            yield Refusal.ENTITIES


class _BegunError(Exception):
    """What a part begins with is known."""


def _beginning(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    """With what a part begins as XML, by the parser's own word: "element", "document type", or blank where it is none.

    A part is asked whatever its name, encoding or comments, since a sheet may have any name. No workbook has a document
    type, by which a few bytes can stand for gigabytes.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = _raising("element")
    parser.StartDoctypeDeclHandler = _raising("document type")
    try:
        content = package.read(part)
        for start in range(0, len(content), _PIECE):
            parser.Parse(content[start : start + _PIECE])
    except _BegunError as begun:
        return str(begun)
    except expat.ExpatError:
        return ""
    return ""


def _raising(found: str) -> Callable[..., None]:
    def handler(*_: object) -> None:
        raise _BegunError(found)

    return handler
