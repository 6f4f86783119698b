"""What one look at a link takes and brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.evidence.addresses import RefusedLinkError
from bot.evidence.health import Observation


class NotNowError(Exception):
    """It could not be looked at, for a reason not its own: its host is busy, or we are refused as a whole."""


class Turns(Protocol):
    """Who may ask a host, so that nobody asks it too often, in this process or another."""

    def take(self, host: str) -> bool:
        """Whether this look may ask the host now; it may then until it ends."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen, how many requests each host was sent for it, and which hosts answered at all."""

    seen: Observation
    requests: Mapping[str, int] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()


LookAt = Callable[[str, Turns], Look]
"""Looks at a link in its one spelling, having the turn of its own host. Raises `NotNowError`."""


def refused(error: RefusedLinkError) -> Observation:
    """What a link that must not be asked shows: that outsiders cannot open it, or nothing at all."""
    if error.reason == "private_address":
        return Observation("not_shared", error.reason)
    return Observation("not_checked", error.reason)
