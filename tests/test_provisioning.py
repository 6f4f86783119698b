"""The three ways to an agency's workbook, each to the first feedback, and what is said where one is closed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cases.agency_entry import Entry
from bot.cases.enrolment import Enrolment
from bot.cases.masters import Masters
from bot.cases.provisioning import MARK, AsPerson, IntoDrive, Made, Provider, ToCopy
from bot.cases.workbook_check import Inspector
from bot.google.errors import TransientError
from bot.google.provisioning import Provisioning
from bot.google.transport import DRIVE, TRIES
from bot.jobs.workbooks import drain_workbooks
from bot.sandbox.credentials import BOT, SECRETARIAT
from bot.store import workbook_shares, workbooks
from bot.store.workbooks import Workbook
from sheets_schema.google_cells import sheets_in
from sheets_schema.layout import FEEDBACK_SHEET
from tests.support.agency_office import Office, office

__all__ = ["office"]

ONE = ("agencies", "add", "D01", "--name", "กรมคุ้มครองสิทธิ", "--programme", "hrmo-2565")
OFFICER = "somchai@agency.go.th"


def link(file_id: str) -> str:
    return f"https://docs.google.com/spreadsheets/d/{file_id}/edit"


def master_as_person(office: Office) -> str:
    """The master that a consenting person makes."""
    office.settings(GOOGLE_AUTHORIZED_USER_JSON=office.consent())
    status, out, err = office.run("template", "hrmo-2565", "--google")
    assert status == 0, err
    return out.partition("/d/")[2].partition("/")[0]


def book_of(office: Office, code: str = "D01") -> Workbook | None:
    with office.installation().database.reading() as session:
        return workbooks.last_of_agency(session, code)


def scored(office: Office) -> tuple[int, int]:
    """Have everything that is due read; tells how many workbooks were, and how many of them have a feedback tab."""
    started = office.installation()
    read = drain_workbooks(started.services)
    with started.database.reading() as session:
        books = workbooks.all_in_use(session)
    told = [FEEDBACK_SHEET in sheets_in(look(office, book.file_id)) for book in books]
    return read, sum(told)


def look(office: Office, file_id: str) -> dict[str, object]:
    fields = "sheets(properties(sheetId,title),protectedRanges(editors,warningOnly,range))"
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{file_id}"
    return office.person.ask("get", address, params={"fields": fields})


def copies_of(office: Office, code_mark: str = MARK) -> int:
    return sum(1 for file in office.files() if code_mark in file.app_properties)


def test_an_agency_copies_the_form_shares_it_and_sends_its_link(office: Office) -> None:
    master = master_as_person(office)
    status, out, _ = office.run(*ONE)
    assert (status, f"{master}/copy" in out, BOT in out) == (0, True, True)

    theirs = office.agency_copies(master, "สำเนาของเรา")
    status, out, _ = office.run("agencies", "add", "D01", "--workbook", link(theirs))

    assert (status, theirs in out, "!" in out) == (0, True, False)
    assert scored(office) == (1, 1)
    assert office.run("agencies", "check", "D01")[0] == 0


def test_a_copy_that_is_shared_later_is_read_once_it_is(office: Office) -> None:
    master = master_as_person(office)
    theirs = office.agency_copies(master, "สำเนาของเรา", share_with=None)
    office.run(*ONE)
    started = office.installation()
    started.services.poll_changes()

    status, out, _ = office.run("agencies", "add", "D01", "--workbook", link(theirs))
    drain_workbooks(started.services)
    office.share(theirs)
    started.services.poll_changes()

    assert (status, "! ยังไม่ได้แชร์" in out) == (0, True)
    assert scored(office) == (1, 1)


def test_the_bot_copies_into_a_shared_drive_and_shares_with_the_agency(office: Office) -> None:
    drive = office.drive(BOT)
    folder = office.folder(drive)
    assert office.run("template", "hrmo-2565", "--google", "--into-drive", drive)[0] == 0

    status, out, _ = office.run(*ONE, "--into-drive", folder, "--share", OFFICER)

    book = book_of(office)
    assert book is not None
    made = next(file for file in office.files() if file.id == book.file_id)
    assert (status, book.file_id in out) == (0, True)
    assert (book.identity, book.drive, made.parents, made.owner) == (BOT, drive, [folder], "")
    assert made.name.startswith("กรมคุ้มครองสิทธิ · ")
    assert [each["emailAddress"] for each in made.permissions.values()] == [OFFICER]
    assert scored(office) == (1, 1)


def test_a_change_in_a_shared_drive_is_seen_in_the_log_of_that_drive(office: Office) -> None:
    drive = office.drive(BOT)
    office.run("template", "hrmo-2565", "--google", "--into-drive", drive)
    office.run(*ONE, "--into-drive", drive)
    book = book_of(office)
    assert book is not None
    started = office.installation()
    started.services.poll_changes()
    drain_workbooks(started.services)

    office.person.ask("patch", f"{DRIVE}/drive/v3/files/{book.file_id}?supportsAllDrives=true", json={"name": "ใหม่"})
    started.services.poll_changes()

    assert drain_workbooks(started.services) == 1


def test_a_person_who_consented_copies_and_shares_with_the_bot(office: Office) -> None:
    master_as_person(office)

    status, out, _ = office.run(*ONE, "--as-person", "--share", OFFICER)

    book = book_of(office)
    assert book is not None
    made = next(file for file in office.files() if file.id == book.file_id)
    assert (status, book.file_id in out) == (0, True)
    assert (made.owner, book.drive) == (SECRETARIAT, "")
    assert sorted(each["emailAddress"] for each in made.permissions.values()) == sorted([SECRETARIAT, BOT, OFFICER])
    assert scored(office) == (1, 1)


def test_entering_again_makes_no_second_workbook_and_asks_google_nothing(office: Office) -> None:
    master_as_person(office)
    command = (*ONE, "--as-person", "--share", OFFICER)
    office.run(*command)
    calls = len(office.sandbox.calls)

    status, out, _ = office.run(*command)

    assert (status, out.splitlines()[0]) == (0, "กรมคุ้มครองสิทธิ (D01) มีอยู่แล้ว (known)")
    asked = [call["path"] for call in list(office.sandbox.calls)[calls:] if call["path"].startswith("/drive")]
    assert (asked, copies_of(office)) == ([], 1)


def test_another_address_is_shared_with_later(office: Office) -> None:
    master_as_person(office)
    office.run(*ONE, "--as-person", "--share", OFFICER)

    assert office.run(*ONE, "--as-person", "--share", "new@agency.go.th")[0] == 0

    book = book_of(office)
    assert book is not None
    with office.installation().database.reading() as session:
        assert workbook_shares.of(session, book.file_id) == {OFFICER, "new@agency.go.th"}


@dataclass(frozen=True)
class Dying:
    """A provider whose process dies as soon as the workbook is made."""

    within: Provider
    makes_workbooks = True

    def provide(self, entry: Entry, master: str, title: str) -> Made | ToCopy:
        self.within.provide(entry, master, title)
        raise KeyboardInterrupt

    def share(self, made: Made, email: str) -> bool:
        return self.within.share(made, email)


def providers(office: Office, way: str) -> Provider:
    started = office.installation()
    if way == "drive":
        return IntoDrive(started.makers, office.drive(BOT))
    assert started.person is not None
    return AsPerson(started.person, started.identities)


def enrolment(office: Office, provider: Provider, master: str) -> Enrolment:
    started = office.installation()
    inspector = Inspector(started.identities)
    return Enrolment(started.database, started.clock, provider, lambda: inspector, lambda _: master, "test")


@pytest.mark.parametrize("way", ["drive", "person"])
def test_a_copy_that_was_made_but_not_recorded_is_found_again(office: Office, way: str) -> None:
    master, entry = master_as_person(office), Entry("D01", "กรมคุ้มครองสิทธิ", "hrmo-2565")
    provider = providers(office, way)
    with pytest.raises(KeyboardInterrupt):
        enrolment(office, Dying(provider), master).enter(entry)
    assert (copies_of(office), book_of(office)) == (1, None)

    entered = enrolment(office, provider, master).enter(entry)

    assert (entered.outcome, copies_of(office)) == ("new", 1)
    assert entered.workbook == next(file.id for file in office.files() if MARK in file.app_properties)


@pytest.mark.parametrize("way", ["drive", "person"])
def test_a_copy_whose_answer_was_lost_is_found_at_once(office: Office, way: str) -> None:
    master = master_as_person(office)
    office.sandbox.faults.arm("lost-answer", times=1, path="/copy")

    entered = enrolment(office, providers(office, way), master).enter(Entry("D01", "กรม", "hrmo-2565"))

    assert (entered.workbook is not None, copies_of(office)) == (True, 1)


def test_a_list_that_broke_off_goes_on_where_it_stopped(office: Office) -> None:
    master = master_as_person(office)
    rows = "".join(f"A{number},กรม {number},hrmo-2565\n" for number in range(4))
    Path("list.csv").write_text(f"code,name,programme\n{rows}", encoding="utf-8")
    provider = providers(office, "person")
    enrolment(office, provider, master).enter(Entry("A0", "กรม 0", "hrmo-2565"))
    with pytest.raises(KeyboardInterrupt):
        enrolment(office, Dying(provider), master).enter(Entry("A1", "กรม 1", "hrmo-2565"))

    status, out, _ = office.run("agencies", "add", "--csv", "list.csv", "--as-person")

    assert (status, copies_of(office)) == (0, 4)
    assert out.startswith("เข้าทะเบียนแล้ว (entered) 3 · ปรับปรุงแล้ว (updated) 0 · มีอยู่แล้ว (known) 1")


def test_a_row_whose_copy_fails_keeps_the_others_not_waiting(office: Office) -> None:
    master_as_person(office)
    Path("list.csv").write_text("code,name,programme\nA1,ก,hrmo-2565\nA2,ข,hrmo-2565\n", encoding="utf-8")
    office.sandbox.faults.arm("503", times=1, path="/copy")  # making a file is not tried again: it may have been made

    first = office.run("agencies", "add", "--csv", "list.csv", "--as-person")
    second = office.run("agencies", "add", "--csv", "list.csv", "--as-person")

    assert (first[0], second[0], copies_of(office)) == (1, 0, 2)
    assert first[2].startswith("บรรทัด 2 แผ่นงาน (workbook): พบ “A1” ติดต่อ Google ไม่ได้ชั่วคราว")


def test_a_service_account_outside_a_shared_drive_is_told_the_cure(office: Office) -> None:
    master_as_person(office)
    folder = office.folder()
    office.share(folder)

    status, _, err = office.run(*ONE, "--into-drive", folder)

    assert status == 1
    assert "service account เป็นเจ้าของไฟล์ไม่ได้ กรุณาให้สำเนาไฟล์อยู่ในไดรฟ์ที่แชร์" in err
    assert book_of(office) is None


def test_a_drive_that_the_bot_is_no_member_of_is_told_the_cure(office: Office) -> None:
    master_as_person(office)

    status, _, err = office.run(*ONE, "--into-drive", office.drive())

    assert (status, "ผู้จัดการเนื้อหา" in err, BOT in err) == (1, True, True)


def test_without_any_way_to_own_files_the_master_names_all_three(office: Office) -> None:
    status, _, err = office.run("template", "hrmo-2565", "--google")

    assert (status, "--in" in err, "--into-drive" in err, "GOOGLE_AUTHORIZED_USER_JSON" in err, BOT in err) == (
        1,
        True,
        True,
        True,
        True,
    )


def test_the_master_is_built_in_an_empty_sheet_that_a_person_shared(office: Office) -> None:
    blank = Provisioning(office.person).create("ว่าง")
    office.share(blank)

    status, out, _ = office.run("template", "hrmo-2565", "--google", "--in", link(blank))

    made = next(file for file in office.files() if file.id == blank)
    assert (status, f"{blank}/copy" in out, "anyoneWithLink" in made.permissions) == (0, True, True)
    assert office.run("template", "hrmo-2565", "--google", "--in", link(blank))[0] == 0
    assert office.run("template", "unpsa-2022", "--google", "--in", link(blank))[0] == 1


def test_the_master_is_made_once(office: Office) -> None:
    assert master_as_person(office) == master_as_person(office)
    assert len(office.files()) == 1


def test_a_master_that_was_made_but_not_built_is_finished(office: Office) -> None:
    started = office.installation()
    masters = Masters(started.database, started.clock, {})
    office.sandbox.faults.arm("503", times=TRIES, path=":batchUpdate")
    with pytest.raises(TransientError):
        masters.make("unpsa-2022", office.person, folder=None, drive="", by="test")
    assert masters.of("unpsa-2022") is None

    made = masters.make("unpsa-2022", office.person, folder=None, drive="", by="test")

    assert ([file.id for file in office.files()], masters.of("unpsa-2022")) == ([made], made)


def test_a_new_workbook_takes_the_place_of_the_old_one(office: Office) -> None:
    master = master_as_person(office)
    first, second = (office.agency_copies(master, f"สำเนา {number}") for number in (1, 2))
    office.run(*ONE, "--workbook", link(first))

    assert office.run("agencies", "add", "D01", "--workbook", link(second))[0] == 0

    with office.installation().database.reading() as session:
        assert [book.file_id for book in workbooks.all_in_use(session)] == [second]
    assert office.run("agencies", "add", "D01", "--workbook", link(first))[0] == 0
    with office.installation().database.reading() as session:
        assert [book.file_id for book in workbooks.all_in_use(session)] == [first]
