"""Deadlines as an iCalendar feed (RFC 5545): instants in UTC, so that no zone has to be explained to any program.

Written by hand, since it is one kind of event: CRLF, text escaped, lines folded at 75 octets without tearing a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.conversation.dates import closing_time, closing_word
from scoring.deadlines import Deadline

_LONGEST_LINE = 75
_ASK_AGAIN_AFTER = "PT6H"
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline with the instant of its last change; `removed` where it does not stand any more."""

    deadline: Deadline
    changed_at: datetime
    removed: bool = False


def calendar_text(title: str, entries: Iterable[Entry]) -> str:
    """The whole feed. A deadline keeps its UID however often it is moved; each change has a higher SEQUENCE."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tonbaeb//Deadlines//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_ASK_AGAIN_AFTER}",
        f"X-PUBLISHED-TTL:{_ASK_AGAIN_AFTER}",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    deadline = entry.deadline
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(deadline.id)}@tonbaeb"
    yield f"SEQUENCE:{2 * deadline.version + entry.removed}"
    yield f"DTSTAMP:{_instant(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_instant(entry.changed_at)}"
    yield f"DTSTART:{_instant(deadline.last_minute)}"
    yield f"DTEND:{_instant(deadline.closes_at)}"
    yield f"SUMMARY:{_text(f'{closing_word(deadline)}: {deadline.title_th}')}"
    yield f"DESCRIPTION:{_text(_description(deadline))}"
    yield f"STATUS:{'CANCELLED' if entry.removed else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not entry.removed:
        yield from _alarm(timedelta(days=7))
        yield from _alarm(timedelta(days=1))
    yield "END:VEVENT"


def _description(deadline: Deadline) -> str:
    source = [f"ตามประกาศ: {deadline.source_text}"] if deadline.source_text else []
    last = f"{closing_word(deadline)} {closing_time(deadline)} เวลาไทย"
    return "\n".join([last, *source, "ดูสิ่งที่ยังขาด: พิมพ์ ขาดอะไร ใน LINE"])


def _alarm(before: timedelta) -> tuple[str, ...]:
    trigger = f"TRIGGER:-P{before.days}D"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:กำหนดส่ง", trigger, "END:VALARM")


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    plain = "".join(letter for letter in words.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    return "".join(_ESCAPES.get(letter, letter) for letter in plain)


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, each but the first beginning with a space."""
    pieces, room = [""], _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = _LONGEST_LINE - 1
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)
