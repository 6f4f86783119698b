"""What concerns the person: what is kept, help, contact."""

from __future__ import annotations

from bot.conversation.acts import EraseData
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.cards.help import help_message
from bot.conversation.cards.my_data import my_data_message
from bot.conversation.outcomes import DataErased
from bot.conversation.questions import Question, open_question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.view import Contact, View
from bot.conversation.vocabulary import Word

WELCOME = "ยินดีให้บริการ หากต้องการทราบเรื่องใดอีก พิมพ์ถามหรือเลือกจากปุ่มด้านล่างได้ทุกเมื่อ"
YES_OR_NO = "มีคำถามที่รอการยืนยันอยู่ โปรดพิมพ์ ใช่ หรือ ไม่ใช่ หรือแตะปุ่มในคำถามนั้น"
WHAT_STAYS = "สิ่งที่ยังอยู่: แบบประเมิน คะแนน และคำคัดค้านของหน่วยงาน และบันทึกการดำเนินการตามหน้าที่ของรัฐ ซึ่งอ้างถึงท่านด้วยรหัสที่ย้อนกลับไม่ได้"
ERASED = f"ลบข้อมูลของท่านแล้ว {WHAT_STAYS}"
AN_OFFICER_STAYS = "รายชื่อเจ้าหน้าที่ที่สั่งการได้ ต้องให้ผู้ดูแลระบบถอน"


def thanks(_: str, view: View) -> Reply:
    """Back to what one may want to know. A polite particle is no yes to a question that waits."""
    question = open_question(view.pending, view.now)
    if question is not None and question.asks != "code":
        return say(YES_OR_NO, Word.YES, Word.NO, Word.HELP)
    return say(WELCOME, *((Word.SCORE, Word.MISSING) if view.agency else (Word.LINK,)), Word.DEADLINES, Word.HELP)


def my_data(_: str, view: View) -> Reply:
    """What is kept about the one who asks."""
    return show(my_data_message(view), Word.NOTIFICATIONS, Word.ERASE, Word.HELP)


def erase(_: str, view: View) -> Reply:
    """Asks whether everything about the person shall be erased."""
    question = Question("erase")
    message = confirm_message(
        "ลบข้อมูลของฉัน",
        "ลบข้อมูลทั้งหมดของท่านใช่หรือไม่",
        f"ระบบจะเลิกผูกท่านกับหน่วยงาน หยุดแจ้งเตือน และลบคำขอถึงเจ้าหน้าที่ {WHAT_STAYS}"
        f"{f' {AN_OFFICER_STAYS}' if view.officer else ''}",
        about=question.name,
        yes="ใช่ ลบข้อมูลของฉัน",
    )
    return show(message, pending=question.pending(view.now))


def erase_confirmed(_: Question, __: View) -> Reply:
    """The yes."""
    return act(EraseData(), pending={})


def data_erased(_: DataErased, __: View) -> Reply:
    """Nothing is kept any more."""
    return say(ERASED, Word.LINK, Word.DEADLINES, Word.HELP, pending={})


def help_(_: str, view: View) -> Reply:
    """What one can ask."""
    name, scored = (view.agency.name, bool(view.agency.programme.criteria)) if view.agency else ("", True)
    message = help_message(name, officer=view.officer, scored=scored)
    if view.agency:
        return show(message, Word.SCORE, Word.MISSING, Word.DEADLINES, Word.CONTACT)
    return show(message, Word.LINK, Word.DEADLINES, Word.UNPSA, Word.CONTACT)


def contact(_: str, view: View) -> Reply:
    """Where to reach the secretariat."""
    return say(contact_words(view.contact), Word.CALL_BACK, Word.HELP, Word.DEADLINES)


def contact_words(contact: Contact) -> str:
    """The lines that are known."""
    lines = [f"ฝ่ายเลขานุการรางวัลองค์กรต้นแบบด้านสิทธิมนุษยชน\n{contact.office}"]
    named = (("โทร.", contact.phone), ("อีเมล", contact.email), ("เวลาทำการ", contact.hours))
    lines.extend(f"{name} {value}" for name, value in named if value)
    lines.append("หรือให้เจ้าหน้าที่ตอบในแชตนี้ โดยพิมพ์ ขอให้ติดต่อกลับ")
    return "\n".join(lines)
