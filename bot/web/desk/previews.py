"""What a LINE message says, line by line, from its own JSON: a plain preview for the secretariat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def lines_of(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every text that people see, in reading order; buttons in square brackets."""
    return [line for message in messages for line in _message(message) if line.strip()]


def _message(message: Mapping[str, Any]) -> Iterator[str]:
    if message.get("type") == "flex":
        yield from _component(message.get("contents", {}))
    elif "text" in message:
        yield str(message["text"])
    else:
        yield str(message.get("altText") or f"({message.get('type')})")


def _component(component: Any) -> Iterator[str]:
    if not isinstance(component, Mapping):
        return
    kind = component.get("type")
    if kind == "text":
        spans = component.get("contents") or ()
        yield str(component.get("text") or "".join(str(span.get("text", "")) for span in spans))
    elif kind == "button":
        yield f"[{component.get('action', {}).get('label', '')}]"
    elif kind == "bubble":
        for part in ("header", "hero", "body", "footer"):
            yield from _component(component.get(part))
    elif kind == "box" and component.get("layout") == "horizontal":
        yield "  ".join(line for each in component.get("contents", ()) for line in _component(each))
    else:
        for each in component.get("contents", ()):
            yield from _component(each)
