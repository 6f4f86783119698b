"""An exported receipt is checked by itself; whatever single thing was altered in it is found and named."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import programmes
from scoring.assumptions import Settings, with_settings
from scoring.programme_file import digest as programme_digest
from scoring.programme_file import programme_from
from scoring.receipt import digest
from scoring.receipt_file import ReceiptFileError, check
from scoring.replay import Proof
from tests.support.examples import examples
from tests.support.receipts import exported, recorded
from tests.support.sample_scorecards import PROGRAMME

CONFIRMED = {"1.1": 2}
FILE = exported(recorded(confirmed=CONFIRMED), CONFIRMED)
Path = tuple[str | int, ...]


def shelf(programme_id: str, settings: Settings) -> str | None:
    if settings:
        return programme_from(with_settings(programmes.document(PROGRAMME.id), settings)).hash
    return PROGRAMME.hash if programme_id == PROGRAMME.id else None


def checked(record: Any) -> Proof:
    return check(record, shelf)


def places(record: Any, path: Path = ()) -> Iterator[Path]:
    """The way to everything in a record, branches and leaves."""
    items = record.items() if isinstance(record, dict) else enumerate(record) if isinstance(record, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = list(places(FILE))


def bears_points(path: Path) -> bool:
    """Whether the receipt vouches for what stands here, so that new digests cannot hide a change."""
    match path:
        case ("receipt" | "engine_version" | "programme" | "confirmed", *_):
            return True
        case ("submission", "answers", _, "key" | "state" | "value" | "links", *_):
            return True
        case ("scorecard", "criteria", _, "title" | "reason" | "missing", *_):
            return False
        case ("scorecard", "eligibility", _, "message"):
            return False
        case ("scorecard", name, *_):
            return name not in {"problems", "advice", "assumptions"}
    return False


BEARING = [path for path in PLACES if bears_points(path)]


def another(value: Any) -> st.SearchStrategy[Any]:
    """Another JSON value: one that is alike, or anything small."""
    alike: dict[type, list[Any]] = {
        str: ["", f"{value}x"],
        bool: [not value, str(value), int(value is True)],
        int: [float(value) if type(value) is int else 0, str(value)],
    }
    small: list[Any] = [
        *alike.get(type(value), []),
        None,
        True,
        False,
        0,
        1,
        2,
        3,
        -1,
        "",
        "1",
        "x",
        [],
        {},
        [0],
        {"x": 0},
    ]
    return st.sampled_from([new for new in small if json.dumps(new) != json.dumps(value)])


class Change(NamedTuple):
    """One thing in a file that is changed, removed, or gets something added."""

    path: Path
    act: str
    new: Any

    def made(self) -> dict[str, Any]:
        """The file with it."""
        record = copy.deepcopy(FILE)
        parent: Any = record
        for step in self.path[:-1]:
            parent = parent[step]
        last = self.path[-1]
        if self.act == "remove":
            del parent[last]
        elif self.act == "add" and isinstance(parent[last], dict):
            parent[last]["added"] = self.new
        else:
            parent[last] = self.new
        return record


def changes(paths: list[Path], *acts: str) -> st.SearchStrategy[Change]:
    act = st.sampled_from(acts)
    return st.sampled_from(paths).flatmap(lambda path: st.builds(Change, st.just(path), act, another(value_at(path))))


def value_at(path: Path) -> Any:
    found: Any = FILE
    for step in path:
        found = found[step]
    return found


def sealed(record: dict[str, Any]) -> dict[str, Any]:
    """The same with digests that fit, as a forger would make them."""
    return {**record, "digests": {name: digest(content) for name, content in record.items() if name != "digests"}}


def test_an_exported_receipt_is_proved_by_itself() -> None:
    proof = checked(FILE)

    assert (proof.proved, proof.receipt) == (True, FILE["receipt"])
    assert "shelf" in [part.name for part in proof.parts]


def test_it_is_proved_where_the_programme_is_no_longer_published() -> None:
    proof = check(FILE, lambda *_: None)

    assert proof.proved
    assert "shelf" not in [part.name for part in proof.parts]


@examples(400)
@given(changes(PLACES, "change", "change", "remove", "add"))
def test_whatever_single_thing_is_altered_is_named(change: Change) -> None:
    if change.path == ("format",):
        with pytest.raises(ReceiptFileError):
            checked(change.made())
        return

    named = {name for name in checked(change.made()).refuted if name.startswith("file.")}

    top, *below = change.path
    assert f"file.{below[0] if top == 'digests' and below else top}" in named or (top == "digests" and named)


@examples(400)
@given(changes(BEARING, "change", "remove"))
def test_what_bears_points_cannot_be_altered_even_with_new_digests(change: Change) -> None:
    assert not checked(sealed(change.made())).proved


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("submission", "answers", 4, "value"), 1201, "inputs"),
        (("confirmed", "1.1"), 3, "result"),
        (("scorecard", "criteria", 0, "points"), "5", "result"),
        (("scorecard", "totals", "combined", "points"), "99", "totals"),
        (("scorecard", "organisation"), "กรมอื่น", "card"),
        (("programme", "document", "version"), 2, "programme"),
        (("engine_version",), "2", "engine"),
        (("receipt",), f"{FILE['receipt'][:-1]}z", "receipt"),
    ],
)
def test_what_was_forged_with_new_digests_is_named(path: Path, value: Any, named: str) -> None:
    record = sealed(Change(path, "change", value).made())

    assert named in checked(record).refuted


@pytest.mark.parametrize(
    "path", [("confirmed",), ("programme",), ("programme", "document"), ("submission",), ("submission", "answers", 4)]
)
def test_nothing_can_be_slipped_in_with_new_digests(path: Path) -> None:
    assert not checked(sealed(Change(path, "add", 1).made())).proved


def test_other_readings_cannot_be_slipped_in_with_new_digests() -> None:
    record = copy.deepcopy(FILE)
    record["programme"]["document"]["alternatives"] = {"same_kind_counts_twice": {"maybe": {}}}

    assert "alternatives" not in FILE["programme"]["document"]
    assert "file.programme" in checked(sealed(record)).refuted


def test_a_programme_of_ones_own_is_not_the_published_one() -> None:
    proof = check(FILE, lambda *_: "0" * 64)

    assert "shelf" in proof.refuted
    assert proof.card is None, "what is not the published programme is not run"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tiers", 0, "max"), "1e99999999"),
        (("assumptions", "points_per_level", 0), "1e-99999999"),
        (("tabs", 1, "sections", 0, "criteria", 2, "inputs", 1, "rows"), 10**9),
    ],
)
def test_a_programme_of_ones_own_cannot_fill_the_memory(path: Path, value: Any) -> None:
    record = Change(("programme", "document", *path), "change", value).made()
    record["programme"]["hash"] = programme_digest(record["programme"]["document"])

    proof = check(sealed(record), lambda *_: None)

    assert (proof.proved, proof.card) == (False, None)


@pytest.mark.parametrize("record", [None, [], {}, "text", {"receipt": FILE["receipt"]}, FILE["scorecard"]])
def test_what_is_no_exported_receipt_is_refused(record: Any) -> None:
    with pytest.raises(ReceiptFileError):
        checked(record)


def test_a_file_holds_nothing_but_what_the_applicant_entered_and_what_it_was_worth() -> None:
    assert FILE.keys() == {
        "format",
        "receipt",
        "engine_version",
        "scored_at",
        "programme",
        "submission",
        "confirmed",
        "scorecard",
        "digests",
    }
