"""Whether work gets done: the queue can be reached, and nothing has been waiting for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.cases.work_state import RECENTLY, is_stuck
from bot.doctor.finding import Finding, fault, ok, warning
from bot.jobs.wakeups import ENOUGH
from bot.services import Installation
from bot.store import line_quota, troubles, waiting
from bot.store.troubles import Trouble
from bot.store.waiting import Waiting

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
PULSE = timedelta(hours=1)
"""A worker that runs asks LINE each half hour."""


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
        found, quota = waiting.everything(session, now), line_quota.find(session, now)
        failed = waiting.failed_since(session, now - RECENTLY)
        unanswered, troubled = waiting.set_aside_since(session, now - RECENTLY), troubles.standing(session)
    stuck = [each for each in found if is_stuck(each, now)]
    yield from (_stuck(each, now) for each in stuck)
    if quota is not None and quota.tried_at is not None and now - quota.tried_at > PULSE:
        minutes = int((now - quota.tried_at).total_seconds() // 60)
        yield warning(
            f"ไม่มีโปรแกรมทำงานมา {minutes:,} นาที", f"nothing has been at work for {minutes:,} minutes", cure=START
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
    if not stuck:
        yield ok("ไม่มีงานค้าง", "nothing is stuck")


def _again_and_again(trouble: Trouble) -> Finding:
    return warning(
        f"งานของหน่วยงาน {trouble.subject} ไม่สำเร็จ {trouble.times:,} ครั้ง ({trouble.problem})",
        f"work for the agency {trouble.subject} failed {trouble.times:,} times ({trouble.kind})",
        cure=("โปรดแจ้งผู้ดูแลระบบพร้อมข้อความในวงเล็บ", "tell who looks after this system, with what stands in brackets"),
    )


def _stuck(each: Waiting, now: datetime) -> Finding:
    assert each.since is not None, "only what waits since some time is stuck"
    thai, english = NAMES[each.kind]
    minutes = int((now - each.since).total_seconds() // 60)
    return fault(
        f"{thai} {each.count:,} รายการ รอมาแล้ว {minutes:,} นาที",
        f"{each.count:,} {english}, waiting for {minutes:,} minutes",
        cure=START,
    )
