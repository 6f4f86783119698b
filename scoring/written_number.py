"""The number that a text states, as people type it in a setting or a mark and as programme files hold it."""

from __future__ import annotations

import re
from fractions import Fraction

LONGEST_TYPED = 20
LONGEST_KEPT = 60
"""A typed decimal becomes a fraction of about twice as many digits."""
_WRITTEN = re.compile(r"-?\d+(\.\d+|/\d+)?")


def number_in(text: str, longest: int = LONGEST_TYPED) -> Fraction | None:
    """The exact number of a text such as `32`, `32.5` or `5/2`, in the digits of any script; None where it is none.

    An exponent is none: a few characters could state a number that fills the memory.
    """
    if len(text) > longest or not _WRITTEN.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None
