"""The desk's pages of outgoing messages and of the work: what they show, cancelling, and rescoring all."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.store import audit, outbox, pulses, troubles, workbooks
from bot.store.database import Database
from bot.store.outbox import Draft
from bot.web.desk.previews import lines_of
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import enter_season

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    enter_season(sqlite, 3, NOW)
    with sqlite.writing() as session:
        message = {"type": "text", "text": "เตือน <b>ส่ง</b>แบบประเมิน"}
        draft = Draft("reminder:1", "U1", "reminder", [message], "เตือน A-00001", "A-00001", not_before=LATER)
        outbox.queue_message(session, draft, NOW)
    return DeskWeb(sqlite, NOW)


def message(web: DeskWeb) -> tuple[str, str | None]:
    with web.database.reading() as session:
        (row,) = outbox.listing(session)
        return row.state, row.error


def test_a_waiting_message_is_shown_with_its_reason_and_what_it_says(web: DeskWeb) -> None:
    page = web.browser().page("/desk/outgoing")

    assert "เตือน A-00001" in page
    assert "<p>เตือน &lt;b&gt;ส่ง&lt;/b&gt;แบบประเมิน</p>" in page
    assert "1 มี.ค. 2565 11.00 น." in page
    assert "รอส่ง (1)" in page


def test_cancelling_asks_for_a_reason_and_is_noted(web: DeskWeb) -> None:
    officer = web.browser()
    page = officer.page("/desk/outgoing")

    none = officer.send("/desk/outgoing/cancel", page, key="reminder:1", reason=" ")
    assert ("โปรดระบุเหตุผลที่ยกเลิก" in none.get_data(as_text=True), message(web)) == (True, ("pending", None))
    officer.send("/desk/outgoing/cancel", page, key="reminder:1", reason="ส่งผิดคน")
    assert message(web) == ("cancelled", "สมหญิง: ส่งผิดคน")
    with web.database.reading() as session:
        assert [each.act for each in audit.entries(session, "A-00001")] == ["cancel message"]
    late = officer.send("/desk/outgoing/cancel", page, key="reminder:1", reason="อีกครั้ง")
    assert "ไม่ได้รออยู่แล้ว" in late.get_data(as_text=True)


def test_the_page_of_work_tells_what_is_stuck_and_which_workbooks_have_trouble(web: DeskWeb) -> None:
    with web.database.writing() as session:
        workbooks.mark_dirty(session, ["file-00001"], NOW)
        workbooks.note_gone(session, "file-00002", "ไม่ได้แชร์กับระบบ", NOW)
        pulses.note(session, pulses.CLOCK, NOW)
        pulses.note(session, pulses.WORKER, NOW)
    officer = web.browser()
    assert "มีงานค้าง" not in officer.page("/desk/work")

    web.clock.set(NOW + timedelta(hours=1, minutes=1))
    page = officer.page("/desk/work")
    assert "มีงานค้าง" in page
    assert page.count("เงียบ</span>") == 2
    assert re.search(r"แผ่นงานที่รออ่าน</th><td class=\"number\">1</td>", page)
    assert "ไม่ได้แชร์กับระบบ" in page


def test_the_page_of_work_tells_what_breaks_again_and_again(web: DeskWeb) -> None:
    assert "ไม่สำเร็จซ้ำ" not in web.browser().page("/desk/work")
    with web.database.writing() as session:
        for _ in range(troubles.MOST_ATTEMPTS):
            troubles.note(session, "closing", "A-00001", "ValueError at engine.py:1", NOW, about="hrmo-2565")

    page = web.browser().page("/desk/work")

    assert "เก็บข้อมูลไว้ตัดสินเมื่อปิดรับ · hrmo-2565</td><td>ValueError at engine.py:1</td>" in page
    assert "พักไว้ ลองใหม่ทุกชั่วโมง" in page


def test_rescoring_all_shows_how_far_it_is_until_all_are_read(web: DeskWeb) -> None:
    officer = web.browser()
    assert "ยังไม่เคยสั่ง" in officer.page("/desk/work/rescore")
    web.clock.set(LATER)
    begun = officer.send("/desk/work/rescore", officer.page("/desk/work")).get_data(as_text=True)
    assert "เสร็จแล้ว 0 / 3" in begun
    assert 'http-equiv="refresh"' in begun

    for _ in range(3):
        assert 'http-equiv="refresh"' in officer.page("/desk/work/rescore")
        with web.database.writing() as session:
            claim = workbooks.claim_dirty(session, LATER)
            assert claim is not None
            workbooks.settle(session, claim, scored_hash="x", feedback_hash=None, problem=None, now=LATER)
    done = officer.page("/desk/work/rescore")
    assert "เสร็จแล้ว 3 / 3" in done
    assert "เสร็จครบแล้ว" in done
    assert "refresh" not in done


def test_a_preview_has_every_text_of_a_card_in_reading_order() -> None:
    bubble = {
        "type": "bubble",
        "header": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "คะแนน"}]},
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {
                    "type": "box",
                    "layout": "horizontal",
                    "contents": [{"type": "text", "text": "ชั้น A"}, {"type": "text", "text": "45"}],
                },
                {"type": "separator"},
                {"type": "text", "contents": [{"type": "span", "text": "รวม "}, {"type": "span", "text": "31.5"}]},
            ],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "button", "action": {"type": "message", "label": "ขาดอะไร", "text": "ขาดอะไร"}}],
        },
    }
    words: dict[str, Any] = {"type": "text", "text": "สวัสดี"}
    messages = [words, {"type": "flex", "altText": "x", "contents": bubble}]

    assert lines_of(messages) == ["สวัสดี", "คะแนน", "ชั้น A  45", "รวม 31.5", "[ขาดอะไร]"]
