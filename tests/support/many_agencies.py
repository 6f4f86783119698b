"""A season of many agencies, entered in bulk: each read once, every third handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.store import deadlines, readings
from bot.store.agencies import Agency
from bot.store.database import Database
from bot.store.reading_briefs import ReadingBrief, in_brief
from bot.store.readings import Reading
from bot.store.seals import HANDED_IN, Seal
from bot.store.workbooks import Workbook
from scoring.deadlines import Deadline
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Submission
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, WITHOUT_LINK, submission

PROVINCES = ("ขอนแก่น", "เชียงใหม่", "สงขลา")
MINISTRIES = ("กระทรวงยุติธรรม", "กระทรวงมหาดไทย")
BODIES = ("department", "province", "local_administration")
CLOSES = timedelta(days=10)


def enter_season(database: Database, count: int, now: datetime, *, after: int = 0) -> None:
    """Agencies `A-00001`, `A-00002`, ..., `count` of them `after` others; a deadline in ten days."""
    kinds = [_worth(number, now) for number in range(6)]
    numbers = range(after + 1, after + count + 1)
    with database.writing() as session:
        session.execute(insert(Agency), [_agency(number, now) for number in numbers])
        session.execute(insert(Workbook), [_workbook(number, now) for number in numbers])
        read = [_reading(number, kinds, now) for number in numbers]
        session.execute(insert(Reading), read)
        session.execute(insert(ReadingBrief), [_brief(each) for each in read])
        handed_in = [number for number in numbers if number % 3 == 0]
        if handed_in:
            session.execute(insert(Seal), [_seal(number, now) for number in handed_in])
        closing = Deadline(
            "hrmo-2565", "hrmo-2565", "ส่งแบบประเมิน 2565", "Self-assessment", now + CLOSES, "", "Asia/Bangkok"
        )
        deadlines.enter(session, closing, now)


def code(number: int) -> str:
    return f"A-{number:05}"


def _worth(number: int, now: datetime) -> tuple[Submission, Scorecard]:
    """Of six kinds each knows a little more than the one before; the even ones lack links."""
    known = dict(list(HALF_WAY.items())[: len(HALF_WAY) * (number + 3) // 8])
    without_link = WITHOUT_LINK if number % 2 == 0 else frozenset[str]()
    filled = submission({**known, "org.type": BODIES[number % 3]}, without_link)
    return filled, score(PROGRAMME, filled, now=now)


def _agency(number: int, now: datetime) -> dict[str, Any]:
    return {
        "code": code(number),
        "name": f"องค์การบริหารส่วนตำบลหนองสองห้องพัฒนาสิทธิมนุษยชนอย่างยั่งยืน แห่งที่ {number}",
        "programme": PROGRAMME.id,
        "ministry": MINISTRIES[number % 2],
        "province": PROVINCES[number % 3],
        "active": True,
        "created_at": now,
    }


def _workbook(number: int, now: datetime) -> dict[str, Any]:
    return {
        "file_id": f"file-{number:05}",
        "agency_code": code(number),
        "identity": "bot",
        "drive": "",
        "url": f"https://docs.google.com/spreadsheets/d/file-{number:05}/edit",
        "marks": 0,
        "attempts": 0,
        "not_before": now,
        "last_read_at": now,
        "created_at": now,
    }


def _reading(number: int, kinds: list[tuple[Submission, Scorecard]], now: datetime) -> dict[str, Any]:
    filled, card = kinds[number % len(kinds)]
    return {
        "id": number,
        "agency_code": code(number),
        "file_id": f"file-{number:05}",
        "at": now,
        "submission": filled.to_json(),
        "read_late": False,
        **readings._worth(card, {}),  # the columns as `record` would write them, in bulk
    }


def _brief(reading: dict[str, Any]) -> dict[str, Any]:
    owner = {name: reading[name] for name in ("agency_code", "programme", "at")}
    said = in_brief(reading["submission"], reading["totals"], reading["result"])
    return {"reading_id": reading["id"], "frozen": False, **owner, **said}


def _seal(number: int, now: datetime) -> dict[str, Any]:
    return {
        "agency_code": code(number),
        "cause": HANDED_IN,
        "title": "",
        "reading_id": number,
        "scored_id": number,
        "read_at": now,
        "basis": "read",
        "sealed_at": now - timedelta(days=number % 5),
    }
