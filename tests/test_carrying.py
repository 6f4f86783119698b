"""What the award's workbook brings to a file for UNPSA."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from scoring import programmes
from scoring.carrying import Prospect, carry_map_from, prospect
from scoring.programme_file import ProgrammeError
from scoring.scorecard import Total
from scoring.submission import Value
from tests.support.sample_scorecards import NOW, PROGRAMME, TO_UNPSA, UNPSA, submission

DOCUMENT: dict[str, Any] = {
    "from": "hrmo-2565",
    "to": "unpsa-2022",
    "answers": {"org.name": "org.name"},
    "links": [{"of": ["B2.origin"], "to": "work.innovation", "text": "B.result"}],
    "drafts": {"q.results": ["B.result"]},
}


def seen(values: dict[str, Value], without_link: frozenset[str] = frozenset()) -> Prospect:
    return prospect(TO_UNPSA, PROGRAMME, UNPSA, submission(values, without_link), now=NOW)


def test_a_blank_workbook_brings_nothing() -> None:
    found = seen({})

    assert (found.carried, dict(found.drafts), found.ripens) == ((), {}, None)
    assert found.card.readiness == Total(Fraction(0), Fraction(32))


def test_the_same_facts_are_carried_over_as_they_are() -> None:
    found = seen({"org.name": "กรมบังคับคดี", "B.project_name": "ไกล่เกลี่ยสัญจร", "B.start_date": date(2021, 1, 15)})

    assert found.carried == ("org.name", "work.title", "work.start_date")
    assert found.card.organisation == "กรมบังคับคดี"
    assert found.ripens == date(2023, 1, 15)


def test_evidence_serves_again_with_its_links() -> None:
    with_link = seen({"B5.stakeholder_evaluation": True})
    without = seen({"B5.stakeholder_evaluation": True}, frozenset({"B5.stakeholder_evaluation"}))

    assert with_link.carried == ("report.kind",)
    assert with_link.card.requirement("report.kind").state == "ok"
    assert without.carried == ()


def test_a_no_brings_nothing() -> None:
    assert seen({"B5.stakeholder_evaluation": False}).carried == ()


def test_a_text_is_taken_along_with_the_evidence_for_it() -> None:
    both = seen({"B1.1.problem_stated": True, "B.benefit": "ผู้มีรายได้น้อยเข้าถึงบริการ"})
    evidence_alone = seen({"B1.1.problem_stated": True})

    assert (both.carried, evidence_alone.carried) == (("work.significance",), ())


def test_an_answer_can_be_drafted_from_texts_and_evidence_that_say_something() -> None:
    found = seen({"B.background": "ที่มา", "B1.1.problem_stated": True, "B.objective": "เป้าหมาย"})

    assert found.drafts["q.summary"] == ("B.background", "B.objective", "B1.1.problem_stated")
    assert "q.stakeholders" not in found.drafts


def test_what_is_carried_counts_as_any_answer_there() -> None:
    found = seen({"org.name": "กรม", "B.project_name": "งาน", "B5.stakeholder_evaluation": True})

    assert found.card.readiness == Total(Fraction(3), Fraction(32))
    assert [r.id for r in found.card.requirements if r.state == "ok"] == ["org.name", "work.title", "report.kind"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"answers": {"org.nam": "org.name"}}, "org.nam is no input of hrmo-2565"),
        ({"answers": {"org.name": "org.nam"}}, "org.nam is no input of unpsa-2022"),
        ({"answers": {"org.name": "work.start_date"}}, "org.name and work.start_date are of different types"),
        ({"links": [{"of": ["B2.x"], "to": "work.innovation", "text": "B.result"}]}, "B2.x is no input"),
        ({"links": [{"of": ["B2.origin"], "to": "report.kind", "answer": "new"}]}, "new is no choice of report.kind"),
        ({"drafts": {"q.results": ["B.res"]}}, "B.res is no input of hrmo-2565"),
    ],
)
def test_a_map_that_names_what_is_not_there_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ProgrammeError, match=told):
        carry_map_from({**DOCUMENT, **changed}, PROGRAMME, UNPSA)


def test_programmes_without_a_map_lead_nowhere() -> None:
    assert programmes.leads_to("hrmo-2565") == ("unpsa-2022",)
    assert programmes.leads_to("unpsa-2022") == ()
    assert programmes.carry_map("unpsa-2022", "hrmo-2565") is None
