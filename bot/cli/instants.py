"""Instants and times of the clock as they are typed on the command line."""

from __future__ import annotations

import argparse
from datetime import datetime

_FIRST_YEAR, _LAST_YEAR = 1900, 2400
"""An instant beyond these is a slip, most often a year of the Buddhist Era."""


def instant(text: str) -> datetime:
    """An aware instant: `2022-03-31T16:30:00+07:00`."""
    told = time_or_instant(text)
    if told.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no zone; write it as 2022-03-31T16:30:00+07:00")
    return told


def time_or_instant(text: str) -> datetime:
    """An instant, or without its offset (naive) a time of the clock in a zone that is told elsewhere."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no instant; write it as 2022-03-31T16:30:00+07:00") from error
    if not _FIRST_YEAR <= told.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"{text} has a year that is none of the Common Era's, such as 2022")
    return told
