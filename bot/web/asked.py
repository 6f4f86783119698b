"""What a request asks for, as far as a database can hold it."""

from __future__ import annotations

from itertools import chain

from flask import abort, request
from werkzeug.routing import IntegerConverter

_MOST_DIGITS = 9


class RowNumber(IntegerConverter):
    """A whole number in an address that a column of numbers can hold; an address with another one is no page."""

    regex = rf"\d{{1,{_MOST_DIGITS}}}"


def row_number(name: str) -> int | None:
    """The whole number of this name, typed into a form or standing behind the address; None for anything else."""
    text = request.values.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def refuse_nul() -> None:
    """Answer 400 to a request that brings a NUL, which nobody types and PostgreSQL does not keep."""
    typed = chain.from_iterable(request.values.items(multi=True))
    if any("\x00" in text for text in (request.path, *typed)):
        abort(400)
