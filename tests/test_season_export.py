"""The season as .xlsx and CSV: every text comes back as it was, and none is run."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from sqlalchemy import event

from bot.cases.making_documents import export_as_csv, export_as_excel
from bot.cases.season_export import by_programme
from bot.documents.season_csv import csv_lines
from bot.documents.season_excel import Sheet, workbook_of
from bot.documents.season_table import Listed, heading, rows
from bot.documents.spreadsheet_text import RUN_BY_SPREADSHEETS
from bot.store import reviews
from bot.store.agencies import Agency
from bot.store.database import Database
from bot.store.reviews import Review
from tests.support.many_agencies import enter_season
from tests.support.sample_scorecards import EXPLAINER, NOW, PROGRAMME

pytest_plugins = ["tests.support.databases"]

AT = datetime(2022, 3, 1, 3, tzinfo=UTC)
DANGEROUS = st.builds(str.__add__, st.sampled_from(RUN_BY_SPREADSHEETS), st.text(max_size=20))
TEXTS = st.one_of(DANGEROUS, st.text(max_size=30))


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_no_cell_of_a_csv_begins_like_a_formula_and_each_text_is_kept(texts: list[str]) -> None:
    _, row = read_back(b"".join(csv_lines(["ก"], [texts])))

    assert not any(cell.startswith(RUN_BY_SPREADSHEETS) for cell in row)
    assert [
        cell[1:] if text.startswith(RUN_BY_SPREADSHEETS) else cell for cell, text in zip(row, texts, strict=True)
    ] == texts


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS.filter(lambda text: "\r" not in text), min_size=1, max_size=6))
def test_every_text_of_a_workbook_is_a_text(texts: list[str]) -> None:
    book = load_workbook(io.BytesIO(workbook_of([Sheet("ก", ["ข"], [texts])], AT)))
    cells = next(book["ก"].iter_rows(min_row=2))

    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.value or "" for cell in cells] == [ILLEGAL_CHARACTERS_RE.sub("\ufffd", text) for text in texts]
    assert all(cell.quotePrefix for cell in cells)


def test_a_csv_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert b"".join(csv_lines(["รหัส"], [])) == "\ufeffรหัส\r\n".encode()


def test_a_row_has_the_four_levels_and_points_of_every_criterion(sqlite: Database) -> None:
    enter_season(sqlite, 3, NOW)
    with sqlite.reading() as session:
        each = by_programme(session, NOW)[PROGRAMME.id]
        table = dict(zip(heading(EXPLAINER), next(rows(EXPLAINER, each.listed())), strict=True))

    first = PROGRAMME.criteria[0].id
    assert {name: value for name, value in table.items() if name.startswith(f"{first} ")} == {
        "1.1 ประเมินตนเอง": 3,
        "1.1 ตามข้อมูล": 2,
        "1.1 ตามหลักฐาน": 2,
        "1.1 ยืนยัน": None,
        "1.1 คะแนน": 3.33,
    }
    assert [table[name] for name in ("รหัส", "ประเภท", "จังหวัด", "สถานะ", "ประเภทองค์กร")] == [
        "A-00001",
        "จังหวัด",
        "เชียงใหม่",
        "กำลังกรอก",
        "ครบ",
    ]


def test_levels_that_assessors_gave_meanwhile_count(sqlite: Database) -> None:
    enter_season(sqlite, 2, NOW)
    with sqlite.writing() as session:
        given_level = Review(
            agency_code="A-00001", programme=PROGRAMME.id, criterion="1.1", level=3, reason="ครบ", assessor="ก", at=NOW
        )
        reviews.give(session, given_level)
    with sqlite.reading() as session:
        (_, worth), (_, other) = by_programme(session, NOW)[PROGRAMME.id].agencies

    assert worth is not None
    assert worth.result is not None
    assert other is not None
    assert [each["confirmed"] for each in worth.result["criteria"]][:2] == [3, None]
    assert (dict(worth.confirmed), dict(other.confirmed)) == ({"1.1": 3}, {})


def test_a_season_of_many_asks_the_database_as_often_as_one_of_few(sqlite: Database) -> None:
    asked: list[Any] = []
    enter_season(sqlite, 3, NOW)
    with sqlite.reading() as session:
        export_as_csv(session, PROGRAMME.id, NOW)
    event.listen(sqlite.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with sqlite.reading() as session:
        export_as_csv(session, PROGRAMME.id, NOW)
    with_few = len(asked)
    enter_season(sqlite, 40, NOW, after=3)
    asked.clear()
    with sqlite.reading() as session:
        export_as_csv(session, PROGRAMME.id, NOW)

    assert len(asked) == with_few


def test_hostile_names_stay_texts_in_both_files(sqlite: Database) -> None:
    enter_season(sqlite, 1, NOW)
    name = '=HYPERLINK("https://evil.example";"ก")'
    with sqlite.writing() as session:
        session.get_one(Agency, "A-00001").name = name
    with sqlite.reading() as session:
        table, book = export_as_csv(session, PROGRAMME.id, NOW), export_as_excel(session, NOW)

    assert read_back(table.content)[1][1] == f"'{name}"
    cell = load_workbook(io.BytesIO(book.content))[PROGRAMME.id]["B2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_an_agency_that_was_never_read_has_its_row() -> None:
    (row,) = rows(EXPLAINER, [Listed("A", "ก", "", "", "", "กำลังกรอก")])

    assert len(row) == len(heading(EXPLAINER))
    assert set(row[6:]) == {None, ""}
