"""What is told about an agency when it is entered, checked field by field. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from bot.cases.body_types import type_in
from bot.google.file_ids import file_id_in
from sheets_schema.normalise import visible
from sheets_schema.thai import arabic_digits

LONGEST_CODE = 40
LONGEST_NAME = 300
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PARTS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency to enter. `workbook` is the file id of a workbook it has already; `share` are e-mail addresses.

    A ministry, province or type of None was not told: what is known of it stays. A type is told by its code.
    """

    code: str
    name: str
    programme: str
    ministry: str | None = None
    province: str | None = None
    type: str | None = None
    workbook: str | None = None
    share: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was not entered: the field, what stood there, and what is expected (Thai / English).

    Where a form alone does not tell what is wrong, `expected` is a whole sentence with the cure.
    """

    field: str
    found: str
    expected: str
    is_sentence: bool = False


class EntryError(Exception):
    """An agency that cannot be entered; `faults` lists everything that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.field} “{fault.found}”: {fault.expected}" for fault in faults))


@dataclass(frozen=True, slots=True)
class Known:
    """What an agency may be checked against: the programmes there are, and name and programme of each known agency.

    These stand, by the code without regard to capitals, where an entry leaves them out. `types` are the names of the
    types of bodies by their codes.
    """

    programmes: Collection[str]
    agencies: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


def entry_of(told: Mapping[str, str], known: Known) -> Entry:
    """The entry in these texts by field name (`code`, `name`, `programme`, ...). Raises `EntryError`."""
    texts = {each: _one_line(text) for each, text in told.items()}
    name, programme = known.agencies.get(arabic_digits(texts.get("code", "")).casefold(), ("", ""))
    texts["name"] = texts.get("name") or name
    texts["programme"] = texts.get("programme") or programme
    faults = tuple(_faults(texts, known))
    if faults:
        raise EntryError(*faults)
    link = texts.get("workbook", "")
    return Entry(
        code=arabic_digits(texts["code"]),
        name=texts["name"],
        programme=texts["programme"],
        ministry=texts.get("ministry"),
        province=texts.get("province"),
        type=type_in(texts["type"], known.types) or "" if "type" in texts else None,
        workbook=file_id_in(link) if link else None,
        share=tuple(dict.fromkeys(_addresses(texts.get("share", "")))),
    )


def _faults(texts: Mapping[str, str], known: Known) -> Iterator[Fault]:
    code, name, programme, type_ = (texts.get(field, "") for field in ("code", "name", "programme", "type"))
    link = texts.get("workbook", "")
    if not _is_code(code):
        yield Fault(
            "code",
            code,
            f"รหัส 1-{LONGEST_CODE} ตัว เป็นตัวอักษร ตัวเลข - _ . / ไม่มีช่องว่าง "
            f"/ a code of 1 to {LONGEST_CODE} letters, digits, - _ . / without spaces",
        )
    if not 0 < len(name) <= LONGEST_NAME:
        yield Fault(
            "name", name[:60], f"ชื่อหน่วยงาน ไม่เกิน {LONGEST_NAME} ตัวอักษร / a name of at most {LONGEST_NAME} characters"
        )
    if programme not in known.programmes:
        listed = ", ".join(known.programmes)
        yield Fault("programme", programme, f"รหัสโปรแกรมหนึ่งใน {listed} / a programme's id: {listed}")
    if type_ and type_in(type_, known.types) is None:
        yield Fault(
            "type",
            type_[:80],
            f"ประเภทหนึ่งใน {', '.join(known.types.values())} / one of these types: {', '.join(known.types)}",
        )
    if link and (file_id_in(link) is None):
        yield Fault(
            "workbook",
            link[:80],
            "ลิงก์ของ Google ชีต เช่น https://docs.google.com/spreadsheets/d/... / a link of a Google Sheet",
        )
    for address in _addresses(texts.get("share", "")):
        if not _EMAIL.fullmatch(address):
            yield Fault("share", address[:80], "อีเมล เช่น name@agency.go.th / an e-mail address")


def _is_code(code: str) -> bool:
    letters = all(unicodedata.category(each)[0] in "LMN" or each in "-_./" for each in code)
    return 0 < len(code) <= LONGEST_CODE and letters and code[0] not in "-./"


def _addresses(text: str) -> list[str]:
    return [part.casefold() for part in _PARTS.split(text) if part]


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
