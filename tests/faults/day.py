"""What happens on a day of the season, round by round, the same for the same seed. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scoring.deadlines import Deadline
from sheets_schema.thai import BANGKOK

MORNING = datetime(2021, 12, 1, 9, 0, tzinfo=BANGKOK)
EVENING = datetime(2021, 12, 1, 20, 0, tzinfo=BANGKOK)
PROGRAMME = "hrmo-2565"
WORDS = ("คะแนน", "ทำไม 3.1", "ช่วยเหลือ", "แจ้งเตือน", "ข้อมูลของฉัน")
"""Words whose answers are the same, figures apart, whether a workbook was read a minute ago or is about to be."""
EDITED = {
    "4.2.staff_trained": ("12", "15", "30"),
    "org.staff_total": ("100", "120"),
    "1.1.policy_written": ("ใช่", "ไม่ใช่"),
}
SOON = timedelta(minutes=2)
"""So soon after the code a newcomer answers the question that follows it."""
CLOSES = MORNING + timedelta(hours=7, minutes=30)
"""When one deadline closes and what is judged is taken; all others close on later days."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Someone of an agency (by its number) writes a word in the chat."""

    agency: int
    word: str


@dataclass(frozen=True, slots=True)
class Edit:
    """An agency types a value into the answer of an input."""

    agency: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Arrive:
    """Someone new adds the account, and will speak for an agency."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class SendCode:
    """The newcomer sends the code of the agency."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """The newcomer says yes to the question that follows, which links the chat."""

    newcomer: int


@dataclass(frozen=True, slots=True)
class Announce:
    """The secretariat announces a result to an agency."""

    agency: int
    number: int


Act = Ask | Edit | Arrive | SendCode | Confirm | Announce


@dataclass(frozen=True, slots=True)
class Round:
    """What happens at about the same time; `is_last`: all workbooks are to be read before anything else happens.

    Nobody asks whose answer depends on what happens in the same round.
    """

    at: datetime
    acts: tuple[Act, ...]
    is_last: bool


def day(seed: int, rounds: int, agencies: int) -> list[Round]:
    """So many rounds from morning to evening."""
    chance = random.Random(seed)
    step = (EVENING - MORNING) / rounds
    starts = [MORNING + number * step for number in range(rounds)]
    closing = next((number for number, at in enumerate(starts) if at >= CLOSES), rounds - 1)
    return [
        Round(
            at=starts[number - 1] + SOON if number % 3 == 2 else starts[number],
            acts=tuple(_acts(number, agencies, chance)),
            is_last=number in {closing, rounds - 1} or number % 10 == 9,
        )
        for number in range(rounds)
    ]


def deadlines() -> list[Deadline]:
    """One that closes today, and seven of which a step falls due, one an hour, of the day before that."""
    later = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
    first = MORNING + timedelta(minutes=10)
    steps = (_deadline(f"step-{hour}", first + timedelta(hours=hour), later[hour % 3]) for hour in range(7))
    return [_deadline("close", CLOSES - timedelta(hours=3), timedelta(hours=3)), *steps]


def _acts(number: int, agencies: int, chance: random.Random) -> Iterator[Act]:
    edited = chance.sample(range(agencies), 2)
    for agency in edited:
        key = chance.choice(sorted(EDITED))
        yield Edit(agency, key, chance.choice(EDITED[key]))
    newcomer, step = divmod(number, 3)
    yield (Arrive, SendCode, Confirm)[step](newcomer)
    joined = [newcomer % agencies] if step == 2 else []
    for agency in range(agencies):
        word = chance.choice(WORDS)
        if agency not in (*edited, *joined):
            yield Ask(agency, word)
    if number % 4 == 1:
        yield Announce(chance.randrange(agencies), number)


def _deadline(name: str, reminded_at: datetime, before: timedelta) -> Deadline:
    closes_at = reminded_at + before
    return Deadline(name, PROGRAMME, f"กำหนดส่ง {name}", name, closes_at, "", "Asia/Bangkok", offsets=(before,))
