"""Usable evidence links, found wherever people put them in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheets_schema.cells import Cell
from sheets_schema.normalise import visible

_BETWEEN_LINKS = re.compile(r"[\s,]+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]")
_WRAPPERS = "()[]{}<>\"'“”‘’«».;!"
# RFC 3986, section 3.2: userinfo, host and port end at the first / ? or #. Letters beyond ASCII are accepted as the
# browsers show them (ตัวอย่าง.ไทย).
# The doubled signs never give back what they took: no character of a name can be what comes after it.
_PLAIN = r"A-Za-z0-9\-._~!$&'()*+;=\u0080-\U0010ffff"
_HEX = r"%[0-9A-Fa-f]{2}"
_USER = rf"(?:[{_PLAIN}:]++|{_HEX})*+"
_NAME = rf"(?:[{_PLAIN}]++|{_HEX})++"
_LITERAL = r"\[(?P<literal>[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\.[^\[\]/?#]+)\]"
_AUTHORITY = rf"(?:{_USER}@)?(?:{_LITERAL}|{_NAME})(?::[0-9]*)?"
_USABLE = re.compile(rf"(?i:https?)://{_AUTHORITY}(?:[/?#].*)?", re.DOTALL)
_HYPERLINK = re.compile(r"""^\s*=\s*\+?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;)]""", re.IGNORECASE)


def usable_links(cell: Cell) -> tuple[str, ...]:
    """The http and https links of a cell that name a host: attached to it first, then those in its text; each once."""
    if cell.value is None and not cell.links:
        return ()
    links = dict.fromkeys(map(visible, cell.links))
    if cell.value not in links:
        links.update(dict.fromkeys(_links_in(cell)))
    return tuple(filter(is_usable, links))


def is_usable(link: str) -> bool:
    """Whether a text is a http or https link with a host, as RFC 3986 reads it."""
    found = _USABLE.fullmatch(link)
    return found is not None and (found["literal"] is None or _is_address(found["literal"]))


def _is_address(literal: str) -> bool:
    """Whether what stands in brackets is an IPv6 address, or one of a future version."""
    return literal[0] in "vV" or _parses(literal)


def _parses(literal: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address  # noqa: PLC0415 - such links are rare, the import is slow

    try:
        IPv6Address(literal)
    except AddressValueError:
        return False
    return True


def hyperlink_of(formula: str) -> str | None:
    """The address in `=HYPERLINK("address", ...)`, where it is written out."""
    found = _HYPERLINK.match(formula)
    return found.group(1).replace('""', '"') if found else None


def _links_in(cell: Cell) -> Iterator[str]:
    """The links written in a cell's text, also right behind Thai words or a bracket, but not inside another address."""
    if not isinstance(cell.value, str):
        return
    for token in _BETWEEN_LINKS.split(visible(cell.value)):
        start = _SCHEME.search(token)
        if start and not _LATIN.search(token, 0, start.start()):
            yield _unwrapped(token[start.start() :])


def _unwrapped(link: str) -> str:
    """The link without the brackets and stops of the sentence around it; a bracket opened inside it stays."""
    bare = link.rstrip(_WRAPPERS)
    for opening, closing in ("()", "[]"):
        if opening in bare and link.startswith(f"{bare}{closing}"):
            return f"{bare}{closing}"
    return bare
