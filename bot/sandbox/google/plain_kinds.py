"""Values that are no messages: texts, numbers, truth values, times, enumerations, as Google reads them from JSON."""

from __future__ import annotations

import json
import math
from datetime import datetime
from typing import Any

_SHOWN_LETTERS = 80
_WIDEST = {"int": 2**31, "int64": 2**63}
_NAMES = {"int": "TYPE_INT32", "int64": "TYPE_INT64", "number": "TYPE_DOUBLE"}


class BadValueError(ValueError):
    """The value is not of the kind, which the error names in Google's words."""


def read(kind: str, value: Any) -> Any:
    """`value` as a plain Python value of the kind; BadValueError where Google would refuse it."""
    if kind == "any":
        return value
    if kind == "boolean":
        return _boolean(value)
    if kind in _NAMES:
        return _number(kind, value)
    if not isinstance(value, str):
        raise BadValueError("enum" if "|" in kind else "TYPE_STRING")
    if kind == "time":
        return _time(value)
    if "|" in kind and value not in kind.split("|"):
        raise BadValueError("enum")
    return value


def quoted(value: Any) -> str:
    """A value as a refusal shows it, cut short where it is long."""
    return json.dumps(value, ensure_ascii=False)[:_SHOWN_LETTERS]


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise BadValueError("TYPE_BOOL")


def _number(kind: str, value: Any) -> int | float | str:
    """Whole numbers may come as texts; those of 64 bits stay texts, as Google itself tells them."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadValueError(_NAMES[kind])
    try:
        number = float(value)
    except ValueError:
        raise BadValueError(_NAMES[kind]) from None
    if kind == "number":
        return value if isinstance(value, int) else number
    if not math.isfinite(number) or number != int(number) or abs(number) >= _WIDEST[kind]:
        raise BadValueError(_NAMES[kind])
    return str(value) if kind == "int64" else int(number)


def _time(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadValueError("TYPE_STRING") from None
    if moment.tzinfo is None:
        raise BadValueError("TYPE_STRING")
    return value
