"""A menu as LINE takes it: a rich menu object and its picture, under a name that says what is in them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from bot.conversation.cards.buttons import ask
from bot.menus.drawing import svg_of
from bot.menus.grid import HEIGHT, WIDTH, tiles_with_bounds
from bot.menus.kinds import MENUS, Kind
from bot.menus.picture import png_of

OURS = "tonbaeb "
"""What the names of all our menus begin with; others on the channel are left alone."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A menu that can be handed to LINE. Two with the same `name` do and look the same."""

    name: str
    body: dict[str, Any]
    svg: str

    @property
    def png(self) -> bytes:
        return png_of(self.svg)


def ready(kind: Kind) -> Ready:
    """One of the menus. Its name follows from what was drawn, not from the bytes that a release of the drawer makes."""
    menu = MENUS[kind]
    areas = [
        {"bounds": bounds._asdict(), "action": ask(tile.word, label=tile.label)}
        for tile, bounds in tiles_with_bounds(menu)
    ]
    size = {"width": WIDTH, "height": HEIGHT}
    body: dict[str, Any] = {"size": size, "selected": True, "chatBarText": menu.bar, "areas": areas}
    svg = svg_of(menu)
    digest = hashlib.sha256(json.dumps([body, svg], sort_keys=True).encode()).hexdigest()[:12]
    name = f"{OURS}{kind} {digest}"
    return Ready(name, {**body, "name": name}, svg)
