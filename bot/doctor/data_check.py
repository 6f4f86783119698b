"""The stored data, as the last look at it found it; looking anew takes longer and is `tonbaeb check`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.cases.invariants import rule_of
from bot.doctor.finding import Finding, fault, ok, warning
from bot.services import Installation
from bot.store import breaches, pulses

TOO_LONG_AGO = timedelta(days=2)
START = (
    "เริ่ม tonbaeb clock กับ tonbaeb worker หรือสั่ง tonbaeb check",
    "start the clock and a worker, or run tonbaeb check",
)


def check(installation: Installation) -> Iterator[Finding]:
    now = installation.clock.now()
    with installation.database.reading() as session:
        found, last = breaches.counts(session), pulses.last(session).get(pulses.CHECK)
    for name, count in sorted(found.items()):
        rule = rule_of(name)
        if rule is not None:
            made = fault if rule.serious else warning
            more = ("รายการทั้งหมดดูด้วย tonbaeb check", "tonbaeb check lists them all")
            cure = (f"{rule.cure.th} {more[0]}", f"{rule.cure.en}; {more[1]}")
            yield made(f"{rule.called.th} {count:,} เรื่อง", f"{rule.called.en}: {count:,}", cure=cure)
    if last is not None and now - last > TOO_LONG_AGO:
        days = (now - last).days
        yield warning(f"ไม่ได้ตรวจข้อมูลมา {days} วัน", f"the stored data was not checked for {days} days", cure=START)
    elif last is None:
        yield ok("ยังไม่ได้ตรวจข้อมูล ระบบตรวจทุกคืน", "the stored data was not checked yet; that is done each night")
    elif not found:
        yield ok("ข้อมูลที่เก็บไว้ไม่มีสิ่งผิดปกติ", "nothing was amiss in the stored data")
