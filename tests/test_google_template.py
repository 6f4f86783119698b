from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.google.provisioning import Provisioning
from bot.google.transport import Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.state import Sandbox
from scoring.programmes import ids, load, words
from sheets_schema.google_cells import sheets_in, tabs_from
from sheets_schema.google_template import template_requests
from sheets_schema.layout import START_SHEET, marker
from sheets_schema.locate import programme_named_in
from sheets_schema.reader import WorkbookReader
from tests.support.google_side import Naps, person_transport
from tests.support.sandbox import running_sandbox

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def person(sandbox: Sandbox) -> Transport:
    return person_transport(sandbox, Naps())


def built(person: Transport, programme_id: str) -> str:
    file_id = Provisioning(person).create("ว่าง")
    Workbooks(person).build(file_id, template_requests(load(programme_id), words(programme_id)))
    return file_id


@pytest.mark.parametrize("programme_id", ids())
def test_one_batch_update_builds_a_template_in_which_every_key_is_found(person: Transport, programme_id: str) -> None:
    programme = load(programme_id)
    file_id = built(person, programme_id)

    reply = Workbooks(person).read(file_id)
    tabs = tabs_from(reply)
    reader = WorkbookReader(programme, words(programme_id))
    located = reader.locate(tabs)

    assert person.calls == {"drive": 1, "write": 1, "read": 1}
    assert sorted(located.rows) == sorted(programme.inputs)
    assert located.problems == ()
    assert programme_named_in(tabs) == programme_id
    assert list(sheets_in(reply)) == [START_SHEET, *(tab.sheet for tab in programme.tabs)]
    assert {answer.state for answer in reader.read(located).answers.values()} == {"blank"}


def test_the_workbook_is_thai(person: Transport) -> None:
    properties = Workbooks(person).read(built(person, "hrmo-2565"))["properties"]

    assert properties == {
        "title": words("hrmo-2565").programme("name"),
        "locale": "th_TH",
        "timeZone": "Asia/Bangkok",
    }


def test_keys_and_version_are_hidden_and_headings_stay_in_sight(person: Transport) -> None:
    fields = "developerMetadata,sheets(properties,data(rowMetadata/hiddenByUser,columnMetadata/hiddenByUser))"
    reply = person.ask("get", f"{SHEETS}/{built(person, 'hrmo-2565')}", {"fields": fields})
    structure = next(each for each in reply["sheets"] if each["properties"]["sheetId"] == 1020)
    data = structure["data"][0]

    assert [index for index, row in enumerate(data["rowMetadata"]) if row.get("hiddenByUser")] == [0]
    assert [index for index, column in enumerate(data["columnMetadata"]) if column.get("hiddenByUser")] == [0, 7]
    assert (
        structure["properties"]["gridProperties"] | {"frozenRowCount": 4, "frozenColumnCount": 3}
        == (structure["properties"]["gridProperties"])
    )
    assert [each["metadataValue"] for each in reply["developerMetadata"]] == [marker(load("hrmo-2565"))]


def test_answers_are_texts_so_that_google_reinterprets_none_of_them(person: Transport) -> None:
    reader = WorkbookReader(load("hrmo-2565"), words("hrmo-2565"))
    located = reader.locate(tabs_from(Workbooks(person).read(built(person, "hrmo-2565"))))
    formats = []
    for at in located.rows.values():
        table = located.tables[at.table]
        formats.append(table.tab.rows[at.row][table.columns["answer"]]["effectiveFormat"])

    assert formats == [{"numberFormat": {"type": "TEXT"}}] * 129


def test_drop_downs_offer_thai_words_and_let_other_known_answers_in() -> None:
    cells: Any = template_requests(load("hrmo-2565"), words("hrmo-2565"))
    rules = [
        cell["dataValidation"]
        for request in cells
        for row in request.get("updateCells", {}).get("rows", ())
        for cell in row["values"]
        if cell.get("dataValidation", {}).get("condition", {}).get("type") == "ONE_OF_LIST"
    ]

    assert rules[1]["condition"]["values"][0] == {
        "userEnteredValue": words("hrmo-2565").choice(load("hrmo-2565").inputs["org.approval_by"], "none")
    }
    assert {rule["strict"] for rule in rules} == {False}
    assert len(rules) == sum(item.type in {"yes_no", "choice"} for item in load("hrmo-2565").inputs.values())


def test_no_text_of_the_template_is_a_formula() -> None:
    assert "formulaValue" not in json.dumps(template_requests(load("hrmo-2565"), words("hrmo-2565")))


def test_the_template_fits_into_one_request_of_the_recommended_size() -> None:
    body = json.dumps({"requests": template_requests(load("hrmo-2565"), words("hrmo-2565"))}, ensure_ascii=False)

    assert len(body.encode()) < 1_000_000
