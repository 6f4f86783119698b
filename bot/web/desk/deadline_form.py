"""Reading the form of a deadline: what was typed, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from bot.reminder_steps import StepsError, steps_in, steps_typed
from bot.season.states import Called
from scoring import programmes
from scoring.deadlines import Deadline
from scoring.zones import NoSuchTimeError, TwoSuchTimesError, instant_of, zone_of

BANGKOK = "Asia/Bangkok"
_ID = re.compile(r"[a-z0-9][a-z0-9._/-]{0,79}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2400


class FormError(Exception):
    """A field that cannot be used; `why` says what is expected."""

    def __init__(self, th: str, en: str) -> None:
        self.why = Called(th, en)
        super().__init__(th)


def deadline_in(form: Mapping[str, str], standing: Deadline | None) -> Deadline:
    """The deadline that a form states; its id and programme stay where one stands already. Raises `FormError`."""
    zone = form.get("zone", "").strip() or BANGKOK
    return Deadline(
        id=standing.id if standing else _id(form.get("id", "").strip()),
        programme=standing.programme if standing else _programme(form.get("programme", "")),
        title_th=_filled(form.get("title_th", ""), "ชื่อภาษาไทย", "the Thai title"),
        title_en=_filled(form.get("title_en", ""), "ชื่อภาษาอังกฤษ", "the English title"),
        closes_at=_instant(form.get("closes", ""), zone),
        source_text=" ".join(form.get("source", "").split()),
        source_zone=zone,
        offsets=_steps(form.get("remind", "")),
    )


def new_deadline_in(form: Mapping[str, str], standing: Collection[str]) -> Deadline:
    """The same of one that is not among those that stand. Raises `FormError`."""
    wanted = deadline_in(form, None)
    if wanted.id in standing:
        raise FormError("มีกำหนดส่งรหัสนี้อยู่แล้ว โปรดแก้ไขรายการนั้น", "One with this id stands: change that")
    return wanted


def form_of(deadline: Deadline) -> dict[str, str]:
    """The fields of a form for a deadline that stands."""
    there = deadline.closes_at.astimezone(zone_of(deadline.source_zone) or zone_of(BANGKOK))
    return {
        "id": deadline.id,
        "programme": deadline.programme,
        "title_th": deadline.title_th,
        "title_en": deadline.title_en,
        "closes": there.strftime("%Y-%m-%dT%H:%M"),
        "zone": deadline.source_zone if zone_of(deadline.source_zone) else BANGKOK,
        "source": deadline.source_text,
        "remind": steps_typed(deadline.offsets),
    }


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise FormError(
            "รหัสใช้ตัวพิมพ์เล็ก a-z ตัวเลข จุด และขีดเท่านั้น เช่น hrmo-2570.apply",
            "The id takes small letters, digits, dots, dashes",
        )
    return text


def _programme(text: str) -> str:
    if text not in programmes.ids():
        raise FormError("โปรดเลือกโปรแกรม", "Choose a programme")
    return text


def _filled(text: str, thai: str, english: str) -> str:
    told = " ".join(text.split())
    if not told:
        raise FormError(f"โปรดกรอก{thai}", f"Fill in {english}")
    return told


def _instant(text: str, zone_name: str) -> datetime:
    """The first instant that is too late, in UTC."""
    zone = zone_of(zone_name)
    if zone is None:
        raise FormError(
            f"ไม่รู้จักเขตเวลา {zone_name} โปรดใช้ชื่อเช่น Asia/Bangkok หรือ America/New_York", f"No such zone: {zone_name}"
        )
    try:
        shown = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise FormError(
            "โปรดกรอกเวลาปิดรับ (วินาทีแรกที่ถือว่าช้า) เช่น 2027-03-01T00:00",
            "Give the first instant that is too late, such as 2027-03-01T00:00",
        ) from error
    if not _FIRST_YEAR <= shown.year <= _LAST_YEAR:
        raise FormError("โปรดใช้ปีคริสต์ศักราช เช่น 2027", "Use a year of the Common Era, such as 2027")
    if shown.tzinfo is not None:
        return shown.astimezone(UTC)
    try:
        return instant_of(shown, zone)
    except (NoSuchTimeError, TwoSuchTimesError) as error:
        raise FormError(
            "เวลานี้ไม่มีหรือมีสองครั้ง เพราะเป็นคืนที่ปรับเวลาฤดูร้อน โปรดระบุส่วนต่างต่อท้าย เช่น -04:00",
            "That time never comes or comes twice, as summer time is switched: write its offset behind it",
        ) from error


def _steps(text: str) -> tuple[timedelta, ...]:
    try:
        return steps_in(text)
    except StepsError as error:
        if not error.part:
            thai, english = "โปรดระบุการเตือน เช่น 30d 14d 3h หรือ none", "Give reminders such as 30d 14d 3h, or none"
            raise FormError(thai, english) from error
        raise FormError(
            f"“{error.part}” ไม่ใช่ระยะเตือน โปรดเขียนเช่น 30d (วัน) 3h (ชั่วโมง) 45m (นาที)",
            f"“{error.part}” is no step; write 30d, 3h or 45m",
        ) from error
