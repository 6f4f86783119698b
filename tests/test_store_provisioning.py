"""The rows behind provisioning, on both databases: workbooks that are let go or come back, shares, masters, codes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.store import agencies, chats, link_codes, master_templates, workbook_shares, workbooks
from bot.store.database import Database
from bot.store.workbooks import Workbook
from tests.support.job_services import NOON

pytest_plugins = ["tests.support.databases"]

LATER = NOON + timedelta(hours=1)


def connected(session: Session, file_id: str, code: str = "A", *, identity: str = "bot", drive: str = "") -> Workbook:
    if agencies.find(session, code) is None:
        agencies.register(session, code, f"หน่วยงาน {code}", "hrmo-2565", now=NOON)
    return workbooks.connect(session, file_id, code, identity=identity, drive=drive, url="", now=NOON)


def test_a_workbook_that_was_let_go_does_not_come_back_by_itself(database: Database) -> None:
    with database.writing() as session:
        connected(session, "f1")
        connected(session, "f2", "B")
        workbooks.let_go(session, "f1", "แทนที่แล้ว", LATER)
        workbooks.note_gone(session, "f2", "ไม่ได้แชร์", LATER)

        assert workbooks.bring_back(session, ["f1", "f2"], LATER, identity="two") == 1
        assert [(book.file_id, book.identity) for book in workbooks.all_in_use(session)] == [("f2", "two")]
        assert workbooks.last_of_agency(session, "A") is None
        assert [book.file_id for book in workbooks.all_of_agency(session, "A")] == ["f1"]
        assert [book.file_id for book in workbooks.all_kept(session)] == ["f2"]


def test_connecting_a_workbook_again_takes_it_back(database: Database) -> None:
    with database.writing() as session:
        connected(session, "f1")
        workbooks.let_go(session, "f1", "แทนที่แล้ว", LATER)

        connected(session, "f1")

        assert [book.file_id for book in workbooks.all_in_use(session)] == ["f1"]


def test_workbooks_are_parted_by_the_identity_they_belong_to(database: Database) -> None:
    with database.writing() as session:
        for file_id, identity in (("f1", "one"), ("f2", "two"), ("f3", "gone")):
            connected(session, file_id, identity=identity)

        assert sorted(workbooks.not_of(session, ["f1", "f2", "f3", "x"], ["two"])) == ["f1", "f3"]
        assert sorted(workbooks.not_of(session, ["f1", "f2"], [])) == ["f1", "f2"]


def test_each_shared_drive_is_told_once_for_each_identity(database: Database) -> None:
    with database.writing() as session:
        for file_id, identity, drive in (("f1", "b", "d1"), ("f2", "a", "d1"), ("f3", "a", "d1"), ("f4", "a", "")):
            connected(session, file_id, identity=identity, drive=drive)

        assert workbooks.drives_in_use(session) == [("a", "d1"), ("b", "d1")]


def test_a_share_is_kept_once(database: Database) -> None:
    with database.writing() as session:
        for email in ("a@x.go.th", "b@x.go.th", "a@x.go.th"):
            workbook_shares.note(session, "f1", email, NOON)

        assert workbook_shares.of(session, "f1") == {"a@x.go.th", "b@x.go.th"}
        assert workbook_shares.of(session, "f2") == set()


def test_the_latest_master_of_a_programme_counts(database: Database) -> None:
    with database.writing() as session:
        assert master_templates.of(session, "hrmo-2565") is None
        for file_id, version in (("m1", "v1"), ("m2", "")):
            master_templates.remember(session, "hrmo-2565", file_id, version=version, now=NOON)

        found = master_templates.of(session, "hrmo-2565")
        assert found is not None
        assert (found.file_id, found.version) == ("m2", "")


def test_revoked_codes_link_nobody_and_used_ones_stay_as_they_are(database: Database) -> None:
    with database.writing() as session:
        agencies.register(session, "A", "ก", "hrmo-2565", now=NOON)
        agencies.register(session, "B", "ข", "hrmo-2565", now=NOON)
        codes = [link_codes.issue(session, code, secret="s", issued_by="ก", now=NOON) for code in ("A", "A", "B")]
        chats.meet(session, "U1", "user", NOON)

        assert link_codes.revoke(session, "A", NOON) == 2
        assert link_codes.revoke(session, "A", NOON) == 0

        shown = [link_codes.show(session, code, "U1", secret="s", now=NOON) for code in codes]
        assert [each if isinstance(each, str) else each.agency_code for each in shown] == ["used", "used", "B"]


def test_a_province_is_kept(database: Database) -> None:
    with database.writing() as session:
        agencies.register(session, "A", "ก", "hrmo-2565", now=NOON, province="ตาก")
    with database.reading() as session:
        assert [(agency.code, agency.province) for agency in agencies.every(session)] == [("A", "ตาก")]
