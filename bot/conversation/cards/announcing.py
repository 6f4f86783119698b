"""Cards for officers about results that nobody else may know of yet.

Their alternative texts name the agency, never the result: they stand on lock screens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.confirm import question_message
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, bullet, column, note, panel, row, separator, text
from bot.conversation.cards.result import result_words
from bot.conversation.questions import Question
from bot.conversation.view import OpenDecision
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

_MOST_LISTED = 8


def cost(listeners: int) -> str:
    """What an announcement costs in messages: LINE counts one for each chat that is pushed to, officers' chats too."""
    return f"แจ้ง {listeners} แชต ใช้ไม่เกิน {listeners + 1} ข้อความ (รวมแจ้งผู้บันทึกผล 1 ข้อความ)"


def preview_message(
    agency_name: str, words: tuple[str, str], listeners: int, remarks: Sequence[str], *, question: Question, yes: str
) -> Json:
    """A result (title and note) as it would be announced, what that costs, and a yes and a no."""
    body = [
        panel(*result_words(*words), tone="gain"),
        text(cost(listeners), size="sm", weight="bold"),
        separator(),
        *(bullet(remark) for remark in remarks),
    ]
    offer = yes.removeprefix("ใช่ ")
    asked = f"ตัวอย่างประกาศผลของ {clipped(agency_name, 80)} {cost(listeners)} {' '.join(remarks)} {offer}หรือไม่"
    return question_message(asked, "ตัวอย่างประกาศผล", agency_name, body, about=question.name, yes=yes)


def unannounced_message(waiting: Sequence[OpenDecision], names: Mapping[str, str]) -> Json:
    """The decisions that wait for their second signature, the oldest first. At least one."""
    shown = waiting[:_MOST_LISTED]
    body = [_line(decision, _name(decision, names)) for decision in shown]
    if len(waiting) > len(shown):
        body.append(note(f"และอีก {len(waiting) - len(shown)} รายการ"))
    body += [separator(), note("ยังไม่มีใครเห็นผลเหล่านี้นอกจากเจ้าหน้าที่ แตะเพื่อดูตัวอย่างและยืนยัน")]
    listed = ", ".join(_name(decision, names) for decision in shown)
    alternative = f"ค้างประกาศ {len(waiting)} รายการ: {listed} โปรดพิมพ์ ยืนยันผล ตามด้วยรหัสหน่วยงาน"
    return flex(alternative, bubble("ค้างประกาศ", f"รอเจ้าหน้าที่คนที่สอง {len(waiting)} รายการ", body))


def _name(decision: OpenDecision, names: Mapping[str, str]) -> str:
    return f"{clipped(names.get(decision.agency_code, ''), 80)} ({decision.agency_code})".strip()


def _line(decision: OpenDecision, name: str) -> Json:
    who = "ท่าน" if decision.own else clipped(decision.decided_by, 60)
    words = column(
        text(name, weight="bold", colour=style.INK if decision.own else style.LINK),
        text(clipped(decision.title, 120), size="sm"),
        note(f"บันทึกโดย {who} เมื่อ {thai_instant(decision.decided_at)}"),
        spacing="none",
        flex=1,
    )
    if decision.own:
        return row(words)
    arrow = text("›", size="lg", colour=style.LINK, flex=0, gravity="center")
    return row(words, arrow, action=ask(Word.CONFIRM_RESULT, decision.agency_code))
