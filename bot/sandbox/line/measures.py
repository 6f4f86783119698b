"""How LINE measures text, addresses and JSON (LINE reference, limits)."""

from __future__ import annotations

import json
from urllib.parse import quote, urlsplit

from bot.sandbox.line.shapes import INVALID, Check, Complaint, Complaints, Path

_KEPT_AS_IS = "%:/?#[]@!$&'()*+,;=-._~"


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def bytes_on_the_wire(document: object) -> int:
    """Compact JSON with every character beyond ASCII escaped, as line-bot-sdk sends it."""
    return len(json.dumps(document, separators=(",", ":")))


def address(*schemes: str, most: int) -> Check:
    """A URI of one of `schemes`, at most `most` characters once it is percent-encoded."""

    def check(value: object, path: Path) -> Complaints:
        if not isinstance(value, str):
            yield Complaint(path, INVALID)
        elif len(quote(value, safe=_KEPT_AS_IS, errors="replace")) > most:
            yield Complaint(path, f"size must be between 0 and {most}")
        else:
            yield from _wrong_place(value, schemes, path)

    return check


def _wrong_place(value: str, schemes: tuple[str, ...], path: Path) -> Complaints:
    try:
        parts = urlsplit(value)
    except ValueError:
        yield Complaint(path, "invalid uri")
        return
    if parts.scheme.lower() not in schemes:
        yield Complaint(path, "invalid uri scheme" if parts.scheme else "invalid uri")
    elif parts.scheme.lower() in {"http", "https"} and not parts.hostname:
        yield Complaint(path, "invalid uri")


LINK = address("http", "https", "line", "tel", most=1000)
PICTURE = address("https", most=2000)
