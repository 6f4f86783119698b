"""Once a day the list of files is held against what was last seen: what was missed is read, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.cases.change_poll import IN_BIN, ChangePoll
from bot.cases.reconciliation import Reconciliation
from bot.demo.stage import Stage, stage
from bot.google.drive_changes import ChangesPage, DriveChanges
from bot.google.drive_files import DriveFiles, ListedFile, Listing
from bot.google.errors import NotFoundError, TransientError
from bot.jobs.workbooks import drain_workbooks
from bot.store import drive_pages, workbooks
from bot.store.database import Database
from sheets_schema.layout import POSITION
from tests.support.job_services import NOON, Bench

pytest_plugins = ["tests.support.databases"]

DAY = timedelta(days=1)


@dataclass
class Drive:
    """What Drive would list now; `lists` counts how often it was asked."""

    files: dict[str, ListedFile] = field(default_factory=dict)
    complete: bool = True
    lists: int = 0

    def put(self, file_id: str, version: str, modified_at: datetime = NOON, *, own: bool = False) -> None:
        self.files[file_id] = ListedFile(file_id, version, modified_at, own)

    def listing(self) -> Listing:
        self.lists += 1
        return Listing(dict(self.files), self.complete)


class Office:
    """Three workbooks of one identity, read and seen by Drive's list in version 1."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.bench = Bench(database)
        self.bench.link()
        self.drive = Drive()
        self.reconcile = Reconciliation(database, self.bench.clock, self.drive.listing, "bot")
        with database.writing() as session:
            drive_pages.save_token(session, "bot", "1", now=NOON)
            for file_id in ("a", "b", "c"):
                self.drive.put(file_id, "1")
                workbooks.connect(session, file_id, "A-1", identity="bot", url="https://x", now=NOON)
        self.read_all()
        self.reconcile()

    def read_all(self) -> list[str]:
        """Read what is due; tells which workbooks that were."""
        read, now = [], self.bench.clock.now()
        with self.database.writing() as session:
            while (claim := workbooks.claim_dirty(session, now)) is not None:
                workbooks.settle(session, claim, scored_hash="h", feedback_hash=None, problem=None, now=now)
                read.append(claim.file_id)
        return read

    def a_day_later(self) -> list[str]:
        """What is read after the next day's reconciliation."""
        self.bench.clock.advance(days=1)
        self.reconcile()
        return self.read_all()


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_nothing_is_read_where_nothing_was_missed_and_the_list_is_asked_for_once_a_day(office: Office) -> None:
    office.bench.clock.advance(hours=23)
    office.reconcile()
    assert office.drive.lists == 1

    office.bench.clock.advance(hours=1)
    office.reconcile()
    assert (office.drive.lists, office.read_all()) == (2, [])


def test_another_version_is_read_unless_the_last_edit_was_ours(office: Office) -> None:
    office.drive.put("a", "2")
    office.drive.put("b", "2", own=True)

    assert (office.a_day_later(), office.a_day_later()) == (["a"], [])


def test_what_lies_in_the_bin_without_a_word_is_told_and_comes_back_from_it(office: Office) -> None:
    office.drive.files["a"] = replace(office.drive.files["a"], version="2", in_bin=True)
    assert office.a_day_later() == []
    with office.database.reading() as session:
        thrown = workbooks.find(session, "a")
        assert thrown is not None
        assert (thrown.gone_at is not None, thrown.last_problem) == (True, IN_BIN)

    office.drive.files["a"] = replace(office.drive.files["a"], in_bin=False)
    assert office.a_day_later() == ["a"]


def test_a_version_never_told_of_is_judged_by_its_time(office: Office) -> None:
    with office.database.writing() as session:
        for file_id in ("d", "e"):
            workbooks.connect(session, file_id, "A-1", identity="bot", url="https://x", now=NOON)
    office.read_all()
    office.drive.put("d", "7", NOON - DAY)
    office.drive.put("e", "7", NOON + timedelta(minutes=1))

    assert office.a_day_later() == ["e"]


def test_a_file_that_is_listed_no_more_is_asked_for_if_the_list_is_whole(office: Office) -> None:
    del office.drive.files["c"]
    office.drive.complete = False
    assert office.a_day_later() == []

    office.drive.complete = True
    assert office.a_day_later() == ["c"]


def test_a_workbook_that_was_gone_and_is_listed_again_comes_back(office: Office) -> None:
    with office.database.writing() as session:
        workbooks.note_gone(session, "c", "ไม่ได้แชร์", NOON)

    assert office.a_day_later() == ["c"]


def test_a_reading_that_was_put_off_for_a_day_is_made(office: Office) -> None:
    with office.database.writing() as session:
        workbooks.mark_dirty(session, ["a"], NOON)
        claim = workbooks.claim_dirty(session, NOON)
        assert claim is not None
        workbooks.put_off(session, claim, NOON + timedelta(days=30), "broken")

    assert office.a_day_later() == ["a"]


def test_workbooks_of_another_identity_or_drive_are_left_to_it(office: Office) -> None:
    with office.database.writing() as session:
        workbooks.connect(session, "x", "A-1", identity="other", url="https://x", now=NOON)
        workbooks.connect(session, "y", "A-1", identity="bot", drive="D", url="https://x", now=NOON)
    office.read_all()
    for file_id in ("x", "y"):
        office.drive.put(file_id, "9", NOON + DAY)

    assert office.a_day_later() == []


class LosesTokens(DriveChanges):
    """Knows no token but the one it gave last; `status` is what it answers to others."""

    def __init__(self, status: int) -> None:
        self.status = status

    def start_token(self) -> str:
        return "new"

    def since(self, token: str) -> ChangesPage:
        if token != "new":
            kind = TransientError if self.status >= 500 else NotFoundError
            raise kind("Invalid Value", status=self.status)
        return ChangesPage((), "new", is_last=True)


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_lost_token_begins_anew_and_the_list_is_gone_through_at_once(office: Office, status: int) -> None:
    office.drive.put("b", "2")
    poll = ChangePoll(office.database, office.bench.clock, LosesTokens(status), "bot")

    for _ in range(2):
        poll()
        office.reconcile()

    with office.database.reading() as session:
        assert drive_pages.token_of(session, "bot") == "new"
    assert (office.drive.lists, office.read_all()) == (2, ["b"])


def test_another_trouble_keeps_the_token(office: Office) -> None:
    poll = ChangePoll(office.database, office.bench.clock, LosesTokens(503), "bot")

    with pytest.raises(TransientError):
        poll()
    with office.database.reading() as session:
        assert drive_pages.token_of(session, "bot") == "1"


class TwoPages:
    """A transport to a Drive that lists one file a page; `asked` keeps the parameters."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []

    def ask(self, _method: str, _endpoint: str, params: dict[str, str]) -> dict[str, Any]:
        self.asked.append(params)
        time = "2021-11-01T05:00:00.000Z"
        if "pageToken" in params:
            return {"incompleteSearch": True, "files": [{"id": "b", "version": "2", "modifiedTime": time}]}
        mine = {"id": "a", "version": "1", "modifiedTime": time, "lastModifyingUser": {"me": True}}
        return {"nextPageToken": "next", "files": [mine]}


def test_the_list_is_read_page_by_page_of_the_identity_or_of_one_drive() -> None:
    pages: Any = TwoPages()
    listing = DriveFiles(pages, drive="D").listing()

    assert listing == Listing(
        {"a": ListedFile("a", "1", NOON, own=True), "b": ListedFile("b", "2", NOON, own=False)}, complete=False
    )
    assert [(each["driveId"], each["pageSize"], each.get("pageToken")) for each in pages.asked] == [
        ("D", "1000", None),
        ("D", "1000", "next"),
    ]


@pytest.fixture(scope="module")
def set_up() -> Iterator[Stage]:
    with stage(port=0, sandbox_port=0, pace=None) as ready:
        settle(ready)
        yield ready


def settle(set_up: Stage) -> Counter[str]:
    """Poll and read until nothing is due; tells how many requests went to each path but the files' own."""
    set_up.hands.forget_calls()
    set_up.installation.services.poll_changes()
    drain_workbooks(set_up.installation.services)
    calls = Counter(f"{call['method']} {call['path']}" for call in set_up.hands.calls())
    return Counter({path: number for path, number in calls.items() if "/token" not in path})


def test_on_the_sandbox_a_day_without_changes_costs_one_list_and_no_sheet(set_up: Stage) -> None:
    set_up.hands.advance(DAY)

    assert settle(set_up) == {"GET /drive/v3/changes": 1, "GET /drive/v3/files": 1}


def test_on_the_sandbox_a_lost_token_loses_no_edit(set_up: Stage) -> None:
    player, identity = set_up.players[1], set_up.installation.sign_in.email
    sheet, row = set_up.row_of("8.3.summary_made")
    set_up.hands.type_into(player.file_id, sheet, row, POSITION["answer"], "ไม่ใช่")
    with set_up.installation.database.writing() as session:
        drive_pages.save_token(session, identity, "lost", now=set_up.installation.clock.now())

    calls = settle(set_up)

    assert calls["GET /drive/v3/files"] == 1
    assert calls[f"GET /v4/spreadsheets/{player.file_id}"] == 1
    assert set_up.hands.cell(player.file_id, sheet, row, POSITION["feedback"]).startswith("▸ ตอบว่าไม่ใช่")
    assert settle(set_up) == {"GET /drive/v3/changes": 1}
