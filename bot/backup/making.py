"""Making a backup while everything goes on."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table, text

from bot.backup import archive, postgres_tools, sqlite_file
from bot.backup.archive import BackupError, Manifest
from bot.store.database import engine as engine_of
from bot.store.migrate import revision_of
from bot.store.tables import metadata

VERSION = "alembic_version"


def make(engine: Engine, target: Path, now: datetime) -> Manifest:
    """Write everything that is committed now to a new file. Raises `BackupError`, and then there is no file."""
    if target.exists():
        raise archive.exists(target)
    with tempfile.TemporaryDirectory(prefix=".tonbaeb-backup-", dir=target.parent) as folder:
        data = Path(folder) / "database"
        kind = engine.dialect.name
        schema, counts = (_sqlite if kind == "sqlite" else _postgresql)(engine, data)
        manifest = Manifest(kind, schema, now, archive.checksum(data), counts)
        archive.pack(data, manifest, target)
    return manifest


def rows_of(connection: Connection) -> dict[str, int]:
    """How many rows there are in each of our tables that is there."""
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in tables_in(connection)
    }


def tables_in(connection: Connection) -> list[str]:
    """Our tables that are there, by name."""
    return sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))


def _sqlite(engine: Engine, data: Path) -> tuple[str, dict[str, int]]:
    sqlite_file.copy_out(engine, data)
    copied = engine_of(f"sqlite:///{data}")
    try:
        with copied.connect() as connection:
            found = _schema(connection), rows_of(connection)
        sqlite_file.fold(copied)
    finally:
        copied.dispose()
    return found


def _postgresql(engine: Engine, data: Path) -> tuple[str, dict[str, int]]:
    """The dump and the counts are of one snapshot."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = str(connection.scalar(text("select pg_export_snapshot()")))
        found = _schema(connection), rows_of(connection)
        postgres_tools.dump(engine, [*tables_in(connection), VERSION], snapshot, data)
    return found


def _schema(connection: Connection) -> str:
    found = revision_of(connection)
    if found is None:
        raise BackupError(
            "ฐานข้อมูลนี้ยังไม่มีตารางของต้นแบบ โปรดตรวจ DATABASE_URL "
            "(this database holds nothing of Tonbaeb: check DATABASE_URL)"
        )
    return found
