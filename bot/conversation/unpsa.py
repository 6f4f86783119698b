"""What the sources say of the United Nations Public Service Awards 2022, and how the award's evidence serves it.

The deadline, the categories and what must be ready are those of the programme unpsa-2022, in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from bot.conversation.view import Outlook
from scoring import programmes
from scoring.deadlines import Deadline, deadlines_of
from scoring.programme import Requirement
from scoring.scorecard import RequirementResult
from scoring.wording import Wording

_PROGRAMME = "unpsa-2022"
_ASKED_FOR = ("report.four_parts", "letter.two_different", "doc.website", "doc.at_most_three_addresses")
SERVED_BY = (
    ("B2", "นวัตกรรม"),
    ("B3", "ความยั่งยืน"),
    ("B4", "ความสำคัญและผลกระทบต่อประชาชน"),
    ("B5", "ผู้มีส่วนได้ส่วนเสีย และรายงานการประเมิน"),
)
"""Criteria of the award whose evidence can be used again, each with what it serves in UNPSA."""


class Call(NamedTuple):
    """A call for applications: when it closes as its source states it, its categories, and what must be ready."""

    deadline: Deadline
    categories: tuple[str, ...]
    to_have_ready: tuple[str, ...]


@cache
def call_of_2022() -> Call:
    """The call of 2022 in the Thai words of its programme."""
    programme, words = programmes.load(_PROGRAMME), programmes.words(_PROGRAMME)
    deadline, *_ = deadlines_of(programme, words, programmes.words(_PROGRAMME, "en"))
    category = programme.inputs["work.category"]
    asked_for = (_to_have(item, words) for item in programme.requirements if item.id in _ASKED_FOR)
    return Call(
        deadline=deadline,
        categories=tuple(_without_number(words.choice(category, code)) for code in category.codes),
        to_have_ready=(*asked_for, _without_source(words.section("questions"))),
    )


def of_2022(deadlines: Iterable[Deadline]) -> Deadline:
    """The 2022 deadline as entered by the secretariat, else as its source states it."""
    return next((d for d in deadlines if d.programme == _PROGRAMME), call_of_2022().deadline)


def later_cycle(deadlines: Iterable[Deadline], now: datetime) -> Deadline | None:
    """The nearest open deadline of another UNPSA cycle."""
    others = (d for d in deadlines if d.programme.startswith("unpsa") and d.programme != _PROGRAMME)
    return min((d for d in others if d.is_open(now)), key=lambda d: d.closes_at, default=None)


def lacking_in(outlook: Outlook) -> tuple[RequirementResult, ...]:
    """What the file of another programme is still asked for by now, going by what the workbook brings to it."""
    return tuple(item for item in outlook.prospect.card.requirements if item.counts and item.is_open)


def _to_have(requirement: Requirement, words: Wording) -> str:
    """`title: part part part`, the parts being the rows that have to say yes."""
    title = _without_source(words.requirement(requirement))
    parts = [words.label(item).removeprefix("มี") for item in requirement.inputs if item.type == "yes_no"]
    return f"{title}: {' '.join(parts)}" if parts else title


def _without_number(category: str) -> str:
    """A category without `สาขา 1` before it; the card numbers them."""
    return re.sub(r"^สาขา \d+ ", "", category)


def _without_source(title: str) -> str:
    """A title without the paragraph of the source in brackets behind it."""
    return title.rpartition(" (")[0] or title
