"""What must hold for every workbook, whatever was done to it: it is scored, and every loss is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from scoring import programmes
from scoring.engine import score
from scoring.explain import Explainer
from scoring.report import scorecard_record
from scoring.submission import Submission
from sheets_schema.feedback import feedback
from sheets_schema.reader import WorkbookReader
from tests.fuzz.sheets import Book, filled
from tests.support.workbooks import PROGRAMME

NOW = datetime(2022, 3, 31, tzinfo=UTC)
WORDS = programmes.words(PROGRAMME.id)
READER = WorkbookReader(PROGRAMME, WORDS)
EXPLAIN = Explainer(PROGRAMME, WORDS)


def read(book: Book) -> Submission:
    return READER.read(READER.locate([sheet.as_tab() for sheet in book.sheets]))


WHOLE = read(filled())
"""What stands in the workbook before anything was done to it."""


def losses(book: Book) -> Iterator[str]:
    """Every input that was lost without a word. Scores, explains and answers the workbook on the way."""
    submission = read(book)
    card = score(PROGRAMME, submission, now=NOW)
    record = scorecard_record(card, EXPLAIN)
    rows = feedback(submission, card, EXPLAIN).rows
    assert all(problem["message"] for problem in record["problems"]), record["problems"]
    assert rows.keys() == submission.answers.keys()
    told = {problem.key for problem in card.problems}
    no_evidence = {problem.place.tab for problem in card.problems if problem.code == "missing_column" and problem.place}
    for key, before in WHOLE.answers.items():
        after = submission.answers[key]
        if key in told or key in book.touched or before.state != "given":
            continue
        if after.value != before.value:
            yield f"{key}: {before.value!r} became {after.state} {after.value!r}"
        elif after.links != before.links and not (after.place and after.place.tab in no_evidence):
            yield f"{key}: its links {before.links} became {after.links}"
