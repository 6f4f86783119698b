"""A scorecard in words: Thai or English sentences for what the engine found."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from scoring.programme import Programme
from scoring.scorecard import Advice, CriterionResult, EligibilityResult, Missing, Scorecard
from scoring.sentences import ADVICE, NEEDS, PROBLEMS, REASONS, TYPES, WHERE
from scoring.submission import Problem
from scoring.wording import Wording

Language = Literal["th", "en"]


class Explainer:
    """Speaks of one programme in one language."""

    def __init__(self, programme: Programme, words: Wording, language: Language = "th") -> None:
        self.programme = programme
        self.words = words
        self.language = language

    def label(self, key: str) -> str:
        """The label of an input's row."""
        return self.words.label(self.programme.inputs[key])

    def criterion_title(self, criterion_id: str) -> str:
        """A criterion's title, or a way's."""
        return self.words.criterion(criterion_id)

    def level_text(self, way_id: str, level: int) -> str:
        """What a level asks."""
        return self.words.level(way_id, level)

    def total_title(self, total_id: str) -> str:
        """The name of a tier or of the combined score."""
        return self.words.total(total_id)

    def points(self, points: Fraction) -> str:
        """Points for display: rounded half up to two decimals, none where they are zero."""
        hundredths = (points * 200 + 1) // 2
        return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")

    def reason(self, result: CriterionResult) -> str:
        """Why a criterion has its level, and where the four ledgers disagree."""
        words = REASONS[self.language]
        if result.confirmed is not None:
            grounds = words["confirmed"].format(level=result.level)
        elif result.level == 0:
            grounds = words["nothing"]
        else:
            facts = words["between"].join(self.label(key) for key in result.carried_by)
            grounds = words["carried"].format(level=result.level, facts=facts)
        return "".join((grounds, *self._disagreements(result)))

    def _disagreements(self, result: CriterionResult) -> Iterator[str]:
        words = REASONS[self.language]
        if result.computed > result.supported:
            yield words["evidence"].format(computed=result.computed, supported=result.supported)
        if result.claimed is not None and result.claimed != result.level:
            yield words["claimed"].format(claimed=result.claimed)

    def missing(self, item: Missing) -> str:
        """What to do for an input so that a level holds."""
        words, asked = NEEDS[self.language], self.programme.inputs[item.key]
        link = words["link"] if asked.evidence else ""
        label = self.words.label(asked)
        if item.need == "evidence":
            return words["evidence"].format(label=label)
        match item.target:
            case True:
                return words[f"{item.need} yes"].format(label=label, link=link)
            case int() as number:
                return words[f"{item.need} number"].format(label=label, number=f"{number:,}", link=link)
            case tuple() as codes:
                labels = (words["quoted"].format(word=self.words.choice(asked, c)) for c in asked.codes if c in codes)
                return words[f"{item.need} codes"].format(label=label, codes=words["or"].join(labels), link=link)
        return words[f"{item.need} open"].format(label=label, link=link)

    def advice(self, advice: Advice) -> str:
        """A next step with the points it brings."""
        steps = "; ".join(self.missing(step) for step in advice.steps)
        return ADVICE[self.language].format(criterion=advice.criterion, steps=steps, gain=self.points(advice.gain))

    def eligibility(self, result: EligibilityResult) -> str:
        """The message of a rule of eligibility in its state."""
        return self.words.eligibility(result.rule, result.state)

    def assumptions(self, card: Scorecard) -> list[str]:
        """What the source leaves open and how it was read, and that no threshold is set."""
        return [
            *(self.words.assumption(name, value) for name, value in card.assumptions.items()),
            self.words.sentence("no_threshold"),
        ]

    def problem(self, problem: Problem) -> str:
        """Where a problem stands, what was found, what is expected and what to do."""
        place, item = problem.place, self.programme.inputs.get(problem.key or "")
        where = WHERE[self.language].format(tab=place.tab, cell=place.cell) if place else ""
        whose = f"({self.words.label(item)}): " if place and item else ""
        return f"{where}{whose}{self.problem_in_row(problem)}"

    def problem_in_row(self, problem: Problem) -> str:
        """The same for someone who has the row before them: what was found, what is expected and what to do."""
        item = self.programme.inputs.get(problem.key or "")
        return PROBLEMS[self.language][problem.code].format(
            key=problem.key,
            label=self.words.label(item) if item else problem.key,
            found=problem.found,
            limit=problem.limit,
            expected=self._expected(item.key) if item else "",
        )

    def _expected(self, key: str) -> str:
        item = self.programme.inputs[key]
        if item.type != "choice":
            return TYPES[self.language][item.type]
        labels = (self.words.choice(item, code) for code in item.codes)
        return TYPES[self.language]["choice"].format(labels=" / ".join(labels))
