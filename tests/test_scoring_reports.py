"""What a scorecard is as JSON: every name of it, for programmes that ask for more than points."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from scoring.engine import score
from scoring.explain import Explainer, Language
from scoring.programme import Programme
from scoring.report import scorecard_record, standings_record
from scoring.scorecard import Missing, RequirementResult
from scoring.submission import Answer, Place, Problem, Submission
from scoring.wording import Wording
from tests.support.goal_programmes import criterion, programme_of
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


def test_readiness_and_indicators_are_told_with_their_values() -> None:
    of = programme(
        {
            "id": "s",
            "requirements": [{"key": "report", "type": "yes_no"}],
            "indicators": [{"key": "people", "type": "count"}],
        }
    )
    words = Wording({"inputs": {key: {"label": key} for key in ("org.name", "report", "people")}})

    record = scorecard_record(score(of, submission(of, {"people": 7}), now=NOW), Explainer(of, words))

    assert (record["readiness"], record["indicators"]) == (
        {"met": 0, "of": 1},
        [{"id": "people", "values": [7]}],
    )


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


def standings_of(of: Programme, values: dict[str, Any], confirmed: dict[str, int]) -> list[dict[str, Any]]:
    entered = submission(of, values)
    card = score(of, entered, confirmed=confirmed, now=NOW)
    words = Wording({"inputs": {"told": {"label": "บอกแล้ว"}}, "thresholds": {"mark": "คะแนนผ่าน"}})
    return standings_record(of, entered.answers, card, Explainer(of, words))


@pytest.mark.parametrize(
    ("values", "confirmed", "changed"),
    [
        (
            {},
            {},
            {"steps": ["told"], "messages": ["บอกแล้ว: เมื่อดำเนินการแล้วให้ตอบ “ใช่”"]},
        ),
        ({"told": True}, {}, {"points": "7", "reached": True, "steps": [], "messages": []}),
        ({}, {"A": 0}, {"steps": None, "messages": []}),
    ],
)
def test_a_mark_is_told_with_the_steps_that_lead_to_it(
    values: dict[str, Any], confirmed: dict[str, int], changed: dict[str, Any]
) -> None:
    of = programme_of(
        [criterion("A", {3: {"is_yes": "told"}}), criterion("B", {3: {"answered": "name"}})],
        marks={"mark": "5"},
    )
    told = {"name": "mark", "title": "คะแนนผ่าน", "mark": "5", "points": "0", "reached": False}

    assert standings_of(of, values, confirmed) == [{**told, **changed}]


def a_result(state: Any, **more: Any) -> RequirementResult:
    return RequirementResult(id="yearly", section="papers", state=state, missing=(), **more)


@pytest.mark.parametrize(
    ("language", "result", "in_row"),
    [
        ("th", a_result("upcoming", due=date(2022, 3, 31)), "ครบกำหนด 31 มี.ค. 2565"),
        ("en", a_result("overdue", due=date(2022, 3, 31)), "overdue since 31 Mar 2022"),
        ("th", a_result("advised"), "ข้อแนะนำ ไม่บังคับ"),
        (
            "th",
            a_result("advised", ripens=date(2023, 5, 1)),
            "ข้อแนะนำ ไม่บังคับ · ระยะเวลาจะครบเมื่อ 1 พ.ค. 2566",
        ),
        ("th", a_result("failed", ripens=date(2023, 5, 1)), "ระยะเวลาจะครบเมื่อ 1 พ.ค. 2566"),
        ("th", a_result("missing"), ""),
        ("th", a_result("ok"), ""),
    ],
)
def test_beside_what_is_missing_stands_only_what_it_does_not_say(
    language: Language, result: RequirementResult, in_row: str
) -> None:
    assert Explainer(OF, WORDS, language).requirement_in_row(result) == in_row


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (a_result("ok"), "YEARLY: ครบแล้ว"),
        (
            a_result("failed")._replace(missing=(Missing(1, "plan", "evidence"), Missing(1, "start", "answer"))),
            "YEARLY: ยังไม่ครบ · plan: แนบลิงก์หลักฐาน (http หรือ https); start: กรอกวันที่",
        ),
        (
            RequirementResult("why", "papers", "missing", (Missing(1, "why", "answer"),), words=2),
            "why: ยังไม่ได้กรอก · 2 จาก 3 คำ · กรอกคำตอบ",
        ),
    ],
)
def test_a_requirement_is_told_with_its_state_and_each_step_it_lacks(result: RequirementResult, told: str) -> None:
    assert Explainer(OF, WORDS).requirement(result) == told
