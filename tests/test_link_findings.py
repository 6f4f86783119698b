"""What people are told of links that do not open: in the row, in ขาดอะไร and to officers; never in points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.cards.missing import missing_message
from bot.conversation.todo import Entry, entries
from bot.conversation.view import AgencyView
from scoring.engine import score
from sheets_schema.feedback import feedback
from sheets_schema.link_findings import TROUBLES, LinkFinding, Trouble, in_row
from tests.support.sample_scorecards import EXPLAINER, HALF_WAY, NOW, PROGRAMME, agency, submission

KEY = "1.1.policy_announced"
LINK = "https://example.go.th/a"

IN_ROW = {
    "gone": "ลิงก์เปิดไม่ได้: ไม่พบหน้าหรือไฟล์นี้แล้ว โปรดใส่ลิงก์ใหม่",
    "not_shared": "ลิงก์เปิดไม่ได้: ไฟล์ยังไม่ได้แชร์ให้ผู้ตรวจ หรือถูกลบแล้ว โปรดแชร์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้",
    "not_public": "ลิงก์เปิดไม่ได้จากภายนอกหน่วยงาน โปรดใช้ลิงก์ที่บุคคลภายนอกเปิดได้",
    "needs_login": "ลิงก์เปิดไม่ได้ถ้าไม่ลงชื่อเข้าใช้ โปรดเปิดสิทธิ์ให้บุคคลภายนอกดูได้",
    "front_page": "ลิงก์พาไปหน้าแรกของเว็บไซต์ ไม่ใช่หน้าหลักฐาน โปรดตรวจลิงก์",
    "insecure": "ลิงก์เปิดแล้วมีคำเตือนใบรับรองความปลอดภัย (https) โปรดแจ้งผู้ดูแลเว็บไซต์หรือใช้ลิงก์อื่น",
    "unreachable": "ลิงก์เปิดไม่ได้หลายครั้ง เว็บไซต์ไม่ตอบหรือขัดข้อง โปรดตรวจลิงก์",
}


def finding(trouble: Trouble, key: str = KEY, number: int = 1, together: int = 1) -> LinkFinding:
    return LinkFinding(key, number, together, LINK, trouble)


def in_rows(*findings: LinkFinding) -> dict[str, str]:
    answers = submission(HALF_WAY)
    return dict(feedback(answers, score(PROGRAMME, answers, now=NOW), EXPLAINER, findings).rows)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_is_told_in_the_row_with_its_cure(trouble: Trouble) -> None:
    assert in_row([finding(trouble)]) == IN_ROW[trouble]


def test_a_warning_stands_beside_what_is_there_and_changes_no_other_row() -> None:
    with_warning, without = in_rows(finding("gone")), in_rows()

    assert with_warning == without | {KEY: f"✓ รับข้อมูลแล้ว · ! {IN_ROW['gone']}"}


def test_several_links_of_a_cell_are_named_by_their_number() -> None:
    findings = [finding("gone", number=3, together=4), finding("not_shared", number=2, together=4)]
    findings.append(finding("gone", number=1, together=4))

    assert in_rows(*findings)[KEY] == (
        "✓ รับข้อมูลแล้ว · ! ลิงก์ที่ 1, 3 เปิดไม่ได้: ไม่พบหน้าหรือไฟล์นี้แล้ว โปรดใส่ลิงก์ใหม่ · "
        "ลิงก์ที่ 2 เปิดไม่ได้: ไฟล์ยังไม่ได้แชร์ให้ผู้ตรวจ หรือถูกลบแล้ว โปรดแชร์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้"
    )


def test_a_finding_changes_the_feedbacks_hash_and_nothing_of_the_score() -> None:
    answers = submission(HALF_WAY)
    card = score(PROGRAMME, answers, now=NOW)
    plain, warned = feedback(answers, card, EXPLAINER), feedback(answers, card, EXPLAINER, [finding("gone")])

    assert plain.hash != warned.hash
    assert plain.summary == warned.summary
    assert plain.hash == feedback(answers, card, EXPLAINER, []).hash


def with_findings(*findings: LinkFinding) -> AgencyView:
    view = agency()
    return replace(view, link_findings=findings, row_links={KEY: f"{view.workbook_url}#gid=1&range=D9"})


def of_links(view: AgencyView) -> list[Entry]:
    return [entry for entry in entries(view) if entry.title.startswith("ลิงก์หลักฐาน")]


def test_what_is_missing_has_one_entry_for_each_kind_with_its_rows() -> None:
    view = with_findings(
        finding("gone"),
        finding("gone", "4.1.media_published", 2, 2),
        finding("not_shared", "2.1.responsible"),
    )

    label = EXPLAINER.label
    assert [(entry.title, [step.sentence for step in entry.steps], entry.reward) for entry in of_links(view)] == [
        (
            "ลิงก์หลักฐานที่ไม่พบแล้ว 2 ลิงก์",
            [f"{label(KEY)}: ใส่ลิงก์ใหม่", f"{label('4.1.media_published')}: ใส่ลิงก์ใหม่ (ลิงก์ที่ 2)"],
            "",
        ),
        (
            "ลิงก์หลักฐานที่ยังไม่ได้แชร์ 1 ลิงก์",
            [f"{label('2.1.responsible')}: แชร์ไฟล์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้"],
            "",
        ),
    ]
    assert of_links(view)[0].link == view.row_links[KEY]


def test_the_card_of_what_is_missing_shows_them() -> None:
    view = with_findings(finding("gone"))
    place = [entry.title for entry in entries(view)].index("ลิงก์หลักฐานที่ไม่พบแล้ว 1 ลิงก์")

    assert "ลิงก์หลักฐานที่ไม่พบแล้ว 1 ลิงก์" in str(missing_message(view, place // 5 + 1))
    assert of_links(agency()) == []
