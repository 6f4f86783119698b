"""The control workbook in Google Sheets, from what people type to what stands in the store and in their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gspread
import pytest

from bot.cases import deadline_entry
from bot.doctor import control_check
from bot.google.provisioning import Provisioning
from bot.google.transport import DRIVE, LONGEST_WAIT
from bot.jobs.control import drain_control
from bot.sandbox.credentials import BOT, SECRETARIAT
from bot.services import Installation
from bot.store import agencies, audit, control_sheets, deadlines
from bot.store.control_sheets import ControlSheet
from scoring.deadlines import Deadline
from sheets_schema.control.layout import TABS
from tests.support.agency_office import Office, agency_office
from tests.support.sandbox import gspread_for, person_credentials

LONGER_THAN_WAITED_FOR = LONGEST_WAIT + 1
NOW = datetime(2026, 1, 5, 3, tzinfo=UTC)
CALL = Deadline("call", "hrmo-2565", "ปิดรับ", "Close", datetime(2099, 3, 31, 9, 30, tzinfo=UTC), "", "Asia/Bangkok")
TITLES: dict[str, str] = {tab.id: tab.title for tab in TABS}


@dataclass(frozen=True)
class Desk:
    """The secretariat with its control workbook: `book` is the same as people see it, with Google's own client."""

    office: Office
    book: gspread.Spreadsheet

    @property
    def installation(self) -> Installation:
        return self.office.installation()

    def tab(self, tab_id: str) -> gspread.Worksheet:
        return self.book.worksheet(TITLES[tab_id])

    def column(self, tab_id: str, key: str) -> int:
        keys = self.tab(tab_id).row_values(1)
        return keys.index(f"{tab_id}.{key}") + 1

    def type_in(self, tab_id: str, row: int, **texts: str) -> None:
        """Type into a row, counted from 1 as people see it."""
        sheet = self.tab(tab_id)
        for key, text in texts.items():
            place = gspread.utils.rowcol_to_a1(row, self.column(tab_id, key))
            sheet.update([[text]], place, value_input_option=gspread.utils.ValueInputOption.user_entered)

    def said(self, tab_id: str, row: int, key: str = "feedback") -> str:
        return str(self.tab(tab_id).cell(row, self.column(tab_id, key)).value or "")

    def overview(self) -> dict[str, str]:
        return {row[0]: row[1] for row in self.book.worksheet("ภาพรวม").get_all_values()[2:]}

    def settle(self) -> Counter[str]:
        """Poll and read until nothing is due; tells how many requests of each method that took at Sheets."""
        before = len(self.office.sandbox.calls)
        services = self.installation.services
        services.poll_changes()
        drain_control(services)
        calls = list(self.office.sandbox.calls)[before:]
        return Counter(call["method"] for call in calls if call["path"].startswith("/v4/"))

    def sheet(self) -> ControlSheet:
        with self.installation.database.reading() as session:
            found = control_sheets.in_use(session)
        assert found is not None
        return found

    def registry(self) -> list[tuple[str, str, str, bool]]:
        with self.installation.database.reading() as session:
            return [(each.code, each.name, each.province, each.active) for each in agencies.every(session)]

    def at_the_desk(self, code: str, name: str) -> None:
        """Someone changes an agency elsewhere."""
        with self.installation.database.writing() as session:
            known = agencies.find(session, code)
            province = known.province if known else ""
            agencies.register(session, code, name, "hrmo-2565", now=NOW, province=province)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Office]:
    with agency_office(tmp_path, monkeypatch, capsys) as ready:
        with ready.installation().database.writing() as session:
            agencies.register(session, "D01", "กรม ก", "hrmo-2565", now=NOW, province="เลย")
            agencies.register(session, "D02", "กรม ข", "hrmo-2565", now=NOW)
            deadline_entry.enter(session, CALL, by="test", now=NOW)
        yield ready


@pytest.fixture
def desk(office: Office) -> Desk:
    blank = Provisioning(office.person).create("ว่าง")
    office.share(blank)
    status, out, err = office.run("control", "connect", f"https://docs.google.com/spreadsheets/d/{blank}/edit")
    assert (status, blank in out) == (0, True), err
    client = gspread_for(office.sandbox, person_credentials(office.sandbox))
    ready = Desk(office, client.open_by_key(blank))
    ready.settle()
    return ready


def test_it_is_built_in_an_empty_sheet_with_what_is_known(desk: Desk) -> None:
    assert [each.title for each in desk.book.worksheets()] == [
        "ภาพรวม",
        "หน่วยงาน",
        "กำหนดส่ง",
        "ข้อสมมติและเกณฑ์",
        "ผู้ประเมิน",
        "รายการอ้างอิง",
    ]
    assert desk.tab("agencies").row_values(3)[:6] == ["D01", "กรม ก", "✓", "", "เลย", ""]
    assert [desk.said("agencies", row) for row in (3, 4)] == ["✓", "✓"]
    assert desk.said("deadlines", 3) == "✓ ปิดรับ 31 มี.ค. 2642 16.30 น. รุ่น 1"
    assert (desk.overview()["ใช้อยู่"], desk.overview()["กำลังกรอก"]) == ("2", "2")
    assert desk.settle() == {}


def test_the_keys_are_hidden_headings_stay_in_sight_and_what_is_ours_is_guarded(desk: Desk) -> None:
    fields = (
        "sheets(properties(title,gridProperties(frozenRowCount,frozenColumnCount)),protectedRanges,data/rowMetadata)"
    )
    sheets = desk.book.client.spreadsheets_get(desk.book.id, {"fields": fields})["sheets"]
    of = {sheet["properties"]["title"]: sheet for sheet in sheets}
    agencies_tab = of["หน่วยงาน"]

    assert agencies_tab["properties"]["gridProperties"] == {"frozenRowCount": 2, "frozenColumnCount": 1}
    assert agencies_tab["data"][0]["rowMetadata"][0]["hiddenByUser"] is True
    guarded = [each["range"].get("startColumnIndex") for each in agencies_tab["protectedRanges"]]
    assert (guarded, {each["warningOnly"] for each in agencies_tab["protectedRanges"]}) == ([None, 2, 9], {True})
    assert of["ภาพรวม"]["protectedRanges"][0]["editors"]["users"] == [BOT, SECRETARIAT], "and whoever owns it"


def test_an_agency_is_added_by_typing_a_row_for_one_read_and_one_write(desk: Desk) -> None:
    desk.type_in("agencies", 7, code="D๐๓", name="กรม ค", type="จังหวัด", programme="hrmo-2565")

    assert desk.settle() == {"GET": 1, "POST": 1}
    assert desk.registry()[2] == ("D03", "กรม ค", "", True)
    assert (desk.said("agencies", 7), desk.said("agencies", 7, "chats")) == ("✓", "0")
    assert desk.overview()["ใช้อยู่"] == "3"
    assert desk.settle() == {}, "the bot's own write must not wake it"


def test_a_bad_deadline_is_told_in_its_row_and_applied_once_it_is_mended(desk: Desk) -> None:
    desk.type_in("deadlines", 3, date="31/31/2642")
    desk.settle()
    told = desk.said("deadlines", 3)
    assert told == "! กำหนดส่ง!C3 วันที่ปิดรับ (พ.ศ.): พบ “31/31/2642” ต้องเป็นวัน/เดือน/ปี พ.ศ. เช่น 31/3/2565"
    assert desk.overview()["ปัญหาในแท็บ กำหนดส่ง"] == "1"

    desk.type_in("deadlines", 3, date="30/4/2642")
    desk.settle()

    assert desk.said("deadlines", 3) == "✓ ปิดรับ 30 เม.ย. 2642 16.30 น. รุ่น 2"
    assert (desk.said("deadlines", 3, "version"), desk.overview()["ปัญหาในแท็บ กำหนดส่ง"]) == ("2", "0")
    with desk.installation.database.reading() as session:
        assert [each.closes_at for each in deadlines.standing(session)] == [datetime(2099, 4, 30, 9, 30, tzinfo=UTC)]


def test_a_date_cell_that_google_made_of_what_was_typed_is_read_as_well(desk: Desk) -> None:
    format_ = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    box = {"sheetId": desk.tab("deadlines").id, "startRowIndex": 2, "endRowIndex": 3}
    place = {"range": {**box, "startColumnIndex": 2, "endColumnIndex": 3}}
    desk.book.batch_update({"requests": [{"repeatCell": {**place, "cell": format_, "fields": "userEnteredFormat"}}]})
    desk.type_in("deadlines", 3, date="30/4/2099")
    desk.settle()

    assert desk.said("deadlines", 3) == "✓ ปิดรับ 30 เม.ย. 2642 16.30 น. รุ่น 2"


def test_a_deleted_row_removes_no_agency_and_is_told_how_one_does(desk: Desk) -> None:
    desk.tab("agencies").delete_rows(3)
    desk.settle()

    assert desk.registry()[0] == ("D01", "กรม ก", "เลย", True)
    assert desk.overview()["แถว แท็บ หรือคอลัมน์ที่หายไป"] == ("! หน่วยงาน: D01 หากต้องการนำออก โปรดเพิ่มแถวและเลือก “ออกแล้ว”")

    desk.type_in("agencies", 9, code="D01", state="ออกแล้ว")
    desk.settle()

    assert desk.registry()[0] == ("D01", "กรม ก", "เลย", False)
    assert desk.said("agencies", 9) == "✓ ออกแล้ว ข้อมูลเดิมยังเก็บไว้"


def test_rows_may_be_sorted_columns_moved_and_tabs_renamed(desk: Desk) -> None:
    sheet = desk.tab("agencies")
    sheet.sort((1, "des"), range="A3:J4")
    sheet.insert_cols([["หมายเหตุ"]], 1)
    desk.book.worksheet("หน่วยงาน").update_title("หน่วยงาน 2565")
    desk.settle()

    assert [row[:2] for row in desk.registry()] == [("D01", "กรม ก"), ("D02", "กรม ข")]
    moved = desk.book.worksheet("หน่วยงาน 2565")
    assert [row[1] for row in moved.get_all_values()[2:4]] == ["D02", "D01"]
    moved.update([["กรม ข ใหม่"]], "C3")
    desk.settle()
    assert desk.registry()[1] == ("D02", "กรม ข ใหม่", "", True)


def test_what_was_changed_at_the_desk_and_in_the_row_is_a_conflict_until_someone_chooses(desk: Desk) -> None:
    desk.at_the_desk("D01", "ชื่อจากเดสก์")
    desk.type_in("agencies", 3, name="ชื่อจากแถว", province="น่าน")
    desk.settle()

    assert desk.registry()[0] == ("D01", "ชื่อจากเดสก์", "เลย", True)
    assert desk.said("agencies", 3).startswith("! หน่วยงาน!B3 ชื่อหน่วยงาน: พิมพ์ “ชื่อจากแถว” แต่มีผู้แก้ในระบบเป็น “ชื่อจากเดสก์”")

    desk.type_in("agencies", 3, name="ชื่อจากเดสก์")
    desk.settle()
    assert (desk.registry()[0], desk.said("agencies", 3)) == (("D01", "ชื่อจากเดสก์", "น่าน", True), "✓")


def test_what_was_changed_elsewhere_is_told_on_schedule_and_not_taken_back(desk: Desk) -> None:
    desk.at_the_desk("D02", "กรม ข จากเดสก์")
    refresh = desk.installation.services.refresh_control
    refresh()
    assert desk.settle() == {}, "it was told just now"

    desk.office.sandbox.clock.advance(timedelta(minutes=11))
    refresh()

    assert desk.settle() == {"GET": 1, "POST": 1}
    assert desk.said("agencies", 4) == "▸ ชื่อหน่วยงาน: มีผู้แก้ในระบบเป็น “กรม ข จากเดสก์” แล้ว โปรดพิมพ์ให้ตรงกัน\n✓"
    assert desk.registry()[1] == ("D02", "กรม ข จากเดสก์", "", True)
    desk.office.sandbox.clock.advance(timedelta(minutes=11))
    refresh()
    assert desk.settle() == {}, "nothing is new"


def test_whoever_types_over_the_systems_cells_is_answered_again(desk: Desk) -> None:
    desk.type_in("agencies", 3, feedback="พิมพ์ทับ", chats="99")
    desk.settle()

    assert (desk.said("agencies", 3), desk.said("agencies", 3, "chats")) == ("✓", "0")


def test_an_overview_that_was_deleted_is_made_again(desk: Desk) -> None:
    desk.book.del_worksheet(desk.book.worksheet("ภาพรวม"))
    desk.settle()

    assert desk.overview()["ใช้อยู่"] == "2"
    assert desk.settle() == {}


def test_a_tab_that_was_deleted_changes_nothing_and_is_told(desk: Desk) -> None:
    desk.book.del_worksheet(desk.tab("agencies"))
    desk.settle()

    assert [row[0] for row in desk.registry()] == ["D01", "D02"]
    assert desk.overview()["แถว แท็บ หรือคอลัมน์ที่หายไป"].startswith("! ไม่พบแท็บ “หน่วยงาน” จึงไม่มีการเปลี่ยนแปลงจากแท็บนี้")


def test_a_pass_that_dies_before_its_write_is_done_again_and_repeats_nothing(desk: Desk) -> None:
    desk.type_in("agencies", 7, code="D03", name="กรม ค", programme="hrmo-2565")
    desk.office.sandbox.faults.arm("429", path=":batchUpdate", seconds=LONGER_THAN_WAITED_FOR)
    desk.settle()
    assert (desk.said("agencies", 7), desk.sheet().last_problem is not None) == ("", True)

    desk.office.sandbox.clock.advance(timedelta(minutes=1))
    desk.settle()

    assert (desk.said("agencies", 7), desk.sheet().last_problem) == ("✓", None)
    with desk.installation.database.reading() as session:
        assert [entry.act for entry in audit.entries(session, "D03")] == ["enter agency"]


def test_a_protection_of_someone_elses_is_told_and_not_tried_over_and_over(desk: Desk) -> None:
    desk.type_in("agencies", 7, code="D03", name="กรม ค", programme="hrmo-2565")
    desk.office.sandbox.faults.arm("400-protected", path=":batchUpdate")

    assert desk.settle() == {"GET": 1, "POST": 1}
    assert str(desk.sheet().last_problem).startswith("ช่องที่ระบบต้องเขียนถูกป้องกันไว้")
    assert (desk.registry()[2][0], desk.settle()) == ("D03", {})


def test_a_write_whose_answer_was_lost_is_the_same_as_one(desk: Desk) -> None:
    desk.type_in("agencies", 7, code="D03", name="กรม ค", programme="hrmo-2565")
    desk.book.del_worksheet(desk.book.worksheet("ภาพรวม"))
    desk.office.sandbox.faults.arm("lost-answer", times=1, path=":batchUpdate")
    desk.settle()

    assert (desk.said("agencies", 7), desk.overview()["ใช้อยู่"]) == ("✓", "3")
    assert desk.settle() == {}


def test_it_is_told_gone_while_it_lies_in_the_bin_and_comes_back_by_itself(desk: Desk) -> None:
    file = f"{DRIVE}/drive/v3/files/{desk.book.id}"
    desk.office.person.ask("patch", file, json={"trashed": True})
    desk.settle()
    assert desk.sheet().gone_at is not None

    desk.office.person.ask("patch", file, json={"trashed": False})
    desk.type_in("agencies", 7, code="D03", name="กรม ค", programme="hrmo-2565")
    desk.settle()

    assert (desk.sheet().gone_at, desk.registry()[2][0]) == (None, "D03")


def test_the_doctor_tells_whether_it_can_be_read_and_answered(desk: Desk) -> None:
    def found() -> list[tuple[str, str]]:
        return [(each.state.value, each.english) for each in control_check.check(desk.installation)]

    assert found() == [("ok", "the control workbook can be read and answered")]

    desk.type_in("agencies", 3, name="กรม ก ใหม่")
    desk.installation.services.poll_changes()
    desk.office.sandbox.clock.advance(timedelta(hours=2))
    assert found() == [("warning", "the control workbook has waited to be read for more than an hour")]

    desk.office.person.ask("patch", f"{DRIVE}/drive/v3/files/{desk.book.id}", json={"trashed": True})
    assert found() == [("fault", "the control workbook: it lies in the bin: restore it in Drive")]


def test_the_doctor_misses_no_workbook_that_was_never_connected(office: Office) -> None:
    assert [each.state.value for each in control_check.check(office.installation())] == ["ok"]


def test_a_new_one_is_made_once_by_a_person_or_into_a_drive(office: Office) -> None:
    drive = office.drive(BOT)

    assert office.run("control", "connect", "--new", "--into-drive", drive)[0] == 0
    assert office.run("control", "connect", "--new", "--into-drive", drive)[0] == 0
    (made,) = office.files()
    assert (made.name, made.parents) == ("สมุดงานควบคุม", [drive])

    office.settings(GOOGLE_AUTHORIZED_USER_JSON=office.consent())
    status, out, _ = office.run("control", "connect", "--new")
    mine = next(file for file in office.files() if file.owner)
    assert (status, mine.id in out, BOT in [each["emailAddress"] for each in mine.permissions.values()]) == (
        0,
        True,
        True,
    )
    with office.installation().database.reading() as session:
        found = control_sheets.in_use(session)
    assert found is not None
    assert (found.file_id, found.drive) == (mine.id, "")


def test_one_that_was_made_but_not_built_is_finished(office: Office) -> None:
    drive = office.drive(BOT)
    office.sandbox.faults.arm("429", path=":batchUpdate", seconds=LONGER_THAN_WAITED_FOR)
    assert office.run("control", "connect", "--new", "--into-drive", drive)[0] == 1

    status, out, _ = office.run("control", "connect", "--new", "--into-drive", drive)

    (made,) = office.files()
    assert (status, made.id in out) == (0, True)
    assert drain_control(office.installation().services) == 1


def test_what_cannot_be_connected_is_told_with_its_cure(office: Office) -> None:
    full = Provisioning(office.person).create("มีข้อมูล")
    gspread_for(office.sandbox, person_credentials(office.sandbox)).open_by_key(full).sheet1.update([["ข้อมูล"]], "A1")
    link = f"https://docs.google.com/spreadsheets/d/{full}/edit"

    assert "ยังไม่ได้แชร์" in office.run("control", "connect", link)[2]
    office.share(full)
    assert "ไฟล์นี้มีข้อมูลอยู่แล้ว" in office.run("control", "connect", link)[2]
    assert "--into-drive" in office.run("control", "connect", "--new")[2]
    assert office.run("control", "connect")[1].startswith("ยังไม่ได้เชื่อมสมุดงานควบคุม")
