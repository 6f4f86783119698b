"""Thai as people type it on phones: what is the same word is made the same text."""

from __future__ import annotations

import re
import unicodedata

from sheets_schema.thai import arabic_digits

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_MENTION = re.compile(r"@\S+")
_PUNCTUATION = re.compile(r"[!?,;:\"'“”‘’()\[\]{}…ๆฯ/\\|*]+|\.+(?!\d)")
_TONES = re.compile("[\u0e47-\u0e4e]")
_LOOKALIKES = (("เเ", "แ"), ("\u0e4d\u0e32", "\u0e33"), ("ํ", ""))
_POLITE_ENDINGS = (
    "นะครับ",
    "นะคะ",
    "นะค่ะ",
    "ครับผม",
    "ครับ",
    "คับ",
    "ค้าบ",
    "คร้าบ",
    "ค่ะ",
    "คะ",
    "ค่า",
    "จ้า",
    "จ้ะ",
    "จ๊ะ",
    "นะ",
    "หน่อย",
    "ด้วย",
    "please",
    "pls",
)
_POLITE_OPENINGS = (
    "ขอทราบ",
    "ขอดู",
    "อยากทราบ",
    "อยากดู",
    "อยากรู้",
    "เช็ค",
    "เช็ก",
    "รบกวน",
    "แสดง",
    "show",
    "please",
    "ขอ",
    "ดู",
)


def visible(text: str) -> str:
    """The text without what cannot be seen, its marks in their usual order."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def plain(text: str) -> str:
    """The text without what cannot be seen, in small letters, with Arabic digits and single spaces."""
    text = visible(text)
    for seen, meant in _LOOKALIKES:
        text = text.replace(seen, meant)
    text = _PUNCTUATION.sub(" ", _MENTION.sub(" ", arabic_digits(text)))
    return " ".join(text.casefold().split())


def squeezed(text: str) -> str:
    """Plain text without spaces, as Thai words may be typed with or without them."""
    return plain(text).replace(" ", "")


def without_tones(text: str) -> str:
    """The text without tone marks and other marks above, which are often left out or doubled."""
    return _TONES.sub("", text)


def without_politeness(text: str) -> str:
    """Plain text without polite words around it; at least something is left."""
    while True:
        shorter = _cut_once(text)
        if shorter == text:
            return text
        text = shorter


def _cut_once(text: str) -> str:
    for ending in _POLITE_ENDINGS:
        if text.endswith(ending) and text != ending:
            return text.removesuffix(ending).strip()
    for opening in _POLITE_OPENINGS:
        if text.startswith(opening) and text != opening:
            return text.removeprefix(opening).strip()
    return text
