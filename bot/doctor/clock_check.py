"""This machine's clock against LINE's: a clock that is minutes wrong keeps Google from accepting any sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.clock import ClockError, SystemClock, time_told_by
from bot.doctor.finding import Finding, fault, ok, warning
from bot.services import Installation

NOTABLE = timedelta(seconds=30)
TOO_MUCH = timedelta(minutes=4)
"""Google refuses tokens that are five minutes from its own time."""

CURE = (
    "เปิดการตั้งเวลาอัตโนมัติ (NTP) ของเครื่องนี้ เช่น timedatectl set-ntp true",
    "let this machine set its clock by NTP, with timedatectl set-ntp true for one",
)


def check(installation: Installation) -> Iterator[Finding]:
    try:
        told = time_told_by(installation.settings.line_api_root)
    except ClockError as error:
        yield warning("เทียบนาฬิกาไม่ได้", "the clock could not be compared", cure=(str(error), str(error)))
        return
    yield of_difference(abs(SystemClock().now() - told))
    if installation.settings.clock_url:
        try:
            installation.clock.now()
        except ClockError as error:
            yield fault("นาฬิกาจำลองไม่ตอบ", "CLOCK_URL does not answer", cure=(str(error), str(error)))


def of_difference(difference: timedelta) -> Finding:
    """`difference` from LINE's clock, which tells whole seconds."""
    seconds = round(difference.total_seconds())
    if difference < NOTABLE:
        return ok(f"นาฬิกาตรง (ต่าง {seconds} วินาที)", f"the clock is right ({seconds} s off)")
    made = fault if difference >= TOO_MUCH else warning
    return made(f"นาฬิกาเครื่องนี้ผิดไป {seconds:,} วินาที", f"the clock is {seconds:,} s off", cure=CURE)
