"""For officers: who waits for an answer, and whose judged inputs still wait for assessors."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, column, note, separator, text
from bot.conversation.view import Asking, ToReview
from sheets_schema.thai import thai_instant

_MOST = 8
ANSWER_BY = "ตอบโดยพิมพ์ ตอบคำขอ ตามด้วยเลขที่และข้อความ"


def requests_message(requests: Sequence[Asking]) -> Json:
    """The requests, the oldest first."""
    lines = [_request(request) for request in requests[:_MOST]]
    alternative = f"คำขอที่รอคำตอบ {len(requests)} รายการ {ANSWER_BY}"
    subtitle = f"รอคำตอบ {len(requests)} รายการ"
    return flex(alternative, bubble("คำขอถึงเจ้าหน้าที่", subtitle, [*_parted(lines), note(ANSWER_BY)]))


def to_review_message(waiting: Sequence[ToReview], unannounced: int, objections: int, requests: int) -> Json:
    """The agencies whose judged inputs are not all confirmed, and what else waits for officers."""
    lines = [
        column(
            text(f"{clipped(each.name, 120)} ({clipped(each.code, 40)})", weight="bold"),
            note(f"ยืนยันแล้ว {each.confirmed} จาก {each.criteria} ข้อ"),
            spacing="none",
        )
        for each in waiting[:_MOST]
    ]
    more = [note(f"และอีก {len(waiting) - _MOST} หน่วยงาน ดูทั้งหมดในแดชบอร์ด")] if len(waiting) > _MOST else []
    others = f"ผลที่ค้างประกาศ {unannounced} · คำคัดค้านที่รอคำวินิจฉัย {objections} · คำขอที่รอคำตอบ {requests}"
    body = [*(_parted(lines) or [text("✓ ไม่มีหน่วยงานที่ค้างตรวจ")]), *more, separator(), note(others)]
    alternative = f"ค้างตรวจ {len(waiting)} หน่วยงาน · {others}"
    return flex(alternative, bubble("ค้างตรวจ", f"รับข้อมูลไว้ตัดสินแล้ว {len(waiting)} หน่วยงาน", body))


def _request(request: Asking) -> Json:
    who = clipped(request.agency, 120) if request.agency else "ยังไม่ผูกกับหน่วยงาน"
    return column(
        text(f"เลขที่ {request.number} · {who}", weight="bold"),
        note(thai_instant(request.at)),
        text(f"“{clipped(request.text, 300)}”" if request.text else "ไม่ได้ฝากข้อความ", size="sm"),
        spacing="xs",
    )


def _parted(lines: Sequence[Json]) -> list[Json]:
    return [part for number, line in enumerate(lines) for part in ([separator("md"), line] if number else [line])]
