"""What a programme file of sound shape defines, with the place of each definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.linter.page import Page, Path


@dataclass(frozen=True, slots=True)
class Asked:
    """An input. `name` is its key, or for one of several like rows the key of the group; `order` counts definitions."""

    key: str
    name: str
    type: str
    choice: str | None
    codes: tuple[str, ...] | None
    evidence: bool
    path: Path
    order: int
    criterion: str | None


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


@dataclass
class Index:
    """All definitions. Where something is defined twice, the first counts; `repeated` holds the inputs after it."""

    page: Page
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: dict[str, Asked] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: list[CriterionPlace] = field(default_factory=list)
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
        """The level that gives all points."""
        return len(self.document["assumptions"]["points_per_level"])

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
    return index


def _add_criterion(index: Index, path: Path, raw: Mapping[str, Any], tier: str) -> None:
    order = index.order
    places = [((*path, "ways", w), way) for w, way in enumerate(raw["ways"])] if "ways" in raw else [(path, raw)]
    ways = tuple(_way(index, place, way, raw["id"]) for place, way in places)
    index.criteria.append(CriterionPlace(raw["id"], path, tier, raw, order, ways))


def _way(index: Index, path: Path, raw: Mapping[str, Any], criterion: str) -> WayPlace:
    keys = _add_inputs(index, (*path, "inputs"), raw["inputs"], criterion)
    return WayPlace(raw["id"], path, raw["levels"], keys, raw.get("when"), index.order)


def _add_inputs(index: Index, path: Path, items: Any, criterion: str | None) -> tuple[str, ...]:
    added = [asked for i, item in enumerate(items) for asked in _rows(index, (*path, i), item, criterion)]
    for asked in added:
        if asked.key in index.inputs:
            index.repeated.append(asked)
        index.inputs.setdefault(asked.key, asked)
    return tuple(asked.key for asked in added)


def _rows(index: Index, path: Path, item: Mapping[str, Any], criterion: str | None) -> Iterator[Asked]:
    name = item["key"]
    keys: tuple[str, ...] = (name,)
    if "rows" in item:
        keys = tuple(f"{name}.{row}" for row in range(1, item["rows"] + 1))
        index.groups.setdefault(name, keys)
    choice = item.get("choice") if item["type"] == "choice" else None
    codes = index.choices.get(choice) if choice else None
    for key in keys:
        index.order += 1
        yield Asked(key, name, item["type"], choice, codes, item.get("evidence", False), path, index.order, criterion)
