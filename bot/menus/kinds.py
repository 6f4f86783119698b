"""Which menus there are, what stands in each, and who sees which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from bot.conversation.vocabulary import Word
from bot.menus.icons import Icon

Kind = Literal["unlinked", "linked", "officer"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DEFAULT: Kind = "unlinked"
"""What everyone sees who has no menu of their own."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One field: what a tap asks for, its words (a line each) and its icon. `share` of the row's width."""

    word: Word
    lines: tuple[str, ...]
    icon: Icon
    share: int = 1
    leading: bool = False

    @property
    def label(self) -> str:
        """The words in one piece, as they can also be typed: LINE on a computer shows no menu."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Menu:
    """Rows of tiles from above; the first row is the taller one. `name` tells people which menu it is."""

    name: str
    bar: str
    rows: tuple[tuple[Tile, ...], ...]
    dark: bool = False

    @property
    def tiles(self) -> Iterator[Tile]:
        for row in self.rows:
            yield from row


_DEADLINES = Tile(Word.DEADLINES, ("กำหนดส่ง",), "calendar")
_UNPSA = Tile(Word.UNPSA, ("UNPSA",), "globe")
_HELP = Tile(Word.HELP, ("ช่วยเหลือ",), "question")
_CONTACT = Tile(Word.CONTACT, ("ติดต่อ", "เจ้าหน้าที่"), "telephone")

MENUS: dict[Kind, Menu] = {
    "unlinked": Menu(
        name="เมนูเริ่มต้น",
        bar="เมนู",
        rows=(
            (Tile(Word.LINK, ("ผูกหน่วยงาน",), "chain", share=2, leading=True), _HELP),
            (_DEADLINES, _UNPSA, _CONTACT),
        ),
    ),
    "linked": Menu(
        name="เมนูหน่วยงาน",
        bar="เมนู",
        rows=(
            (
                Tile(Word.SCORE, ("คะแนน",), "bars", leading=True),
                Tile(Word.MISSING, ("ขาดอะไร",), "checklist"),
                _DEADLINES,
            ),
            (Tile(Word.RESULT, ("ผล",), "medal"), _UNPSA, _HELP, _CONTACT),
        ),
    ),
    "officer": Menu(
        name="เมนูเจ้าหน้าที่",
        bar="เมนู",
        rows=(
            (
                Tile(Word.OVERVIEW, ("ภาพรวม",), "pie", leading=True),
                Tile(Word.TO_REVIEW, ("ค้างตรวจ",), "checklist"),
                Tile(Word.DASHBOARD, ("แดชบอร์ด",), "bars"),
            ),
            (
                Tile(Word.RESCORE, ("ให้คะแนน", "ใหม่"), "again"),
                Tile(Word.UNANNOUNCED, ("ค้าง", "ประกาศ"), "hourglass"),
                Tile(Word.NOTIFICATIONS, ("แจ้งเตือน",), "bell"),
                _HELP,
            ),
        ),
        dark=True,
    ),
}


def kind_for(*, linked: bool, officer: bool) -> Kind:
    """Which menu someone sees."""
    if officer:
        return "officer"
    return "linked" if linked else DEFAULT
