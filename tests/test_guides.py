"""What the guides tell people to type is what the bot understands, and every picture in them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.conversation.words import recognise

DOCS = Path(__file__).parent.parent / "docs"
WORD_TO_TYPE = re.compile(r"`([\u0e00-\u0e7fA-Z][^`]*)`")


def test_every_word_of_the_officers_guide_is_understood() -> None:
    words = WORD_TO_TYPE.findall((DOCS / "for-officers.md").read_text(encoding="utf-8"))

    assert len(words) > 12
    assert [word for word in words if recognise(word) is None] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_picture_and_neighbour_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [name for name in named if not (page.parent / name).exists()] == []
