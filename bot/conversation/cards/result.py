"""The released result of an agency, asked for or announced."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, primary, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.objections import result_lines, window_words
from bot.conversation.cards.parts import Json, note, separator, text
from bot.conversation.view import Objecting, Released
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

LONGEST_TITLE, LONGEST_NOTE = 160, 800
"""Characters that are shown of a result; more is not taken from officers in chat."""
_OBJECT = "คัดค้านผล"
ANNOUNCED = "มีประกาศผลการพิจารณาของหน่วยงานท่าน แตะเพื่อเปิดอ่าน"


def result_message(agency_name: str, released: Released, objecting: Objecting | None, now: datetime) -> Json:
    """The result to the person who asked for it. For private chats only."""
    told = [f"ผลการพิจารณาของ {clipped(agency_name, 80)}: {clipped(released.title, 120)}"]
    if objecting is not None and objecting.announced.is_open(now):
        told.append(window_words(objecting, now))
    footer = [secondary(ask(Word.OBJECT, label=_OBJECT))] if _may_object(objecting, now) else []
    return flex(" · ".join(told), _card(agency_name, released, [*result_lines(objecting, now)], footer))


def released_message(agency_name: str, released: Released, objecting: Objecting | None = None) -> Json:
    """The result as it is pushed: a lock screen shows only that there is one."""
    footer = [
        primary(ask(Word.SCORE, label="ดูคะแนน")),
        *([secondary(ask(Word.OBJECT, label=_OBJECT))] if _may_object(objecting, released.at) else []),
        quiet(ask(Word.NOTIFY_OFF)),
    ]
    return flex(ANNOUNCED, _card(agency_name, released, [*result_lines(objecting, released.at)], footer))


def result_words(title: str, note_: str) -> list[Json]:
    """The words of a result as a card shows them: the title, and the note with its line breaks."""
    shown = [text(clipped(title, LONGEST_TITLE), size="xl", colour=style.BLUE, weight="bold")]
    if note_:
        shown.append(text(note_ if len(note_) <= LONGEST_NOTE else clipped(note_, LONGEST_NOTE)))
    return shown


def _may_object(objecting: Objecting | None, now: datetime) -> bool:
    return objecting is not None and objecting.announced.is_open(now)


def _card(agency_name: str, released: Released, more: list[Json], footer: list[Json]) -> Json:
    body = [
        *result_words(released.title, released.note),
        *more,
        separator(),
        note(f"ประกาศเมื่อ {thai_instant(released.at)}"),
    ]
    return bubble("ผลการพิจารณาเบื้องต้น" if released.preliminary else "ผลการพิจารณา", agency_name, body, footer)
