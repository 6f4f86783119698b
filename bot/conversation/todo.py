"""What an agency has yet to do: what must be corrected, what is required or needed to apply, and what gains points."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bot.conversation.pass_mark import way_to_pass
from bot.conversation.places import row_link
from bot.conversation.view import AgencyView
from scoring.goal import Goal
from scoring.scorecard import Advice, CriterionResult, Missing, RequirementResult, RequirementState, Scorecard
from sheets_schema.link_findings import TROUBLES, LinkFinding, kind, to_do

UNWRITTEN = "ข้อความที่ยังไม่ได้เขียน"


class Step(NamedTuple):
    """One input that has to change: a sentence, and the link to its row (blank where there is none)."""

    sentence: str
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do in at least one step; `reward` says what it brings, blank where it brings no points.

    Of a requirement `state` says how it stands, `lead` who sees to it, `condition` which of the engine's states it is
    in; a requirement's title says more than its steps, elsewhere it is the other way round.
    """

    title: str
    steps: tuple[Step, ...]
    reward: str
    state: str = ""
    lead: str = ""
    condition: RequirementState | None = None

    @property
    def summary(self) -> str:
        """What is to be done, in one line."""
        return f"{self.state}: {self.title}" if self.state else self.steps[0].sentence

    @property
    def link(self) -> str:
        """Where to begin."""
        return self.steps[0].link

    @property
    def is_lacking(self) -> bool:
        """Whether it is asked for by now: not on a later day, and no mere advice."""
        return self.condition not in {"upcoming", "advised"}


def entries(agency: AgencyView) -> tuple[Entry, ...]:
    """Everything that is open: what is asked for by now, what leads to the pass mark, what gains most, then the rest.

    Nothing leads to the pass mark while none is set, or where it is reached or out of reach.
    """
    card = agency.scorecard
    if card is None:
        return ()
    way = way_to_pass(agency)
    goal = way.goal if way and way.goal else Goal(Fraction(0))
    passing = {step.key for step in goal.steps}
    advised = [item for item in card.advice if not passing.issuperset(step.key for step in item.steps)]
    named = passing | {step.key for item in advised for step in item.steps}
    required = open_requirements(agency, card, _not_only_to_be_corrected(card))
    return (
        *_corrections(agency, card),
        *_eligibility(agency, card),
        *(entry for entry in required if entry.is_lacking),
        *_to_pass(agency, goal),
        *(_gain(agency, item) for item in advised),
        *_unwritten(agency, card),
        *_links_that_fail(agency),
        *_further(agency, card, named),
        *(entry for entry in required if not entry.is_lacking),
    )


def lacking(agency: AgencyView) -> tuple[Entry, ...]:
    """What is asked for by now."""
    return tuple(entry for entry in entries(agency) if entry.is_lacking)


def gains(agency: AgencyView, card: Scorecard) -> tuple[Entry, ...]:
    """The next best steps, the most points per input first."""
    return tuple(_gain(agency, item) for item in card.advice)


def _gain(agency: AgencyView, item: Advice) -> Entry:
    return Entry(
        f"ข้อ {item.criterion}",
        _steps(agency, item.steps),
        f"+{agency.explainer.points(item.gain)} คะแนน",
    )


def _to_pass(agency: AgencyView, goal: Goal) -> Iterator[Entry]:
    """The fewest steps to the pass mark, together for each criterion that they serve first."""
    for criterion in dict.fromkeys(served[0] for served in goal.serves.values()):
        steps = [step for step in goal.steps if goal.serves[step.key][0] == criterion]
        reward = f"สู่เกณฑ์ผ่าน: ระดับ {goal.levels.get(criterion, steps[0].level)}"
        yield Entry(f"ข้อ {criterion}", _steps(agency, steps), reward)


def open_requirements(agency: AgencyView, card: Scorecard, only: Collection[str] | None = None) -> tuple[Entry, ...]:
    """The open requirements, all or those of these ids: overdue ones first, advice last, in each the earliest day."""
    wanted = (result for result in card.requirements if result.is_open and (only is None or result.id in only))
    return tuple(_required(agency, result) for result in sorted(wanted, key=lambda result: result.urgency))


def _required(agency: AgencyView, result: RequirementResult) -> Entry:
    explain = agency.explainer
    title = explain.requirement_title(result.id)
    return Entry(
        title,
        tuple(
            Step(explain.missing(step).removeprefix(f"{title}: "), row_link(agency, step.key))
            for step in result.missing
        ),
        "",
        state=explain.requirement_state(result),
        lead=explain.agencies(result.leads),
        condition=result.state,
    )


def _not_only_to_be_corrected(card: Scorecard) -> set[str]:
    """The requirements of which more is to be done than correcting rows, which are named for themselves."""
    wrong = {problem.key for problem in card.problems}
    return {result.id for result in card.requirements if not wrong.issuperset(step.key for step in result.missing)}


def _corrections(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    for problem in card.problems:
        link = row_link(agency, problem.key) if problem.key else agency.workbook_url
        yield Entry("ข้อมูลที่ต้องแก้ไข", (Step(agency.explainer.problem(problem), link),), "")


def _eligibility(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    link = row_link(agency, agency.programme.organisation)
    for result in card.eligibility:
        if result.state in {"missing", "failed"}:
            yield Entry("คุณสมบัติของผู้สมัคร", (Step(agency.explainer.eligibility(result), link),), "")


def _unwritten(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    """The texts that people read and no point depends on, all in one."""
    if card.unanswered:
        named = " · ".join(agency.explainer.label(key) for key in card.unanswered)
        title = f"{UNWRITTEN} {len(card.unanswered)} รายการ"
        yield Entry(title, (Step(f"เขียน: {named}", row_link(agency, card.unanswered[0])),), "")


def _links_that_fail(agency: AgencyView) -> Iterator[Entry]:
    """The evidence links that do not open, one entry for each kind of trouble; they cost no points."""
    for trouble in TROUBLES:
        alike = [finding for finding in agency.link_findings if finding.trouble == trouble]
        if alike:
            rows = groupby(alike, key=lambda finding: finding.key)
            steps = tuple(_mend(agency, key, list(group)) for key, group in rows)
            yield Entry(f"{kind(trouble)} {len(alike)} ลิงก์", steps, "")


def _mend(agency: AgencyView, key: str, findings: list[LinkFinding]) -> Step:
    return Step(f"{agency.explainer.label(key)}: {to_do(findings)}", row_link(agency, key))


def _further(agency: AgencyView, card: Scorecard, named: Collection[str]) -> Iterator[Entry]:
    """What the highest level of a criterion still asks once the steps that were named are done."""
    for result in card.criteria:
        steps = [step for step in _top_steps(result) if step.key not in named]
        if steps:
            reward = f"ถึงระดับ {steps[0].level}: เต็ม {agency.explainer.points(result.max)} คะแนน"
            yield Entry(f"ข้อ {result.id}", _steps(agency, steps), reward)


def _top_steps(result: CriterionResult) -> tuple[Missing, ...]:
    if result.confirmed is not None or not result.missing:
        return ()
    return result.missing_for(max(item.level for item in result.missing))


def _steps(agency: AgencyView, steps: Sequence[Missing]) -> tuple[Step, ...]:
    return tuple(Step(agency.explainer.missing(step), row_link(agency, step.key)) for step in steps)
