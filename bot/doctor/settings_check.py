"""The settings: complete, well formed, and of the real services."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.finding import Finding, fault, ok, warning
from bot.settings import Settings, SettingsError

MEND = (
    "แก้ใน .env หรือตัวแปรสภาพแวดล้อม แล้วสั่ง tonbaeb doctor อีกครั้ง",
    "correct it in .env or in the environment, then run tonbaeb doctor again",
)


def of_mistakes(error: SettingsError) -> Iterator[Finding]:
    """Every mistake, each with its sentence in both languages."""
    for mistake in error.mistakes:
        yield fault(f"{mistake.name}: {mistake.sentence}", f"{mistake.name} needs correcting", cure=MEND)


def of_settings(settings: Settings) -> Iterator[Finding]:
    """That they are complete; which roots are not the real services'."""
    yield ok("การตั้งค่าครบถ้วน", "the settings are complete")
    for name, root in settings.unreal_roots():
        yield warning(
            f"{name} = {root} ไม่ใช่บริการจริง",
            f"{name} is not the real service",
            cure=(f"ลบ {name} ออกเมื่อใช้งานจริง", f"remove {name} for real use"),
        )
