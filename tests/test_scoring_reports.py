"""What a scorecard is as JSON: every name of it, for programmes that ask for more than points."""

from __future__ import annotations

from datetime import UTC, date, datetime

from scoring.engine import score
from scoring.explain import Explainer
from scoring.report import scorecard_record
from scoring.submission import Answer, Place, Problem, Submission
from scoring.wording import Wording
from tests.support.small_programmes import LINK, programme, submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)
OF = programme(
    {
        "id": "papers",
        "requirements": [
            {
                "id": "yearly",
                "inputs": [{"key": "plan", "type": "yes_no", "evidence": True}],
                "needs": {"is_yes": "plan"},
                "due": date(2022, 3, 31),
                "leads": ["moi"],
                "secondaries": ["msdhs"],
            },
            {
                "id": "age",
                "inputs": [{"key": "start", "type": "date"}],
                "needs": {"date": "start", "runs": 2, "by": date(2022, 12, 31)},
            },
        ],
        "questions": [{"key": "why", "words": 3}],
        "reports": [{"id": "half", "kind": "half_year", "due": date(2022, 6, 30)}],
    },
    choices={"agencies": ["moi", "msdhs"]},
)
WORDS = Wording(
    {
        "inputs": {key: {"label": key} for key in ("org.name", "plan", "start", "why", "half.sent")},
        "requirements": {key: {"title": key.upper()} for key in ("yearly", "age", "half")},
        "reports": {"half_year": "รอบ 6 เดือน"},
        "choices": {"agencies": {"moi": "มท.", "msdhs": "พม."}},
    }
)


def test_every_requirement_is_told_with_its_days_bodies_and_words() -> None:
    entered = submission(OF, {"start": date(2021, 5, 1), "why": "one two"})
    record = scorecard_record(score(OF, entered, now=NOW), Explainer(OF, WORDS))

    message = "plan: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน"
    assert record["requirements"][0] == {
        "id": "yearly",
        "section": "papers",
        "state": "upcoming",
        "due": "2022-03-31",
        "kinds": [],
        "leads": ["moi"],
        "secondaries": ["msdhs"],
        "ripens": None,
        "words": None,
        "message": f"YEARLY: ครบกำหนด 31 มี.ค. 2565 · {message}",
        "missing": [{"level": 1, "key": "plan", "need": "answer", "message": message}],
    }
    assert {row["id"]: (row["kinds"], row["due"], row["ripens"], row["words"]) for row in record["requirements"]} == {
        "yearly": ([], "2022-03-31", None, None),
        "age": ([], None, "2023-05-01", None),
        "why": ([], None, None, 2),
        "half": (["half_year"], "2022-06-30", None, None),
    }


def test_a_problem_stands_with_its_place_or_without() -> None:
    answers = {**submission(OF, {}).answers, "why": Answer("why", "given", "x", (LINK,), "x", Place("แผน", "C7"))}
    problems = (Problem("unknown_key", None, Place("แผน", "C9"), "x"), Problem("missing_key", "start"))
    explain = Explainer(OF, WORDS)

    record = scorecard_record(score(OF, Submission("small", answers, problems), now=NOW), explain)

    assert record["problems"] == [
        {
            "tab": "แผน",
            "cell": "C9",
            "key": None,
            "code": "unknown_key",
            "message": explain.problem(problems[0]),
        },
        {"tab": None, "cell": None, "key": "start", "code": "missing_key", "message": explain.problem(problems[1])},
    ]
