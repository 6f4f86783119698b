"""Which agency an officer names by its code, and what they write behind it."""

from __future__ import annotations

import re

from bot.conversation.spelling import visible
from bot.conversation.view import View
from sheets_schema.thai import arabic_digits

_BETWEEN = " \t\r\n:=-–"


def named_agency(argument: str, view: View) -> tuple[str | None, str]:
    """The code as it is registered (None where there is no such agency) and the text behind it as it was typed.

    Capitals, Thai digits and a missing space before Thai do not matter; `A-1` does not stand in `A-10`. An agency's
    whole name does for its code.
    """
    typed = visible(argument).strip()
    for code in sorted(view.agencies, key=len, reverse=True):
        pattern = rf"{re.escape(arabic_digits(code))}(?![a-z0-9_]|-[a-z0-9])"
        found = re.match(pattern, arabic_digits(typed), re.IGNORECASE)
        if found:
            return code, typed[found.end() :].lstrip(_BETWEEN)
    return _by_name(typed, view)


def _by_name(typed: str, view: View) -> tuple[str | None, str]:
    """The same by name, the longest that stands there; a name that two agencies have names neither."""
    names = [name for name in view.agencies.values() if name and typed.startswith(name)]
    longest = max(names, key=len, default="")
    codes = [code for code, name in view.agencies.items() if name == longest]
    return (codes[0], typed.removeprefix(longest).lstrip(_BETWEEN)) if len(codes) == 1 else (None, typed)
