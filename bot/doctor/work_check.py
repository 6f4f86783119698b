"""Whether work gets done: the queue can be reached, and nothing has been waiting for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.cases.work_state import RECENTLY, Stuck, stuck
from bot.doctor.finding import Finding, fault, ok, warning
from bot.jobs.wakeups import ENOUGH
from bot.services import Installation
from bot.store import outbox, pulses, restores, troubles, waiting
from bot.store.troubles import Trouble

START = (
    "เริ่ม tonbaeb serve หรือ tonbaeb worker กับ tonbaeb clock และดูบันทึก (log) ของโปรแกรม",
    "start tonbaeb serve, or tonbaeb worker and tonbaeb clock, and look at their logs",
)
NAMES = {
    "inbox": ("ข้อความที่ยังไม่ได้ตอบ", "unanswered messages"),
    "outbox": ("ข้อความที่ถึงเวลาส่งแล้ว", "messages that are due"),
    "workbooks": ("แผ่นงานที่รออ่าน", "workbooks to be read"),
    "closings": ("แผ่นงานที่ต้องเก็บตามกำหนดปิดรับ", "workbooks to be taken at a deadline"),
}
PARTS = {
    pulses.CLOCK: (
        "นาฬิกางาน (tonbaeb clock)",
        "the clock",
        ("เริ่ม tonbaeb serve หรือ tonbaeb clock", "start tonbaeb serve, or tonbaeb clock"),
    ),
    pulses.WORKER: (
        "ผู้ทำงาน (tonbaeb worker)",
        "the workers",
        ("เริ่ม tonbaeb serve หรือ tonbaeb worker", "start tonbaeb serve, or tonbaeb worker"),
    ),
}


def check_queue(installation: Installation) -> Iterator[Finding]:
    try:
        huey = installation.wake.huey
        pending = int(huey.pending_count())
    except Exception as error:  # noqa: BLE001 # SQLite's, PostgreSQL's and Redis's own errors have no common kind
        yield fault(
            f"ใช้คิวงานไม่ได้ ({type(error).__name__})",
            "the queue cannot be used",
            cure=("ตรวจ QUEUE_URL และว่าบริการนั้นเปิดอยู่", "check QUEUE_URL and that it is up"),
        )
        return
    if pending >= ENOUGH:
        yield warning(f"มี {pending} งานค้างในคิว", f"{pending} wake-ups wait in the queue", cure=START)
    else:
        yield ok(f"คิวงานใช้ได้ รออยู่ {pending}", f"the queue works, {pending} waiting")


def check_work(installation: Installation) -> Iterator[Finding]:
    now = installation.clock.now()
    with installation.database.reading() as session:
        found, failed = stuck(session, now), waiting.failed_since(session, now - RECENTLY)
        held = outbox.counts(session).get(outbox.HELD, 0) if restores.holding(session) is not None else None
        unanswered, troubled = waiting.set_aside_since(session, now - RECENTLY), troubles.standing(session)
    yield from (_silent(each, now) if each.what in PARTS else _stuck(each, now) for each in found)
    if held is not None:
        yield warning(
            f"พักข้อความไว้ {held:,} ข้อความตั้งแต่กู้คืนข้อมูล",
            f"{held:,} messages are held since the restore",
            cure=(
                "เจ้าหน้าที่ยกเลิกหรือปล่อยในหน้า “ข้อความออก” ของโต๊ะทำงาน",
                "an officer cancels them or lets them go, on the desk's page of outgoing messages",
            ),
        )
    if failed:
        yield warning(
            f"ส่งข้อความไม่สำเร็จ {failed:,} ข้อความใน {RECENTLY.days} วัน",
            f"{failed:,} messages failed within {RECENTLY.days} days",
            cure=(
                "ดูสาเหตุในหน้าข้อความออกของแดชบอร์ด หรือบันทึก (log)",
                "the page of outgoing messages, or the log, tells why",
            ),
        )
    if unanswered:
        yield warning(
            f"ตอบข้อความจากแชตไม่สำเร็จ {unanswered:,} ข้อความใน {RECENTLY.days} วัน",
            f"{unanswered:,} messages from chats could not be answered within {RECENTLY.days} days",
            cure=("บันทึก (log) บอกสาเหตุ โปรดแจ้งผู้ดูแลระบบ", "the log tells why; tell who looks after this system"),
        )
    yield from map(_again_and_again, troubled)
    if all(each.since is None for each in found):
        yield ok("ไม่มีงานค้าง", "nothing is stuck")


def _again_and_again(trouble: Trouble) -> Finding:
    return warning(
        f"งานของหน่วยงาน {trouble.subject} ไม่สำเร็จ {trouble.times:,} ครั้ง ({trouble.problem})",
        f"work for the agency {trouble.subject} failed {trouble.times:,} times ({trouble.kind})",
        cure=("โปรดแจ้งผู้ดูแลระบบพร้อมข้อความในวงเล็บ", "tell who looks after this system, with what stands in brackets"),
    )


def _silent(each: Stuck, now: datetime) -> Finding:
    thai, english, cure = PARTS[each.what]
    if each.since is None:
        return ok(f"{thai} ยังไม่เคยเริ่ม", f"{english} never worked so far: {cure[1]}")
    minutes = _minutes(now - each.since)
    return fault(f"{thai} เงียบไป {minutes:,} นาที", f"{english} gave no sign for {minutes:,} minutes", cure=cure)


def _stuck(each: Stuck, now: datetime) -> Finding:
    assert each.since is not None, "only what waits since some time is stuck"
    thai, english = NAMES[each.what]
    minutes = _minutes(now - each.since)
    return fault(
        f"{thai} {each.count:,} รายการ รอมาแล้ว {minutes:,} นาที",
        f"{each.count:,} {english}, waiting for {minutes:,} minutes",
        cure=START,
    )


def _minutes(waited: timedelta) -> int:
    return int(waited.total_seconds() // 60)
