"""Each page's main act in a real browser, on one stage: no serious finding of axe, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import outbox, readings
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.desk_stage import PHONE, DeskStage, desk_stage, in_browser
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import enter_season
from tests.support.workbooks import full_workbook, saved

pytest_plugins = ["tests.support.databases"]
pytestmark = in_browser

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
PAGES = (
    "/desk/",
    "/desk/agencies",
    "/desk/agencies/A-00003",
    "/desk/agencies/A-00003/readings/3",
    "/desk/deadlines",
    "/desk/deadlines/new",
    "/desk/review",
    "/desk/assignments",
    "/desk/comments",
    "/desk/objections",
    "/desk/objections/letter",
    "/desk/published",
    "/results",
    "/desk/outgoing",
    "/desk/work",
    "/desk/work/rescore",
    "/desk/audit",
)


@pytest.fixture
def stage(sqlite: Database) -> Iterator[DeskStage]:
    enter_season(sqlite, 60, NOW)
    with sqlite.writing() as session:
        words = {"type": "text", "text": "เหลืออีก 9 วัน"}
        outbox.queue_message(session, Draft("reminder:1", "U1", "reminder", [words], "เตือน A-00001", "A-00001"), NOW)
    with desk_stage(DeskWeb(sqlite, NOW)) as made:
        yield made


def test_the_main_act_of_each_page_is_done_in_a_browser(stage: DeskStage, tmp_path: Path) -> None:
    page, refused = stage.page, list[str]()
    page.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)

    stage.open("/desk/")
    page.get_by_label("จังหวัด", exact=True).select_option("สงขลา")
    page.get_by_role("button", name="แสดง").click()
    assert page.get_by_text("หน่วยงานที่เข้าร่วม").inner_text().startswith("หน่วยงานที่เข้าร่วม 20")
    first = page.locator("summary").first
    first.click()
    assert page.get_by_role("row", name="กำลังกรอก 20").or_(page.get_by_role("row", name="กำลังกรอก 0")).count() == 1

    page.get_by_role("link", name="หน่วยงาน", exact=True).click()
    page.get_by_label("ค้นหารหัสหรือชื่อ").fill("00003")
    page.get_by_role("button", name="แสดง").click()
    page.get_by_role("link", name="A-00003").click()
    page.get_by_role("button", name="ให้คะแนนใหม่").click()
    assert "สั่งอ่านและให้คะแนนใหม่แล้ว" in page.get_by_role("status").inner_text()

    form = tmp_path / "แบบฟอร์ม.xlsx"
    form.write_bytes(saved(full_workbook()))
    page.get_by_label("แบบฟอร์มที่กรอกแล้ว (.xlsx)").set_input_files(form)
    page.get_by_role("button", name="อ่านไฟล์").click()
    with page.expect_download() as answered:
        page.get_by_role("link", name="ดาวน์โหลดไฟล์พร้อมผลตรวจ").click()
    assert answered.value.suggested_filename == "A-00003.xlsx"
    assert answered.value.path().read_bytes().startswith(b"PK")
    page.get_by_role("button", name="บันทึกเป็นการอ่านล่าสุด").click()
    with stage.web.database.reading() as session:
        newest = readings.latest(session, "A-00003")
        assert newest is not None
        assert newest.totals["combined"]["points"] == "100"
    page.get_by_role("button", name="เทียบสองครั้งที่เลือก").click()
    assert page.get_by_role("heading", name="สิ่งที่เปลี่ยนระหว่างการอ่านสองครั้ง").is_visible()
    assert stage.serious_findings() == []

    page.get_by_role("link", name="กำหนดส่ง").click()
    page.get_by_role("link", name="แก้ไขหรือเลื่อน").click()
    page.get_by_label("เวลาแรกที่ถือว่าช้า").fill("2022-04-01T00:00")
    page.get_by_role("button", name="บันทึก").click()
    assert page.get_by_text("31 มี.ค. 2565 23.59 น.").is_visible()

    page.get_by_role("link", name="ข้อความออก").click()
    page.get_by_text("ดูข้อความ").click()
    assert page.get_by_text("เหลืออีก 9 วัน").is_visible()
    page.get_by_text("ยกเลิกข้อความนี้").click()
    page.get_by_label("เหตุผล").fill("ส่งซ้ำ")
    page.get_by_role("button", name="ยกเลิก", exact=True).click()
    assert "ยกเลิกข้อความแล้ว" in page.get_by_role("status").inner_text()

    page.get_by_role("link", name="งานและปัญหา").click()
    page.get_by_role("button", name="ให้คะแนนใหม่ทุกแผ่นงาน").click()
    assert page.get_by_text("เสร็จแล้ว 0 / 60").is_visible()

    page.get_by_role("link", name="บันทึก", exact=True).click()
    assert page.get_by_role("cell", name="rescore").or_(page.get_by_role("rowheader", name="rescore")).count() == 2
    assert refused == []


def test_every_page_is_free_of_serious_findings_on_a_screen_and_on_a_phone(stage: DeskStage) -> None:
    for viewport in ({"width": 1280, "height": 900}, PHONE):
        stage.page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        for address in PAGES:
            stage.open(address)
            assert (address, stage.serious_findings(), stage.is_wider_than_its_window()) == (address, [], False)
