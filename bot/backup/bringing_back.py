"""Bringing a backup back: checked before anything is changed, whole or not at all, and proved afterwards.

What happened between the backup and now is not known here any more; messages may have gone out since. So nothing is
sent by itself before an officer has let it go (see `bot.store.restores`): what waited at the backup is held, and so is
whatever the loops queue anew. Answers to what people ask from now on go out at once.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, func, select, text

from bot.backup import archive, making, postgres_tools, sqlite_file
from bot.backup.archive import BackupError, Manifest
from bot.cases.replaying import proof_of
from bot.store import audit, outbox, pulses, restores, workbooks
from bot.store.database import Database
from bot.store.login_links import LoginLink
from bot.store.migrate import knows, migrate
from bot.store.readings import Reading
from bot.store.tables import metadata
from bot.store.web_sessions import WebSession

AT_WORK = timedelta(minutes=1)
PROVED = 50
"""So many readings are replayed before a restore counts as done; `tonbaeb replay --all` replays all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept_as` holds what was there before, None where that was nothing. `held` messages wait for an officer."""

    manifest: Manifest
    kept_as: Path | None
    held: int
    proved: int


def bring_back(database: Database, file: Path, now: datetime, *, replace: bool) -> Restored:
    """Restore a backup and bring it to this release. Raises `BackupError`, before anything is changed but for the last
    checks, which name what is amiss.
    """
    engine = database.engine
    manifest = archive.manifest_of(file)
    _check_fits(manifest, engine)
    _check_free(database, replace=replace, now=now)
    with tempfile.TemporaryDirectory(prefix=".tonbaeb-restore-", dir=file.parent) as folder:
        data = Path(folder) / "database"
        archive.unpack(file, manifest, data)
        kept_as = _put_by(engine, file, now)
        _load(engine, data)
    _check_whole(engine, manifest)
    migrate(engine)
    held = _settle(database, manifest, now)
    return Restored(manifest, kept_as, held, _prove(database))


def _check_fits(manifest: Manifest, engine: Engine) -> None:
    if manifest.kind != engine.dialect.name:
        raise BackupError(
            f"สำเนานี้ทำจาก {manifest.kind} แต่ DATABASE_URL เป็น {engine.dialect.name} โปรดใช้ฐานข้อมูลชนิดเดียวกัน "
            f"(this backup is of {manifest.kind}, DATABASE_URL names {engine.dialect.name}: use one of the same kind)"
        )
    if not knows(manifest.schema):
        raise BackupError(
            f"สำเนานี้ทำโดยรุ่นที่ใหม่กว่า (ฐานข้อมูลรุ่น {manifest.schema}) โปรดติดตั้งรุ่นนั้นก่อน "
            f"(this backup was made by a newer release, schema {manifest.schema}: install that one first)"
        )


def _check_free(database: Database, *, replace: bool, now: datetime) -> None:
    """That nothing is overwritten unasked, and nobody is at work in it."""
    with database.engine.connect() as connection:
        rows = making.rows_of(connection)
    if not any(rows.values()):
        return
    if not replace:
        raise BackupError(
            "ฐานข้อมูลนี้มีข้อมูลอยู่แล้ว หากต้องการแทนที่ ใช้ --replace ข้อมูลเดิมจะถูกเก็บเป็นไฟล์ไว้ข้างสำเนา "
            "(this database is not empty; --replace replaces it, and keeps what was there in a file beside the backup)"
        )
    if "pulses" in rows:
        with database.reading() as session:
            at_work = [name for name, at in pulses.last(session).items() if now - AT_WORK < at <= now]
        if at_work:
            raise BackupError(
                f"ระบบยังทำงานอยู่ ({', '.join(at_work)}) โปรดหยุด serve web worker และ clock แล้วรอหนึ่งนาที "
                "(someone is at work in it: stop serve, web, worker and clock, wait a minute, and try again)"
            )


def _put_by(engine: Engine, file: Path, now: datetime) -> Path | None:
    """Keep what is there, if anything, in a backup of its own."""
    with engine.connect() as connection:
        if not any(making.rows_of(connection).values()):
            return None
    kept_as = file.with_name(f"{file.stem}-replaced-{now:%Y%m%dT%H%M%S}.backup")
    making.make(engine, kept_as, now)
    return kept_as


def _load(engine: Engine, data: Path) -> None:
    if engine.dialect.name == "sqlite":
        sqlite_file.copy_in(data, engine)
        return
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text(f"drop table if exists {making.VERSION}"))
    postgres_tools.load(engine, data)


def _check_whole(engine: Engine, manifest: Manifest) -> None:
    with engine.connect() as connection:
        found = making.rows_of(connection)
    wrong = sorted(name for name, count in manifest.counts.items() if found.get(name) != count)
    if wrong:
        raise BackupError(
            f"กู้คืนไม่ครบ ตาราง {', '.join(wrong)} มีจำนวนแถวไม่ตรง โปรดใช้สำเนาอื่น "
            f"(rows are missing in {', '.join(wrong)}: use another backup)"
        )


def _settle(database: Database, manifest: Manifest, now: datetime) -> int:
    """Hold messages, sign everyone out, have every workbook read again; tells how many messages are held."""
    with database.writing() as session:
        restores.note(session, backup_at=manifest.made_at, now=now)
        held = outbox.hold_pending(session)
        for entrance in (WebSession, LoginLink):
            session.execute(delete(entrance))
        session.execute(delete(pulses.Pulse))
        workbooks.mark_dirty(session, [book.file_id for book in workbooks.all_in_use(session)], now)
        made_at = manifest.made_at.isoformat()
        audit.note(
            session, "command line", "restore", "all", now=now, backup=made_at, held=held, schema=manifest.schema
        )
    return held


def _prove(database: Database) -> int:
    """Replay a sample of readings; tells how many were proved."""
    with database.reading() as session:
        newest = session.scalar(select(func.max(Reading.id))) or 0
        chosen = random.sample(range(1, newest + 1), min(PROVED, newest))
        found = list(session.scalars(select(Reading).where(Reading.id.in_(chosen))))
        refuted = [reading for reading in found if not proof_of(reading).proved]
    if refuted:
        raise BackupError(
            f"กู้คืนแล้ว แต่ใบรับรองคะแนน {len(refuted)} จาก {len(found)} ใบไม่ผ่าน โปรดสั่ง tonbaeb replay --all ก่อนเริ่มระบบ "
            f"(restored, but {len(refuted)} of {len(found)} receipts do not replay: run tonbaeb replay --all first)"
        )
    return len(found)
