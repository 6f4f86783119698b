"""The connection to SQLite or PostgreSQL, and the two kinds of transactions. The only module that makes an engine."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

from bot.store.turns import Turns

BUSY_SECONDS = 30
READ_ONLY = "tonbaeb_read_only"


def engine(database_url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://...`. Errors never show the values of a statement."""
    if not database_url.startswith("sqlite"):
        return create_engine(database_url, hide_parameters=True, pool_pre_ping=True)
    made = create_engine(database_url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


class Database:
    """Transactions that commit when their block ends well and leave nothing behind when it does not."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turn = _turns_at(engine)
        self._reader = engine.execution_options(**{READ_ONLY: True})

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write. On SQLite it holds the write lock from the start: no late upgrade can fail."""
        with self._turn(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads; on SQLite it waits for no writer. What it changes is thrown away."""
        with Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            yield session

    def answers(self) -> bool:
        """Whether the database can be read now; an error says why not."""
        with self.reading() as session:
            return bool(session.execute(text("select 1")).scalar_one())


def _turns_at(engine: Engine) -> Callable[[], AbstractContextManager[None]]:
    """How one takes a turn at writing: PostgreSQL needs none, nor does a database in memory."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return Turns(Path(file), BUSY_SECONDS).turn if file and file != ":memory:" else nullcontext


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # in WAL mode only FULL survives a power cut


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for this lock by itself when several processes start at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN" if options.get(READ_ONLY) else "BEGIN IMMEDIATE")
