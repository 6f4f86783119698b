"""Copying an SQLite database out and in, by SQLite's own online backup: writers go on, and a copy is of one instant."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from bot.backup.archive import BackupError


def copy_out(engine: Engine, target: Path) -> None:
    """Copy the database to a file, as it is at one instant, and have SQLite prove the copy sound."""
    connection = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            cast("sqlite3.Connection", connection.driver_connection).backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _prove(copy)
    finally:
        connection.close()


def copy_in(source: Path, engine: Engine) -> None:
    """Replace everything in the database by what the file holds, at once or not at all."""
    connection = engine.raw_connection()
    try:
        with closing(sqlite3.connect(source)) as copy:
            _prove(copy)
            copy.backup(cast("sqlite3.Connection", connection.driver_connection))
    finally:
        connection.close()
    engine.dispose()


def fold(engine: Engine) -> None:
    """Have a copy be one file again after it was looked at."""
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr] # it is open


def _prove(copy: sqlite3.Connection) -> None:
    (answer,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise BackupError(
            "ไฟล์ฐานข้อมูลเสียหาย โปรดกู้คืนจากสำเนาสำรองล่าสุดที่ใช้ได้ "
            f"(the database file is damaged, SQLite says: {answer}; restore the last sound backup)"
        )
