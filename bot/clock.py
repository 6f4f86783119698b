"""The one place that tells the time. Everything else is given a clock, or the time itself."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import requests

TIMEOUT = (2.0, 2.0)
"""Seconds to connect and to read. The sandbox's clock is on the same machine."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class ClockError(Exception):
    """The sandbox's clock did not answer. Nothing goes on, since no other time would be right."""


class SystemClock:
    """This machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class RemoteClock:
    """The sandbox's clock, so that moving it moves the bot's time too."""

    def __init__(self, url: str) -> None:
        self._url = url

    def now(self) -> datetime:
        try:
            reply = requests.get(self._url, timeout=TIMEOUT)
            reply.raise_for_status()
            return datetime.fromisoformat(reply.json()["now"]).astimezone(UTC)
        except (requests.RequestException, ValueError, KeyError) as error:
            raise ClockError(
                f"นาฬิกาจำลองที่ {self._url} ไม่ตอบ โปรดเปิด tonbaeb sandbox หรือลบ CLOCK_URL ออก "
                f"(CLOCK_URL did not tell the time, {type(error).__name__}: start the sandbox, or remove CLOCK_URL)"
            ) from error


def time_told_by(root: str) -> datetime:
    """The time that a web server tells with any answer, in whole seconds, as of about now. Raises `ClockError`."""
    try:
        began = datetime.now(UTC)
        reply = requests.head(root, timeout=TIMEOUT, allow_redirects=False)
        halfway = (datetime.now(UTC) - began) / 2
        return parsedate_to_datetime(reply.headers["Date"]).astimezone(UTC) + halfway
    except (requests.RequestException, ValueError, KeyError) as error:
        raise ClockError(
            f"{root} ไม่บอกเวลา โปรดตรวจว่าเครื่องนี้ออกอินเทอร์เน็ตได้ "
            f"({root} did not tell the time, {type(error).__name__}: check that this machine reaches it)"
        ) from error


def clock_at(url: str) -> Clock:
    """The clock at `url` (CLOCK_URL), or this machine's where there is none."""
    return RemoteClock(url) if url else SystemClock()
