"""One pass over a changed workbook, from the real sheet to the real feedback, on the sandbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.cases import secretariat
from bot.demo.stage import Stage, stage
from bot.google.provisioning import Provisioning
from bot.google.transport import DRIVE
from bot.google.workbooks import Workbooks
from bot.jobs.workbooks import drain_workbooks
from bot.store import readings, workbooks
from bot.store.workbooks import Workbook
from sheets_schema.layout import FEEDBACK_SHEET, POSITION


@pytest.fixture(scope="module")
def set_up() -> Iterator[Stage]:
    """The demo's stage without its worker and clock: each test takes the steps itself."""
    with stage(port=0, sandbox_port=0, pace=None) as ready:
        settle(ready)
        yield ready


def settle(set_up: Stage) -> Counter[str]:
    """Poll and read until nothing is due; tells how many Sheets requests of each method that took."""
    set_up.hands.forget_calls()
    set_up.installation.services.poll_changes()
    drain_workbooks(set_up.installation.services)
    return Counter(call["method"] for call in set_up.hands.calls() if call["path"].startswith("/v4/"))


def type_into(set_up: Stage, key: str, column: str, text: str) -> None:
    sheet, row = set_up.row_of(key)
    set_up.hands.type_into(set_up.players[1].file_id, sheet, row, POSITION[column], text)


def feedback(set_up: Stage, key: str) -> str:
    sheet, row = set_up.row_of(key)
    return set_up.hands.cell(set_up.players[1].file_id, sheet, row, POSITION["feedback"])


def book(set_up: Stage) -> Workbook:
    with set_up.installation.database.reading() as session:
        found = workbooks.of_agency(session, set_up.players[1].agency.code)
    assert found is not None
    return found


def test_an_unchanged_workbook_costs_nothing(set_up: Stage) -> None:
    assert settle(set_up) == {}


def test_a_changed_workbook_costs_one_read_and_one_write(set_up: Stage) -> None:
    type_into(set_up, "8.3.summary_made", "answer", "ใช่")

    assert settle(set_up) == {"GET": 1, "POST": 1}
    assert settle(set_up) == {}, "the bot's own write must not wake it"


def test_a_change_that_alters_no_feedback_is_not_written(set_up: Stage) -> None:
    type_into(set_up, "Q.1", "answer", "จุดเด่นขององค์กรคือการมีส่วนร่วม")
    settle(set_up)
    type_into(set_up, "Q.1", "answer", "จุดเด่นขององค์กรคือการมีส่วนร่วมของประชาชน")
    seen = settle(set_up)

    assert seen["GET"] == 1


def test_a_mistake_is_told_in_its_row_and_goes_when_it_is_mended(set_up: Stage) -> None:
    type_into(set_up, "6.projects_approved", "answer", "สี่สิบ")
    settle(set_up)
    assert feedback(set_up, "6.projects_approved") == (
        "! พบ “สี่สิบ” ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป ไม่มีหน่วย เช่น 25 โปรดพิมพ์เฉพาะตัวเลข"
    )

    type_into(set_up, "6.projects_approved", "answer", "40")
    settle(set_up)
    assert feedback(set_up, "6.projects_approved") == "✓ รับข้อมูลแล้ว"


def test_a_rescore_reads_again_but_keeps_and_writes_nothing_twice(set_up: Stage) -> None:
    code = set_up.players[1].agency.code
    with set_up.installation.database.writing() as session:
        before = len(readings.history(session, code))
        secretariat.rescore(session, [code], by="test", now=set_up.installation.clock.now())

    assert settle(set_up) == {"GET": 1}
    with set_up.installation.database.reading() as session:
        assert len(readings.history(session, code)) == before


def test_a_crash_before_the_write_leaves_the_workbook_to_be_read_again(set_up: Stage) -> None:
    type_into(set_up, "1.3.internal_dissemination", "answer", "ไม่ใช่")
    set_up.installation.services.poll_changes()
    with set_up.installation.database.writing() as session:
        claim = workbooks.claim_dirty(session, set_up.installation.clock.now())
    assert claim is not None

    set_up.hands.advance(workbooks.LEASE)
    settle(set_up)

    assert feedback(set_up, "1.3.internal_dissemination").startswith("▸ ตอบว่าไม่ใช่")
    assert book(set_up).dirty_since is None


def test_a_workbook_that_is_no_longer_shared_is_told_and_comes_back(set_up: Stage) -> None:
    file_id = set_up.players[1].file_id
    bot = set_up.installation.sign_in.email
    permissions = f"{DRIVE}/drive/v3/files/{file_id}/permissions"
    listed = set_up.owner.ask("get", permissions, params={"fields": "permissions(id,emailAddress)"})["permissions"]
    mine = next(permission["id"] for permission in listed if permission["emailAddress"] == bot)
    set_up.owner.ask("delete", f"{permissions}/{mine}")
    settle(set_up)
    assert is_gone(set_up)

    Provisioning(set_up.owner).share(file_id, bot)
    settle(set_up)

    assert book(set_up).last_problem is None


def is_gone(set_up: Stage) -> bool:
    with set_up.installation.database.reading() as session:
        return workbooks.of_agency(session, set_up.players[1].agency.code) is None


def test_the_feedback_tab_is_there_and_protected(set_up: Stage) -> None:
    assert set_up.hands.cell(set_up.players[0].file_id, FEEDBACK_SHEET, 0, 0) == (
        "ผลตรวจเบื้องต้นจากระบบ ยังไม่ใช่ผลการพิจารณา"
    )


def test_a_feedback_tab_that_was_deleted_is_made_again_though_nothing_else_changed(set_up: Stage) -> None:
    file_id = set_up.players[1].file_id
    Workbooks(set_up.owner).build(file_id, [{"deleteSheet": {"sheetId": FEEDBACK_SHEET}}])

    settle(set_up)

    assert set_up.hands.cell(file_id, FEEDBACK_SHEET, 0, 0) == "ผลตรวจเบื้องต้นจากระบบ ยังไม่ใช่ผลการพิจารณา"
    assert settle(set_up) == {}
