"""The welcome when someone adds the account, with a short notice on personal data; and the greeting in a group."""

from __future__ import annotations

from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.message import bubble, flex, plain_text
from bot.conversation.cards.parts import Json, bullet, heading, panel, text
from bot.conversation.view import NOTICE_VERSION
from bot.conversation.vocabulary import Word

_USES = (
    "ดูคะแนนเบื้องต้นและเหตุผลรายข้อ",
    "ดูสิ่งที่ยังขาด พร้อมคะแนนที่จะได้เพิ่ม",
    "รับแจ้งเตือนก่อนวันปิดรับ",
)
NOTICE_TITLE = f"ประกาศข้อมูลส่วนบุคคล (PDPA) ฉบับที่ {NOTICE_VERSION}"
NOTICE = (
    "กรมคุ้มครองสิทธิและเสรีภาพเก็บเฉพาะรหัสผู้ใช้ LINE หน่วยงานที่ผูก และการตั้งค่าแจ้งเตือน",
    "ใช้เพื่อตอบคำถามและแจ้งเรื่องรางวัลนี้ ตามภารกิจของหน่วยงานรัฐ",
    "ไม่เก็บข้อความที่พิมพ์ เว้นแต่ที่ยืนยันฝากเจ้าหน้าที่หรือคัดค้าน",
    "เก็บจนกว่าท่านขอให้ลบ ดูหรือลบได้ทุกเมื่อ พิมพ์ ข้อมูลของฉัน หรือ ลบข้อมูล",
    "สอบถามหรือใช้สิทธิอื่น พิมพ์ ติดต่อเจ้าหน้าที่",
)
IN_A_GROUP = (
    "สวัสดี ต้นแบบพร้อมช่วยเรื่องกำหนดส่งและ UNPSA ในกลุ่มนี้ เรียกได้โดยกล่าวถึง (@) บัญชีนี้ "
    "ระบบตอบเฉพาะเมื่อถูกเรียก ไม่เก็บข้อความในกลุ่ม และไม่แสดงเรื่องของหน่วยงานใด เว้นแต่ผู้ที่ผูกหน่วยงานนั้นอนุญาต โดยพิมพ์ อนุญาตกลุ่ม"
)


def notice_message() -> Json:
    """The notice alone, to those who were shown another version of it or none."""
    return plain_text("\n".join([NOTICE_TITLE, *(f"• {line}" for line in NOTICE)]))


def welcome_message(agency_name: str, privacy_url: str = "") -> Json:
    """The first card; `agency_name` is blank for people who are not linked."""
    first = ask(Word.SCORE, label="ดูคะแนน") if agency_name else ask(Word.LINK, label="ผูกกับหน่วยงาน")
    body = [
        text("ยินดีต้อนรับสู่ผู้ช่วยรางวัลองค์กรต้นแบบด้านสิทธิมนุษยชน"),
        *(bullet(use, mark="✓", size="md") for use in _USES),
        panel(heading(NOTICE_TITLE), *(bullet(line) for line in NOTICE), margin="lg"),
    ]
    in_full = open_link("อ่านประกาศฉบับเต็ม", privacy_url)
    footer = [
        primary(first),
        secondary(ask(Word.HELP, label="ใช้งานอย่างไร")),
        quiet(in_full) if in_full else None,
    ]
    card = bubble("ต้นแบบ", agency_name or "องค์กรต้นแบบด้านสิทธิมนุษยชน", body, footer)
    return flex(f"ยินดีต้อนรับสู่ต้นแบบ {NOTICE_TITLE} {' '.join(NOTICE)}", card)
