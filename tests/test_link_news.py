"""From a link in a cell to the warning in its row and back, on the sandbox: one read and one write for each news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.link_findings import LinkHealth, health_of, states
from bot.cases.link_news import LinkNews
from bot.cases.views import agency_view
from bot.demo.stage import Stage, stage
from bot.evidence.drive_links import DriveFile
from bot.evidence.drive_look import DriveLook
from bot.evidence.health import Observation
from bot.evidence.looking import Looking
from bot.evidence.looks import Look, NotNowError, Turns
from bot.google.errors import (
    ApiDisabledError,
    CredentialsRefusedError,
    GoogleError,
    QuotaExceededError,
    RefusedError,
    TransientError,
)
from bot.google.provisioning import Provisioning
from bot.google.transport import DRIVE
from bot.jobs.links import look_at_links
from bot.jobs.workbooks import drain_workbooks
from bot.store import agencies, readings
from sheets_schema.layout import POSITION
from sheets_schema.link_findings import LinkFinding

KEY = "8.3.summary_made"
NOT_SHARED = "ลิงก์เปิดไม่ได้: ไฟล์ยังไม่ได้แชร์ให้ผู้ตรวจ หรือถูกลบแล้ว โปรดแชร์แบบ “ทุกคนที่มีลิงก์” ให้ดูได้"


@pytest.fixture
def set_up() -> Iterator[Stage]:
    """The demo's stage without its worker and clock, with everything read and the news of its own links told."""
    with stage(port=0, sandbox_port=0, pace=None) as ready:
        settle(ready)
        look(ready)
        look(ready, after=timedelta(minutes=40))
        settle(ready)
        yield ready


def settle(set_up: Stage) -> Counter[str]:
    """Poll and read until nothing is due; tells how many Sheets requests of each method that took."""
    set_up.hands.forget_calls()
    set_up.installation.services.poll_changes()
    drain_workbooks(set_up.installation.services)
    return Counter(call["method"] for call in set_up.hands.calls() if call["path"].startswith("/v4/"))


def look(set_up: Stage, *, after: timedelta = timedelta(0)) -> None:
    """Time goes by, then links that are due are looked at and news of them is spread."""
    set_up.hands.advance(after)
    look_at_links(set_up.installation.services)
    set_up.installation.services.links.spread_news()


def evidence(set_up: Stage, text: str) -> None:
    sheet, row = set_up.row_of(KEY)
    set_up.hands.type_into(set_up.players[1].file_id, sheet, row, POSITION["answer"], "ใช่")
    set_up.hands.type_into(set_up.players[1].file_id, sheet, row, POSITION["evidence"], text)


def row_text(set_up: Stage) -> str:
    sheet, row = set_up.row_of(KEY)
    return set_up.hands.cell(set_up.players[1].file_id, sheet, row, POSITION["feedback"])


def new_file(set_up: Stage) -> tuple[str, str]:
    """A file of the agency's own that is shared with nobody, and the link to it."""
    file_id = Provisioning(set_up.owner).create("สรุปผล 2565")
    return file_id, f"https://docs.google.com/spreadsheets/d/{file_id}/edit?usp=sharing"


def code(set_up: Stage) -> str:
    return set_up.players[1].agency.code


def findings(set_up: Stage) -> tuple[LinkFinding, ...]:
    installation = set_up.installation
    with installation.database.reading() as session:
        agency = agencies.find(session, code(set_up))
        assert agency is not None
        return agency_view(session, agency, installation.clock.now()).link_findings


def receipts(set_up: Stage) -> list[str]:
    with set_up.installation.database.reading() as session:
        return [reading.receipt for reading in readings.history(session, code(set_up))]


def test_a_file_that_is_not_shared_is_told_in_its_row_until_it_is(set_up: Stage) -> None:
    file_id, link = new_file(set_up)
    evidence(set_up, link)
    settle(set_up)
    before, kept = row_text(set_up), receipts(set_up)

    look(set_up)
    assert settle(set_up) == {}, "one look is no news"
    look(set_up, after=timedelta(minutes=40))
    assert settle(set_up) == {"GET": 1, "POST": 1}
    assert settle(set_up) == {}

    assert row_text(set_up) == f"{before} · ! {NOT_SHARED}"
    assert findings(set_up) == (LinkFinding(KEY, 1, 1, link, "not_shared"),)
    assert receipts(set_up) == kept, "a warning is no reason for another reading, score or receipt"

    Provisioning(set_up.owner).share(file_id, set_up.installation.sign_in.email, role="reader")
    look(set_up, after=timedelta(hours=2))
    assert settle(set_up) == {"GET": 1, "POST": 1}
    assert row_text(set_up) == before
    assert findings(set_up) == ()


def test_officers_can_ask_how_every_link_is(set_up: Stage) -> None:
    evidence(set_up, new_file(set_up)[1])
    settle(set_up)
    look(set_up)
    look(set_up, after=timedelta(minutes=40))

    with set_up.installation.database.reading() as session:
        held = {each.key: each for each in health_of(session, code(set_up))}
        counted = states(session)
    assert isinstance(held[KEY], LinkHealth)
    assert (held[KEY].health.state, held[KEY].health.reason) == ("not_shared", "not_visible")
    assert held[KEY].looked_at is not None
    assert counted["not_shared"] == 2, "the demo's own file and this one"
    assert set(counted) == {"not_shared", "not_checked"}, "on the sandbox only Drive is asked"


def test_warnings_go_when_links_are_not_checked_any_more(set_up: Stage) -> None:
    evidence(set_up, new_file(set_up)[1])
    settle(set_up)
    before = row_text(set_up)
    look(set_up)
    look(set_up, after=timedelta(minutes=40))
    settle(set_up)

    installation = set_up.installation
    LinkNews(installation.database, installation.clock, checks=False).spread()
    settle(set_up)

    assert row_text(set_up) == before
    assert findings(set_up) == ()


def test_links_of_no_workbook_are_forgotten_and_the_others_stay(set_up: Stage) -> None:
    evidence(set_up, new_file(set_up)[1])
    settle(set_up)
    evidence(set_up, new_file(set_up)[1])
    settle(set_up)
    set_up.hands.advance(timedelta(days=3))

    assert LinkNews(set_up.installation.database, set_up.installation.clock, checks=True).forget_unused() == 1
    assert LinkNews(set_up.installation.database, set_up.installation.clock, checks=True).forget_unused() == 0


def test_the_demo_has_a_file_that_was_never_shared(set_up: Stage) -> None:
    sheet, row = set_up.row_of("4.2.staff_passed_on_to")

    assert set_up.hands.cell(set_up.players[0].file_id, sheet, row, POSITION["feedback"]).endswith(NOT_SHARED)


def test_drive_says_how_a_file_is(set_up: Stage) -> None:
    ask = DriveLook(next(iter(set_up.installation.identities)))
    file_id, _ = new_file(set_up)
    assert ask(DriveFile("1noSuchFileAnywhere12345")) == Observation("not_shared", "not_visible")
    assert ask(DriveFile(file_id)) == Observation("not_shared", "not_visible")

    Provisioning(set_up.owner).share(file_id, set_up.installation.sign_in.email, role="reader")
    assert ask(DriveFile(file_id, "0-key")) == Observation("ok")

    set_up.owner.ask("patch", f"{DRIVE}/drive/v3/files/{file_id}", json={"trashed": True})
    assert ask(DriveFile(file_id)) == Observation("gone", "trashed")


@dataclass(frozen=True)
class Refusing:
    """A transport that is refused whatever it asks."""

    error: GoogleError

    def request(self, *_: object, **__: object) -> object:
        raise self.error


def ask_refused(error: GoogleError) -> Observation:
    transport: Any = Refusing(error)
    return DriveLook(transport)(DriveFile("1noSuchFileAnywhere12345"))


@pytest.mark.parametrize("error", [CredentialsRefusedError(), QuotaExceededError(), ApiDisabledError()])
def test_trouble_of_our_own_at_google_says_nothing_about_a_file(error: GoogleError) -> None:
    with pytest.raises(NotNowError):
        ask_refused(error)


def test_trouble_at_google_is_no_verdict_on_a_file() -> None:
    assert ask_refused(TransientError()) == Observation("temporary", "drive")
    assert ask_refused(RefusedError()) == Observation("not_checked", "drive")


def test_each_link_is_asked_where_it_leads() -> None:
    def in_drive(file: DriveFile) -> Observation:
        return Observation("gone", file.id)

    def on_the_web(link: str, _turns: Turns) -> Look:
        return Look(Observation("ok", link))

    turns: Any = None
    web, drive = "https://www.agency.example/a", "https://drive.google.com/open?id=1noSuchFileAnywhere12345"
    assert Looking(in_drive, on_the_web)(drive, turns).seen == Observation("gone", "1noSuchFileAnywhere12345")
    assert Looking(in_drive, on_the_web)(web, turns).seen == Observation("ok", web)
    assert Looking(in_drive)(web, turns).seen == Observation("not_checked", "not_asked")
