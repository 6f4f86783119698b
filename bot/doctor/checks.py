"""All checks, in the order in which one thing depends on another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.doctor import (
    clock_check,
    control_check,
    data_check,
    database_check,
    google_check,
    line_check,
    settings_check,
    work_check,
)
from bot.doctor.finding import Finding, State, fault
from bot.logs import where
from bot.services import Installation
from bot.settings import LINE_NEEDS, SettingsError, read


@dataclass(frozen=True, slots=True)
class Check:
    """One check by its name; `needs` are the names of those without which it cannot tell anything."""

    name: str
    thai: str
    look: Callable[[Installation], Iterator[Finding]]
    needs: tuple[str, ...] = ()


CHECKS = (
    Check("settings", "การตั้งค่า", lambda installation: settings_check.of_settings(installation.settings)),
    Check("database", "ฐานข้อมูล", database_check.check),
    Check("google", "Google", google_check.check, needs=("database",)),
    Check("control workbook", "สมุดงานควบคุม", control_check.check, needs=("database", "google")),
    Check("line token", "โทเค็นของ LINE", line_check.check_token),
    Check("line webhook", "เว็บฮุกของ LINE", line_check.check_webhook, needs=("line token",)),
    Check("line quota", "โควตาข้อความ", line_check.check_quota, needs=("database", "line token")),
    Check("clock", "นาฬิกา", clock_check.check),
    Check("queue", "คิวงาน", work_check.check_queue, needs=("database",)),
    Check("work", "งานที่ค้าง", work_check.check_work, needs=("database",)),
    Check("data", "ข้อมูลที่เก็บไว้", data_check.check, needs=("database",)),
)


def examine() -> Iterator[tuple[str, str, Finding]]:
    """Every finding with the name of its check in English and Thai. What depends on a fault is not looked at."""
    try:
        installation = Installation(read(needs=LINE_NEEDS))
    except SettingsError as error:
        yield from (("settings", "การตั้งค่า", each) for each in settings_check.of_mistakes(error))
        return
    ill: set[str] = set()
    for check in CHECKS:
        if ill.intersection(check.needs):
            continue
        for finding in _looked_at(check, installation):
            if finding.state is State.FAULT:
                ill.add(check.name)
            yield check.name, check.thai, finding


def _looked_at(check: Check, installation: Installation) -> Iterator[Finding]:
    """What a check finds. One that breaks is a fault itself, and keeps the others from nothing."""
    try:
        yield from check.look(installation)
    except Exception as error:  # noqa: BLE001 # the next checks still have something to tell
        yield fault(
            f"ตรวจไม่สำเร็จ ({where(error)})",
            "this could not be checked",
            cure=("โปรดแจ้งผู้ดูแลระบบพร้อมข้อความในวงเล็บ", "tell who looks after this system, with what stands in brackets"),
        )
