from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.google.drive_changes import DriveChanges
from bot.google.file_ids import file_id_in, workbook_url
from bot.google.workbooks import Workbooks
from bot.sandbox.state import Sandbox
from tests.support.google_side import Naps, bot_transport, person_transport, shared_template
from tests.support.sandbox import running_sandbox

RETITLED = [{"updateSpreadsheetProperties": {"properties": {"title": "ชื่อใหม่"}, "fields": "title"}}]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def naps() -> Naps:
    return Naps()


def test_where_nothing_changed_one_request_says_so(sandbox: Sandbox, naps: Naps) -> None:
    shared_template(sandbox, naps)
    bot = bot_transport(sandbox, naps)
    changes = DriveChanges(bot)
    token = changes.start_token()

    page = changes.since(token)

    assert (page.changes, page.is_last) == ((), True)
    assert bot.calls == {"drive": 2}


def test_an_edit_of_an_agency_is_not_own_and_an_edit_of_the_bot_is(sandbox: Sandbox, naps: Naps) -> None:
    file_id = shared_template(sandbox, naps)
    bot = bot_transport(sandbox, naps)
    changes = DriveChanges(bot)
    token = changes.start_token()

    Workbooks(person_transport(sandbox, naps)).build(file_id, RETITLED)
    theirs = changes.since(token)
    Workbooks(bot).build(file_id, RETITLED)
    ours = changes.since(theirs.token)

    assert [(each.file_id, each.name, each.own, each.gone, each.can_edit) for each in theirs.changes] == [
        (file_id, "ชื่อใหม่", False, False, True)
    ]
    assert [(each.file_id, each.own) for each in ours.changes] == [(file_id, True)]
    assert theirs.changes[0].at.utcoffset() is not None


def test_a_file_in_the_bin_or_gone_for_good_is_gone(sandbox: Sandbox, naps: Naps) -> None:
    trashed, deleted = shared_template(sandbox, naps), shared_template(sandbox, naps)
    changes = DriveChanges(bot_transport(sandbox, naps))
    person = person_transport(sandbox, naps)
    token = changes.start_token()

    person.ask("patch", f"https://www.googleapis.com/drive/v3/files/{trashed}", json={"trashed": True})
    person.ask("delete", f"https://www.googleapis.com/drive/v3/files/{deleted}")

    assert {each.file_id: each.gone for each in changes.since(token).changes} == {trashed: True, deleted: True}


def test_a_change_that_drive_learns_late_comes_with_a_later_page(sandbox: Sandbox, naps: Naps) -> None:
    file_id = shared_template(sandbox, naps)
    changes = DriveChanges(bot_transport(sandbox, naps))
    sandbox.faults.arm("drive-lag", times=1)
    token = changes.start_token()

    Workbooks(person_transport(sandbox, naps)).build(file_id, RETITLED)

    at_once = changes.since(token)
    sandbox.clock.advance(timedelta(minutes=4))
    later = changes.since(at_once.token)

    assert at_once.changes == ()
    assert [each.file_id for each in later.changes] == [file_id]


@pytest.mark.parametrize(
    "text",
    [
        "https://docs.google.com/spreadsheets/d/1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde/edit#gid=0",
        " https://docs.google.com/spreadsheets/u/1/d/1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde/edit?usp=sharing ",
        "ไฟล์ของเรา https://drive.google.com/open?id=1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde",
        "1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde",
    ],
)
def test_a_workbook_is_found_in_what_people_send(text: str) -> None:
    assert file_id_in(text) == "1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde"
    assert file_id_in(workbook_url("1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde")) == file_id_in(text)


@pytest.mark.parametrize("text", ["", "สวัสดี", "https://example.org/spreadsheets/d/abc", "../../drive/v3/files"])
def test_other_texts_hold_no_workbook(text: str) -> None:
    assert file_id_in(text) is None
