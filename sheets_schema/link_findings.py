"""What is told about evidence links that do not open as they should: warnings, which never change a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Literal, NamedTuple

Trouble = Literal["gone", "not_shared", "not_public", "needs_login", "front_page", "insecure", "unreachable"]


class LinkFinding(NamedTuple):
    """Trouble with one link: the input in whose row it stands, as the `number`th (from 1) of `together` links there."""

    key: str
    number: int
    together: int
    link: str
    trouble: Trouble


_IN_ROW: Mapping[Trouble, str] = {
    "gone": "เปิดไม่ได้: ไม่พบหน้าหรือไฟล์นี้แล้ว โปรดใส่ลิงก์ใหม่",
    "not_shared": "เปิดไม่ได้: ไฟล์ยังไม่ได้แชร์ให้ผู้ตรวจ หรือถูกลบแล้ว โปรดแชร์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้",
    "not_public": "เปิดไม่ได้จากภายนอกหน่วยงาน โปรดใช้ลิงก์ที่บุคคลภายนอกเปิดได้",
    "needs_login": "เปิดไม่ได้ถ้าไม่ลงชื่อเข้าใช้ โปรดเปิดสิทธิ์ให้บุคคลภายนอกดูได้",
    "front_page": "พาไปหน้าแรกของเว็บไซต์ ไม่ใช่หน้าหลักฐาน โปรดตรวจลิงก์",
    "insecure": "เปิดแล้วมีคำเตือนใบรับรองความปลอดภัย (https) โปรดแจ้งผู้ดูแลเว็บไซต์หรือใช้ลิงก์อื่น",
    "unreachable": "เปิดไม่ได้หลายครั้ง เว็บไซต์ไม่ตอบหรือขัดข้อง โปรดตรวจลิงก์",
}
_KIND: Mapping[Trouble, str] = {
    "gone": "ลิงก์หลักฐานที่ไม่พบแล้ว",
    "not_shared": "ลิงก์หลักฐานที่ยังไม่ได้แชร์",
    "not_public": "ลิงก์หลักฐานที่เปิดได้เฉพาะในหน่วยงาน",
    "needs_login": "ลิงก์หลักฐานที่ต้องลงชื่อเข้าใช้",
    "front_page": "ลิงก์หลักฐานที่พาไปหน้าแรก",
    "insecure": "ลิงก์หลักฐานที่มีคำเตือนใบรับรอง",
    "unreachable": "ลิงก์หลักฐานที่เว็บไซต์ไม่ตอบ",
}
_CURE: Mapping[Trouble, str] = {
    "gone": "ใส่ลิงก์ใหม่",
    "not_shared": "แชร์ไฟล์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้",
    "not_public": "ใช้ลิงก์ที่บุคคลภายนอกเปิดได้",
    "needs_login": "เปิดสิทธิ์ให้บุคคลภายนอกดูได้",
    "front_page": "ตรวจลิงก์ให้ถึงหน้าหลักฐาน",
    "insecure": "แจ้งผู้ดูแลเว็บไซต์หรือใช้ลิงก์อื่น",
    "unreachable": "ตรวจลิงก์ว่าเปิดได้",
}
TROUBLES: tuple[Trouble, ...] = tuple(_KIND)
"""All troubles, the surest first."""


def in_row(findings: Iterable[LinkFinding]) -> str:
    """The trouble with the links of one row, in one line; blank where there is none."""
    ordered = sorted(findings, key=lambda each: (TROUBLES.index(each.trouble), each.number))
    alike = groupby(ordered, key=lambda each: each.trouble)
    return " · ".join(f"{_named(list(group))}{_IN_ROW[trouble]}" for trouble, group in alike)


def kind(trouble: Trouble) -> str:
    """The heading over all links with the same trouble."""
    return _KIND[trouble]


def to_do(findings: Iterable[LinkFinding]) -> str:
    """What to do about links of one row that have the same trouble, such as `ใส่ลิงก์ใหม่ (ลิงก์ที่ 2)`."""
    alike = list(findings)
    cure = _CURE[alike[0].trouble]
    return f"{cure} ({_named(alike).strip()})" if alike[0].together > 1 else cure


def _named(alike: list[LinkFinding]) -> str:
    """The links by their place in the cell; one that stands alone needs no number."""
    if alike[0].together == 1:
        return "ลิงก์"
    return f"ลิงก์ที่ {', '.join(str(each.number) for each in alike)} "
