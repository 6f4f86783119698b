"""Agencies as the conversation sees them, scored by the real engine from answers made up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.conversation.view import AgencyView, Outlook, View
from scoring import programmes
from scoring.carrying import CarryMap, prospect
from scoring.deadlines import Deadline
from scoring.engine import score
from scoring.explain import Explainer
from scoring.submission import Answer, Submission, Value

NOW = datetime(2022, 3, 1, 3, 0, tzinfo=UTC)
WORKBOOK = "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit"
PROGRAMME = programmes.load("hrmo-2565")
EXPLAINER = Explainer(PROGRAMME, programmes.words("hrmo-2565"))


def carry_map(target: str) -> CarryMap:
    found = programmes.carry_map(PROGRAMME.id, target)
    assert found is not None
    return found


UNPSA = programmes.load("unpsa-2022")
UNPSA_EXPLAINER = Explainer(UNPSA, programmes.words("unpsa-2022"))
TO_UNPSA = carry_map(UNPSA.id)
APPLICATION = Deadline(
    id="hrmo-2565",
    programme="hrmo-2565",
    title_th="ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565",
    title_en="Human Rights Model Organisation 2565, applications",
    closes_at=datetime(2022, 3, 9, 17, 0, tzinfo=UTC),
    source_text="ภายในวันที่ 9 มีนาคม 2565",
    source_zone="Asia/Bangkok",
)

HALF_WAY: Mapping[str, Value] = {
    "org.name": "กรมบังคับคดี",
    "org.type": "department",
    "org.publish_consent": True,
    "org.won_before": False,
    "org.staff_total": 1200,
    "org.staff_levels": 4,
    "org.has_regional_units": True,
    "1.1.policy_announced": True,
    "1.1.policy_written": True,
    "1.1.claimed": "3",
    "1.2.agreement_exists": True,
    "1.2.staff_consented_written": 300,
    "1.2.staff_levels_consented": 3,
    "1.2.claimed": "3",
    "1.3.internal_dissemination": True,
    "1.3.public_channel.1": "website",
    "1.3.public_channel.2": "social_media",
    "1.3.public_channel.3": "poster",
    "2.1.responsible": "committee",
    "3.1.analysis_done": True,
    "3.2.dedicated_plan": True,
    "3.3.1.directive": True,
    "4.1.media_published": True,
    "4.1.media_human_rights": True,
    "4.2.staff_trained": 90,
    "5.1.access_mechanism": True,
    "5.1.access_channel.1": "ramp",
    "5.2.complaint_channel.1": "phone",
    "5.2.serves_staff_and_public": True,
    "6.projects_approved": 40,
    "6.projects_risk_analysed": 3,
    "8.1.watch_channel.1": "hotline",
    "8.2.complaint_process": True,
    "8.2.responsible": "unit",
    "B.project_name": "ไกล่เกลี่ยสัญจรเพื่อกลุ่มเปราะบาง",
    "B.start_date": date(2021, 1, 15),
    "B1.1.problem_stated": True,
    "B1.1.prioritised": True,
    "B2.origin": "adapted",
    "B3.learning_scope": "group",
    "B4.value_users": True,
}
WITHOUT_LINK = frozenset({"1.1.policy_written", "8.2.responsible"})


def submission(values: Mapping[str, Value], without_link: frozenset[str] = frozenset()) -> Submission:
    """A submission with these values; every input that wants evidence has a link unless named."""
    answers = {key: _answer(key, values.get(key), key not in without_link) for key in PROGRAMME.inputs}
    return Submission(PROGRAMME.id, answers)


def agency(
    values: Mapping[str, Value] = HALF_WAY,
    without_link: frozenset[str] = WITHOUT_LINK,
    *,
    name: str = "กรมบังคับคดี",
    confirmed: Mapping[str, int] | None = None,
) -> AgencyView:
    """An agency whose workbook holds these values, read at `NOW`."""
    answers = submission(values, without_link)
    there = prospect(TO_UNPSA, PROGRAMME, UNPSA, answers, now=NOW)
    return AgencyView(
        code="DOL",
        name=name,
        programme=PROGRAMME,
        explainer=EXPLAINER,
        scorecard=score(PROGRAMME, answers, confirmed=confirmed, now=NOW),
        read_at=NOW,
        workbook_url=WORKBOOK,
        prospects={UNPSA.id: Outlook(there, UNPSA_EXPLAINER)},
        submission=answers,
        confirmed=confirmed or {},
    )


def complete_agency() -> AgencyView:
    """An agency that lacks nothing."""
    values = {
        key: _best(key) for key in PROGRAMME.inputs if not key.startswith("3.3.2.") and not key.endswith("claimed")
    }
    return agency(values | {"org.won_before": False}, frozenset())


def worst_case_agency() -> AgencyView:
    """An agency that lacks everything, with a name and addresses longer than any card can show."""
    view = agency({}, name="สำนักงาน" + "ส่งเสริมและคุ้มครองสิทธิเสรีภาพ" * 12)
    rows = dict.fromkeys(PROGRAMME.inputs, f"{WORKBOOK}#gid=1020&range={'D' * 700}")
    return replace(view, row_links=rows)


def view(**known: Any) -> View:
    """A view at `NOW` with the application's deadline; name what else is known."""
    return View(**{"now": NOW, "deadlines": (APPLICATION,), **known})


def _answer(key: str, value: Value | None, linked: bool) -> Answer:
    if value is None:
        return Answer(key, "blank")
    links = (f"https://example.go.th/{key}",) if linked and PROGRAMME.inputs[key].evidence else ()
    return Answer(key, "given", value, links, str(value))


def _best(key: str) -> Value:
    item = PROGRAMME.inputs[key]
    if item.type == "choice":
        highest = {"committee", "original", "organisation"}
        return next((code for code in item.codes if code in highest), item.codes[0])
    values: dict[str, Value] = {"yes_no": True, "count": 10, "date": date(2021, 1, 15), "text": "ข้อความ"}
    return values[item.type]
