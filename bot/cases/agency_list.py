"""A list of agencies as a CSV file, as Excel in Thailand and others write it. Bytes in, entries and faults out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cases.agency_entry import Entry, EntryError, Fault, Known, entry_of
from sheets_schema.normalise import comparable

HEADINGS = {
    "code": ("รหัสหน่วยงาน", "รหัส", "code", "agency code"),
    "name": ("ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อ", "name", "agency"),
    "programme": ("โปรแกรม", "รหัสโปรแกรม", "รางวัล", "programme", "program"),
    "ministry": ("กระทรวง", "ต้นสังกัด", "สังกัด", "ministry"),
    "province": ("จังหวัด", "province"),
    "type": ("ประเภทหน่วยงาน", "ประเภท", "type", "type of body"),
    "workbook": ("แผ่นงาน", "ลิงก์แผ่นงาน", "ลิงก์", "workbook", "link", "url"),
    "share": ("อีเมล", "อีเมล์", "แชร์ให้", "email", "e-mail", "emails", "share"),
}
"""What each column may be called, in Thai and in English; the first is how it is named in messages."""

_FIELD_OF = {comparable(heading): field for field, headings in HEADINGS.items() for heading in headings}
_DELIMITERS = ",;\t"


class ListError(Exception):
    """A file that is no list of agencies at all. The text says why, and the cure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list by the number of its first line in the file: an entry, or what is wrong with it."""

    number: int
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


def lines_of(data: bytes, known: Known, *, programme: str = "") -> list[Line]:
    """Every row of the list that is not empty. `programme` stands where the list names none. Raises `ListError`."""
    rows = _rows(_text(data))
    columns = _columns(next((row for _, row in rows if any(row)), []))
    first_of: dict[tuple[str, str], int] = {}
    told = ((number, _told(row, columns, programme)) for number, row in rows if any(row))
    return [_line(number, texts, known, first_of) for number, texts in told]


def _text(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Thai Windows code page, which holds TIS-620."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins in."""
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            yield begins, [cell.strip() for cell in row]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ListError(
            f'อ่านไฟล์ต่อจากบรรทัด {begins} ไม่ได้ โปรดตรวจเครื่องหมายคำพูด (") หรือบันทึกเป็น CSV UTF-8 ใหม่ '
            f"(the file cannot be read from line {begins}: {error})"
        ) from error


def _columns(heading: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, text in enumerate(heading):
        if field := _FIELD_OF.get(comparable(text)):
            columns.setdefault(field, position)
    named = {"name", "workbook"} & columns.keys()  # agencies that are known need only what is new about them
    lacking = [*(["code"] if "code" not in columns else []), *([] if named else ["name"])]
    if lacking:
        wanted = ", ".join(f"{HEADINGS[field][0]} ({field})" for field in lacking)
        raise ListError(
            f"บรรทัดหัวตารางไม่มีคอลัมน์ {wanted} พบ “{', '.join(heading)[:200]}” "
            f"โปรดใส่หัวคอลัมน์ในบรรทัดแรก (the first line lacks the columns {', '.join(lacking)})"
        )
    return columns


def _told(row: Sequence[str], columns: Mapping[str, int], programme: str) -> dict[str, str]:
    told = {field: row[position] if position < len(row) else "" for field, position in columns.items()}
    return {**told, "programme": told.get("programme") or programme}


def _line(number: int, told: Mapping[str, str], known: Known, first_of: dict[tuple[str, str], int]) -> Line:
    try:
        entry = entry_of(told, known)
    except EntryError as error:
        return Line(number, None, error.faults)
    repeated = tuple(_repeated(entry, number, first_of))
    return Line(number, None if repeated else entry, repeated)


def _repeated(entry: Entry, number: int, first_of: dict[tuple[str, str], int]) -> Iterator[Fault]:
    """What stands in an earlier line already; the earlier one counts."""
    for field, value in (("code", entry.code), ("workbook", entry.workbook)):
        if value:
            earlier = first_of.setdefault((field, value.casefold() if field == "code" else value), number)
            if earlier != number:
                yield Fault(
                    field, value, f"ไม่ซ้ำกับบรรทัด {earlier} / it stands in line {earlier} already, which was taken"
                )
