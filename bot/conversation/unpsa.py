"""What the sources say of the United Nations Public Service Awards 2022, and how the award's evidence serves it.

The deadline, the categories and what must be ready are those of the programme unpsa-2022, in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from scoring import programmes
from scoring.deadlines import Deadline, deadlines_of
from scoring.programme import Requirement

_PROGRAMME = programmes.load("unpsa-2022")
_WORDS = programmes.words(_PROGRAMME.id)
_ASKED_FOR = ("report.four_parts", "letter.two_different", "doc.website", "doc.at_most_three_addresses")


def _without_number(category: str) -> str:
    """A category without `สาขา 1` before it; the card numbers them."""
    return re.sub(r"^สาขา \d+ ", "", category)


def _to_have(requirement: Requirement) -> str:
    """`title: part part part`, the parts being the rows that have to say yes."""
    title = _without_source(_WORDS.requirement(requirement))
    parts = [_WORDS.label(item).removeprefix("มี") for item in requirement.inputs if item.type == "yes_no"]
    return f"{title}: {' '.join(parts)}" if parts else title


def _without_source(title: str) -> str:
    """A title without the paragraph of the source in brackets behind it."""
    return title.rpartition(" (")[0] or title


UNPSA_2022 = deadlines_of(_PROGRAMME, _WORDS, programmes.words(_PROGRAMME.id, "en"))[0]
CATEGORIES = tuple(
    _without_number(_WORDS.choice(_PROGRAMME.inputs["work.category"], code))
    for code in _PROGRAMME.inputs["work.category"].codes
)
TO_HAVE_READY = (
    *(_to_have(item) for item in _PROGRAMME.requirements if item.id in _ASKED_FOR),
    _without_source(_WORDS.section("questions")),
)
SERVED_BY = (
    ("B2", "นวัตกรรม"),
    ("B3", "ความยั่งยืน"),
    ("B4", "ความสำคัญและผลกระทบต่อประชาชน"),
    ("B5", "ผู้มีส่วนได้ส่วนเสีย และรายงานการประเมิน"),
)
"""Criteria of the award whose evidence can be used again, each with what it serves in UNPSA."""


def of_2022(deadlines: Iterable[Deadline]) -> Deadline:
    """The 2022 deadline as entered by the secretariat, else as its source states it."""
    return next((d for d in deadlines if d.programme == UNPSA_2022.programme), UNPSA_2022)


def later_cycle(deadlines: Iterable[Deadline], now: datetime) -> Deadline | None:
    """The nearest open deadline of another UNPSA cycle."""
    others = (d for d in deadlines if d.programme.startswith("unpsa") and d.programme != UNPSA_2022.programme)
    return min((d for d in others if d.is_open(now)), key=lambda d: d.closes_at, default=None)
