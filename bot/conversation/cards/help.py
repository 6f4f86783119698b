"""The help card: what can be typed, as it fits the one who asks."""

from __future__ import annotations

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, column, heading, note, row, separator, text
from bot.conversation.vocabulary import TYPED, Word

_FOR_LINKED = (
    (Word.SCORE, "คะแนนเบื้องต้น และควรทำอะไรต่อ"),
    (Word.MISSING, "รายการที่ขาด พร้อมคะแนนที่จะได้"),
    (Word.WHY, "เหตุผลของแต่ละข้อ เช่น ทำไม 1.2"),
    (Word.WHAT_IF, "ถ้าทำเพิ่มจะได้กี่คะแนน เช่น ถ้า 1.2"),
    (Word.DEADLINES, "วันปิดรับ และเหลือเวลากี่วัน"),
    (Word.UNPSA, "รางวัลบริการภาครัฐแห่งสหประชาชาติ"),
    (Word.RESULT, "ผลที่ประกาศแล้ว"),
    (Word.OBJECT, "คัดค้านผลเบื้องต้นรายข้อ เช่น คัดค้าน 1.2"),
    (Word.NOTIFICATIONS, "เปิดหรือหยุดการแจ้งเตือน"),
    (Word.MY_DATA, "ข้อมูลที่ระบบเก็บไว้"),
    (Word.UNLINK, "เลิกผูกกับหน่วยงาน"),
    (Word.HAND_OVER, "ให้ผู้รับช่วงดูแทนท่าน"),
    (Word.CONTACT, "ติดต่อฝ่ายเลขานุการ"),
)
_WITHOUT_POINTS = {
    Word.SCORE: "ครบแล้วกี่รายการ กำหนดใดใกล้ถึง และควรทำอะไรต่อ",
    Word.MISSING: "รายการที่ขาด พร้อมกำหนดและสิ่งที่ต้องทำ",
}
"""What these words are for where nothing earns points; a reason of points cannot be asked for there."""
_FOR_NEW = (
    (Word.LINK, "ผูกกับหน่วยงาน: พิมพ์ ผูก ตามด้วยรหัส 8 ตัว"),
    (Word.DEADLINES, "วันปิดรับ และเหลือเวลากี่วัน"),
    (Word.UNPSA, "รางวัลบริการภาครัฐแห่งสหประชาชาติ"),
    (Word.MY_DATA, "ข้อมูลที่ระบบเก็บไว้"),
    (Word.CONTACT, "ติดต่อฝ่ายเลขานุการ"),
)
_FOR_OFFICERS = (
    (Word.OVERVIEW, "ภาพรวมของทุกหน่วยงาน"),
    (Word.ISSUE_CODE, "รหัสผูกบัญชีของหน่วยงาน: ออกรหัส รหัสหน่วยงาน"),
    (Word.RESCORE, "เช่น ให้คะแนนใหม่ รหัสหน่วยงาน หรือ ให้คะแนนใหม่ ทั้งหมด"),
    (Word.ANNOUNCE, "บันทึกผล: ประกาศผล รหัสหน่วยงาน ข้อความผล"),
    (Word.CONFIRM_RESULT, "เจ้าหน้าที่คนที่สองยืนยัน: ยืนยันผล รหัสหน่วยงาน"),
    (Word.UNANNOUNCED, "ผลที่บันทึกแล้วและรอการยืนยัน"),
    (Word.BUDGET, "ข้อความ LINE ของเดือนนี้ ใช้ไปและพอหรือไม่"),
    (Word.REOPEN, "ให้การแก้ไขกลับมานับ: เปิดให้แก้ไข รหัสหน่วยงาน เหตุผล"),
)


def help_message(agency_name: str, *, officer: bool, scored: bool = True) -> Json:
    """What one can ask; `agency_name` is blank for people who are not linked. `scored`: whether there are points."""
    known: tuple[tuple[Word, str], ...] = _FOR_LINKED if agency_name else _FOR_NEW
    if not scored:
        of_points = (Word.WHY, Word.WHAT_IF, Word.OBJECT)
        known = tuple((word, _WITHOUT_POINTS.get(word, words)) for word, words in known if word not in of_points)
    body = [_line(word, words) for word, words in known]
    if officer:
        body += [separator(), heading("สำหรับเจ้าหน้าที่"), *(_line(word, words) for word, words in _FOR_OFFICERS)]
    body += [separator(), note("พิมพ์คำเหล่านี้ หรือแตะที่คำได้เลย ภาษาอังกฤษก็ได้ เช่น score, missing, help")]
    subtitle = f"ผูกกับ {agency_name} แล้ว" if agency_name else "ยังไม่ได้ผูกกับหน่วยงาน"
    listed = " · ".join(TYPED[word] for word, _ in known)
    return flex(f"คำที่ใช้ได้: {listed}", bubble("ช่วยเหลือ", subtitle, body))


def _line(word: Word, words: str) -> Json:
    name = text(TYPED[word], colour=style.LINK, weight="bold")
    return row(
        column(name, note(words), spacing="none", flex=1),
        text("›", size="lg", colour=style.LINK, flex=0, gravity="center"),
        action=ask(word),
    )
