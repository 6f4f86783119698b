"""What must stand on one line: a number and its unit, a day and its month, a word and the number that names it.

Phones break Thai where a dictionary sees words, and at every space: `23.59` would end a line and `น.` begin the next.
The dictionary also parts some words of this house in two (seen in Chromium, whose dictionary Android shares).
It is done on the way out, so that cards and whoever compares them need not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

NO_BREAK = "\u00a0"
JOINER = "\u2060"
"""A word joiner: it has no width, and no line ends at it."""

_WHOLE = ("มนุษย|ชน", "ร้อย|ละ", "หลัก|ฐาน", "เจ้า|หน้าที่", "ร้อง|เรียน", "หน่วย|งาน", "ดำเนิน|การ")

_MONTHS = r"[ก-ฮ]{1,3}ี?\.[ก-ฮ]{1,3}\.|[ก-ฮ][ก-๙]+(?:คม|ยน|พันธ์)\b"
_UNITS = r"น\.|คะแนน|วัน|ชั่วโมง|นาที|ปี|รายการ|ข้อ|แถว|คน|แชต|ข้อความ|หน่วยงาน|ช่องทาง|ส่วน|สาขา|ฉบับ|ลิงก์"
_AFTER_A_NUMBER = re.compile(rf"(?<=[\d๐-๙]) (?=(?:{_UNITS}|{_MONTHS}))")
_NAMES = ("ระดับ", "ร้อยละ", "จาก", "ข้อ", "ชั้น", "หน้า", "อีก", "งวด", "ฉบับที่", "พ.ศ.", "โทร.", "เป็น", "ทำไม", "ถ้า", "คุณสมบัติ")
_BEFORE_A_NUMBER = re.compile("|".join(rf"(?<={re.escape(name)}) (?=[AB]?[\d๐-๙]|[AB]\b)" for name in _NAMES))
_AFTER_A_SIGN = re.compile(r"(?<=^[✓!○☐]) ")


def unbroken(words: str) -> str:
    """The same words, with no-break spaces and joiners where no line may end."""
    for where in (_AFTER_A_NUMBER, _BEFORE_A_NUMBER, _AFTER_A_SIGN):
        words = where.sub(NO_BREAK, words)
    for word in _WHOLE:
        words = words.replace(word.replace("|", ""), word.replace("|", JOINER))
    return words


def typeset(message: Mapping[str, Any]) -> dict[str, Any]:
    """The same message, the words of its cards unbroken. What is read aloud or notified stays as it is."""
    if message.get("type") != "flex":
        return dict(message)
    return {**message, "contents": _typeset(message.get("contents"))}


def _typeset(part: Any) -> Any:
    if isinstance(part, list):
        return [_typeset(child) for child in part]
    if not isinstance(part, Mapping):
        return part
    inside = {name: _typeset(value) for name, value in part.items() if name != "action"}
    if part.get("type") in {"text", "span"} and isinstance(part.get("text"), str):
        inside["text"] = unbroken(part["text"])
    return {**part, **inside}
