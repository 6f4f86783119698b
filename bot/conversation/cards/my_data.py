"""What is kept about the person who asks."""

from __future__ import annotations

from bot.conversation.cards.buttons import ask, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.notifications import TOPICS
from bot.conversation.cards.parts import Json, bullet, column, heading, note, panel, separator, text
from bot.conversation.cards.welcome import NOTICE, NOTICE_TITLE
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

_NOT_KEPT = "ไม่เก็บข้อความที่ท่านพิมพ์ (เว้นแต่ที่ยืนยันฝากถึงเจ้าหน้าที่ จนกว่าจะได้รับคำตอบ และคำคัดค้านที่ยื่นในนามหน่วยงาน) ชื่อ รูป หรือเบอร์โทรศัพท์"


def my_data_message(view: View) -> Json:
    """Everything that is kept, and how to end it."""
    kept = _kept(view)
    body = [
        *(column(note(name), text(value, weight="bold"), spacing="none") for name, value in kept),
        separator(),
        note(_NOT_KEPT),
        panel(heading(NOTICE_TITLE), *(bullet(line) for line in NOTICE), margin="lg"),
    ]
    footer = [
        secondary(ask(Word.NOTIFICATIONS, label="ตั้งค่าแจ้งเตือน")),
        quiet(ask(Word.ERASE, label="ลบข้อมูลของฉัน")),
    ]
    alternative = "ข้อมูลที่ระบบเก็บ: " + " · ".join(f"{name} {value}" for name, value in kept)
    return flex(f"{alternative} · {_NOT_KEPT}", bubble("ข้อมูลของฉัน", "ข้อมูลที่ระบบเก็บเกี่ยวกับท่าน", body, footer))


def _kept(view: View) -> list[tuple[str, str]]:
    kept = [("รหัสผู้ใช้ LINE", "เก็บไว้เพื่อส่งคำตอบและการแจ้งเตือน")]
    kept.append(("หน่วยงานที่ผูก", clipped(view.agency.name, 160) if view.agency else "ยังไม่ได้ผูก"))
    if view.agency and view.linked_at:
        kept.append(("ผูกเมื่อ", thai_instant(view.linked_at)))
    kept.append(("การแจ้งเตือน", _notifications(view)))
    if view.calendar_url:
        kept.append(("ปฏิทินกำหนดส่ง", "มีลิงก์ของท่าน ยกเลิกได้ด้วยคำว่า เปลี่ยนลิงก์ปฏิทิน"))
    if view.notice_version:
        kept.append(("ประกาศข้อมูลส่วนบุคคลที่แจ้งแล้ว", f"ฉบับที่ {view.notice_version}"))
    if view.officer:
        kept.append(("บทบาท", "เจ้าหน้าที่ฝ่ายเลขานุการ"))
    return kept


def _notifications(view: View) -> str:
    muted = " ".join(TOPICS[topic] for topic in view.muted if topic in TOPICS)
    if not view.notifications:
        return "ปิดอยู่"
    return f"เปิดอยู่ ยกเว้น {muted}" if muted else "เปิดอยู่"
