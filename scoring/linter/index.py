"""What a programme file of sound shape defines, with the place of each definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.linter.file_shape import POINTS
from scoring.linter.page import Page, Path
from scoring.requirement_file import SENT, coinciding


@dataclass(frozen=True, slots=True)
class Asked:
    """An input. `name` is its key, or for one of several like rows the key of the group; `order` counts definitions.

    `owner` is the criterion or requirement whose conditions it is there for, `words` the most words of a question.
    """

    key: str
    name: str
    type: str
    choice: str | None
    codes: tuple[str, ...] | None
    evidence: bool
    path: Path
    order: int
    owner: str | None
    words: int | None = None


@dataclass(frozen=True, slots=True)
class WayPlace:
    """A way of a criterion (a criterion without ways is its own way). `order`: what stands before its levels."""

    id: str
    path: Path
    levels: Mapping[int, Any]
    inputs: tuple[str, ...]
    when: bool | None
    order: int


@dataclass(frozen=True, slots=True)
class CriterionPlace:
    """A criterion with its ways. `order`: what stands before its needs."""

    id: str
    path: Path
    tier: str
    raw: Mapping[str, Any]
    order: int
    ways: tuple[WayPlace, ...]

    @property
    def way_by(self) -> str | None:
        """The key that chooses between two ways."""
        chooser: str | None = self.raw.get("way_by")
        return chooser


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition and its place. What an item asks without saying so stands where the item does."""

    path: Path
    raw: Any


@dataclass(frozen=True, slots=True)
class RequirementPlace:
    """A requirement, a question, or a report with those that coincide with it (`paths` has a place for each).

    `order` and `finished` count the inputs and criteria that stand before its conditions. `implied` is what it asks
    without saying so.
    """

    id: str
    paths: tuple[Path, ...]
    raw: Mapping[str, Any]
    inputs: tuple[str, ...]
    implied: tuple[Stated, ...]
    needs: tuple[Stated, ...]
    order: int
    finished: int

    @property
    def path(self) -> Path:
        """Its place, of reports that coincide the first one's."""
        return self.paths[0]

    @property
    def applies(self) -> Stated | None:
        """The condition that says of whom it is asked."""
        return Stated((*self.path, "applies"), self.raw["applies"]) if "applies" in self.raw else None

    @property
    def is_one_row(self) -> bool:
        """Whether it is an input that is required by itself, and so is called as its row is."""
        return self.inputs == (self.id,)


@dataclass
class Index:
    """All definitions. Where something is defined twice, the first counts; `repeated` holds the inputs after it."""

    page: Page
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: dict[str, Asked] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: list[CriterionPlace] = field(default_factory=list)
    requirements: list[RequirementPlace] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    repeated: list[Asked] = field(default_factory=list)
    order: int = 0

    @property
    def document(self) -> Mapping[str, Any]:
        """The file's content."""
        content: Mapping[str, Any] = self.page.value
        return content

    @property
    def parts(self) -> Mapping[str, str]:
        """Totals by their parts."""
        totals: Mapping[str, str] = self.document["parts"]
        return totals

    def parts_are_sound(self) -> bool:
        """Whether every part and every total is a count that is there."""
        named = (self.inputs.get(key) for pair in self.parts.items() for key in pair)
        return all(asked is not None and asked.type == "count" for asked in named)

    @property
    def top_level(self) -> int:
        """The level that gives all points; 0 where nothing gives points."""
        return len(self.document["assumptions"].get(POINTS, ()))

    def sections(self) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """All sections in order, with their places."""
        for t, tab in enumerate(self.document["tabs"]):
            for s, section in enumerate(tab["sections"]):
                yield ("tabs", t, "sections", s), section

    def first(self, criterion_id: str) -> CriterionPlace | None:
        """The criterion of this id."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)


def index_of(page: Page) -> Index:
    """The index of a programme file whose shape is sound."""
    index = Index(page, choices={name: tuple(codes) for name, codes in page.value["choices"].items()})
    for path, section in index.sections():
        _add_inputs(index, (*path, "inputs"), section.get("inputs", ()), None)
        for c, raw in enumerate(section.get("criteria", ())):
            _add_criterion(index, (*path, "criteria", c), raw, section["tier"])
        _add_asked(index, path, section)
    return index


def _add_criterion(index: Index, path: Path, raw: Mapping[str, Any], tier: str) -> None:
    order = index.order
    places = [((*path, "ways", w), way) for w, way in enumerate(raw["ways"])] if "ways" in raw else [(path, raw)]
    ways = tuple(_way(index, place, way, raw["id"]) for place, way in places)
    index.criteria.append(CriterionPlace(raw["id"], path, tier, raw, order, ways))


def _way(index: Index, path: Path, raw: Mapping[str, Any], criterion: str) -> WayPlace:
    keys = _add_inputs(index, (*path, "inputs"), raw["inputs"], criterion)
    return WayPlace(raw["id"], path, raw["levels"], keys, raw.get("when"), index.order)


def _add_asked(index: Index, path: Path, section: Mapping[str, Any]) -> None:
    """What a section asks besides criteria, in the order in which its conditions are read."""
    for i, raw in enumerate(section.get("requirements", ())):
        _add_requirement(index, (*path, "requirements", i), raw)
    for i, raw in enumerate(section.get("questions", ())):
        _add_question(index, (*path, "questions", i), raw)
    for i, raw in enumerate(section.get("indicators", ())):
        _add_inputs(index, (*path, "indicators", i), [raw], None, single=True)
        index.indicators.append(raw["key"])
    reports = section.get("reports", ())
    position = {id(raw): i for i, raw in enumerate(reports)}
    for together in coinciding(reports):
        _add_report(index, [((*path, "reports", position[id(raw)]), raw) for raw in together])


def _add_requirement(index: Index, path: Path, raw: Mapping[str, Any]) -> None:
    if "key" in raw:
        keys = _add_inputs(index, path, [raw], raw["key"], single=True)
        answered = {"is_yes" if raw["type"] == "yes_no" else "answered": keys[0]}
    else:
        keys, answered = _add_inputs(index, (*path, "inputs"), raw["inputs"], raw["id"]), {}
    needs = (Stated((*path, "needs"), raw["needs"]),) if "needs" in raw else ()
    implied = () if needs else (Stated(path, answered),)
    _add_place(index, raw.get("key", raw.get("id")), (path,), raw, keys, implied, needs)


def _add_question(index: Index, path: Path, raw: Mapping[str, Any]) -> None:
    keys = _add_inputs(index, path, [{**raw, "type": "text"}], raw["key"], single=True)
    implied = Stated(path, {"words": raw["key"], "at_most": raw["words"]})
    _add_place(index, raw["key"], (path,), raw, keys, (implied,), ())


def _add_report(index: Index, together: Sequence[tuple[Path, Mapping[str, Any]]]) -> None:
    """A report, with those that coincide with it: only the first has a row."""
    path, first = together[0]
    sent = {"key": f"{first['id']}.{SENT}", "type": "date", "evidence": True}
    keys = _add_inputs(index, path, [sent], first["id"], single=True)
    needs = tuple(Stated((*at, "also", i), raw) for at, item in together for i, raw in enumerate(item.get("also", ())))
    paths = tuple(at for at, _ in together)
    _add_place(index, first["id"], paths, first, keys, (Stated(path, {"answered": keys[0]}),), needs)


def _add_place(
    index: Index,
    id_: str,
    paths: tuple[Path, ...],
    raw: Mapping[str, Any],
    keys: tuple[str, ...],
    implied: tuple[Stated, ...],
    needs: tuple[Stated, ...],
) -> None:
    place = RequirementPlace(id_, paths, raw, keys, implied, needs, index.order, len(index.criteria))
    index.requirements.append(place)


def _add_inputs(
    index: Index, path: Path, items: Sequence[Any], owner: str | None, *, single: bool = False
) -> tuple[str, ...]:
    """Adds inputs and tells their keys. A single one stands at the path itself, others in the list at the path."""
    places = [path] if single else [(*path, i) for i in range(len(items))]
    added = [asked for at, item in zip(places, items, strict=True) for asked in _rows(index, at, item, owner)]
    for asked in added:
        if asked.key in index.inputs:
            index.repeated.append(asked)
        index.inputs.setdefault(asked.key, asked)
    return tuple(asked.key for asked in added)


def _rows(index: Index, path: Path, item: Mapping[str, Any], owner: str | None) -> Iterator[Asked]:
    name = item["key"]
    keys: tuple[str, ...] = (name,)
    if "rows" in item:
        keys = tuple(f"{name}.{row}" for row in range(1, item["rows"] + 1))
        index.groups.setdefault(name, keys)
    choice = item.get("choice") if item["type"] == "choice" else None
    codes = index.choices.get(choice) if choice else None
    for key in keys:
        index.order += 1
        evidence, words = item.get("evidence", False), item.get("words")
        yield Asked(key, name, item["type"], choice, codes, evidence, path, index.order, owner, words)
