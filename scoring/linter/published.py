"""Published programmes are frozen: their logic is what the list of published programmes says, by its hash."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from scoring.linter.finding import Finding, Phrase
from scoring.linter.nodes import read
from scoring.linter.page import Page
from scoring.linter.shapes import NAME, Plain, Table, faults_of
from scoring.programme_file import digest

_SHA256 = re.compile("[0-9a-f]{64}")
_HASH = Plain(
    Phrase("sha256 เลขฐานสิบหก 64 ตัวเป็นข้อความ", "a sha256 of 64 hexadecimal digits as text"),
    lambda value: isinstance(value, str) and _SHA256.fullmatch(value) is not None,
)
_SHAPE = Table(NAME, _HASH, may_be_empty=True)


def change_faults(page: Page, published: Mapping[str, str]) -> Iterator[Finding]:
    """The finding that a published programme's logic is another now."""
    stated = page.value.get("id") if isinstance(page.value, dict) else None
    if isinstance(stated, str) and stated in published and _digest_of(page) != published[stated]:
        yield page.finding("published-changed", ("id",), id=stated)


def read_published(
    file: str, content: bytes | None, on_shelf: Collection[str]
) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """The hash of each published programme by its id, and what is wrong with the list of them."""
    page, found = read(file, content)
    faults = [*found, *(faults_of(_SHAPE, page, (), page.value) if page else ())]
    if page is None or faults:
        return {}, tuple(faults)
    gone = (page.finding("published-gone", (id_,), id=id_) for id_ in page.value if id_ not in on_shelf)
    return page.value, tuple(gone)


def _digest_of(page: Page) -> str | None:
    try:
        return digest(page.value)
    except TypeError:  # numbers and texts as fields of one mapping: no published programme has that
        return None
