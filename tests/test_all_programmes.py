"""Every programme on the shelf goes the whole way: template, filling, reading, scoring, explaining, feedback."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

from scoring import programmes
from scoring.aims import AtMostWords, NotAfter, Unlike
from scoring.engine import score
from scoring.explain import Explainer, Language
from scoring.programme import Input, Programme
from scoring.report import scorecard_record
from scoring.scorecard import Missing, Scorecard
from scoring.submission import Submission
from sheets_schema.excel_template import write_template
from sheets_schema.excel_workbook import tabs_in
from sheets_schema.feedback import feedback
from sheets_schema.google_template import template_requests
from sheets_schema.layout import template
from sheets_schema.reader import WorkbookReader
from tests.support.workbooks import LINK, fill, saved

IDS = programmes.ids()
NOW = datetime(2021, 3, 1, tzinfo=UTC)
ROUNDS = 40


class Filled(NamedTuple):
    submission: Submission
    card: Scorecard


def read(programme: Programme, answers: dict[str, Any], links: dict[str, str]) -> Filled:
    """What comes of a template that is filled so, saved and read again."""
    workbook = load_workbook(io.BytesIO(write_template(programme, programmes.words(programme.id))))
    fill(workbook, answers, links)
    reader = WorkbookReader(programme, programmes.words(programme.id))
    submission = reader.read(reader.locate(tabs_in(saved(workbook))))
    return Filled(submission, score(programme, submission, now=NOW))


def typed(item: Input, step: Missing, others: int) -> Any:
    """What an officer would type who does as the message says."""
    match step.target:
        case bool():
            return "ใช่" if step.target else "ไม่ใช่"
        case int() as number:
            return number
        case tuple() as codes:
            return codes[0]
        case NotAfter(day):
            return f"{day.day}/{day.month}/{day.year + 543}"
        case AtMostWords():
            return "A short answer"
        case Unlike():
            return item.codes[others % len(item.codes)] if item.codes else f"หน่วยงานที่ {others}"
    return anything(item)


def anything(item: Input) -> Any:
    answers = {"yes_no": "ใช่", "count": 10, "text": "ข้อความ", "date": "1/10/2563"}
    return item.codes[0] if item.codes else answers[item.type]


def steps_of(card: Scorecard) -> Iterator[Missing]:
    for result in card.criteria:
        yield from result.missing_for(max((item.level for item in result.missing), default=0))
    for requirement in card.requirements:
        yield from requirement.missing


@pytest.mark.parametrize("programme_id", IDS)
def test_doing_what_the_messages_say_meets_every_requirement_and_reaches_every_maximum(programme_id: str) -> None:
    programme = programmes.load(programme_id)
    answers: dict[str, Any] = {"org.has_regional_units": "ใช่"} if programme.criteria else {}
    links: dict[str, str] = {}
    for _ in range(ROUNDS):
        card = read(programme, answers, links).card
        steps = list(steps_of(card))
        if not steps:
            break
        for number, step in enumerate(steps):
            item = programme.inputs[step.key]
            if step.need != "evidence":
                answers[step.key] = typed(item, step, number)
            if item.evidence:
                links[step.key] = LINK

    assert [r.id for r in card.requirements if r.is_open] == []
    assert [c.id for c in card.criteria if c.points != c.max] == []
    assert card.readiness.points == card.readiness.max


@pytest.mark.parametrize("programme_id", IDS)
def test_an_empty_template_is_read_without_a_problem_and_lacks_what_is_asked(programme_id: str) -> None:
    programme = programmes.load(programme_id)

    filled = read(programme, {}, {})

    assert filled.card.problems == ()
    assert filled.submission.answers.keys() == programme.inputs.keys()
    assert any(steps_of(filled.card))


@pytest.mark.parametrize("language", programmes.LANGUAGES)
@pytest.mark.parametrize("programme_id", IDS)
def test_everything_can_be_told_in_both_languages(programme_id: str, language: Language) -> None:
    programme = programmes.load(programme_id)
    explain = Explainer(programme, programmes.words(programme_id, language), language)
    some = {key: anything(item) for number, (key, item) in enumerate(programme.inputs.items()) if number % 3}

    for filled in (read(programme, {}, {}), read(programme, some, dict.fromkeys(list(programme.inputs)[::2], LINK))):
        record = scorecard_record(filled.card, explain)
        told = [*record["assumptions"], *(row["message"] for row in record.get("requirements", ()))]
        assert "{" not in " ".join(told)


@pytest.mark.parametrize("programme_id", IDS)
def test_every_row_gets_feedback_and_the_summary_tells_all_that_is_open(programme_id: str) -> None:
    programme = programmes.load(programme_id)
    explain = Explainer(programme, programmes.words(programme_id))
    filled = read(programme, {key: anything(item) for key, item in programme.inputs.items()}, {})

    given = feedback(filled.submission, filled.card, explain)

    assert given.rows.keys() == programme.inputs.keys()
    assert all(given.rows[key] for key, answer in filled.submission.answers.items() if answer.state == "given")
    told = {(cells[0], cells[2]) for cells in given.summary if len(cells) == 3}
    still_open = {r for r in filled.card.requirements if r.is_open}
    assert {(explain.requirement_title(r.id), explain.requirement_state(r)) for r in still_open} <= told


@pytest.mark.parametrize("programme_id", IDS)
def test_the_google_template_asks_for_every_input_once(programme_id: str) -> None:
    programme, words = programmes.load(programme_id), programmes.words(programme_id)

    rows = [row.input.key for tab in template(programme, words) for row in tab.rows if row.input]

    assert sorted(rows) == sorted(programme.inputs)
    assert template_requests(programme, words, title="แบบประเมิน")


def test_a_report_that_is_late_is_named_and_one_that_coincides_stands_once() -> None:
    programme = programmes.load("cso-plan-1")
    submission = read(programme, {"plan.reporter": "national"}, {}).submission

    card = score(programme, submission, now=datetime(2021, 10, 1, tzinfo=UTC))

    reports = {r.id: (r.state, r.kinds, r.due) for r in card.requirements if r.due and r.state != "not_needed"}
    assert reports == {
        "report.half_1": ("overdue", ("half_yearly",), date(2021, 3, 31)),
        "report.half_2": ("overdue", ("half_yearly", "mid_plan"), date(2021, 9, 30)),
        "report.half_3": ("upcoming", ("half_yearly",), date(2022, 3, 31)),
        "report.half_4": ("upcoming", ("half_yearly", "end_of_plan"), date(2022, 9, 30)),
    }
