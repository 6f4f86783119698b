"""The released result of an agency, asked for or announced."""

from __future__ import annotations

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, primary, quiet
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, note, separator, text
from bot.conversation.view import Released
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

LONGEST_TITLE, LONGEST_NOTE = 160, 800
"""Characters that are shown of a result; more is not taken from officers in chat."""
ANNOUNCED = "มีประกาศผลการพิจารณาของหน่วยงานท่าน แตะเพื่อเปิดอ่าน"


def result_message(agency_name: str, released: Released) -> Json:
    """The result to the person who asked for it. For private chats only."""
    alternative = f"ผลการพิจารณาของ {clipped(agency_name, 80)}: {clipped(released.title, 120)}"
    return flex(alternative, _card(agency_name, released, []))


def released_message(agency_name: str, released: Released) -> Json:
    """The result as it is pushed: a lock screen shows only that there is one."""
    stop = quiet(ask(Word.NOTIFY_OFF))
    return flex(ANNOUNCED, _card(agency_name, released, [primary(ask(Word.SCORE, label="ดูคะแนน")), stop]))


def result_words(title: str, note_: str) -> list[Json]:
    """The words of a result as a card shows them: the title, and the note with its line breaks."""
    shown = [text(clipped(title, LONGEST_TITLE), size="xl", colour=style.BLUE, weight="bold")]
    if note_:
        shown.append(text(note_ if len(note_) <= LONGEST_NOTE else clipped(note_, LONGEST_NOTE)))
    return shown


def _card(agency_name: str, released: Released, footer: list[Json]) -> Json:
    body = [
        *result_words(released.title, released.note),
        separator(),
        note(f"ประกาศเมื่อ {thai_instant(released.at)}"),
    ]
    return bubble("ผลการพิจารณา", agency_name, body, footer)
