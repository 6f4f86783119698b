from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from bot.google.errors import ProtectedCellsError
from bot.google.transport import Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import BOT
from bot.sandbox.state import Sandbox
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programmes import load, words
from sheets_schema.cells import EMPTY, Tab
from sheets_schema.feedback import NOTHING, TO_DO, Feedback, feedback
from sheets_schema.google_cells import sheets_in, tabs_from
from sheets_schema.google_feedback import feedback_requests, without_additions, write_body
from sheets_schema.layout import FEEDBACK_SHEET, POSITION
from sheets_schema.locate import Located, Table
from sheets_schema.reader import WorkbookReader
from sheets_schema.styles import TONES
from tests.support.google_side import Naps, bot_transport, person_transport, shared_template
from tests.support.sandbox import running_sandbox

PROGRAMME, WORDS = load("hrmo-2565"), words("hrmo-2565")
READER = WorkbookReader(PROGRAMME, WORDS)
NOW = datetime(2022, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def naps(sandbox: Sandbox) -> Iterator[Naps]:
    yield Naps()
    sandbox.faults.clear()


@pytest.fixture
def bot(sandbox: Sandbox, naps: Naps) -> Transport:
    return bot_transport(sandbox, naps)


@pytest.fixture
def file_id(sandbox: Sandbox, naps: Naps) -> str:
    return shared_template(sandbox, naps)


def body_for(reply: dict[str, Any]) -> dict[str, Any]:
    located = READER.locate(tabs_from(reply))
    submission = READER.read(located)
    card = score(PROGRAMME, submission, now=NOW)
    written = feedback(submission, card, Explainer(PROGRAMME, WORDS))
    return write_body(feedback_requests(located, written, sheets_in(reply), bot=BOT, title="ผลตรวจ"))


def column_of(reply: dict[str, Any], name: str) -> dict[str, str]:
    """The texts of one column by the rows' keys."""
    located = READER.locate(tabs_from(reply))
    texts = {}
    for key, at in located.rows.items():
        table = located.tables[at.table]
        texts[key] = table.tab.cell(at.row, table.columns[name]).text
    return texts


def type_in(sandbox: Sandbox, file_id: str, reply: dict[str, Any], key: str, text: str) -> None:
    """What an officer does: type into an answer cell."""
    located = READER.locate(tabs_from(reply))
    at = located.rows[key]
    table = located.tables[at.table]
    place = {"sheetId": table.tab.id, "row": at.row, "column": table.columns["answer"], "input": text}
    requests.post(f"{sandbox.root}/sandbox/api/spreadsheets/{file_id}/cells", json=place, timeout=5).raise_for_status()


def test_a_changed_workbook_costs_one_read_and_one_write(sandbox: Sandbox, bot: Transport, file_id: str) -> None:
    workbooks = Workbooks(bot)
    reply = workbooks.read(file_id)

    after = workbooks.write_feedback(file_id, body_for(reply))

    assert bot.calls == {"read": 1, "write": 1}
    assert sheets_in(after) == {**sheets_in(reply), FEEDBACK_SHEET: "ผลตรวจ"}
    assert column_of(after, "answer") == column_of(reply, "answer")
    assert column_of(after, "feedback")["1.1.claimed"].startswith("–")


def test_the_page_of_the_sandbox_shows_each_feedback_in_its_tone(
    sandbox: Sandbox, bot: Transport, file_id: str
) -> None:
    workbooks = Workbooks(bot)
    workbooks.write_feedback(file_id, body_for(workbooks.read(file_id)))

    drawn = requests.get(f"{sandbox.root}/sandbox/api/spreadsheets/{file_id}", timeout=5).json()

    shown = {
        (cell["formattedValue"][:1], cell["format"]["background"].upper(), cell["format"]["color"].upper())
        for tab in drawn["tabs"]
        for cell in tab["cells"]
        if tab["sheetId"] == 1020 and cell["column"] == POSITION["feedback"] and cell["formattedValue"][:1] in TONES
    }
    assert shown == {
        (symbol, f"#{TONES[symbol].background}", f"#{TONES[symbol].colour}") for symbol in (TO_DO, NOTHING)
    }


def test_an_edit_made_in_between_is_seen_in_the_reply_of_the_write(
    sandbox: Sandbox, bot: Transport, file_id: str
) -> None:
    workbooks = Workbooks(bot)
    reply = workbooks.read(file_id)
    type_in(sandbox, file_id, reply, "org.staff_total", "๑๒๐")

    after = workbooks.write_feedback(file_id, body_for(reply))

    assert column_of(after, "answer")["org.staff_total"] == "๑๒๐"
    assert bot.calls == {"read": 1, "write": 1}


def test_writing_twice_is_the_same_as_writing_once(bot: Transport, file_id: str) -> None:
    workbooks = Workbooks(bot)
    once = workbooks.write_feedback(file_id, body_for(workbooks.read(file_id)))

    assert workbooks.write_feedback(file_id, body_for(once)) == once


def test_an_answer_lost_after_the_first_write_leads_to_no_second_tab(
    sandbox: Sandbox, bot: Transport, file_id: str
) -> None:
    workbooks = Workbooks(bot)
    body = body_for(workbooks.read(file_id))
    sandbox.faults.arm("lost-answer", times=1, path=":batchUpdate")

    after = workbooks.write_feedback(file_id, body)

    assert list(sheets_in(after)).count(FEEDBACK_SHEET) == 1
    assert bot.calls == {"read": 1, "write": 3}


def test_an_answer_lost_after_a_later_write_is_simply_written_again(
    sandbox: Sandbox, bot: Transport, file_id: str
) -> None:
    workbooks = Workbooks(bot)
    once = workbooks.write_feedback(file_id, body_for(workbooks.read(file_id)))
    sandbox.faults.arm("lost-answer", times=1, path=":batchUpdate")

    assert workbooks.write_feedback(file_id, body_for(once)) == once
    assert bot.calls == {"read": 1, "write": 3}


def test_a_feedback_tab_that_someone_else_protects_is_told_with_its_cure(
    sandbox: Sandbox, bot: Transport, naps: Naps, file_id: str
) -> None:
    everything = {"range": {"sheetId": 1010}, "editors": {"users": ["secretariat@sandbox.example"]}}
    Workbooks(person_transport(sandbox, naps)).build(file_id, [{"addProtectedRange": {"protectedRange": everything}}])
    workbooks = Workbooks(bot)

    with pytest.raises(ProtectedCellsError, match="ยกเลิกการป้องกัน"):
        workbooks.write_feedback(file_id, body_for(workbooks.read(file_id)))

    assert bot.calls == {"read": 1, "write": 1}


def table(keys: tuple[tuple[int, str], ...], **columns: int) -> Table:
    return Table(Tab("แท็บ", 7, (), lambda raw: EMPTY, str), 0, columns, keys)


def located(*tables: Table) -> Located:
    return Located(tables, {}, frozenset(), ())


def test_rows_below_one_another_are_written_together() -> None:
    where = located(table(((4, "a"), (5, "b"), (9, "c")), key=0, answer=3, feedback=6))

    first, second = feedback_requests(
        where, Feedback({"a": "✓ ก", "c": "! ค"}, ()), {FEEDBACK_SHEET: ""}, bot="", title=""
    )[:2]

    assert first["updateCells"] == {
        "start": {"sheetId": 7, "rowIndex": 4, "columnIndex": 6},
        "rows": [{"values": [{"userEnteredValue": {"stringValue": "✓ ก"}}]}, {"values": [{}]}],
        "fields": "userEnteredValue",
    }
    assert second["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 9, "columnIndex": 6}


def test_what_an_applicant_typed_is_never_run_as_a_formula() -> None:
    written = Feedback({"a": '=IMPORTXML("https://example.org","//a")'}, (("=1+1",),))
    where = located(table(((4, "a"),), key=0, answer=3, feedback=6))

    sent = json.dumps(feedback_requests(where, written, {}, bot=BOT, title="ผลตรวจ"))

    assert "formulaValue" not in sent
    assert sent.count("stringValue") == 2


def test_the_feedback_tab_takes_a_title_that_is_free() -> None:
    taken = {1: "ผลตรวจ", 2: "ผลตรวจ (2)"}

    added = feedback_requests(located(), Feedback({}, ()), taken, bot=BOT, title="ผลตรวจ")

    assert added[0]["addSheet"]["properties"]["title"] == "ผลตรวจ (3)"
    assert added[1]["addProtectedRange"]["protectedRange"]["editors"] == {"users": [BOT]}
    assert without_additions(write_body(added))["requests"] == added[2:]
