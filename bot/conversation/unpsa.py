"""What the sources say of the United Nations Public Service Awards 2022, and how the award's evidence serves it.

Source: the Legal Execution Department's memorandum of 11 October 2564 on the briefing of 7 October 2564.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from scoring.deadlines import Deadline

UNPSA_2022 = Deadline(
    id="unpsa-2022",
    programme="unpsa-2022",
    title_th="UNPSA 2022 (รางวัลบริการภาครัฐแห่งสหประชาชาติ)",
    title_en="United Nations Public Service Awards 2022",
    closes_at=datetime(2021, 12, 4, 5, 0, tzinfo=UTC),
    source_text="3 ธันวาคม 2564 ก่อนเที่ยงคืนเวลา EST",
    source_zone="EST (UTC-5)",
)
CATEGORIES = (
    "นวัตกรรมเพื่อบริการที่ครอบคลุมและเป็นธรรม",
    "เพิ่มประสิทธิภาพหน่วยงานภาครัฐเพื่อบรรลุ SDGs",
    "บริการภาครัฐที่ตอบสนองต่อเพศสภาพ",
    "การรับมือโควิด-19 อย่างยืดหยุ่นและสร้างสรรค์ (สาขาพิเศษ ไม่ต้องครบ 2 ปี)",
)
TO_HAVE_READY = (
    "รายงานการประเมินผลงาน 4 ส่วน: บทสรุปผู้บริหาร ขอบเขต วิธีการ ข้อค้นพบและข้อเสนอแนะ",
    "หนังสือรับรอง 2 ฉบับ จากต่างหน่วยงานกัน และไม่ใช่หน่วยงานผู้สมัคร",
    "เว็บไซต์ของผลงาน หรือของหน่วยงาน",
    "ลิงก์ (URL) ไม่เกิน 3 ลิงก์",
    "ร่างคำตอบ 12 ข้อคำถาม",
)
SERVED_BY = (
    ("B2", "นวัตกรรม"),
    ("B3", "ความยั่งยืน"),
    ("B4", "ความสำคัญและผลกระทบต่อประชาชน"),
    ("B5", "ผู้มีส่วนได้ส่วนเสีย และรายงานการประเมิน"),
)
"""Criteria of the award whose evidence can be used again, each with what it serves in UNPSA."""


def of_2022(deadlines: Iterable[Deadline]) -> Deadline:
    """The 2022 deadline as entered by the secretariat, else as its source states it."""
    return next((d for d in deadlines if d.programme == UNPSA_2022.programme), UNPSA_2022)


def later_cycle(deadlines: Iterable[Deadline], now: datetime) -> Deadline | None:
    """The nearest open deadline of another UNPSA cycle."""
    others = (d for d in deadlines if d.programme.startswith("unpsa") and d.programme != UNPSA_2022.programme)
    return min((d for d in others if d.is_open(now)), key=lambda d: d.closes_at, default=None)
