"""What people do to a sheet, done on the sandbox: told where it can be seen, while the rest is scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
import requests

from bot.demo.stage import Player, Stage, stage
from bot.google.transport import SHEETS
from bot.google.workbooks import Workbooks
from bot.jobs.workbooks import drain_workbooks
from bot.store import workbooks
from scoring import programmes
from scoring.submission import Submission
from sheets_schema.google_cells import tabs_from
from sheets_schema.layout import FEEDBACK_SHEET, POSITION
from sheets_schema.locate import Located
from sheets_schema.reader import WorkbookReader

HRMO = programmes.load("hrmo-2565")
READER = WorkbookReader(HRMO, programmes.words(HRMO.id))
TRAINED, ANNOUNCED, TOTAL = "4.2.staff_trained", "1.1.policy_announced", "org.staff_total"
_numbers = count(1)


@dataclass(frozen=True)
class Sheet:
    """One agency's workbook, filled as the department of the demo filled it, and answered once."""

    set_up: Stage
    player: Player

    @property
    def file_id(self) -> str:
        return self.player.file_id

    def at(self, key: str) -> tuple[int, int]:
        return self.set_up.row_of(key)

    def do(self, *requests_: dict[str, Any]) -> None:
        address = f"{SHEETS}/v4/spreadsheets/{self.file_id}:batchUpdate"
        self.set_up.owner.ask("post", address, json={"requests": list(requests_)})

    def type_in(self, key: str, column: str, text: str) -> None:
        self.set_up.hands.type_into(self.file_id, *self.at(key), POSITION[column], text)

    def put(self, key: str, column: str, cell: dict[str, Any]) -> None:
        """A cell that cannot be typed: rich text, chips."""
        sheet, row = self.at(key)
        start = {"sheetId": sheet, "rowIndex": row, "columnIndex": POSITION[column]}
        rows = [{"values": [cell]}]
        self.do({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,textFormatRuns,chipRuns"}})

    def rows(self, key: str, number: int = 1) -> dict[str, Any]:
        sheet, row = self.at(key)
        return {"sheetId": sheet, "dimension": "ROWS", "startIndex": row, "endIndex": row + number}

    def answered(self) -> None:
        self.set_up.installation.services.poll_changes()
        drain_workbooks(self.set_up.installation.services)

    def read(self) -> tuple[Located, Submission, str]:
        """The rows, the answers, and the whole text of the feedback tab."""
        tabs = tabs_from(Workbooks(self.set_up.owner).read(self.file_id))
        located = READER.locate(tabs)
        told = next(tab for tab in tabs if tab.id == FEEDBACK_SHEET)
        texts = "\n".join(text for row in range(len(told.rows)) for _, text in told.texts(row))
        return located, READER.read(located), texts

    def in_row(self, key: str) -> str:
        located, _, _ = self.read()
        at = located.rows[key]
        return located.tables[at.table].cell(at.row, "feedback").text


@pytest.fixture(scope="module")
def set_up() -> Iterator[Stage]:
    with stage(port=0, sandbox_port=0, pace=None) as ready:
        yield ready


@pytest.fixture
def sheet(set_up: Stage) -> Sheet:
    department = set_up.players[0].agency
    made = Sheet(set_up, set_up.call(replace(department, code=f"W-{next(_numbers)}")))
    made.answered()
    return made


def insert_rows(sheet: Sheet) -> None:
    sheet.do({"insertDimension": {"range": sheet.rows(TRAINED, 3)}})


def insert_a_column(sheet: Sheet) -> None:
    tab, _ = sheet.at(TRAINED)
    columns = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}
    sheet.do({"insertDimension": {"range": columns}})


def sort_rows(sheet: Sheet) -> None:
    tab, row = sheet.at(TRAINED)
    below = {"sheetId": tab, "startRowIndex": 2, "startColumnIndex": 0}
    sheet.do({"sortRange": {"range": below, "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "DESCENDING"}]}})
    assert sheet.read()[0].rows[TRAINED].row != row


def hide_rows_and_tabs(sheet: Sheet) -> None:
    tab, _ = sheet.at(ANNOUNCED)
    hidden = {"properties": {"sheetId": tab, "hidden": True}, "fields": "hidden"}
    rows = {"range": sheet.rows(TRAINED), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheet.do({"updateSheetProperties": hidden}, {"updateDimensionProperties": rows})


def rename_and_reorder_tabs(sheet: Sheet) -> None:
    tab, _ = sheet.at(TRAINED)
    properties = {"sheetId": tab, "title": "ส่วนของกองแผน", "index": 0}
    sheet.do({"updateSheetProperties": {"properties": properties, "fields": "title,index"}})


def add_a_tab(sheet: Sheet) -> None:
    sheet.do({"addSheet": {"properties": {"title": "บันทึกของเรา"}}})


def merge_labels(sheet: Sheet) -> None:
    tab, row = sheet.at(TRAINED)
    across = {"sheetId": tab, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": 1, "endColumnIndex": 3}
    sheet.do({"mergeCells": {"range": across, "mergeType": "MERGE_ALL"}})


@pytest.mark.parametrize(
    "act",
    [insert_rows, insert_a_column, sort_rows, hide_rows_and_tabs, rename_and_reorder_tabs, add_a_tab, merge_labels],
)
def test_what_moves_or_hides_rows_loses_nothing(sheet: Sheet, act: Callable[[Sheet], None]) -> None:
    _, before, _ = sheet.read()
    said = sheet.in_row(TRAINED)

    act(sheet)
    sheet.answered()

    _, after, _ = sheet.read()
    assert values(after) == values(before)
    assert (after.problems, sheet.in_row(TRAINED)) == (before.problems, said)


def delete_a_row(sheet: Sheet) -> None:
    sheet.do({"deleteDimension": {"range": sheet.rows(TRAINED)}})


def delete_a_key(sheet: Sheet) -> None:
    sheet.type_in(TRAINED, "key", "")


def paste_a_row_twice(sheet: Sheet) -> None:
    tab, row = sheet.at(TRAINED)
    last = {"sheetId": tab, "length": 1, "dimension": "ROWS"}
    sheet.do({"appendDimension": last})
    sheet.set_up.hands.type_into(sheet.file_id, tab, row + 1, POSITION["key"], TRAINED)


def write_a_foreign_key(sheet: Sheet) -> None:
    sheet.type_in(TRAINED, "key", "9.9.unknown")


@pytest.mark.parametrize(
    ("act", "codes", "says"),
    [
        (delete_a_row, {"missing_key"}, f"รหัส {TRAINED}"),
        (delete_a_key, {"missing_key"}, f"รหัส {TRAINED}"),
        (paste_a_row_twice, {"duplicate_key", "missing_key"}, "โปรดลบแถวที่ซ้ำให้เหลือแถวเดียว"),
        (write_a_foreign_key, {"missing_key", "unknown_key"}, "9.9.unknown"),
    ],
)
def test_a_row_that_is_lost_is_told_in_the_feedback_tab(
    sheet: Sheet, act: Callable[[Sheet], None], codes: set[str], says: str
) -> None:
    _, before, _ = sheet.read()

    act(sheet)
    sheet.answered()

    _, after, told = sheet.read()
    lost = {key for key, value in values(before).items() if values(after)[key] != value}
    assert {problem.code for problem in after.problems} == codes
    assert (TRAINED in lost, len(lost) <= 2) == (True, True)
    assert says in told


def test_a_deleted_tab_is_told_and_the_others_are_scored(sheet: Sheet) -> None:
    tab, _ = sheet.at(TRAINED)
    _, before, _ = sheet.read()

    sheet.do({"deleteSheet": {"sheetId": tab}})
    sheet.answered()

    located, after, told = sheet.read()
    lost = before.answers.keys() - located.rows.keys()
    assert lost == {problem.key for problem in after.problems if problem.code == "missing_key"}
    assert len(lost) > 1
    assert TRAINED in told
    assert {k: v for k, v in values(after).items() if k not in lost} == {
        k: v for k, v in values(before).items() if k not in lost
    }


def test_a_copied_tab_is_told_once_and_the_original_counts(sheet: Sheet) -> None:
    tab, _ = sheet.at(TRAINED)
    _, before, _ = sheet.read()

    sheet.do({"duplicateSheet": {"sourceSheetId": tab, "newSheetName": "สำเนา"}})
    sheet.answered()

    _, after, told = sheet.read()
    assert values(after) == values(before)
    assert [problem.code for problem in after.problems if problem not in before.problems] == ["duplicate_tab"]
    assert "สำเนา" in told


@pytest.mark.parametrize(
    ("key", "typed", "begins"),
    [
        (TRAINED, "=1/0", "! "),
        (TRAINED, "สี่สิบคน", "! พบ “สี่สิบคน” ต้องเป็นจำนวนเต็ม"),
        (TRAINED, "-3", "! "),
        (ANNOUNCED, "อาจจะ", "! พบ “อาจจะ”"),
        ("Q.1", "ก" * 50_000, "! "),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_in_its_row(sheet: Sheet, key: str, typed: str, begins: str) -> None:
    sheet.type_in(key, "answer", typed)
    sheet.answered()

    assert sheet.in_row(key).startswith(begins)
    assert sheet.in_row(TOTAL).startswith("✓")


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (TRAINED, "๑๒", 12),
        (TRAINED, "12", 12),
        (TRAINED, "12.0", 12),
        (ANNOUNCED, "TRUE", True),
        ("B.start_date", "1 ต.ค. 2564", "2021-10-01"),
        ("B.start_date", "๑/๑๐/๒๕๖๔", "2021-10-01"),
    ],
)
def test_answers_are_read_as_people_write_them(sheet: Sheet, key: str, typed: str, value: object) -> None:
    sheet.type_in(key, "answer", typed)
    sheet.answered()

    read = sheet.read()[1].answers[key].value
    assert (str(read) if isinstance(value, str) else read) == value
    assert not sheet.in_row(key).startswith("!")


FIRST, SECOND = "https://example.go.th/1", "https://example.go.th/2"
RICH = {
    "userEnteredValue": {"stringValue": "คำสั่ง และ รูปถ่าย"},
    "textFormatRuns": [
        {"startIndex": 0, "format": {"link": {"uri": FIRST}}},
        {"startIndex": 7, "format": {}},
        {"startIndex": 11, "format": {"link": {"uri": SECOND}}},
    ],
}
CHIP = {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [{"chip": {"richLinkProperties": {"uri": FIRST}}}]}


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ({"userEnteredValue": {"stringValue": f"{FIRST}\n{SECOND}"}}, (FIRST, SECOND)),
        ({"userEnteredValue": {"formulaValue": f'=HYPERLINK("{FIRST}","คำสั่ง")'}}, (FIRST,)),
        (RICH, (FIRST, SECOND)),
        (CHIP, (FIRST,)),
    ],
)
def test_links_are_found_in_whatever_form_they_stand(
    sheet: Sheet, cell: dict[str, Any], links: tuple[str, ...]
) -> None:
    sheet.put(ANNOUNCED, "evidence", cell)
    sheet.answered()

    assert sheet.read()[1].answers[ANNOUNCED].links == links


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("trash", "อยู่ในถังขยะ"),
        ("unshare", "ยังไม่ได้แชร์ไฟล์นี้ให้ระบบ"),
        ("delete", "ไม่พบไฟล์นี้"),
        ("replace-with-xlsx", "อยู่ในถังขยะ"),
    ],
)
def test_a_workbook_out_of_reach_keeps_its_reading_and_says_why(sheet: Sheet, act: str, says: str) -> None:
    address = f"{sheet.set_up.page}/sandbox/api/spreadsheets/{sheet.file_id}/file"
    requests.post(address, json={"act": act}, timeout=10).raise_for_status()
    sheet.answered()

    with sheet.set_up.installation.database.reading() as session:
        book = workbooks.find(session, sheet.file_id)
        assert book is not None
        assert (book.scored_hash is not None, book.gone_at is not None) == (True, True)
        assert book.last_problem is not None
        assert says in book.last_problem


def test_a_workbook_out_of_the_bin_is_read_again(sheet: Sheet) -> None:
    address = f"{sheet.set_up.page}/sandbox/api/spreadsheets/{sheet.file_id}/file"
    for act in ("trash", "untrash"):
        requests.post(address, json={"act": act}, timeout=10).raise_for_status()
        sheet.answered()

    with sheet.set_up.installation.database.reading() as session:
        book = workbooks.find(session, sheet.file_id)
        assert book is not None
        assert (book.gone_at, book.last_problem) == (None, None)


def values(submission: Submission) -> dict[str, object]:
    return {key: (answer.state, answer.value, answer.links) for key, answer in submission.answers.items()}
