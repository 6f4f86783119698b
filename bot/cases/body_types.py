"""Of what type a body is: the codes and names of one programme, whichever programme the body takes part in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.reading_briefs import BODY
from scoring import programmes
from sheets_schema.normalise import comparable

_NAMED_BY = "hrmo-2565"


def types(language: str = "th") -> dict[str, str]:
    """The name of every type by its code, in the order in which the programme lists them."""
    item, words = programmes.load(_NAMED_BY).inputs[BODY], programmes.words(_NAMED_BY, language)
    return {code: words.choice(item, code) for code in item.codes}


def type_named(programme: str, code: str, language: str = "th") -> str:
    """What a programme calls a type, or what it is called elsewhere where the programme does not ask for it."""
    item = programmes.load(programme).inputs.get(BODY) if programme in programmes.ids() else None
    if item is not None and code in item.codes:
        return programmes.words(programme, language).choice(item, code)
    return types(language).get(code, code)


def type_in(text: str, known: Mapping[str, str]) -> str | None:
    """The code that a text says by itself or by its name (`known`: names by code); None where it says no type."""
    said = comparable(text)
    return next((code for code, name in known.items() if said in {comparable(code), comparable(name)}), None)
