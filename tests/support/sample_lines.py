"""Lines that people type beside the words by themselves; `words` are as long as any."""

from __future__ import annotations

from tests.support.sample_objections import objecting_lines


def more_lines(words: str) -> tuple[str, ...]:
    """What anyone may type."""
    return (
        *objecting_lines(words),
        "ให้คะแนนใหม่ DOL",
        "ให้คะแนนใหม่ XYZ",
        "ผูก ABCD2345",
        "ผูก 12",
        "ผูก ฟิแก",
        f"ทำไม {words[:60]}",
        "ทำไม 9.9",
        "?",
    )


def signing(words: str) -> tuple[str, ...]:
    """What officers type to decide, announce and answer."""
    return (
        "ประกาศผล DOL ได้รับรางวัลระดับดีเด่น",
        f"ประกาศผล DOL ไม่ได้รับรางวัล {words[:140]}\n{words[:800]}",
        "ประกาศผล DOL ผ่านการพิจารณาชั้น A",
        f"ประกาศผล DOL {words}",
        "ประกาศผล DOL",
        f"ประกาศผล {words}",
        "ยืนยันผล DOL",
        "ยืนยันผล XYZ",
        "เปิดให้แก้ไข DOL แนบลิงก์ผิดไฟล์",
        f"เปิดให้แก้ไข DOL {words[:300]}",
        "เปิดให้แก้ไข DOL",
        "เปิดให้แก้ไข XYZ",
        f"ตอบคำขอ 1 {words[:500]}",
        "ออกรหัส DOL",
        "ออกรหัส XYZ",
    )
