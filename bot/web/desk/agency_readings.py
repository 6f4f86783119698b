"""An agency's readings: the receipt of one proved anew, and what differs between any two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.cases.prepared import case_of
from bot.cases.replaying import proof_of
from bot.season.states import Called
from bot.store import readings
from bot.store.readings import Reading
from bot.web.asked import row_number
from bot.web.desk.agency_page import the_agency
from bot.web.desk.answer_words import explainer_of, in_words
from bot.web.desk.people import OFFICERS, Desk
from bot.web.language import say
from bot.web.parts import WebParts
from scoring.changed import changed_keys

PARTS: Mapping[str, Called] = {
    "programme": Called("แฟ้มเกณฑ์และข้อสมมติ", "Programme and its assumptions"),
    "engine": Called("รุ่นของเครื่องคำนวณ", "Engine version"),
    "inputs": Called("ข้อมูลที่กรอก", "Inputs"),
    "confirmed": Called("ระดับที่ผู้ประเมินให้", "Confirmed levels"),
    "result": Called("ผลรายข้อ", "Result"),
    "totals": Called("คะแนนรวม", "Totals"),
    "receipt": Called("เลขที่ใบรับรอง", "Receipt"),
}
LEVELS: Mapping[str, Called] = {
    "claimed": Called("ประเมินตนเอง", "claimed"),
    "computed": Called("ตามข้อมูล", "computed"),
    "supported": Called("ตามหลักฐาน", "supported"),
    "confirmed": Called("ผู้ประเมินให้", "confirmed"),
    "points": Called("คะแนน", "points"),
}


def pages(parts: WebParts) -> Desk:
    routes = Desk("agency_readings", parts)

    @routes.page("/agencies/<code>/readings/<int:number>", may=OFFICERS)
    def receipt(code: str, number: int) -> str:
        with parts.database.reading() as store:
            agency, reading = the_agency(store, code), _reading(store, code, number)
            return render_template(
                "desk/reading.html", agency=agency, reading=reading, proof=proof_of(reading), names=PARTS
            )

    @routes.page("/agencies/<code>/compare", may=OFFICERS)
    def compare(code: str) -> str | Response:
        numbers = sorted({number for name in ("one", "other") if (number := row_number(name))})
        if len(numbers) != 2:
            flash(say("โปรดเลือกการอ่านสองครั้งที่ต่างกัน", "Choose two different readings."), "warning")
            return redirect(url_for("agency.look", code=code))
        with parts.database.reading() as store:
            agency = the_agency(store, code)
            before, after = (_reading(store, code, number) for number in numbers)
            if before.programme != after.programme:
                flash(say("การอ่านสองครั้งนี้เป็นคนละโปรแกรม จึงเทียบกันไม่ได้", "They are of different programmes."), "warning")
                return redirect(url_for("agency.look", code=code))
            explain = explainer_of(case_of(store, before.programme).programme)
            was, is_now = before.as_submission(), after.as_submission()
            rows = [
                (
                    explain.label(key) if key in explain.programme.inputs else key,
                    in_words(was.answers[key], explain),
                    in_words(is_now.answers[key], explain),
                    _links(was.answers[key].links, is_now.answers[key].links),
                )
                for key in changed_keys(was, is_now)
            ]
            return render_template(
                "desk/compare.html",
                agency=agency,
                before=before,
                after=after,
                rows=rows,
                levels=list(_levels(before, after)),
                names=LEVELS,
            )

    return routes


def _reading(store: Session, code: str, number: int) -> Reading:
    found = readings.find(store, code, number)
    if found is None:
        abort(404)
    return found


def _links(was: tuple[str, ...], is_now: tuple[str, ...]) -> list[tuple[str, str]]:
    """The links that went and came, each with its sign."""
    return [("−", each) for each in was if each not in is_now] + [("+", each) for each in is_now if each not in was]


def _levels(before: Reading, after: Reading) -> Iterator[tuple[str, str, Any, Any]]:
    """What differs in the ledger: the criterion, what of it, and its two values."""
    were = {row["id"]: row for row in (before.result or {}).get("criteria", ())}
    for row in (after.result or {}).get("criteria", ()):
        old = were.get(row["id"], {})
        yield from ((row["id"], name, old.get(name), row[name]) for name in LEVELS if old.get(name) != row[name])
