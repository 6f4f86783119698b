"""Switches for what goes wrong: a fault is armed for the next N requests that fit it."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

# Applied by the application itself to any call of a Google or LINE API (see bot/sandbox/connection.py).
CONNECTION_FAULTS = frozenset({"429", "500", "503", "502-html", "hang", "reset", "lost-answer"})
# Taken by the Google stand-in when something is edited.
GOOGLE_FAULTS = frozenset({"drive-lag"})
# Taken by the LINE stand-in where it sends, or delivers a webhook.
LINE_FAULTS = frozenset({"timeout-after-accept", "429-quota", "duplicate-webhook", "reorder-webhooks"})
KNOWN_FAULTS = CONNECTION_FAULTS | GOOGLE_FAULTS | LINE_FAULTS


@dataclass
class ArmedFault:
    """One switch. `path` is a piece of the request's path, `method` an HTTP method; empty fits all."""

    fault: str
    times: int
    path: str
    method: str

    def fits(self, request_path: str, method: str) -> bool:
        return self.path in request_path and self.method in ("", method.upper())


class Faults:
    """The armed faults, in the order in which they were armed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[ArmedFault] = []

    def arm(self, fault: str, *, times: int = 1, path: str = "", method: str = "") -> None:
        if fault not in KNOWN_FAULTS:
            raise ValueError(f"unknown fault {fault!r}; known are {', '.join(sorted(KNOWN_FAULTS))}")
        if times < 1:
            raise ValueError("times must be 1 or more")
        with self._lock:
            self._armed.append(ArmedFault(fault, times, path, method.upper()))

    def take(self, request_path: str, method: str, *, among: Collection[str] = KNOWN_FAULTS) -> str | None:
        """The first armed fault of `among` that fits this request, counted down; None where all is well."""
        with self._lock:
            for armed in self._armed:
                if armed.fault in among and armed.fits(request_path, method):
                    self._count_down(armed)
                    return armed.fault
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
