"""The settings of what is pushed."""

from __future__ import annotations

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, secondary
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, column, note, row, separator, text
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

QUIET = "ไม่ส่งระหว่าง 20.00–08.00 น."
TOPICS = {"deadlines": "กำหนดส่ง", "results": "ประกาศผล", "judging": "การรับข้อมูลไว้ตัดสิน"}
_ABOUT = {
    "deadlines": "ก่อนวันปิดรับ เฉพาะเมื่อยังมีสิ่งที่ขาด",
    "results": "เมื่อมีประกาศผลของหน่วยงานท่าน",
    "judging": "เมื่อรับข้อมูลไว้ตัดสิน หรือเปิดให้แก้ไขอีกครั้ง",
}


def notifications_message(view: View) -> Json:
    """Each topic with how it stands, which a tap turns, and what is never sent."""
    body: list[Json] = []
    for topic in TOPICS:
        body += [*([separator("md")] if body else []), _topic(topic, is_on=_is_on(view, topic))]
    body += [separator(), note(f"{QUIET} คำตอบที่ท่านถามและคำตอบจากเจ้าหน้าที่ส่งเสมอ")]
    everything = ask(Word.NOTIFY_OFF) if view.notifications else ask(Word.NOTIFY_ON)
    card = bubble("แจ้งเตือน", "แตะเพื่อเปิดหรือหยุดทีละเรื่อง", body, [secondary(everything)])
    states = " · ".join(f"{TOPICS[topic]} {_state(is_on=_is_on(view, topic))}" for topic in TOPICS)
    return flex(f"แจ้งเตือน: {states} · {QUIET} พิมพ์ หยุดแจ้งเตือน หรือ เปิดแจ้งเตือน ตามด้วยชื่อเรื่อง", card)


def _is_on(view: View, topic: str) -> bool:
    return view.notifications and topic not in view.muted


def _topic(topic: str, *, is_on: bool) -> Json:
    words = column(text(TOPICS[topic], weight="bold"), note(_ABOUT[topic]), spacing="none", flex=4)
    colour = style.GREEN if is_on else style.QUIET
    state = text(_state(is_on=is_on), size="sm", colour=colour, weight="bold", align="end", flex=2, gravity="center")
    other = Word.NOTIFY_OFF if is_on else Word.NOTIFY_ON
    typed = f"{'หยุด' if is_on else 'เปิด'}แจ้งเตือน {TOPICS[topic]}"
    return row(words, state, spacing="md", action=ask(other, topic, shown=typed))


def _state(*, is_on: bool) -> str:
    return "✓ เปิดอยู่" if is_on else "หยุดอยู่"
