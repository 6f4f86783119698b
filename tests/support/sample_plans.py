"""Agencies of programmes with requirements, scored by the real engine from answers made up here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.conversation.view import AgencyView, View
from scoring import programmes
from scoring.deadlines import deadlines_of
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme_file import programme_from
from scoring.submission import Answer, Submission, Value
from scoring.wording import Wording

WORKBOOK = "https://docs.google.com/spreadsheets/d/1ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210/edit"
IN_NOVEMBER = datetime(2021, 11, 15, 3, 0, tzinfo=UTC)
BEFORE_THE_PLAN = datetime(2021, 3, 24, 3, 0, tzinfo=UTC)
AFTER_THE_PLAN = datetime(2023, 1, 10, 3, 0, tzinfo=UTC)

UNPSA_HALF_WAY: Mapping[str, Value] = {
    "org.name": "กรมบังคับคดี",
    "org.kind": "public_agency",
    "org.nominator": "parent_body",
    "work.title": "ไกล่เกลี่ยสัญจรเพื่อกลุ่มเปราะบาง",
    "work.category": "inclusive_services",
    "work.category_confirmed": True,
    "work.start_date": date(2020, 1, 15),
    "elig.innovative": True,
    "elig.won_before": False,
    "elig.un_involved": False,
    "report.kind": "internal",
    "report.summary": True,
    "report.scope": True,
    "letter.issuer_1": "สำนักงาน ก.พ.ร.",
    "letter.issuer_2": "สำนักงาน ก.พ.ร.",
    "doc.website": "work_site",
    "q.summary": "A mobile mediation service for vulnerable debtors.",
    "q.category": "word " * 130,
}
NATIONAL: Mapping[str, Value] = {
    "plan.reporter": "national",
    "plan.body_name": "กรมพัฒนาสังคมและสวัสดิการ",
    "monitoring.project": True,
    "monitoring.subcommittee": True,
    "advice.online_power": True,
    **{f"report.half_1.{part}": "สรุป" for part in ("progress", "limits", "outputs", "outcomes", "impact")},
    "report.half_1.sent": date(2021, 3, 30),
    "I1.1": 1250,
    "I1.2": 1432,
    "I2.1": 18_500_000,
    "I3.1": 2,
    "I4.1": True,
    "I5.1": False,
    **{f"project.1_{number}.status": "in_progress" for number in range(1, 5)},
    **{f"project.1_{number}.progress": 40 for number in range(1, 4)},
    **{f"project.1_{number}.last_report": date(2021, 9, 30) for number in range(1, 3)},
    "project.1_1.result": "เปิดใช้ฐานข้อมูลแล้ว",
    "project.1_2.result": "อบรมผู้นำ 4 รุ่น",
}
PROVINCE: Mapping[str, Value] = {
    "plan.reporter": "province",
    "plan.body_name": "เครือข่ายประชาสังคมจังหวัดน่าน",
    "plan.province": "th_55",
    "monitoring.centre_network": True,
}


def agency(
    programme_id: str,
    values: Mapping[str, Value],
    *,
    now: datetime = IN_NOVEMBER,
    without_link: Collection[str] = (),
    **known: Any,
) -> AgencyView:
    """An agency of a programme on the shelf; every answer that wants evidence has a link unless it is named."""
    programme = programmes.load(programme_id)
    answers = {
        key: Answer(key, "given", values[key], _links(key, item.evidence and key not in without_link))
        if key in values
        else Answer(key, "blank")
        for key, item in programme.inputs.items()
    }
    made = AgencyView(
        code="DSDW",
        name=str(values.get(programme.organisation, "หน่วยงานตัวอย่าง")),
        programme=programme,
        explainer=Explainer(programme, programmes.words(programme_id)),
        scorecard=score(programme, Submission(programme_id, answers), now=now),
        read_at=now,
        workbook_url=WORKBOOK,
        submission=Submission(programme_id, answers),
    )
    return replace(made, **known)


def unpsa_agency() -> AgencyView:
    """Half way to UNPSA 2022: two letters of one body, an answer that is too long, and much that is still blank."""
    return agency("unpsa-2022", UNPSA_HALF_WAY, without_link={"elig.innovative"})


def national_agency(now: datetime = IN_NOVEMBER) -> AgencyView:
    """Reports for the whole plan: one report sent, one overdue, two to come."""
    return agency("cso-plan-1", NATIONAL, now=now)


def province_agency() -> AgencyView:
    """Reports for a province: one report overdue, one to come."""
    return agency("cso-plan-1", PROVINCE)


def worst_plan_agency(now: datetime = AFTER_THE_PLAN) -> AgencyView:
    """Everything that can be asked of one body is open, every indicator known, and its name and addresses very long."""
    name = "สำนักงาน" + "ส่งเสริมและคุ้มครองสิทธิเสรีภาพ" * 12
    values: dict[str, Value] = {"plan.reporter": "national"}
    values |= {f"I{number}.4": number < 4 or 10**12 for number in range(1, 6)}
    worst = agency("cso-plan-1", values, now=now, name=name)
    rows = dict.fromkeys(worst.programme.inputs, f"{WORKBOOK}#gid=1020&range={'D' * 700}")
    return replace(worst, row_links=rows)


def agency_with_both() -> AgencyView:
    """An agency of an award with points that requires one more document."""
    document = dict(programmes.document("hrmo-2565"))
    extra = {"id": "extra", "requirements": [{"key": "extra.report", "type": "yes_no", "evidence": True}]}
    first, *others = document["tabs"]
    document["tabs"] = [{**first, "sections": [*first["sections"], extra]}, *others]
    words = dict(programmes.words("hrmo-2565").document)
    words["sections"] = {**words["sections"], "extra": "เอกสารเพิ่มเติม"}
    words["inputs"] = {**words["inputs"], "extra.report": {"label": "มีรายงานประจำปี", "help": "แนบรายงาน"}}
    programme = programme_from({**document, "id": "both"})
    answers = {key: Answer(key, "blank") for key in programme.inputs}
    return AgencyView(
        code="DOL",
        name="กรมบังคับคดี",
        programme=programme,
        explainer=Explainer(programme, Wording(words)),
        scorecard=score(programme, Submission("both", answers), now=IN_NOVEMBER),
        read_at=IN_NOVEMBER,
        workbook_url=WORKBOOK,
        submission=Submission("both", answers),
    )


def plan_view(known: AgencyView, now: datetime = IN_NOVEMBER, **more: Any) -> View:
    """A view of such an agency with all that its programme states as deadlines."""
    thai, english = (programmes.words(known.programme.id, language) for language in ("th", "en"))
    return View(**{"now": now, "agency": known, "deadlines": deadlines_of(known.programme, thai, english), **more})


def _links(key: str, linked: bool) -> tuple[str, ...]:
    return (f"https://example.go.th/{key}",) if linked else ()
