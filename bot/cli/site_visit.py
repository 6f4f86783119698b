"""`tonbaeb site-visit AGENCY [PART=POINTS ...] --assessor NAME`."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction

from bot.cases import secretariat
from bot.cases.prepared import case_of
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.store import agencies, site_visits
from scoring.explain import Explainer
from scoring.site_visit import MarkError, SiteVisit, site_visit
from scoring.written_number import number_in


@told_kindly
def run(asked: Namespace) -> int:
    """Enter an assessor's marks, if any, and show the visit as it stands."""
    if asked.marks and not asked.assessor.strip():
        raise CannotError("โปรดระบุผู้ประเมินด้วย --assessor ชื่อ (name the assessor with --assessor)")
    started = with_schema(installation(needs=()))
    marks = {part: _points(part, text) for part, text in asked.marks}
    try:
        with started.database.writing() as session:
            agency = agencies.find(session, asked.agency)
            if agency is None:
                raise CannotError(f"ไม่มีหน่วยงานรหัส {asked.agency} ในทะเบียน (no agency {asked.agency} is registered)")
            secretariat.give_marks(session, agency, asked.assessor.strip(), marks, asked.note, now=started.clock.now())
            case = case_of(session, agency.programme)
            visit = site_visit(case.programme, site_visits.marks(session, agency.code, agency.programme))
    except MarkError as error:
        raise CannotError(str(error)) from error
    print("\n".join(_lines(visit, case.explainer)))
    return 0


def _points(part: str, text: str) -> Fraction | None:
    points = number_in(text)
    if text and points is None:
        raise CannotError(
            f"คะแนน {part} เป็น “{text}” ไม่ได้ ต้องเป็นจำนวน เช่น 32 หรือ 32.5 (the mark for {part} has to be a number)"
        )
    return points


def _lines(visit: SiteVisit, explain: Explainer) -> list[str]:
    if not visit.parts:
        return ["โปรแกรมนี้ไม่มีการตรวจ ณ พื้นที่ (this programme has no site visit)"]
    lines = []
    for part in visit.parts:
        mean = "ยังไม่มีคะแนน" if part.points is None else f"เฉลี่ย {explain.points(part.points)}"
        by = ", ".join(f"{who} {explain.points(points)}" for who, points in part.marks.items())
        apart = f" · ต่างกัน {explain.points(part.spread)}" if len(part.marks) > 1 else ""
        lines.append(f"{part.id} {explain.words.site_visit(part.id)} (เต็ม {explain.points(part.max)}): {mean}{apart}")
        lines += [f"    {by}"] if by else []
    total = visit.total
    whole = (
        "ยังให้คะแนนไม่ครบทุกส่วน" if total is None else f"{explain.points(total.points)} จาก {explain.points(total.max)}"
    )
    return [*lines, f"รวม: {whole}"]
