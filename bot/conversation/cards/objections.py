"""Objections to a preliminary result: until when, which there are, and how they were answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.conversation.cards import style
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, column, heading, note, separator, text
from bot.conversation.dates import left_until
from bot.conversation.view import AgencyView, Objected, Objecting
from bot.season.objections import CALLED, Standing, last_moment
from sheets_schema.thai import thai_instant

HOW_TO = "พิมพ์ คัดค้าน ตามด้วยเลขข้อและเหตุผล เช่น คัดค้าน 1.2 หนังสือเห็นชอบครบทุกระดับแล้ว"
BASIS = "พิจารณาจากข้อมูลและลิงก์หลักฐานที่ยื่นไว้เดิมเท่านั้น ลิงก์ที่เพิ่มหรือแก้ภายหลังไม่นับ"
WITH_THE_FINAL = "คำวินิจฉัยแจ้งพร้อมผลสุดท้าย"
LAID_DOWN = "คำวินิจฉัยคำคัดค้าน"
_MOST, _SHORT_TEXT, _SHORT_ANSWER = 8, 120, 300
_MOST_WITH_A_RESULT = 4


def objections_message(agency: AgencyView, objecting: Objecting, now: datetime) -> Json:
    """What can be objected to until when, and what was objected to. For private chats only."""
    shown = objecting.objections[:_MOST]
    body = [
        badge(window_words(objecting, now), "attention" if objecting.announced.is_open(now) else "neutral"),
        *_parted([_in_short(each) for each in shown]),
        *([note(f"และอีก {len(objecting.objections) - _MOST} ข้อ")] if len(objecting.objections) > _MOST else []),
        separator(),
        *(note(words) for words in _remarks(objecting, now)),
    ]
    named = ", ".join(each.criterion for each in objecting.objections if each.text) or "ยังไม่มี"
    alternative = " · ".join((window_words(objecting, now), f"คัดค้านไว้ข้อ: {named}", *_remarks(objecting, now)))
    return flex(alternative, bubble("คัดค้านผลเบื้องต้น", agency.name, body))


def objection_message(agency: AgencyView, objected: Objected) -> Json:
    """One objection in full, with its answer where that is known."""
    body = [
        heading(_head(objected)),
        text(f"“{objected.text}”" if objected.text else "ถอนแล้ว", size="sm"),
        note(_came(objected)),
    ]
    if objected.answer:
        body += [separator(), heading(_outcome(objected)), text(objected.answer, size="sm")]
    elif objected.text:
        body += [separator(), note(WITH_THE_FINAL)]
    answered = f": {_outcome(objected)} {clipped(objected.answer, 200)}" if objected.answer else ""
    return flex(f"คำคัดค้านข้อ {objected.criterion}{answered}", bubble("คำคัดค้าน", agency.name, body))


def result_lines(objecting: Objecting | None, now: datetime) -> Iterator[Json]:
    """On the card of a result: until when it can be objected to, or how objections were answered."""
    if objecting is None:
        return
    if objecting.announced.is_final:
        answered = [each for each in objecting.objections if each.answer]
        if answered:
            yield separator()
            yield heading(LAID_DOWN)
            yield from (_in_short(each) for each in answered[:_MOST_WITH_A_RESULT])
            if len(answered) > _MOST_WITH_A_RESULT:
                yield note(f"และอีก {len(answered) - _MOST_WITH_A_RESULT} ข้อ พิมพ์ คัดค้าน เพื่อดูทั้งหมด")
        return
    if objecting.announced.until is None:
        return
    yield badge(window_words(objecting, now), "attention" if objecting.announced.is_open(now) else "neutral")
    if objecting.announced.is_open(now):
        yield note(f"{HOW_TO} {BASIS}")


def window_words(objecting: Objecting, now: datetime) -> str:
    """Until when objections are taken, or that they are not any more."""
    announced = objecting.announced
    if announced.is_final:
        return "ประกาศผลสุดท้ายแล้ว"
    if announced.until is None:
        return "ผลนี้ไม่มีกำหนดคัดค้าน"
    if not announced.is_open(now):
        return f"พ้นกำหนดคัดค้านแล้ว ({last_moment(announced.until)})"
    return f"คัดค้านรายข้อได้ถึง {last_moment(announced.until)} {left_until(announced.until, now)}"


def _remarks(objecting: Objecting, now: datetime) -> tuple[str, ...]:
    if objecting.announced.is_open(now):
        return HOW_TO, BASIS, WITH_THE_FINAL
    return () if objecting.announced.is_final else (WITH_THE_FINAL,)


def _in_short(objected: Objected) -> Json:
    lines = [
        text(_head(objected), size="sm", weight="bold"),
        text(f"“{clipped(objected.text, _SHORT_TEXT)}”" if objected.text else "ถอนแล้ว", size="sm"),
    ]
    if objected.answer:
        ink = style.GREEN if objected.standing is Standing.UPHELD else style.INK
        lines.append(text(f"{_outcome(objected)}: {clipped(objected.answer, _SHORT_ANSWER)}", size="sm", colour=ink))
    else:
        lines.append(note(_came(objected)))
    return column(*lines, spacing="xs")


def _head(objected: Objected) -> str:
    return f"ข้อ {objected.criterion} · ระดับที่ประกาศ {objected.announced_level}"


def _came(objected: Objected) -> str:
    letter = f"หนังสือ {clipped(objected.letter, 80)} " if objected.letter else ""
    return f"{letter}{'รับไว้เมื่อ' if objected.text else 'เมื่อ'} {thai_instant(objected.received_at)}"


def _outcome(objected: Objected) -> str:
    called = CALLED[objected.standing].th
    return called if objected.level is None else f"{called} {objected.announced_level} เป็น {objected.level}"


def _parted(lines: list[Json]) -> list[Json]:
    return [part for line in lines for part in (separator("md"), line)]
