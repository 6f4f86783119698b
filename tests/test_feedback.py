from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime

import pytest

from scoring import programmes
from scoring.engine import score
from scoring.explain import Explainer
from scoring.submission import Answer, Submission, Value
from sheets_schema.feedback import Feedback, feedback
from sheets_schema.google_feedback import feedback_requests
from sheets_schema.layout import FEEDBACK_SHEET
from sheets_schema.locate import Located
from tests.support.sample_plans import IN_NOVEMBER, NATIONAL, PROVINCE, UNPSA_HALF_WAY

NOT_ASKED = "– ไม่ต้องกรอกสำหรับหน่วยงานท่าน"
OF_A_REPORT = """\
• วันที่ส่งรายงานประจำปีของจังหวัด ปีที่ 1: กรอกวันที่ พร้อมลิงก์หลักฐาน
• รายงานจังหวัด ปีที่ 1 ความก้าวหน้า: กรอกคำตอบ
• รายงานจังหวัด ปีที่ 1 ข้อจำกัด: กรอกคำตอบ
• รายงานจังหวัด ปีที่ 1 ผลผลิต: กรอกคำตอบ
• รายงานจังหวัด ปีที่ 1 ผลลัพธ์: กรอกคำตอบ
และอีก 7 แถว ตามช่อง “ผลตรวจจากระบบ”"""


def told(
    programme_id: str,
    values: Mapping[str, Value],
    *,
    without_link: Collection[str] = (),
    now: datetime = IN_NOVEMBER,
) -> Feedback:
    """The feedback on these answers, each with a link where it wants one unless it is named."""
    programme = programmes.load(programme_id)
    answers = {
        key: Answer(key, "given", values[key], ("https://a.example",) if key not in without_link else ())
        if key in values
        else Answer(key, "blank")
        for key in programme.inputs
    }
    submission = Submission(programme_id, answers)
    explain = Explainer(programme, programmes.words(programme_id))
    return feedback(submission, score(programme, submission, now=now), explain)


def test_a_row_that_is_not_asked_of_a_province_says_so() -> None:
    rows = told("cso-plan-1", PROVINCE).rows

    assert {rows[key] for key in ("plan.agency", "monitoring.project", "project.1_1.status")} == {NOT_ASKED}
    assert rows["report.half_2.progress"] == NOT_ASKED
    assert rows["plan.province"] == "✓ ครบแล้ว"


def test_an_answer_that_is_not_asked_for_is_received_all_the_same() -> None:
    rows = told("cso-plan-1", {**PROVINCE, "project.1_1.progress": 40}).rows

    assert rows["project.1_1.progress"] == "– รับข้อมูลแล้ว แต่ไม่ต้องกรอกสำหรับหน่วยงานท่าน"


def test_nothing_is_spared_while_it_is_not_known_who_reports() -> None:
    rows = told("cso-plan-1", {}).rows

    assert rows["plan.reporter"] == "▸ เลือกจากรายการ"
    assert NOT_ASKED not in rows.values()


def test_a_lead_agency_that_has_not_said_which_is_spared_no_project_yet() -> None:
    unknown = told("cso-plan-1", {"plan.reporter": "lead_agency"}).rows
    known = told("cso-plan-1", {"plan.reporter": "lead_agency", "plan.agency": "nhco"}).rows

    assert (unknown["project.1_1.status"], known["project.1_1.status"]) == ("", NOT_ASKED)
    assert known["project.1_4.status"] == "▸ เลือกจากรายการ"


def test_what_a_report_still_misses_bears_its_day_in_each_row() -> None:
    rows = told("cso-plan-1", NATIONAL).rows

    assert rows["report.half_2.limits"] == "▸ กรอกคำตอบ · เกินกำหนด 30 ก.ย. 2564"
    assert rows["report.half_3.sent"] == "▸ กรอกวันที่ พร้อมลิงก์หลักฐาน · ครบกำหนด 31 มี.ค. 2565"
    assert rows["I1.3"] == "▸ กรอกตัวเลข · ครบกำหนด 31 มี.ค. 2565"


def test_advice_is_called_advice_in_its_row() -> None:
    rows = told("cso-plan-1", NATIONAL).rows

    assert rows["objective.1"] == "▸ กรอกคำตอบ · ข้อแนะนำ ไม่บังคับ"
    assert rows["advice.online_power"] == "✓ ครบแล้ว"


def test_a_no_that_is_wanted_or_does_as_an_answer_counts() -> None:
    plan, unpsa = told("cso-plan-1", NATIONAL).rows, told("unpsa-2022", UNPSA_HALF_WAY).rows

    assert plan["I5.1"] == "✓ ครบแล้ว"
    assert unpsa["elig.won_before"] == "✓ ครบแล้ว"


def test_a_no_that_does_not_do_says_what_would() -> None:
    rows = told("cso-plan-1", {**PROVINCE, "monitoring.local_mechanism": False}).rows

    assert rows["monitoring.local_mechanism"] == "▸ เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน"


def test_an_answer_with_too_many_words_tells_how_many() -> None:
    rows = told("unpsa-2022", UNPSA_HALF_WAY).rows

    assert rows["q.category"] == "▸ ปรับให้ไม่เกิน 100 คำ เป็นภาษาราชการของสหประชาชาติ · 130 จาก 100 คำ"
    assert rows["q.summary"] == "✓ ครบแล้ว · 7 จาก 300 คำ"


def test_a_date_that_is_too_late_tells_when_the_time_is_full() -> None:
    rows = told("unpsa-2022", {**UNPSA_HALF_WAY, "work.start_date": date(2020, 1, 15)}).rows

    assert rows["work.start_date"] == "▸ ต้องไม่หลัง 3 ธ.ค. 2562 จึงจะเข้าเกณฑ์ · ระยะเวลาจะครบเมื่อ 15 ม.ค. 2565"


def test_the_summary_lists_what_is_late_first_what_comes_later_apart_and_advice_last() -> None:
    rows = told("cso-plan-1", PROVINCE).summary
    start = rows.index(("รายการที่ยังไม่ครบ",))

    assert rows[start : start + 5] == (
        ("รายการที่ยังไม่ครบ",),
        ("รายการ", "สิ่งที่ต้องทำ", "สถานะ"),
        (
            "รายงานประจำปีของจังหวัด ปีที่ 1",
            OF_A_REPORT,
            "เกินกำหนด 30 ก.ย. 2564",
        ),
        (
            "มีกลไกองค์กรภาคประชาสังคมระดับจังหวัดที่ สสส. และ สช. สนับสนุน",
            "เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
            "ยังไม่ได้กรอก",
        ),
        (
            "ประเมินผลโดยให้ภาคีที่เกี่ยวข้องมีส่วนร่วมและพัฒนาศักยภาพไปพร้อมกัน",
            "เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
            "ยังไม่ได้กรอก",
        ),
    )
    assert ("รายการที่มีกำหนดข้างหน้า",) in rows
    assert ("ข้อแนะนำ (ไม่บังคับ)",) not in rows
    assert rows[-1][0] == "เลขที่ใบรับรองผลตรวจ"


def test_a_summary_in_which_all_is_met_says_so() -> None:
    rows = told("cso-plan-1", PROVINCE, now=datetime(2021, 1, 5, tzinfo=UTC)).summary
    met = {**PROVINCE, "monitoring.local_mechanism": True, "monitoring.participation": True}
    complete = told("cso-plan-1", met, now=datetime(2021, 1, 5, tzinfo=UTC)).summary

    assert ("ครบทุกรายการที่ต้องมีในขณะนี้",) not in rows
    assert ("ครบทุกรายการที่ต้องมีในขณะนี้",) in complete


@pytest.mark.parametrize(("programme_id", "columns"), [("cso-plan-1", 3), ("hrmo-2565", 7)])
def test_the_tables_of_the_summary_have_headings(programme_id: str, columns: int) -> None:
    written = told(programme_id, {})
    requests = feedback_requests(
        Located((), {}, frozenset(), ()), written, {FEEDBACK_SHEET: "ผลตรวจ"}, bot="", title="ผลตรวจ"
    )
    rows = requests[-1]["updateCells"]["rows"]
    table = [row["values"] for row in rows if len(row["values"]) == columns]
    grounds = [values[0]["userEnteredFormat"]["backgroundColorStyle"]["rgbColor"]["red"] for values in table]

    assert grounds[0] < 0.9
    assert set(grounds[1:]) <= {grounds[0], 1.0}
