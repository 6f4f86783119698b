"""Links as people and attackers write them: each is refused, or leads to one public host in one spelling."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from random import Random

from bot.evidence.addresses import PORTS, RefusedLinkError, is_address, is_public, target_of
from bot.evidence.drive_links import drive_file_in
from bot.evidence.names import asked_at, name_of, normalised
from sheets_schema.cells import Cell
from sheets_schema.links import usable_links
from tests.fuzz import junk

_SCHEMES = (
    "http://",
    "https://",
    "HTTP://",
    "file://",
    "gopher://",
    "ftp://",
    "javascript:",
    "//",
    "http:/",
    "http:\\\\",
    "",
)
_HOSTS = (
    "example.go.th",
    "127.0.0.1",
    "0177.0.0.1",
    "0x7f.1",
    "2130706433",
    "127.1",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1%25eth0]",
    "169.254.169.254",
    "metadata.google.internal",
    "１２７.０.０.１",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "xn--",
    "กรม.ไทย",
    "drive.google.com",
    "docs.google.com",
    "a" * 64 + ".com",
    "a..b",
    ".",
    "-",
    "_",
    "10.0.0.1",
    "[",
    "]",
    "[]",
    "[::",
    "8.8.8.8",
    "example.com@127.0.0.1",
    "127.0.0.1#@example.com",
    "example.com\\@127.0.0.1",
    "192.168.0.1.",
    "[fc00::1]",
    "[::127.0.0.1]",
)
_PORTS = ("", ":80", ":443", ":22", ":0", ":65536", ":", ":x", ":๘๐")
_PATHS = (
    "",
    "/",
    "/file/d/" + "a" * 20 + "/view",
    "/open?id=" + "b" * 20,
    "/a b",
    "/%",
    "/%00",
    "/\r\nHost: x",
    "/../..",
    "?q=ก",
    "#x",
    "/spreadsheets/d/e/" + "c" * 30 + "/pub",
    "/uc?id[]=1",
    "/a/b/file/d/x",
    "//127.0.0.1/",
    "/\x7f",
)


class Links:
    """One kind of input: a link made of pieces."""

    name = "evidence links"

    def tried(self, seed: int) -> Iterator[str]:
        random = Random(seed)
        parts = [random.choice(_SCHEMES), random.choice(_HOSTS), random.choice(_PORTS), random.choice(_PATHS)]
        if random.random() < 0.3:
            parts.insert(random.randrange(5), junk.text(random))
        link = "".join(parts)
        once = normalised(link)
        if normalised(once) != once:
            yield f"{link!r} has two spellings: {once!r}, {normalised(once)!r}"
        if name_of(link) != name_of(once) or not asked_at(link):
            yield f"{link!r} has no one name"
        if any(
            not each.lower().startswith(("http://", "https://")) for each in usable_links(Cell(link, link, (link,)))
        ):
            yield f"{link!r} is usable"
        drive_file_in(link)
        yield from _wrong_target(link)


def _wrong_target(link: str) -> Iterator[str]:
    try:
        target = target_of(link)
    except RefusedLinkError:
        return
    if target.scheme not in PORTS or not target.url.isascii() or any(sign in target.url for sign in "\r\n \t\\"):
        yield f"{link!r} would be asked as {target.url!r}"
    if is_address(target.host) and not (is_public(target.host) and ip_address(target.host).is_global):
        yield f"{link!r} leads to {target.host}"
