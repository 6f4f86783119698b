"""Text that was typed with the keyboard in the other language: `8tcoo` is คะแนน, `หแนพำ` is score.

The Thai layout is Kedmanee (TIS 820-2538), key by key over the US one.
"""

from __future__ import annotations

_LATIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI = (
    "_ๅ/-ภถ\u0e38\u0e36คตจขช" + "ๆไ\u0e33พะ\u0e31\u0e35รนยบลฃ" + "ฟหกดเ\u0e49\u0e48าสวง" + "ผปแอ\u0e34\u0e37ทมใฝ"
    "%+๑๒๓๔\u0e39฿๕๖๗๘๙" + '๐"ฎฑธ\u0e4d\u0e4aณฯญฐ,ฅ' + "ฤฆฏโฌ\u0e47\u0e4bษศซ." + "()ฉฮ\u0e3a\u0e4c?ฒฬฦ"
)
_TO_THAI = str.maketrans(_LATIN, _THAI)
_TO_LATIN = str.maketrans(_THAI, _LATIN)


def meant_in_thai(text: str) -> tuple[str, ...]:
    """What Latin text may have been meant to be: its first word alone, as numbers and codes stay Latin, or all of it.

    Also as typed with the capitals locked. Empty where there is Thai in it already, or nothing to read.
    """
    text = text.strip()
    if not text or not text.isascii():
        return ()
    first, _, rest = text.partition(" ")
    heads = [f"{head.translate(_TO_THAI)} {rest}" for head in (first, first.swapcase())] if rest else []
    return (*heads, text.translate(_TO_THAI), text.swapcase().translate(_TO_THAI))


def meant_in_latin(text: str) -> str:
    """What Thai text would be with the keyboard in English; blank where it could not have been typed so."""
    latin = text.strip().translate(_TO_LATIN)
    return latin if latin.isascii() and not text.isascii() else ""
