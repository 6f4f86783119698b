"""The forms of conditions: the words that go together, what each word names or says, and where a form may stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from scoring.linter.finding import Phrase
from scoring.linter.shapes import (
    AT_LEAST_PER_CENT,
    CODE,
    DAY,
    NAME,
    PER_CENT,
    POSITIVE,
    YEARS,
    Listing,
    Shape,
)

Form = frozenset[str]
Room = Literal["levels", "needs", "applies"]
"""Where a condition stands: in levels and their needs, in what a requirement needs, or in whom it applies to."""


def _forms(*written: str) -> tuple[Form, ...]:
    return tuple(frozenset(words.split(" + ")) for words in written)


TYPES_ASKED: Mapping[Form, Mapping[str, str]] = {
    frozenset({"is_yes"}): {"is_yes": "yes_no"},
    frozenset({"is_no"}): {"is_no": "yes_no"},
    frozenset({"answered"}): {"answered": "any"},
    frozenset({"choice", "among"}): {"choice": "choice"},
    frozenset({"count", "at_least"}): {"count": "count"},
    frozenset({"part", "of", "at_least"}): {"part": "count", "of": "count"},
    frozenset({"part", "of", "more_than"}): {"part": "count", "of": "count"},
    frozenset({"equal", "to"}): {"equal": "count", "to": "count"},
    frozenset({"date", "runs", "by"}): {"date": "date"},
    frozenset({"words", "at_most"}): {"words": "text"},
}
"""The forms that name inputs, and the type of each input they name."""

VALUES_ASKED: Mapping[Form, Mapping[str, Shape]] = {
    frozenset({"choice", "among"}): {"among": Listing(CODE)},
    frozenset({"count", "at_least"}): {"at_least": POSITIVE},
    frozenset({"rows", "at_least"}): {"at_least": POSITIVE},
    frozenset({"kinds", "at_least"}): {"at_least": POSITIVE},
    frozenset({"part", "of", "at_least"}): {"at_least": AT_LEAST_PER_CENT},
    frozenset({"part", "of", "more_than"}): {"more_than": PER_CENT},
    frozenset({"level_of", "at_least"}): {"at_least": POSITIVE},
    frozenset({"date", "runs", "by"}): {"runs": YEARS, "by": DAY},
    frozenset({"different"}): {"different": Listing(NAME)},
    frozenset({"rows", "at_most"}): {"at_most": POSITIVE},
    frozenset({"links", "at_most"}): {"links": Listing(NAME), "at_most": POSITIVE},
    frozenset({"words", "at_most"}): {"at_most": POSITIVE},
    frozenset({"rows", "each", "at_least"}): {"at_least": POSITIVE},
}
"""The forms that say values, and the shape of each."""

TOGETHER = _forms("all", "any")
_EVERYWHERE = (
    *("all", "any", "is_yes", "is_no", "answered", "choice + among", "count + at_least", "rows + at_least"),
    *("kinds + at_least", "part + of + at_least", "part + of + more_than", "equal + to", "level_of + at_least"),
)
_OF_REQUIREMENTS = ("date + runs + by", "different", "rows + each + at_least")
_LIMITS = ("rows + at_most", "links + at_most", "words + at_most")

LIMITS = _forms(*_LIMITS)
"""The forms that more answers can make fail."""
FORMS = _forms(*_EVERYWHERE, *_OF_REQUIREMENTS, *_LIMITS)
WORDS = frozenset(word for form in FORMS for word in form)
"""Every word of the language."""
FORMS_OF: Mapping[Room, tuple[Form, ...]] = {
    "levels": _forms(*_EVERYWHERE),
    "needs": FORMS,
    "applies": _forms(*_EVERYWHERE, *_OF_REQUIREMENTS),
}
"""The forms that may stand in each place."""


def _listed(written: Iterable[str]) -> Phrase:
    text = ", ".join(written)
    return Phrase(text, text)


FORMS_IN_WORDS: Mapping[Room, Phrase] = {
    "levels": _listed(_EVERYWHERE),
    "needs": _listed((*_EVERYWHERE, *_OF_REQUIREMENTS, *_LIMITS)),
    "applies": _listed((*_EVERYWHERE, *_OF_REQUIREMENTS)),
}
