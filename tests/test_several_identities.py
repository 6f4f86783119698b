"""Several accounts of the bot: each reads what was shared with it, and none wakes another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import requests

from bot.google.identities import Identities
from bot.jobs.workbooks import drain_workbooks
from bot.sandbox.credentials import ACCOUNTS, BOT, bot_settings
from bot.services import Installation
from bot.settings import SettingsError, read
from bot.store import workbooks
from bot.store.workbooks import Workbook
from sheets_schema.layout import POSITION
from tests.support.agency_office import FILES, SECOND_BOT, Office, agency_office
from tests.support.google_side import Naps, shared_template
from tests.test_workbook_check import link, place_of_name


@pytest.fixture
def two(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with agency_office(tmp_path_factory.mktemp("office"), monkeypatch, capsys) as office:
        office.settings(GOOGLE_SERVICE_ACCOUNT_JSON=office.two_keys())
        yield office


def agency_with(office: Office, code: str, *shared_with: str) -> str:
    """An agency whose workbook is shared with these accounts; its file id."""
    file_id = shared_template(office.sandbox, Naps(), with_bot=False)
    for email in shared_with:
        office.share(file_id, email)
    name = f"หน่วยงาน {code}"
    status, _, err = office.run(
        "agencies", "add", code, "--name", name, "--programme", "hrmo-2565", "--workbook", link(file_id)
    )
    assert status == 0, err
    return file_id


def book(office: Office, file_id: str) -> Workbook:
    with office.installation().database.reading() as session:
        found = workbooks.find(session, file_id)
    assert found is not None
    return found


def settle(started: Installation) -> tuple[int, dict[str, Counter[str]]]:
    """Poll and read until nothing is due; tells how many workbooks were read, and the Sheets requests by account."""
    before = {transport.identity: Counter(transport.calls) for transport in started.identities}
    started.services.poll_changes()
    read = drain_workbooks(started.services)
    spent = {
        transport.identity: Counter(transport.calls) - before[transport.identity] for transport in started.identities
    }
    return read, {email: Counter({k: n for k, n in calls.items() if k != "drive"}) for email, calls in spent.items()}


def type_into(office: Office, file_id: str, text: str) -> None:
    sheet, row = place_of_name()
    place = {"sheetId": sheet, "row": row, "column": POSITION["answer"], "input": text}
    cells = f"{office.sandbox.root}/sandbox/api/spreadsheets/{file_id}/cells"
    requests.post(cells, json=place, timeout=10).raise_for_status()


def test_a_workbook_belongs_to_the_account_that_it_was_shared_with(two: Office) -> None:
    first, second = agency_with(two, "A1", BOT), agency_with(two, "A2", SECOND_BOT)
    started = two.installation()

    assert (book(two, first).identity, book(two, second).identity) == (BOT, SECOND_BOT)
    assert settle(started) == (2, {BOT: {"read": 1, "write": 1}, SECOND_BOT: {"read": 1, "write": 1}})
    assert settle(started) == (0, {BOT: {}, SECOND_BOT: {}})


def test_each_account_learns_of_its_own_workbooks_changes(two: Office) -> None:
    first, second = agency_with(two, "A1", BOT), agency_with(two, "A2", SECOND_BOT)
    started = two.installation()
    settle(started)

    type_into(two, second, "กรม")

    read, spent = settle(started)
    assert (read, spent[BOT], spent[SECOND_BOT]["read"]) == (1, {}, 1)
    assert book(two, first).dirty_since is None


def test_a_workbook_shared_with_both_is_read_once_and_its_feedback_wakes_neither(two: Office) -> None:
    file_id = agency_with(two, "A1", BOT, SECOND_BOT)
    started = two.installation()
    settle(started)

    type_into(two, file_id, "กรม")

    assert settle(started)[0] == 1
    assert settle(started) == (0, {BOT: {}, SECOND_BOT: {}})


def test_a_workbook_shared_anew_with_another_account_becomes_that_ones(two: Office) -> None:
    file_id = agency_with(two, "A1", BOT)
    started = two.installation()
    settle(started)
    unshare(two, file_id, BOT)
    settle(started)
    assert book(two, file_id).gone_at is not None

    two.share(file_id, SECOND_BOT)
    settle(started)

    assert (book(two, file_id).identity, book(two, file_id).last_problem) == (SECOND_BOT, None)


def test_an_account_whose_key_was_revoked_keeps_the_others_not_waiting(two: Office) -> None:
    agency_with(two, "A1", BOT)
    second = agency_with(two, "A2", SECOND_BOT)
    started = two.installation()
    settle(started)
    revoke(two, BOT)
    afresh = two.installation()
    type_into(two, second, "กรม")

    with pytest.raises(Exception, match="Google ไม่รับกุญแจ"):
        afresh.services.poll_changes()

    assert drain_workbooks(afresh.services) == 1


def test_what_belongs_to_a_key_that_is_gone_is_read_by_the_first_one(two: Office) -> None:
    file_id = agency_with(two, "A2", SECOND_BOT)
    two.share(file_id, BOT)
    two.settings(GOOGLE_SERVICE_ACCOUNT_JSON=bot_settings(two.sandbox)["GOOGLE_SERVICE_ACCOUNT_JSON"])
    started = two.installation()

    assert settle(started)[0] == 1
    assert book(two, file_id).last_problem is None
    type_into(two, file_id, "กรม")
    assert settle(started)[0] == 1


def test_new_workbooks_are_spread_over_the_accounts_evenly_and_stay_where_they_are(two: Office) -> None:
    identities: Identities = two.installation().identities
    chosen = [identities.chosen_for(f"A{number}") for number in range(1000)]

    assert chosen == [identities.chosen_for(f"A{number}") for number in range(1000)]
    assert 450 < chosen.count(BOT) < 550


def test_one_account_twice_is_a_mistake_in_the_settings(two: Office) -> None:
    key = bot_settings(two.sandbox)["GOOGLE_SERVICE_ACCOUNT_JSON"]
    two.settings(GOOGLE_SERVICE_ACCOUNT_JSON=f"[{key}, {key}]")

    with pytest.raises(SettingsError, match="มีบัญชีเดียวกันสองครั้ง"):
        read()


def unshare(office: Office, file_id: str, email: str) -> None:
    permissions = f"{FILES}/{file_id}/permissions"
    listed = office.person.ask("get", permissions, params={"fields": "permissions(id,emailAddress)"})["permissions"]
    theirs = next(each["id"] for each in listed if each["emailAddress"] == email)
    office.person.ask("delete", f"{permissions}/{theirs}")


def revoke(office: Office, email: str) -> None:
    office.sandbox.shelf.delete(ACCOUNTS, email)
