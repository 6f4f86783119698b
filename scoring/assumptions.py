"""Choosing another reading of what a source leaves open, and setting the marks that only the secretariat can set.

A programme's document says which readings there are. Choosing one gives another document, with another hash: a receipt
so covers the reading it was scored under.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from scoring.written_number import number_in

Document = Mapping[str, Any]
Patch = Mapping[str, Mapping[str, Any]]
"""The fields to change by the id of the item in which they stand."""
Settings = Mapping[str, str]
"""What the secretariat set, as it was typed: the reading of an assumption, or the number of a threshold, by name."""

NO_SETTINGS: Settings = MappingProxyType({})
ALTERNATIVES = "alternatives"
SHARES = "shares"
MAXIMA_OF = "maxima_of"
KINDS_OF_ITEMS = ("criteria", "requirements", "questions", "indicators", "reports")
"""What a section asks, and of what an alternative may change fields."""


class SettingError(Exception):
    """A setting that cannot be used. `name` and `found` say which, `expected` what would do (Thai, English)."""

    def __init__(self, name: str, found: str, expected: tuple[str, str]) -> None:
        self.name, self.found, self.expected = name, found, expected
        thai, english = expected
        super().__init__(
            f"ค่าตั้ง {name} เป็น “{found}” ใช้ไม่ได้ ต้องเป็น{thai} (the setting {name} cannot be “{found}”: {english})"
        )


def with_settings(document: Document, settings: Settings) -> Document:
    """The document under these settings; the same one where there are none. Raises `SettingError`."""
    for name, value in sorted(settings.items()):
        document = _with_setting(document, name, value.strip())
    return document


def possible(document: Document, name: str) -> tuple[str, ...] | None:
    """The readings that an assumption can have, the one in force first; None where any fitting text will do."""
    stated = document.get(ALTERNATIVES, {}).get(name, {})
    if not isinstance(stated, Mapping) or MAXIMA_OF in stated:
        return None
    return tuple(dict.fromkeys((_shown(document["assumptions"][name]), *stated)))


def items_in(tabs: Sequence[Document]) -> Iterator[Document]:
    """Every criterion, way, requirement, question, indicator and report."""
    for section in (section for tab in tabs for section in tab["sections"]):
        for item in (item for kind in KINDS_OF_ITEMS for item in section.get(kind, ())):
            yield item
            yield from item.get("ways", ())


def name_of(item: Document) -> str:
    """The id of an item; an input that is required by itself is called by its key."""
    return str(item["id"] if "id" in item else item["key"])


def _with_setting(document: Document, name: str, value: str) -> Document:
    if name in document["thresholds"]:
        return _with_mark(document, name, value)
    if name not in document["assumptions"]:
        known = ", ".join((*document["assumptions"], *document["thresholds"]))
        raise SettingError(name, value, (f"ชื่อใดชื่อหนึ่งใน {known}", f"the names there are: {known}"))
    if value == _shown(document["assumptions"][name]):
        return document
    stated = document.get(ALTERNATIVES, {}).get(name, {})
    if stated == SHARES:
        return _with_shares(document, name, value)
    if MAXIMA_OF in stated:
        return _with_maxima(document, name, value, stated[MAXIMA_OF])
    if value not in stated:
        known = " / ".join(possible(document, name) or ())
        raise SettingError(name, value, (f"ค่าใดค่าหนึ่งใน {known}", f"one of {known}"))
    return _assumed({**document, "tabs": _with_fields(document["tabs"], stated[value])}, name, value)


def _with_mark(document: Document, name: str, value: str) -> Document:
    mark = number_in(value)
    if mark is None or not 0 <= mark <= 100:
        raise SettingError(name, value, ("จำนวน 0 ถึง 100", "a number from 0 to 100"))
    return {**document, "marks": {**document.get("marks", {}), name: str(mark)}}


def _with_shares(document: Document, name: str, value: str) -> Document:
    shares = [number_in(part.strip()) for part in value.split(",")]
    numbers = [share for share in shares if share is not None]
    rising = all(low < high for low, high in zip([Fraction(0), *numbers], numbers, strict=False))
    levels = len(document["assumptions"][name])
    if len(numbers) != len(shares) or len(numbers) != levels or not rising or numbers[-1] != 1:
        expected = (
            f"เศษส่วน {levels} จำนวนเรียงจากน้อยไปมาก จำนวนสุดท้ายคือ 1 เช่น 1/3, 2/3, 1",
            f"{levels} rising fractions of which the last is 1, such as 1/3, 2/3, 1",
        )
        raise SettingError(name, value, expected)
    return {**document, "assumptions": {**document["assumptions"], name: [str(share) for share in numbers]}}


def _with_maxima(document: Document, name: str, value: str, criteria: Sequence[str]) -> Document:
    stated = [number_in(part.strip()) for part in value.split(",")]
    numbers = stated * len(criteria) if len(stated) == 1 else stated
    whole = sum(Fraction(item["max"]) for item in items_in(document["tabs"]) if name_of(item) in criteria)
    maxima = [number for number in numbers if number is not None and number > 0]
    if not len(numbers) == len(maxima) == len(criteria) or sum(maxima) != whole:
        expected = (
            f"คะแนนเต็มของ {', '.join(criteria)} คั่นด้วยจุลภาค รวมกันได้ {whole}",
            f"the maxima of {', '.join(criteria)}, separated by commas, adding up to {whole}",
        )
        raise SettingError(name, value, expected)
    patch = {criterion: {"max": str(most)} for criterion, most in zip(criteria, maxima, strict=True)}
    return _assumed({**document, "tabs": _with_fields(document["tabs"], patch)}, name, value)


def _assumed(document: Document, name: str, value: str) -> Document:
    return {**document, "assumptions": {**document["assumptions"], name: value}}


def _with_fields(tabs: Sequence[Document], patch: Patch) -> list[Document]:
    """The same tabs with the fields of the patch in every item it names.

    Tabs and sections are no items: theirs are ids of another kind, and a section may be called as its criterion is.
    """
    return [{**tab, "sections": [_of_section(section, patch) for section in tab["sections"]]} for tab in tabs]


def _of_section(section: Document, patch: Patch) -> Document:
    lists = {kind: [_of_item(item, patch) for item in section[kind]] for kind in KINDS_OF_ITEMS if kind in section}
    return {**section, **lists}


def _of_item(item: Document, patch: Patch) -> Document:
    ways = {"ways": [_of_item(way, patch) for way in item["ways"]]} if "ways" in item else {}
    return _merged({**item, **ways}, patch.get(name_of(item), {}))


def _merged(item: Mapping[Any, Any], fields: Mapping[Any, Any]) -> dict[Any, Any]:
    """The item with these fields; levels are replaced one by one."""
    levels = {**item.get("levels", {}), **fields["levels"]} if "levels" in fields else None
    return {**item, **fields, **({"levels": levels} if levels else {})}


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
