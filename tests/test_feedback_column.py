"""The feedback column and tab are made, protected and made again by the bot, in workbooks that people work on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.google.errors import ProtectedCellsError
from bot.google.provisioning import Provisioning
from bot.google.transport import Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import BOT, SECRETARIAT
from bot.sandbox.state import Sandbox
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programmes import load, words
from sheets_schema.feedback import feedback
from sheets_schema.feedback_column import KEY, column_requests, input_tables, is_in_place
from sheets_schema.google_cells import protections_in, sheets_in, tabs_from, widths_in
from sheets_schema.google_feedback import feedback_requests, in_rows_only, write_body
from sheets_schema.layout import FEEDBACK_SHEET, POSITION
from sheets_schema.locate import Located
from sheets_schema.reader import WorkbookReader
from tests.support.google_side import Naps, bot_transport, person_transport, shared_template
from tests.support.sandbox import running_sandbox

PROGRAMME, WORDS = load("hrmo-2565"), words("hrmo-2565")
READER = WorkbookReader(PROGRAMME, WORDS)
NOW = datetime(2022, 1, 1, tzinfo=UTC)
HEADING = WORDS.column(KEY)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def bot(sandbox: Sandbox) -> Workbooks:
    return Workbooks(bot_transport(sandbox, Naps()))


@pytest.fixture
def person(sandbox: Sandbox) -> Transport:
    return person_transport(sandbox, Naps())


@pytest.fixture
def file_id(sandbox: Sandbox) -> str:
    return shared_template(sandbox, Naps())


def located(reply: dict[str, Any]) -> Located:
    return READER.locate(tabs_from(reply))


def body_for(reply: dict[str, Any]) -> dict[str, Any]:
    where = located(reply)
    submission = READER.read(where)
    told = feedback(submission, score(PROGRAMME, submission, now=NOW), Explainer(PROGRAMME, WORDS))
    before = column_requests(where, reply, heading=HEADING)
    return write_body([*before, *feedback_requests(where, told, sheets_in(reply), bot=BOT, title="ผลตรวจ")])


def answered(bot: Workbooks, file_id: str) -> dict[str, Any]:
    return bot.write_feedback(file_id, body_for(bot.read(file_id)))


def column(reply: dict[str, Any], tab: int = 0) -> tuple[int, list[str]]:
    """Where the feedback of an input tab stands, and its texts from the headings on."""
    table = input_tables(located(reply))[tab]
    at = table.columns[KEY]
    texts = [table.tab.cell(row, at).text for row in range(table.header_row, len(table.tab.rows))]
    return at, texts


def delete_column(person: Transport, file_id: str, tab: int = 0) -> int:
    reply = Workbooks(person).read(file_id)
    table = input_tables(located(reply))[tab]
    at = table.columns[KEY]
    gone = {"sheetId": table.tab.id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    Workbooks(person).build(file_id, [{"deleteDimension": {"range": gone}}])
    return table.tab.id or 0


def test_whoever_types_into_the_column_is_warned_and_nobody_else_may_edit_the_tab(
    bot: Workbooks, person: Transport, file_id: str
) -> None:
    reply = answered(bot, file_id)

    fields = "sheets(properties/sheetId,protectedRanges(range,warningOnly,editors))"
    address = f"https://sheets.googleapis.com/v4/spreadsheets/{file_id}"
    sheets = person.ask("get", address, params={"fields": fields})["sheets"]
    protected = {each["properties"]["sheetId"]: each.get("protectedRanges", []) for each in sheets}
    inputs = [table.tab.id for table in input_tables(located(reply))]
    span = {"startColumnIndex": POSITION[KEY], "endColumnIndex": POSITION[KEY] + 1}
    warned = [[(each["range"], each["warningOnly"]) for each in protected[tab or 0]] for tab in inputs]
    assert warned == [[({"sheetId": tab, **span}, True)] for tab in inputs]
    assert [each["editors"]["users"] for each in protected[FEEDBACK_SHEET]] == [[BOT, SECRETARIAT]], (
        "whoever owns the file may always edit"
    )


def test_what_is_protected_once_is_not_protected_again(bot: Workbooks, file_id: str) -> None:
    once = answered(bot, file_id)

    twice = answered(bot, file_id)

    assert protections_in(twice) == protections_in(once)
    assert twice == once
    assert is_in_place(located(twice), twice)


def test_a_protection_that_was_taken_away_comes_back(bot: Workbooks, person: Transport, file_id: str) -> None:
    once = answered(bot, file_id)
    taken = sorted(protections_in(once))[-1]
    Workbooks(person).build(file_id, [{"deleteProtectedRange": {"protectedRangeId": taken}}])

    assert protections_in(answered(bot, file_id)) == protections_in(once)


def test_a_deleted_column_comes_back_right_of_everything(bot: Workbooks, person: Transport, file_id: str) -> None:
    before = column(answered(bot, file_id))
    tab = delete_column(person, file_id)
    reply = bot.read(file_id)
    assert not is_in_place(located(reply), reply)

    after = answered(bot, file_id)

    at, texts = column(after)
    assert (at, is_in_place(located(after), after)) == (widths_in(after)[tab] - 1, True)
    assert (texts[0], texts[3]) == (KEY, HEADING)
    assert texts[4:] == before[1][4:]


def test_a_deleted_column_comes_back_once_also_where_the_answer_was_lost(
    sandbox: Sandbox, bot: Workbooks, person: Transport, file_id: str
) -> None:
    answered(bot, file_id)
    delete_column(person, file_id)
    body = body_for(bot.read(file_id))
    sandbox.faults.arm("lost-answer", times=1, path=":batchUpdate")

    after = bot.write_feedback(file_id, body)

    names = [[name for name in table.columns if name == KEY] for table in input_tables(located(after))]
    assert names == [[KEY]] * len(names)
    assert bot.write_feedback(file_id, body_for(after)) == after


def test_a_column_that_comes_back_covers_nobodys_notes(bot: Workbooks, person: Transport, file_id: str) -> None:
    answered(bot, file_id)
    tab = delete_column(person, file_id)
    width = widths_in(bot.read(file_id))[tab]
    note = {"sheetId": tab, "rowIndex": 6, "columnIndex": width}
    grown = {"sheetId": tab, "gridProperties": {"columnCount": width + 1}}
    cells = [{"values": [{"userEnteredValue": {"stringValue": "บันทึกของเรา"}}]}]
    Workbooks(person).build(
        file_id,
        [
            {"updateSheetProperties": {"properties": grown, "fields": "gridProperties/columnCount"}},
            {"updateCells": {"start": note, "rows": cells, "fields": "userEnteredValue"}},
        ],
    )

    after = answered(bot, file_id)

    table = input_tables(located(after))[0]
    assert (table.tab.cell(6, width).text, table.columns[KEY]) == ("บันทึกของเรา", width + 1)


def test_in_a_copy_whose_feedback_tab_is_the_copiers_the_rows_are_answered(
    sandbox: Sandbox, bot: Workbooks, person: Transport, file_id: str
) -> None:
    answered(bot, file_id)
    copied = Provisioning(person).copy(file_id, "สำเนา")
    Provisioning(person).share(copied, BOT)
    reply = bot.read(copied)
    body = body_for(reply)

    with pytest.raises(ProtectedCellsError):
        bot.write_feedback(copied, body)
    after = bot.write_feedback(copied, in_rows_only(body))

    assert column(after)[1][4:] == column(bot.read(file_id))[1][4:]
