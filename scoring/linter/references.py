"""Following a name to what it names: an input of the right type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Asked, Index
from scoring.linter.page import Path


def input_faults(
    index: Index, path: Path, key: object, wanted: str | None, before: int | None = None
) -> Iterator[Finding]:
    """What is wrong with naming an input: there is none, it is of another type, or it stands later than `before`."""
    asked = index.inputs.get(key) if isinstance(key, str) else None
    if asked is None:
        yield index.page.finding("unknown-key", path, key=key, nearest=nearest(key, index.inputs))
    elif wanted is not None and asked.type != wanted:
        yield index.page.finding("wrong-kind", path, key=key, found=asked.type, wanted=wanted)
    elif before is not None and asked.order > before:
        yield index.page.finding("comes-later", path, key=key)


def code_faults(index: Index, key: object, codes: Iterable[tuple[Path, object]]) -> Iterator[Finding]:
    """The codes that are no choices of an input; nothing where its choices are not known."""
    asked = index.inputs.get(key) if isinstance(key, str) else None
    if asked is not None and asked.codes is not None:
        yield from codes_outside(index, asked.key, asked.codes, codes)


def codes_outside(
    index: Index, key: str, known: Sequence[str], codes: Iterable[tuple[Path, object]]
) -> Iterator[Finding]:
    """The codes that are not among those known; `key` names whose they are."""
    for place, code in codes:
        if code not in known:
            yield index.page.finding("unknown-code", place, choice=code, key=key, known=", ".join(known))


def asked_at(index: Index, key: object) -> Asked | None:
    """The input of a key, if there is one."""
    return index.inputs.get(key) if isinstance(key, str) else None


def nearest(name: object, known: Iterable[str]) -> Phrase:
    """A name that was perhaps meant, as a question in brackets."""
    close = get_close_matches(str(name), list(known), n=1, cutoff=0.7)
    return Phrase(f" (หมายถึง {close[0]} หรือไม่)", f" (did you mean {close[0]}?)") if close else Phrase("", "")
