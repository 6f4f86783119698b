"""Commands that are given at the same moment: each workbook and each master is made once, over all processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.agency_entry import Entry, EntryError
from bot.cases.alone import NAP, PATIENCE, Alone, BusyError
from bot.cases.masters import Masters
from bot.cases.provisioning import MARK
from bot.store import agencies, claims, workbooks
from bot.store.database import Database
from tests.support.agency_office import Office, agency_office
from tests.support.job_services import NOON, StillClock
from tests.test_provisioning import copies_of, enrolment, master_as_person, providers

pytest_plugins = ["tests.support.databases"]

ENTRY = Entry("D01", "กรมคุ้มครองสิทธิ", "hrmo-2565", share=("somchai@agency.go.th",))
COMMAND = (sys.executable, "-m", "bot", "agencies", "add", "D01", "--name", "กรม", "--programme", "hrmo-2565")


@pytest.fixture
def office(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office on a database of each kind, with a master that a person made."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    with agency_office(tmp_path, monkeypatch, capsys) as ready:
        yield ready


def at_once(work: Callable[[], object], threads: int = 3) -> list[BaseException]:
    """Do it in several threads at the same moment; what went wrong in them."""
    together, faults = threading.Barrier(threads), list[BaseException]()

    def run() -> None:
        try:
            together.wait(timeout=10)
            work()
        except BaseException as error:  # noqa: BLE001 # told to the test's own thread
            faults.append(error)

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(timeout=60)
    return faults


def looking_slowly(office: Office) -> None:
    """Drive takes so long to look for a file that several commands look before any of them makes it."""
    office.sandbox.faults.arm("slow", times=4, path="/drive/v3/files", method="GET", seconds=1)


def test_threads_that_enter_an_agency_at_once_make_one_workbook(office: Office) -> None:
    master = master_as_person(office)
    entering = [enrolment(office, providers(office, "person"), master) for _ in range(3)]
    looking_slowly(office)

    faults = at_once(lambda: entering.pop().enter(ENTRY))

    assert (faults, copies_of(office)) == ([], 1)
    with office.installation().database.reading() as session:
        books = workbooks.all_of_agency(session, "D01")
        assert claims.held_until(session, "workbook of D01") is None
    made = next(file for file in office.files() if MARK in file.app_properties)
    assert [book.file_id for book in books] == [made.id]


def test_processes_that_enter_an_agency_at_once_make_one_workbook(office: Office) -> None:
    master_as_person(office)
    looking_slowly(office)

    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen((*COMMAND, "--as-person"), **piped) for _ in range(2)]  # type: ignore[call-overload]
    told = [process.communicate(timeout=60) for process in running]

    assert [process.returncode for process in running] == [0, 0], told
    assert copies_of(office) == 1
    assert sorted("(known)" in out for out, _ in told) == [False, True]


def test_masters_made_at_once_are_one(office: Office) -> None:
    office.settings(GOOGLE_AUTHORIZED_USER_JSON=office.consent())
    started = office.installation()
    assert started.person is not None
    person, masters = started.person, Masters(started.database, started.clock, {})
    looking_slowly(office)

    faults = at_once(lambda: masters.make("hrmo-2565", person, folder=None, drive="", by="test"))

    assert (faults, len(office.files())) == ([], 1)


def test_who_waits_too_long_is_told_until_when_and_what_was_left_runs_out(database: Database) -> None:
    clock, naps = StillClock(NOON), list[float]()
    alone = Alone(database, clock, naps.append)
    with database.writing() as session:
        claims.take(session, "workbook of D01", "killed", NOON)

    with pytest.raises(BusyError, match=r"หลังเวลา 12\.10 น") as busy, alone.at("workbook of D01"):
        pytest.fail("someone else is in it")
    assert (busy.value.until, sum(naps)) == (NOON + claims.LEASE, PATIENCE)
    clock.advance(minutes=10)
    with alone.at("workbook of D01"):
        assert len(naps) == PATIENCE / NAP

    with database.reading() as session:
        assert claims.held_until(session, "workbook of D01") is None


def test_a_claim_that_another_took_over_is_not_released(database: Database) -> None:
    clock = StillClock(NOON)
    with Alone(database, clock).at("it"):
        clock.advance(minutes=11)
        with database.writing() as session:
            assert claims.take(session, "it", "another", clock.now())

    with database.reading() as session:
        assert claims.held_until(session, "it") == clock.now() + claims.LEASE


def test_an_agency_that_another_command_is_at_is_told_and_nothing_of_it_is_entered(office: Office) -> None:
    entering = enrolment(office, providers(office, "drive"), master_as_person(office))
    with entering.database.writing() as session:
        claims.take(session, "workbook of D01", "another command", entering.clock.now())

    with pytest.raises(EntryError, match="อีกคำสั่งหนึ่งกำลังทำอยู่"):
        replace(entering, sleep=lambda _: None).enter(ENTRY)

    with entering.database.reading() as session:
        assert (agencies.find(session, "D01"), copies_of(office)) == (None, 0)


def test_an_agency_that_is_entered_already_needs_no_claim(office: Office) -> None:
    master = master_as_person(office)
    entering = enrolment(office, providers(office, "person"), master)
    entering.enter(ENTRY)
    with entering.database.writing() as session:
        claims.take(session, "workbook of D01", "another command", entering.clock.now())

    assert entering.enter(ENTRY).outcome == "same"
