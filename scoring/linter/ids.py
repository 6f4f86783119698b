"""Ids: none stands twice, none is the system's own, and the programme's is its file's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from scoring.linter.file_shape import RULES
from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Index
from scoring.linter.page import Page, Path
from scoring.programme import COMBINED

RESERVED_TABS = ("start", "feedback")
RESERVED_SHEETS = (1000, 1900)
"""The tabs that every workbook has beside those of the programme, and their ids in Google Sheets."""
CLAIM = ".claimed"
"""How the key of a claim ends; the system makes one for each way."""

_TAB = Phrase("แท็บ", "tab")
_SHEET = Phrase("เลขแผ่นงาน (sheet)", "sheet")
_SECTION = Phrase("ส่วน (section)", "section")
_TIER = Phrase("ชั้น (tier)", "tier")
_INPUT = Phrase("รายการ", "input")
_CRITERION = Phrase("เกณฑ์", "criterion")
_RULE = Phrase("กฎคุณสมบัติ", "rule")
_THRESHOLD = Phrase("เกณฑ์ตัดสิน (threshold)", "threshold")
_VISIT = Phrase("ส่วนของ site_visit", "part of site_visit")
_CODE = Phrase("รหัสตัวเลือก", "choice")
_DEADLINE = Phrase("กำหนดเวลา", "deadline")
_REQUIREMENT = Phrase("ข้อกำหนด", "requirement")

Named = tuple[Path, Any]


def id_faults(index: Index) -> Iterator[Finding]:
    """Every id that stands twice, is reserved, or is not the file's."""
    page, document = index.page, index.document
    name = PurePath(page.file).name.removesuffix(".yaml")
    if document["id"] != name:
        yield page.finding("wrong-id", ("id",), found=document["id"], wanted=name)
    for code_list, codes in document["choices"].items():
        yield from _repeated(page, _CODE, ((("choices", code_list, at), code) for at, code in enumerate(codes)))
    yield from _repeated(page, _TIER, _each(document, "tiers", "id"), reserved=(COMBINED,))
    yield from _thresholds(index)
    yield from _repeated(page, _RULE, _each(document, "eligibility", "rule"))
    yield from _repeated(page, _VISIT, _each(document, "site_visit", "id"))
    yield from _repeated(page, _TAB, _each(document, "tabs", "id"), reserved=RESERVED_TABS)
    yield from _repeated(page, _SHEET, _each(document, "tabs", "sheet"), reserved=RESERVED_SHEETS)
    yield from _repeated(page, _SECTION, (((*path, "id"), section["id"]) for path, section in index.sections()))
    yield from _repeated(page, _CRITERION, _criteria(index))
    yield from _repeated(page, _DEADLINE, _each(document, "deadlines", "id"))
    yield from _requirements(index)
    yield from _inputs(index)


def _thresholds(index: Index) -> Iterator[Finding]:
    """Marks are set by their names, as the readings of assumptions are."""
    named = [(("thresholds", at), name) for at, name in enumerate(index.document["thresholds"])]
    yield from _repeated(index.page, _THRESHOLD, named)
    assumed = ((path, name) for path, name in named if name in index.document["assumptions"])
    yield from (index.page.finding("repeated", path, what=_THRESHOLD, name=name) for path, name in assumed)


def parts_in_doubt(index: Index) -> frozenset[str]:
    """The parts of a wording file whose ids are not sure: one stands twice in the logic, or is of no known kind."""
    document = index.document
    ids = {
        "tabs": [tab["id"] for tab in document["tabs"]],
        "sections": [section["id"] for _, section in index.sections()],
        "criteria": [name for _, name in _criteria(index)],
        "requirements": [name for _, name, _ in _required(index)],
        "deadlines": [name for _, name in _each(document, "deadlines", "id")],
        "inputs": [*index.inputs, *(asked.key for asked in index.repeated)],
        "totals": [tier["id"] for tier in document["tiers"]],
        "thresholds": document["thresholds"],
        "site_visit": [part["id"] for part in document["site_visit"]],
        "eligibility": [rule["rule"] for rule in document["eligibility"]],
    }
    doubtful = {part for part, names in ids.items() if len(set(names)) < len(names)}
    return frozenset(doubtful if set(ids["eligibility"]) <= RULES.keys() else {*doubtful, "eligibility"})


def _each(document: Any, field: str, name: str) -> Iterator[Named]:
    return (((field, position, name), item[name]) for position, item in enumerate(document.get(field, ())))


def _criteria(index: Index) -> Iterator[Named]:
    """Criteria and ways, which share their words and claims."""
    for criterion in index.criteria:
        yield (*criterion.path, "id"), criterion.id
        yield from (((*way.path, "id"), way.id) for way in criterion.ways if way.path != criterion.path)


def _required(index: Index) -> Iterator[tuple[Path, str, bool]]:
    """The ids of requirements and reports with their places, and whether each is the key of its own row."""
    for place in index.requirements:
        for path in place.paths:
            raw = index.page.at(path)
            field = "id" if "id" in raw else "key"
            yield (*path, field), raw[field], field == "key" or place.is_one_row


def _requirements(index: Index) -> Iterator[Finding]:
    """Ids of requirements that are not their own: answers, results and receipts find them by these."""
    taken = {name for _, name in _criteria(index)}
    rows = {*index.inputs, *index.groups}
    for path, name, is_own_row in _required(index):
        if name in taken or (name in rows and not is_own_row):
            yield index.page.finding("repeated", path, what=_REQUIREMENT, name=name)
        if not is_own_row:
            taken.add(name)


def _inputs(index: Index) -> Iterator[Finding]:
    told: set[Path] = set()
    for asked in index.repeated:
        if asked.path not in told:
            told.add(asked.path)
            yield index.page.finding("repeated", (*asked.path, "key"), what=_INPUT, name=asked.key)
    for asked in index.inputs.values():
        if asked.name.endswith(CLAIM) and asked.path not in told:
            told.add(asked.path)
            yield index.page.finding("reserved", (*asked.path, "key"), what=_INPUT, name=asked.name)


def _repeated(page: Page, what: Phrase, named: Iterable[Named], reserved: tuple[Any, ...] = ()) -> Iterator[Finding]:
    seen: set[Any] = set()
    for path, name in named:
        if name in reserved:
            yield page.finding("reserved", path, what=what, name=name)
        elif name in seen:
            yield page.finding("repeated", path, what=what, name=name)
        seen.add(name)
