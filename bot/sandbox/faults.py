"""Switches for what goes wrong: a fault is armed for the next N requests that fit it."""

from __future__ import annotations

import math
import threading
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

# Applied by the application itself to any call of a Google or LINE API (see bot/sandbox/connection.py).
BEFORE_THE_WORK = frozenset({"401", "429", "429-bare", "500", "503", "504", "502-html", "hang", "reset"})
AFTER_THE_WORK = frozenset({"slow", "lost-answer", "503-after-work"})
CONNECTION_FAULTS = BEFORE_THE_WORK | AFTER_THE_WORK
# Refusals that only Drive gives, by Google's reasons; the last is told after the work was done.
DRIVE_REASONS = (
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "dailyLimitExceeded",
    "storageQuotaExceeded",
    "insufficientFilePermissions",
    "appNotAuthorizedToFile",
    "domainPolicy",
    "teamDriveFileLimitExceeded",
    "sharingRateLimitExceeded",
)
DRIVE_FAULTS = frozenset({*(f"403-{reason}" for reason in DRIVE_REASONS), "400-invalidSharingRequest"})
SHEETS_FAULTS = frozenset({"400-protected"})
# Taken by the Google stand-in where something is edited, or changes are listed.
GOOGLE_FAULTS = frozenset({"drive-lag", "changes-duplicate", "changes-reordered", "page-token-refused"})
# Taken by the LINE stand-in where it sends, or delivers a webhook.
LINE_FAULTS = frozenset(
    {"timeout-after-accept", "429-quota", "duplicate-webhook", "reorder-webhooks", "standby-webhook"}
)
KNOWN_FAULTS = CONNECTION_FAULTS | DRIVE_FAULTS | SHEETS_FAULTS | GOOGLE_FAULTS | LINE_FAULTS


@dataclass
class ArmedFault:
    """One switch. `path` is a piece of the request's path, `method` an HTTP method; empty fits all.

    `seconds` is how long what takes time lasts (a hang, a slow answer, a lag, the wait asked for); 0 is its usual time.
    """

    fault: str
    times: int
    path: str
    method: str
    seconds: float = 0

    def fits(self, request_path: str, method: str) -> bool:
        return self.path in request_path and self.method in ("", method.upper())


class Faults:
    """The armed faults, in the order in which they were armed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[ArmedFault] = []

    def arm(self, fault: str, *, times: int = 1, path: str = "", method: str = "", seconds: float = 0) -> None:
        if fault not in KNOWN_FAULTS:
            raise ValueError(f"unknown fault {fault!r}; known are {', '.join(sorted(KNOWN_FAULTS))}")
        if times < 1:
            raise ValueError("times must be 1 or more")
        if not 0 <= seconds < math.inf:
            raise ValueError("seconds must be 0 or more")
        with self._lock:
            self._armed.append(ArmedFault(fault, times, path, method.upper(), seconds))

    def take(self, request_path: str, method: str, *, among: Collection[str] = KNOWN_FAULTS) -> str | None:
        """The first armed fault of `among` that fits this request, counted down; None where all is well."""
        armed = self.strike(request_path, method, among=among)
        return armed.fault if armed else None

    def strike(self, request_path: str, method: str, *, among: Collection[str]) -> ArmedFault | None:
        """As `take`, with all that was said when the fault was armed."""
        with self._lock:
            for armed in self._armed:
                if armed.fault in among and armed.fits(request_path, method):
                    self._count_down(armed)
                    return armed
        return None

    def listing(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(armed) for armed in self._armed]

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()

    def _count_down(self, armed: ArmedFault) -> None:
        armed.times -= 1
        if armed.times == 0:
            self._armed.remove(armed)
