"""A receipt with everything that is needed to check it, as one JSON file: made here, and checked here.

The file holds the programme's logic document, so it can be checked years later and without a database. Each of its
contents has a digest, which finds damage and careless editing. Who forges a file can forge digests too; then the
receipt that was handed out, in the chat or the sheet, no longer fits the inputs, the programme or the result. Only
what carries no points (words, advice, the instant, the place and spelling of an answer) rests on the digests alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from scoring.assumptions import ALTERNATIVES, NO_SETTINGS, Settings
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError, in_force, programme_from
from scoring.programme_file import digest as programme_hash
from scoring.receipt import canonical, digest, progress_record
from scoring.replay import Part, Proof, Recorded, replay
from scoring.scorecard import Scorecard

FORMAT = "tonbaeb-receipt-1"

_UNSOUND = (ProgrammeError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What a logic document raises that was altered by hand."""

_DEEPEST = 100
"""No export nests deeper by far; going through what does could end without an answer."""


class ReceiptFileError(Exception):
    """This is no exported receipt."""


def receipt_file(
    recorded: Recorded,
    document: Mapping[str, Any],
    scorecard: Mapping[str, Any],
    settings: Settings = NO_SETTINGS,
) -> dict[str, Any]:
    """The contents of the file.

    `document` is the programme's under `settings`, `scorecard` is what `scorecard_record` tells of it.
    """
    contents = {
        "format": FORMAT,
        "receipt": recorded.receipt,
        "engine_version": recorded.engine,
        "scored_at": recorded.at.isoformat(),
        "programme": {
            "id": document["id"],
            "hash": programme_hash(document),
            **({"settings": dict(settings)} if settings else {}),
            "document": json.loads(json.dumps(in_force(document), default=str)),
        },
        "submission": recorded.submission,
        "confirmed": recorded.confirmed,
        "scorecard": scorecard,
    }
    return {**contents, "digests": {name: digest(content) for name, content in contents.items()}}


def check(record: Any, shelf: Callable[[str, Settings], str | None]) -> Proof:
    """Check a file's contents.

    `shelf` tells the hash that a published programme has here under some settings, None where there is none.

    Raises `ReceiptFileError` where the record is no such file at all.
    """
    if not isinstance(record, dict) or record.get("format") != FORMAT or _is_too_deep(record):
        raise ReceiptFileError
    contents = tuple(_contents(record))
    if any(part.found is None for part in contents):
        return Proof(str(record.get("receipt", "")), contents)
    stated, hashed = record["programme"], _hash_of(record["programme"]["document"])
    on_shelf = shelf(str(stated["id"]), stated.get("settings", NO_SETTINGS))
    believed = hashed == stated["hash"] and on_shelf in {None, hashed}
    proof = _replayed(_recorded(record), _programme(stated["document"]) if believed else None)
    altered = tuple(part for part in contents if not part.ok) or (Part("file", FORMAT, FORMAT),)
    parts = (
        *altered,
        *([Part("shelf", on_shelf, hashed)] if on_shelf else ()),
        *(Part("programme", stated["hash"], hashed) if part.name == "programme" else part for part in proof.parts),
        _heading_part(record, proof.card),
    )
    return replace(proof, parts=parts)


def _is_too_deep(record: Any) -> bool:
    """Whether lists and mappings stand in each other deeper than in any export; asked without going down into them."""
    layer = [record]
    for _ in range(_DEEPEST):
        layer = [part for whole in layer for part in _parts(whole)]
    return bool(layer)


def _parts(whole: Any) -> Iterable[Any]:
    if isinstance(whole, dict):
        return whole.values()
    return whole if isinstance(whole, list) else ()


def _contents(record: Mapping[str, Any]) -> Iterator[Part]:
    """Every content against its digest; `found` is None where it is absent, of a wrong shape or not of the format."""
    digests = record.get("digests")
    known = digests if isinstance(digests, Mapping) else {}
    for name in dict.fromkeys((*_SHAPES, *known, *(key for key in record if key != "digests"))):
        has_shape = name in _SHAPES and name in record and _SHAPES[name](record[name])
        yield Part(f"file.{name}", str(known.get(name, "")), digest(record[name]) if has_shape else None)


def _recorded(record: Mapping[str, Any]) -> Recorded:
    card = record["scorecard"]
    return Recorded(
        receipt=record["receipt"],
        engine=record["engine_version"],
        programme_hash=record["programme"]["hash"],
        input_hash=str(card.get("input_hash")),
        at=datetime.fromisoformat(record["scored_at"]),
        submission=record["submission"],
        confirmed=record["confirmed"],
        result={
            "criteria": _rows(card.get("criteria"), _OF_CRITERIA),
            "eligibility": _rows(card.get("eligibility"), _OF_RULES),
            **({"requirements": _rows(card["requirements"], _OF_REQUIREMENTS)} if card.get("requirements") else {}),
        },
        totals=card.get("totals"),
    )


_OF_CRITERIA = ("id", "max", "claimed", "computed", "supported", "confirmed", "level", "points", "way")
_OF_RULES = ("rule", "state")
_OF_REQUIREMENTS = ("id", "state")


def _rows(rows: Any, names: tuple[str, ...]) -> Any:
    """The rows with what the receipt vouches for; what is of another shape stays as it is, and will not fit."""
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return rows
    return [{name: row[name] for name in names if name in row} for row in rows]


def _hash_of(document: Mapping[str, Any]) -> str:
    """The hash of a logic document; a text that can be no text of a file (half a character) has none."""
    try:
        return programme_hash(document)
    except UnicodeEncodeError:
        return ""


def _programme(document: Mapping[str, Any]) -> Programme | None:
    try:
        return programme_from(document)
    except _UNSOUND:
        return None


def _replayed(recorded: Recorded, programme: Programme | None) -> Proof:
    try:
        return replay(recorded, programme)
    except _UNSOUND:
        return replay(recorded, None)


def _heading_part(record: Mapping[str, Any], card: Scorecard | None) -> Part:
    stated = record["scorecard"]
    names = ("programme", "programme_hash", "input_hash", "organisation", "unanswered", "receipt")
    progress = {name: stated[name] for name in ("readiness", "indicators") if name in stated}
    expected = {**{name: stated.get(name) for name in names}, **progress, "id": record["programme"]["id"]}
    found = {**{n: getattr(card, n) for n in names}, **progress_record(card), "id": card.programme} if card else None
    return Part("card", canonical(expected), canonical(found) if found else None)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_record(value: Any) -> bool:
    return isinstance(value, dict)


def _is_programme(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() - {"settings"} == {"id", "hash", "document"}
        and isinstance(value["hash"], str)
        and isinstance(value["document"], dict)
        and ALTERNATIVES not in value["document"]  # they are not hashed: whatever stood there would be believed
        and _is_settings(value.get("settings", {}))
    )


def _is_settings(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)


def _is_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "format": _is_text,
    "receipt": _is_text,
    "engine_version": _is_text,
    "scored_at": _is_instant,
    "programme": _is_programme,
    "submission": _is_record,
    "confirmed": _is_record,
    "scorecard": _is_record,
}
