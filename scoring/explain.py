"""A scorecard in words: Thai or English sentences for what the engine found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from scoring.aims import AtMost, AtMostWords, NotAfter, Target, Unlike
from scoring.days import english_date, thai_date
from scoring.programme import Input, Programme, Requirement
from scoring.scorecard import Advice, CriterionResult, EligibilityResult, Missing, RequirementResult, Scorecard
from scoring.sentences import ADVICE, MARK, NEEDS, PROBLEMS, REASONS, STATES, TYPES, WHERE
from scoring.submission import Problem
from scoring.wording import Wording

Language = Literal["th", "en"]


_MOST_NAMED = 4
"""How many codes of a choice a sentence names; of more it points to the list."""
_MOST_EXPECTED = 8
"""How many a sentence names where one was not found among them."""
_OPEN = {"date": "open date", "count": "open count"}


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
        """What to do for an input so that a level holds, or a requirement is met."""
        words, asked = NEEDS[self.language], self.programme.inputs[item.key]
        label = self.words.label(asked)
        if item.need == "evidence":
            return words["evidence"].format(label=label)
        kind, aim = self._aim(asked, item.target)
        sentence = words[kind] if kind == "most" else words[f"{item.need} {kind}"]
        return sentence.format(label=label, aim=aim, link=words["link"] if asked.evidence else "")

    def missing_in_row(self, item: Missing) -> str:
        """The same for someone who has the row before them."""
        return self.missing(item).removeprefix(f"{self.label(item.key)}: ")

    def _aim(self, asked: Input, target: Target) -> tuple[str, str]:
        """The kind of what an input has to say, and how it is said."""
        match target:
            case bool():
                return ("yes" if target else "no"), ""
            case int():
                return "number", f"{target:,}"
            case tuple() if len(target) <= _MOST_NAMED:
                words = NEEDS[self.language]
                labels = (words["quoted"].format(word=self.words.choice(asked, c)) for c in asked.codes if c in target)
                return "codes", words["or"].join(labels)
            case NotAfter(day):
                return "day", self.day(day)
            case AtMost(most):
                return "most", f"{most:,}"
            case AtMostWords(most):
                return "words", f"{most:,}"
            case Unlike():
                return ("unlike list" if asked.codes else "unlike"), ""
        return ("list" if asked.codes else _OPEN.get(asked.type, "open")), ""

    def day(self, day: date) -> str:
        """A day, in Thai by the Buddhist Era."""
        return thai_date(day) if self.language == "th" else english_date(day)

    def requirement_title(self, requirement_id: str) -> str:
        """What a requirement asks for; of reports that coincide with the names of all of them."""
        requirement = self._requirements[requirement_id]
        title = self.words.requirement(requirement)
        if len(requirement.kinds) < 2:
            return title
        words = STATES[self.language]
        return words["of reports"].format(
            title=title, kinds=words["and"].join(map(self.words.report, requirement.kinds))
        )

    def requirement_state(self, result: RequirementResult) -> str:
        """How a requirement stands, with its day, its number of words, or the day on which its time is full."""
        state = STATES[self.language][result.state].format(due=self.day(result.due) if result.due else "")
        return " · ".join((state, *self._details(result)))

    def requirement_in_row(self, result: RequirementResult) -> str:
        """The same for someone who has the row of what is missing before them; blank where that says it all."""
        if result.state in {"upcoming", "overdue"}:
            return self.requirement_state(result)
        mere_advice = [STATES[self.language]["no duty"]] if result.state == "advised" else []
        return " · ".join((*mere_advice, *self._details(result)))

    def _details(self, result: RequirementResult) -> Iterator[str]:
        words = STATES[self.language]
        most = next((item.words for item in self._requirements[result.id].inputs if item.words), None)
        if result.words is not None and most:
            yield words["words"].format(words=result.words, most=most)
        if result.ripens and result.is_open:
            yield words["ripens"].format(ripens=self.day(result.ripens))

    def requirement(self, result: RequirementResult) -> str:
        """A requirement with its state, and what has to change for it."""
        steps = "; ".join(self.missing(step) for step in result.missing)
        title = self.requirement_title(result.id)
        state = f"{title}: {self.requirement_state(result)}"
        return f"{state} · {steps.removeprefix(f'{title}: ')}" if steps else state

    def agencies(self, codes: Iterable[str]) -> str:
        """The names of agencies that see to a requirement."""
        return ", ".join(map(self.words.agency, codes))

    @cached_property
    def _requirements(self) -> dict[str, Requirement]:
        return {requirement.id: requirement for requirement in self.programme.requirements}

    def advice(self, advice: Advice) -> str:
        """A next step with the points it brings."""
        steps = "; ".join(self.missing(step) for step in advice.steps)
        return ADVICE[self.language].format(criterion=advice.criterion, steps=steps, gain=self.points(advice.gain))

    def eligibility(self, result: EligibilityResult) -> str:
        """The message of a rule of eligibility in its state."""
        return self.words.eligibility(result.rule, result.state)

    def assumptions(self, card: Scorecard) -> list[str]:
        """What the source leaves open and how it was read, and that no threshold is set."""
        marks = (
            MARK[self.language].format(name=self.words.threshold(name), mark=self.points(mark))
            for name, mark in self.programme.marks.items()
        )
        unset = set(self.programme.thresholds) - self.programme.marks.keys()
        return [
            *(self.words.assumption(name, value) for name, value in card.assumptions.items()),
            *marks,
            *([self.words.sentence("no_threshold")] if unset and not self.programme.marks else []),
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
        if len(item.codes) > _MOST_EXPECTED:
            return TYPES[self.language]["long choice"].format(number=len(item.codes))
        labels = (self.words.choice(item, code) for code in item.codes)
        return TYPES[self.language]["choice"].format(labels=" / ".join(labels))
