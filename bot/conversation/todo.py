"""What an agency has yet to do: what must be corrected, what it needs to apply, and what gains points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.places import row_link
from bot.conversation.view import AgencyView
from scoring.scorecard import CriterionResult, Missing, Scorecard


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do. `steps` are sentences; `reward` says what it brings, blank where it brings no points."""

    title: str
    steps: tuple[str, ...]
    reward: str
    link: str


def entries(agency: AgencyView) -> tuple[Entry, ...]:
    """Everything that is open: corrections, eligibility, the steps that gain most per input, then what follows."""
    card = agency.scorecard
    if card is None:
        return ()
    return (*_corrections(agency, card), *_eligibility(agency, card), *gains(agency, card), *_further(agency, card))


def gains(agency: AgencyView, card: Scorecard) -> tuple[Entry, ...]:
    """The next best steps, the most points per input first."""
    return tuple(
        Entry(
            f"ข้อ {item.criterion}",
            _sentences(agency, item.steps),
            f"+{agency.explainer.points(item.gain)} คะแนน",
            row_link(agency, item.steps[0].key),
        )
        for item in card.advice
    )


def _corrections(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    for problem in card.problems:
        link = row_link(agency, problem.key) if problem.key else agency.workbook_url
        yield Entry("ข้อมูลที่ต้องแก้ไข", (agency.explainer.problem(problem),), "", link)


def _eligibility(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    link = row_link(agency, agency.programme.organisation)
    for result in card.eligibility:
        if result.state in {"missing", "failed"}:
            yield Entry("คุณสมบัติของผู้สมัคร", (agency.explainer.eligibility(result),), "", link)


def _further(agency: AgencyView, card: Scorecard) -> Iterator[Entry]:
    """What the highest level of a criterion still asks once the advised steps are done."""
    advised = {step.key for item in card.advice for step in item.steps}
    for result in card.criteria:
        steps = [step for step in _top_steps(result) if step.key not in advised]
        if steps:
            reward = f"ถึงระดับ {steps[0].level}: เต็ม {agency.explainer.points(result.max)} คะแนน"
            link = row_link(agency, steps[0].key)
            yield Entry(f"ข้อ {result.id}", _sentences(agency, steps), reward, link)


def _top_steps(result: CriterionResult) -> tuple[Missing, ...]:
    if result.confirmed is not None or not result.missing:
        return ()
    return result.missing_for(max(item.level for item in result.missing))


def _sentences(agency: AgencyView, steps: Sequence[Missing]) -> tuple[str, ...]:
    return tuple(agency.explainer.missing(step) for step in steps)
