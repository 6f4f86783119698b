"""What strangers put where something else is expected; the same seed gives the same."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

MARK = "<script>zz()</script>"
"""Text that must never stand in a page as it is."""

TEXTS = (
    "",
    " ",
    "\x00",
    "\ufeff",
    "\u202eกขค",
    "\u2028",
    "\ud800",
    "ก" * 5000,
    "\r\nSet-Cookie: zz=1",
    "%00",
    "%0d%0azz",
    MARK,
    "\"'><img src=zz onerror=zz()>",
    "{{7*7}}",
    "${7*7}",
    '=HYPERLINK("https://zz")',
    "@SUM(A1)",
    "' OR 1=1 --",
    "../../etc/passwd",
    "javascript:zz()",
    "//zz.example",
    "http://127.0.0.1/",
    "A-00003",
    "A-1",
    "1.1",
    "๓",
    "0",
    "1",
    "-1",
    "2147483648",
    "9" * 30,
    "1e309",
    "NaN",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2022-03-27T02:30",
    "31/12/64",
    "th",
    "en",
    "yes",
    "officer",
    "ผูก ABCD2345",
    "ยืนยันผล A-1",
    "ลบข้อมูล",
    "ใช่",
    "Asia/Bangkok",
    "Asia/../x",
    "30d 3h",
    "hrmo-2565",
    "99999999999d",
    "a" * 64,
    "(" * 200,
    "สิทธิ" * 400,
    "😀" * 50,
    "กำ",
    "นํ้า",
)
VALUES: tuple[Any, ...] = (None, True, False, 0, -1, 2**31, 2**63, 10**400, 1.5, 1e308, [], {}, [[]], [None], {"": ""})


def text(random: Random) -> str:
    """One of the texts, a few of them joined, or letters at random."""
    match random.randrange(4):
        case 0:
            return "".join(
                chr(random.randrange(0x20, random.choice((0x7F, 0xE80, 0x3000)))) for _ in range(random.randrange(40))
            )
        case 1:
            return random.choice(("", " ", ",", "\n")).join(random.choices(TEXTS, k=random.randrange(1, 4)))
    return random.choice(TEXTS)


def value(random: Random) -> Any:
    return text(random) if random.random() < 0.5 else copy.deepcopy(random.choice(VALUES))


def changed_json(random: Random, record: Any) -> Any:
    """The record with one to four of its places changed: replaced, left out, doubled, or moved elsewhere."""
    made = copy.deepcopy(record)
    for _ in range(random.randrange(1, 5)):
        places = list(_places(made))
        if not places:
            return value(random)
        holder, key = random.choice(places)
        match random.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
            case 2:
                other, where = random.choice(places)
                if where in other if isinstance(other, dict) else where < len(other):
                    holder[key] = copy.deepcopy(other[where])
            case _:
                holder[key] = value(random)
    return made


def _places(record: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a record, as what holds it and its key."""
    keys: Any = list(record) if isinstance(record, dict) else range(len(record)) if isinstance(record, list) else ()
    for key in keys:
        yield record, key
        yield from _places(record[key])


def changed_bytes(random: Random, data: bytes) -> bytes:
    """The bytes with one to eight of them flipped, cut out, doubled or put in."""
    made = bytearray(data)
    for _ in range(random.randrange(1, 9)):
        at, length = random.randrange(len(made) + 1), random.randrange(1, 40)
        match random.randrange(4):
            case 0 if at < len(made):
                made[at] ^= 1 << random.randrange(8)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _:
                made[at:at] = random.randbytes(length)
    return bytes(made)


def as_json(record: Any) -> bytes:
    """Like any program writes it, with texts that are no Unicode escaped."""
    return json.dumps(record).encode()
