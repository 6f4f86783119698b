"""The row on the start tab by which an agency says that it has handed in. It is no input of any programme.

The tab's key row has names of its own, so that nobody who looks for input tabs takes the start tab for one.
"""

from __future__ import annotations

from datetime import datetime

from sheets_schema.thai import thai_instant

HANDED_IN = "submission.handed_in"
OWN_KEYS = frozenset({HANDED_IN})
"""Keys of rows that are the system's own."""

OWN_COLUMNS = {"own_key": "key", "own_answer": "answer", "own_feedback": "feedback"}
"""What a key row of the system's own rows holds, and what each column is."""

LABEL = (
    "ส่งแล้ว: เมื่อกรอกครบและพร้อมให้ตัดสิน โปรดทำเครื่องหมายในช่องสีเหลือง (ในไฟล์ Excel เลือก “ใช่”) "
    "ระบบจะเก็บข้อมูลขณะนั้นไว้ตัดสิน การแก้ไขหลังจากนั้นยังไม่นับ จนกว่าเจ้าหน้าที่จะเปิดให้แก้ไข"
)
ASKED = "ทำเครื่องหมายเมื่อพร้อมให้ตัดสิน"
OPEN_AGAIN = "▸ เจ้าหน้าที่เปิดให้แก้ไขแล้ว เมื่อแก้เสร็จ โปรดนำเครื่องหมายออกแล้วทำเครื่องหมายใหม่"


def judged_text(at: datetime, late: int) -> str:
    """The feedback beside the box once what is judged was taken at `at`; `late` rows were edited after that."""
    edits = f" · แก้ไขหลังส่ง ยังไม่นับ {late} แถว" if late else ""
    return f"✓ รับข้อมูลไว้ตัดสินแล้ว {thai_instant(at)}{edits}"
