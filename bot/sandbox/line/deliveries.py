"""The log of webhook deliveries, as LINE's console shows its error statistics."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.shelf import Shelf

_KIND = "line.delivery"


@dataclass(frozen=True)
class Delivery:
    """One POST to the webhook. `status` is None where no answer came; `error` then says why."""

    webhookEventId: str  # noqa: N815  # told to the page under this name
    type: str
    at: str
    attempt: int
    isRedelivery: bool  # noqa: N815  # as above
    status: int | None
    error: str | None
    body: dict[str, Any]


class Deliveries:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, delivery: Delivery) -> None:
        self._shelf.put(_KIND, uuid.uuid4().hex, asdict(delivery))

    def newest(self, most: int) -> list[dict[str, Any]]:
        """The last `most` deliveries, the oldest of them first."""
        return list(self._shelf.all(_KIND).values())[-most:]
