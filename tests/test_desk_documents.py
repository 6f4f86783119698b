"""The desk's documents: who gets them, under which name, and what is kept for the record."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.cases.reported_agency import reported
from bot.cli import main
from bot.documents.score_report import Reviewed
from bot.store import agencies, audit, decisions, reviews
from bot.store.agencies import Agency
from bot.store.database import Database
from bot.store.decisions import Decision
from bot.store.reviews import Review
from scoring.programme import COMBINED
from tests.support import two_officers
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import enter_season
from tests.support.sample_scorecards import NOW, PROGRAMME

pytest_plugins = ["tests.support.databases"]

DOCUMENTS = {
    "/desk/agencies/A-00001/report.pdf": ("application/pdf", b"%PDF-", "รายงานผลคะแนน A-00001", "make score report"),
    "/desk/agencies/A-00001/unpsa.pdf": ("application/pdf", b"%PDF-", "ชุดเอกสาร UNPSA A-00001", "make UNPSA pack"),
    "/desk/committee.pdf": ("application/pdf", b"%PDF-", "เอกสารประกอบการประชุม", "make committee paper"),
    "/desk/committee.pdf?each=1": ("application/pdf", b"%PDF-", "เอกสารประกอบการประชุม", "make committee paper"),
    "/desk/export.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK",
        "ข้อมูลฤดูกาล.xlsx",
        "export season",
    ),
    "/desk/deadlines.ics": (
        "text/calendar; charset=utf-8",
        b"BEGIN:VCALENDAR",
        "กำหนดส่งทุกโปรแกรม.ics",
        "export deadlines",
    ),
    "/desk/export.csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf", "ข้อมูลฤดูกาล hrmo-2565.csv", "export season"),
}


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    enter_season(sqlite, 3, NOW)
    return DeskWeb(sqlite, NOW)


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_comes_under_its_thai_name_and_is_noted(web: DeskWeb, address: str) -> None:
    kind, begins, name, act = DOCUMENTS[address]
    answer = web.browser().open(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.data.startswith(begins)
    stated = answer.headers["Content-Disposition"]
    assert unquote(stated.partition("filename*=UTF-8''")[2]).startswith(name)
    assert stated.isascii()
    with web.database.reading() as session:
        newest = audit.entries(session)[0]
    assert (newest.actor, newest.act) == ("สมหญิง", act)


def test_a_name_cannot_break_out_of_the_header(web: DeskWeb) -> None:
    with web.database.writing() as session:
        session.get_one(Agency, "A-00001").name = 'ก"\r\nSet-Cookie: x=1; ข'

    headers = web.browser().open("/desk/agencies/A-00001/report.pdf").headers
    assert "Set-Cookie" not in {name for name, value in headers if value.startswith("x=1")}
    assert headers["Content-Disposition"].count('"') == 2


@pytest.mark.parametrize(
    "address", ["/desk/agencies/none/report.pdf", "/desk/agencies/none/unpsa.pdf", "/desk/export.csv?programme=none"]
)
def test_of_what_is_not_there_no_document_is_made(web: DeskWeb, address: str) -> None:
    assert web.browser().open(address).status_code == 404


def test_the_page_lists_the_documents_and_leads_to_those_of_an_agency(web: DeskWeb) -> None:
    officer = web.browser()
    page = officer.page("/desk/documents")

    for address in ("/desk/committee.pdf?programme=hrmo-2565", "/desk/export.xlsx", "/desk/export.csv?programme="):
        assert address in page
    chosen = officer.open("/desk/documents/one?agency=A-00002&paper=unpsa")
    assert chosen.location == "/desk/agencies/A-00002/unpsa.pdf"
    assert "Committee" in officer.page("/desk/documents?lang=en")


def test_a_report_for_others_shows_assessors_levels_only_once_the_result_was_announced(sqlite: Database) -> None:
    enter_season(sqlite, 1, NOW)
    with sqlite.writing() as session:
        reviews.give(
            session,
            Review(
                agency_code="A-00001",
                programme=PROGRAMME.id,
                criterion="1.1",
                level=0,
                reason="ลับ",
                assessor="อาจารย์ ก",
                at=NOW,
            ),
        )

    for_officers, before = _both(sqlite)
    assert (for_officers, before) == ((0, {"1.1"}, True), (None, set(), False))
    with sqlite.writing() as session:
        decision = Decision(
            agency_code="A-00001",
            programme=PROGRAMME.id,
            stage="final",
            title="ชมเชย",
            note="",
            decided_by="ก",
            decided_at=NOW,
        )
        decisions.release(session, decisions.decide(session, decision).id, "ข", NOW)
    assert _both(sqlite) == ((0, {"1.1"}, False), (0, {"1.1"}, False))


def test_the_feedback_for_an_agency_is_there_once_announced_and_names_no_assessor(sqlite: Database) -> None:
    enter_season(sqlite, 3, NOW)
    officer, address = DeskWeb(sqlite, NOW).browser(), "/desk/agencies/A-00003/feedback.pdf"
    assert officer.open(address).status_code == 404
    with sqlite.writing() as session:
        given = {"programme": PROGRAMME.id, "criterion": "1.1", "reason": "ยังไม่ประกาศ", "assessor": "อาจารย์ ก"}
        reviews.give(session, Review(agency_code="A-00003", level=1, at=NOW, **given))
        agency = agencies.find(session, "A-00003")
        assert agency is not None
        two_officers.confirm(session, two_officers.decide(session, agency, "ไม่ได้รับรางวัล", NOW), NOW)
        told = reported(session, agency, NOW, for_officers=False)

    assert (told.reviewed, told.state.th) == ({"1.1": Reviewed("ยังไม่ประกาศ", "")}, "ประกาศผลแล้ว")
    assert officer.open(address).get_data().startswith(b"%PDF")
    chosen = officer.open("/desk/documents/one?agency=A-00003&paper=feedback")
    assert chosen.location == address


def _both(database: Database) -> tuple[tuple[int | None, set[str], bool], tuple[int | None, set[str], bool]]:
    """For officers and for others: the confirmed level of 1.1, whose reviews are shown, and whether it is internal."""
    with database.reading() as session:
        agency = agencies.find(session, "A-00001")
        assert agency is not None
        told = [reported(session, agency, NOW, for_officers=officers) for officers in (True, False)]
    cards = [each.card for each in told if each.card is not None]
    assert all(COMBINED in card.totals for card in cards)
    first, second = (
        (card.criterion("1.1").confirmed, set(each.reviewed), each.shows_unreleased)
        for card, each in zip(cards, told, strict=True)
    )
    return first, second


@pytest.fixture
def installed(sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    enter_season(sqlite, 2, NOW)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite.engine.url.render_as_string(hide_password=False))
    return tmp_path


def test_the_commands_write_the_files(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "A-00001", "-o", "ก.pdf"]) == 0
    assert main(["export", "-o", "ข.xlsx"]) == 0
    assert main(["export", "-o", "ค.CSV", "--by", "สมหญิง"]) == 0

    assert (installed / "ก.pdf").read_bytes().startswith(b"%PDF-")
    assert (installed / "ข.xlsx").read_bytes().startswith(b"PK")
    assert len((installed / "ค.CSV").read_text("utf-8-sig").splitlines()) == 3
    assert "ยังไม่ประกาศ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["report", "none", "-o", "ก.pdf"], "ไม่มีหน่วยงานรหัส none"),
        (["report", "A-00001", "-o", "ก.doc"], ".pdf"),
        (["export", "-o", "ก.ods"], ".xlsx หรือ .csv"),
        (["export", "-o", "ก.csv", "--programme", "none"], "ไม่มีหน่วยงานในโปรแกรม none"),
    ],
)
def test_a_command_that_cannot_be_done_says_what_to_do(
    installed: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    assert main(asked) == 1
    assert told in capsys.readouterr().err
    assert list(installed.glob("ก.*")) == []
