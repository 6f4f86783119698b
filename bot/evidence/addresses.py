"""Which addresses may be asked at all. Pure; what a name leads to is asked by `reach`.

Whoever writes a link into a workbook must not be able to make the bot ask what only the bot can reach: its own machine,
the network around it, the metadata service of its host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal
from urllib.parse import quote, urlsplit

LONGEST = 2000
"""Characters of the longest link that is asked for."""
PORTS = {"http": 80, "https": 443}

Refusal = Literal["unreadable", "too_long", "scheme", "user", "port", "odd_address", "private_address"]

_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT = "/%:@!$&'()*+,;=~-._"
_INSIDE = (
    ".localhost",
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".private",
    ".home.arpa",
    ".onion",
)
_REFUSED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and a cloud's metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's own service at an address that looks public
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/96",
        "::ffff:0:0/96",  # IPv4 in IPv6
        "::ffff:0:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",  # 6to4: any IPv4 address inside
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/9",
        "ff00::/8",
    )
)
_TRANSLATED = ip_network("64:ff9b::/96")


class RefusedLinkError(Exception):
    """This must not be asked for, or cannot; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        self.reason: Refusal = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `host` is in ASCII, an IPv6 address without brackets; `path` with its query, encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The link in its one spelling."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    @property
    def is_front_page(self) -> bool:
        """Whether it is the first page of a site, not something in it."""
        return re.fullmatch(r"/(?:(?:index|home|default)(?:\.[a-z]+)?/?)?", self.path, re.IGNORECASE) is not None


def target_of(link: str) -> Target:
    """Where a link leads. Raises `RefusedLinkError` where that must not be asked, whatever DNS would say."""
    text = link.strip()
    if len(text) > LONGEST:
        raise RefusedLinkError("too_long")
    if _FORBIDDEN.search(text):
        raise RefusedLinkError("unreadable")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise RefusedLinkError("unreadable") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise RefusedLinkError("scheme")
    if "@" in parts.netloc:
        raise RefusedLinkError("user")
    query = f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=_KEPT) + query
    return Target(scheme, host_in_ascii(parts.hostname or ""), PORTS[scheme] if port is None else port, path)


def host_in_ascii(host: str) -> str:
    """A host in its one spelling. Raises `RefusedLinkError` for private addresses, inner names and odd numbers."""
    if ":" in host:
        return _public(host)
    name = _to_ascii(host)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return _public(name)
    if not _HOST.fullmatch(name):
        raise RefusedLinkError("unreadable")
    if "." not in name or f".{name}".endswith(_INSIDE):
        raise RefusedLinkError("private_address")
    return name


def is_public(address: str) -> bool:
    """Whether an IP address, in its usual spelling, is out on the internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found in _TRANSLATED:
        return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
    scoped = isinstance(found, IPv6Address) and found.scope_id is not None
    return not scoped and not any(found in network for network in _REFUSED) and found.is_global


def is_address(host: str) -> bool:
    """Whether a host in its one spelling is an address already, which DNS need not be asked for."""
    return ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2]) is not None


def _to_ascii(host: str) -> str:
    """A name in lower case ASCII without the closing dot; letters of other scripts as DNS writes them."""
    if "%" in host or len(host) > 253:
        raise RefusedLinkError("unreadable")
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedLinkError("unreadable") from None
    return name.lower().removesuffix(".")


def _public(text: str) -> str:
    """An address in its usual spelling. Two, eight or sixteen as base, and left out parts, are tricks, not links."""
    try:
        found = ip_address(text)
    except ValueError:
        raise RefusedLinkError("odd_address") from None
    if not is_public(str(found)):
        raise RefusedLinkError("private_address")
    return str(found)
