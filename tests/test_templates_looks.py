from __future__ import annotations

import pytest

from scoring.programmes import ids, load, words
from sheets_schema import feedback
from sheets_schema.layout import COLUMNS, ELSEWHERE, Row, template
from sheets_schema.styles import LOOKS, TONES, Look, look_of, role_of, widths_of


def luminance(code: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 255 for part in bytes.fromhex(code)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", [*LOOKS.values(), *TONES.values()])
def test_every_text_stands_out_from_its_ground(look: Look) -> None:
    lighter, darker = sorted((luminance(look.background), luminance(look.colour)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_symbol_of_the_feedback_has_its_tone() -> None:
    assert set(TONES) == {feedback.COUNTS, feedback.TO_DO, feedback.WRONG, feedback.NOTHING}


@pytest.mark.parametrize("programme_id", ids())
def test_evidence_is_asked_for_where_it_counts(programme_id: str) -> None:
    rows = [row for tab in template(load(programme_id), words(programme_id)) for row in tab.rows if row.input]

    assert {(row.input.evidence, role_of(row, "evidence")) for row in rows if row.input} <= {
        (True, "evidence"),
        (False, "no_evidence"),
    }
    assert {role_of(row, "answer") for row in rows} == {"answer"}


def test_every_cell_has_a_look() -> None:
    for tab in template(load("hrmo-2565"), words("hrmo-2565"))[1:]:
        for row in tab.rows:
            assert all(isinstance(look_of(row, column.key), Look) for column in COLUMNS)


def test_answers_to_be_written_out_have_room() -> None:
    tabs = {tab.id: widths_of(tab) for tab in template(load("hrmo-2565"), words("hrmo-2565"))}

    assert tabs["questions"]["answer"] > tabs["tier_b"]["answer"] > tabs["structure"]["answer"]


def rows_of(programme_id: str, tab_id: str) -> list[Row]:
    tabs = template(load(programme_id), words(programme_id))
    return [row for tab in tabs if tab.id == tab_id for row in tab.rows]


def test_a_project_is_a_heading_with_its_own_number_and_with_who_sees_to_it() -> None:
    start = next(n for n, row in enumerate(rows_of("cso-plan-1", "projects")) if row.kind == "criterion")
    heading, *parts = rows_of("cso-plan-1", "projects")[start : start + 5]

    assert heading.texts == (
        "",
        "1.1",
        "ฐานข้อมูลออนไลน์ขององค์กร และฐานข้อมูลนักวิจัยหรือนักวิชาการ",
        "หน่วยงานหลัก: กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์ (พม.)",
        "หน่วยงานรอง: ดศ., สศช., สกสว., วช., สช.",
    )
    assert [row.texts[1:3] for row in parts] == [
        ("1.1-1", "โครงการ 1.1 สถานะ"),
        ("1.1-2", "โครงการ 1.1 ความก้าวหน้า (ร้อยละ)"),
        ("1.1-3", "โครงการ 1.1 วันที่รายงานล่าสุด"),
        ("1.1-4", "โครงการ 1.1 ผลการดำเนินงาน"),
    ]


def test_no_number_stands_twice_in_a_row() -> None:
    numbered = [row.texts[1:3] for row in (*rows_of("unpsa-2022", "criteria"), *rows_of("unpsa-2022", "questions"))]

    assert ("2.1-1", "ความสอดคล้องกับวาระการพัฒนาที่ยั่งยืน 2030") in numbered
    assert ("2.2", "นวัตกรรม") in numbered
    assert ("12", "ใครมีส่วนร่วม และมีบทบาทใด") in numbered
    assert rows_of("cso-plan-1", "indicators")[5].texts[1] == "I1-1"
    assert rows_of("cso-plan-1", "indicators")[5].texts[2].startswith("จำนวนองค์กร")


def test_what_is_checked_elsewhere_says_that_nothing_is_to_be_typed() -> None:
    rows = {row.texts[2]: row.texts[3:] for row in rows_of("unpsa-2022", "application") if row.kind == "criterion"}

    assert rows["ดำเนินงานมาแล้วอย่างน้อย 2 ปี ยกเว้นสาขา 4 (คุณสมบัติ 1.4)"] == (ELSEWHERE,)


def test_advice_is_called_so_on_a_line_of_its_own() -> None:
    help_ = next(row.texts[-1] for row in rows_of("provincial-hr", "promotion") if row.texts[0] == "award.promoted")

    assert help_ == "แนบหนังสือเวียน ภาพ หรือข่าวการประชาสัมพันธ์\nข้อแนะนำ ไม่บังคับ"


def test_the_hours_of_a_course_stand_below_the_course() -> None:
    keys = [row.input.key for row in rows_of("provincial-hr", "promotion") if row.input]

    assert keys[1:5] == ["curriculum.agency.1", "curriculum.hours.1", "curriculum.agency.2", "curriculum.hours.2"]
