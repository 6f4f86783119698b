"""The one object that all parts of the sandbox share."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.clock import SandboxClock, real_time
from bot.sandbox.faults import Faults
from bot.sandbox.shelf import Shelf

__all__ = ["Sandbox", "Shelf"]

CALLS_KEPT = 10_000


class Sandbox:
    """State of one sandbox. Every request that reads or changes it holds `lock`; handlers are short.

    `root` is its address, "http://127.0.0.1:PORT", set once the port is known. `revision` grows with every
    change, so that the page knows when to draw again. `calls` are the API calls answered, the newest last.
    """

    def __init__(self, data_dir: Path | None = None, real: Callable[[], datetime] = real_time) -> None:
        self.shelf = Shelf(data_dir)
        self.clock = SandboxClock(self.shelf, real)
        self.faults = Faults()
        self.lock = threading.RLock()
        self.root = ""
        self.revision = 0
        self.calls: deque[dict[str, Any]] = deque(maxlen=CALLS_KEPT)

    def touch(self) -> None:
        self.revision += 1
