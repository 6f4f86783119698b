"""The words of a programme in one language, found by the ids of its logic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.programme import Input, Requirement


class Wording:
    """Titles, labels and sentences of one programme in one language. A word that is not there raises KeyError."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def programme(self, name: str) -> str:
        """A name of the programme itself: `name`, `short_name`, `year`, `authority`."""
        return str(self.document["programme"][name])

    def tab(self, tab_id: str) -> Mapping[str, Any]:
        """A tab's `title` and `intro` (of the start tab: `lines`)."""
        tab: Mapping[str, Any] = self.document["tabs"][tab_id]
        return tab

    def tab_title(self, tab_id: str) -> str:
        """A tab's title."""
        return str(self.tab(tab_id)["title"])

    def column(self, name: str) -> str:
        """The heading of a column."""
        return str(self.document["columns"][name])

    def section(self, section_id: str) -> str:
        """The heading of a section."""
        return str(self.document["sections"][section_id])

    def criterion(self, criterion_id: str) -> str:
        """A criterion's title, or a way's."""
        return str(self.document["criteria"][criterion_id]["title"])

    def level(self, way_id: str, level: int) -> str:
        """What a level of a criterion (or of one of its ways) asks."""
        return str(self.document["criteria"][way_id]["levels"][level])

    def requirement(self, requirement: Requirement) -> str:
        """A requirement's title; of an input that is required by itself its label."""
        if requirement.is_one_row:
            return self.label(requirement.inputs[0])
        return str(self.document["requirements"][requirement.id]["title"])

    def report(self, kind: str) -> str:
        """The name of a kind of report."""
        return str(self.document["reports"][kind])

    def agency(self, code: str) -> str:
        """The name of an agency that sees to a requirement."""
        return str(self.document["choices"]["agencies"][code])

    def closing(self, closing_id: str, name: str) -> str:
        """Of a deadline that the source states: its `title`, or the `source` as the source words it."""
        return str(self.document["deadlines"][closing_id][name])

    def label(self, item: Input) -> str:
        """The label of an input's row."""
        return self._of_input(item)["label"].format(row=item.row)

    def help(self, item: Input) -> str:
        """What to enter in an input's row and what proves it."""
        return self._of_input(item)["help"].format(row=item.row, words=item.words)

    def choice(self, item: Input, code: str) -> str:
        """The label shown for a code of a choice input."""
        return str(self.document["choices"][item.choice][code])

    def yes_no(self, answer: bool) -> str:
        """The word for yes or no."""
        return str(self.document["yes_no"]["yes" if answer else "no"])

    def total(self, total_id: str) -> str:
        """The name of a tier or of the combined score."""
        return str(self.document["totals"][total_id])

    def eligibility(self, rule: str, state: str) -> str:
        """The title of a rule (state `title`) or its message in a state."""
        return str(self.document["eligibility"][rule][state])

    def assumption(self, name: str, value: str) -> str:
        """The sentence that states an assumption with the value used."""
        return str(self.document["assumptions"][name]).format(value=value)

    def threshold(self, name: str) -> str:
        """The name of a threshold."""
        return str(self.document["thresholds"][name])

    def site_visit(self, part: str) -> str:
        """The name of a part of the site visit."""
        return str(self.document["site_visit"][part])

    def sentence(self, name: str) -> str:
        """A sentence of its own, such as `no_threshold`."""
        return str(self.document[name])

    def _of_input(self, item: Input) -> Mapping[str, str]:
        if item.key.endswith(".claimed"):
            claim: Mapping[str, str] = self.document["claim"]
            return claim
        words: Mapping[str, str] = self.document["inputs"][item.group or item.key]
        return words
