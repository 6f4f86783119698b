"""How to have the deadlines in one's own calendar."""

from __future__ import annotations

from urllib.parse import quote

from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, bullet, note, text
from bot.conversation.vocabulary import Word

GOOGLE = "https://calendar.google.com/calendar/r?cid="
IN_THE_BROWSER = "openExternalBrowser=1"
"""What has LINE open an address in the phone's own browser, where calendars can be added."""


def calendar_message(agency_name: str, address: str) -> Json:
    """Buttons for the usual programs, and the address itself for all others."""
    body = [
        text("เพิ่มกำหนดส่งลงในปฏิทินของท่าน เมื่อกำหนดเปลี่ยน ปฏิทินเปลี่ยนตามเอง"),
        bullet("Google ปฏิทิน และโทรศัพท์ Android: แตะปุ่มแรก"),
        bullet("iPhone, Outlook และอื่น ๆ: แตะปุ่มที่สอง หรือคัดลอกลิงก์ไปเพิ่มแบบ “สมัครรับปฏิทิน”"),
        note("ลิงก์นี้เป็นของท่านคนเดียว แสดงเฉพาะกำหนดส่ง ไม่มีคะแนน หากหลุดไปถึงผู้อื่น พิมพ์ เปลี่ยนลิงก์ปฏิทิน"),
        note(address),
    ]
    google, other = calendar_links(address)
    footer = [
        primary(google) if google else None,
        secondary(other) if other else None,
        quiet(ask(Word.RENEW_CALENDAR)),
    ]
    alternative = f"ปฏิทินกำหนดส่ง เพิ่มลงในปฏิทินด้วยลิงก์ {address}"
    return flex(alternative, bubble("ปฏิทินกำหนดส่ง", agency_name, body, footer))


def calendar_links(address: str) -> tuple[Json | None, Json | None]:
    """Adding the feed to Google's calendar, and opening it for any other program."""
    if not address:
        return None, None
    subscribed = "webcal://" + address.partition("://")[2]
    google = open_link("เพิ่มใน Google ปฏิทิน", f"{GOOGLE}{quote(subscribed, safe='')}&{IN_THE_BROWSER}")
    return google, open_link("เพิ่มในปฏิทินอื่น", f"{address}?{IN_THE_BROWSER}")
