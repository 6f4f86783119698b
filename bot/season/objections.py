"""Objections to a preliminary result: until when, about what, and what may be done to one in which of its states.

An objection is about one criterion of one preliminary announcement. Within the window the agency may put other words
in its place or withdraw it; it is answered once the window is over, so that nobody learns from a refusal whether an
answer is there. Answers are made known with the final result, which is not decided while anything is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.season.grounds import Grounds
from bot.season.refusals import Refusal
from bot.season.states import Called
from scoring.written_number import number_in
from sheets_schema.thai import BANGKOK, thai_instant

USUAL_DAYS, MOST_DAYS = 15, 120
SHORTEST, LONGEST = 10, 1000
"""Characters of an agency's reason."""
DAYS_EXPECTED = (f"จำนวนวัน 0 ถึง {MOST_DAYS} โดย 0 คือไม่รับคำคัดค้าน", f"0 to {MOST_DAYS} days; 0 takes no objections")
_FINAL = Refusal(
    "ประกาศผลสุดท้ายแล้ว จึงคัดค้านหรือถอนคำคัดค้านไม่ได้แล้ว",
    "The final result is announced; nothing can be objected to or withdrawn any more",
)
_LAST_MINUTE = timedelta(minutes=1)


class Standing(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


CALLED: Mapping[Standing, Called] = {
    Standing.OPEN: Called("รอคำวินิจฉัย", "Open"),
    Standing.UPHELD: Called("รับฟัง ปรับระดับ", "Upheld"),
    Standing.DISMISSED: Called("ยืนตามเดิม", "Dismissed"),
    Standing.WITHDRAWN: Called("ถอนแล้ว", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """A preliminary announcement as far as objections look at it.

    `until` is the first instant that is too late, None where none is taken. `levels` are the levels that were announced
    by criterion, `highest` the highest there are; `is_final` says that the final result was announced since.
    """

    at: datetime
    until: datetime | None
    levels: Mapping[str, int]
    highest: Mapping[str, int]
    is_final: bool = False

    def is_open(self, instant: datetime) -> bool:
        return self.until is not None and not self.is_final and self.at <= instant < self.until

    @property
    def can_rise(self) -> tuple[str, ...]:
        """The criteria that are not at their highest level, in their order."""
        return tuple(criterion for criterion, most in self.highest.items() if self.levels.get(criterion, 0) < most)


def days_in(text: str | None) -> int | None:
    """The days of the window as they were set, the usual ones where nothing was; None where that is no number of days.

    0 days: no objections are taken.
    """
    if text is None:
        return USUAL_DAYS
    days = number_in(text.strip())
    return int(days) if days is not None and days.denominator == 1 and 0 <= days <= MOST_DAYS else None


def closing(announced_at: datetime, days: int) -> datetime | None:
    """The end of the window, so many whole days in Bangkok after the day of the announcement; None of no days."""
    if days == 0:
        return None
    first_day = announced_at.astimezone(BANGKOK).date()
    return datetime.combine(first_day + timedelta(days=days + 1), time.min, BANGKOK)


def last_moment(until: datetime) -> str:
    """The last minute that is in time, as people are told it: `31 มี.ค. 2565 23.59 น.`"""
    return thai_instant(until - _LAST_MINUTE)


def filing_stops(announced: Announced, criterion: str, received_at: datetime) -> Refusal | None:
    """Why an objection to this criterion that came at this instant is not taken."""
    return (
        _window_stops(announced, received_at)
        or _unknown(announced, criterion)
        or _nothing_to_gain(announced, criterion)
    )


def words_stop(text: str) -> Refusal | None:
    """Why these words are no reason that can be looked at."""
    length = len(text.strip())
    if length < SHORTEST:
        return Refusal(
            f"โปรดระบุเหตุผลที่คัดค้านอย่างน้อย {SHORTEST} ตัวอักษร",
            f"Give the reason in at least {SHORTEST} characters",
        )
    if length > LONGEST:
        return Refusal(
            f"เหตุผลยาว {length:,} ตัวอักษร ได้ไม่เกิน {LONGEST:,} ตัวอักษร โปรดย่อ หรือส่งเป็นหนังสือ",
            f"The reason has {length:,} characters; at most {LONGEST:,}. Shorten it, or send a letter",
        )
    return None


def withdrawing_stops(announced: Announced, at: datetime) -> Refusal | None:
    """Why an agency cannot take an objection back by itself any more."""
    if announced.is_open(at):
        return None
    if announced.is_final:
        return _FINAL
    return Refusal(
        "พ้นกำหนดคัดค้านแล้ว หากประสงค์จะถอนคำคัดค้าน โปรดส่งหนังสือถึงฝ่ายเลขานุการก่อนประกาศผลสุดท้าย",
        "The window is over; to withdraw, write to the secretariat before the final result",
    )


def answering_stops(announced: Announced, standing: Standing, now: datetime) -> Refusal | None:
    """Why an objection is not answered now."""
    if announced.is_final:
        return Refusal("ประกาศผลสุดท้ายแล้ว คำวินิจฉัยจึงแก้ไขไม่ได้", "The final result is announced; answers stand as they are")
    if announced.is_open(now) and announced.until is not None:
        return Refusal(
            f"ยังอยู่ในกำหนดคัดค้านถึง {last_moment(announced.until)} หน่วยงานยังแก้ไขหรือถอนได้ โปรดวินิจฉัยหลังจากนั้น",
            f"The agency may still change or withdraw it, until {announced.until.isoformat()}; answer after that",
        )
    if standing is Standing.WITHDRAWN:
        return Refusal("หน่วยงานถอนคำคัดค้านนี้แล้ว", "The agency has withdrawn this objection")
    return None


def upholding_stops(criterion: str, level: int, higher: tuple[int, ...]) -> Refusal | None:
    """Why this is no level for an objection that is upheld: it has to be one of those above the announced one."""
    if level in higher:
        return None
    named = ", ".join(map(str, higher))
    return Refusal(
        f"รับฟังคำคัดค้านข้อ {criterion} ต้องเลือกระดับที่สูงกว่าที่ประกาศไว้ คือ {named}",
        f"To uphold the objection to {criterion} choose a level above the announced one: {named}",
    )


def objections_stop(grounds: Grounds) -> Refusal | None:
    """The final result waits for the end of the window, and for the answer to every objection."""
    until = grounds.objections_until
    if grounds.stage != "final":
        return None
    if until is not None and grounds.now < until:
        return Refusal(
            f"ยังอยู่ในกำหนดคัดค้านผลเบื้องต้นถึง {last_moment(until)} โปรดรอให้ครบกำหนดก่อน",
            f"Objections to the preliminary result are taken until {until.isoformat()}",
        )
    if not grounds.open_objections:
        return None
    named = ", ".join(grounds.open_objections)
    return Refusal(
        f"ยังไม่ได้วินิจฉัยคำคัดค้านข้อ {named} โปรดวินิจฉัยที่หน้าคำคัดค้านก่อน",
        f"Objections are not answered yet: {named}. Answer them first",
    )


def _window_stops(announced: Announced, received_at: datetime) -> Refusal | None:
    if announced.is_open(received_at):
        return None
    if announced.is_final:
        return _FINAL
    if announced.until is None:
        return Refusal("ผลที่ประกาศนี้ไม่มีกำหนดคัดค้าน", "No objections are taken to this result")
    if received_at < announced.at:
        return Refusal(
            f"วันที่ได้รับอยู่ก่อนวันประกาศผลเบื้องต้น ({thai_instant(announced.at)})",
            f"It was received before the announcement ({announced.at.isoformat()})",
        )
    return Refusal(
        f"พ้นกำหนดคัดค้านแล้ว รับคำคัดค้านถึง {last_moment(announced.until)}",
        f"The window is over: objections were taken until {announced.until.isoformat()}",
    )


def _unknown(announced: Announced, criterion: str) -> Refusal | None:
    if criterion in announced.highest:
        return None
    known = ", ".join(announced.can_rise)
    return Refusal(f"ไม่พบข้อ {criterion} ข้อที่คัดค้านได้คือ {known}", f"No criterion {criterion}; there are {known}")


def _nothing_to_gain(announced: Announced, criterion: str) -> Refusal | None:
    if criterion in announced.can_rise:
        return None
    return Refusal(
        f"ข้อ {criterion} ได้ระดับสูงสุดแล้ว จึงไม่มีระดับที่จะคัดค้าน",
        f"Criterion {criterion} has its highest level already",
    )
