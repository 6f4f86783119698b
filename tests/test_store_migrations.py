"""The schema that the migrations make is the one that the code expects, however many processes make it."""

from __future__ import annotations

import multiprocessing
from collections import Counter

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bot.store.database import engine
from bot.store.migrate import is_current, migrate
from bot.store.tables import metadata
from tests.support.earlier_databases import counts, fill, migrate_to, revisions

pytest_plugins = ["tests.support.databases"]


def migrate_at(url: str) -> None:
    made = engine(url)
    migrate(made)
    made.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    made = engine(database_url)
    migrate(made)

    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    made.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    made = engine(database_url)
    assert not is_current(made)

    migrate(made)
    migrate(made)

    assert is_current(made)
    assert {"agencies", "inbox", "outbox"} <= set(inspect(made).get_table_names())
    made.dispose()


def test_rows_of_every_earlier_release_are_there_at_the_newest(database_url: str) -> None:
    """At each revision every table gets a row as that release may have left it, and then the next migration runs."""
    made = engine(database_url)
    written: Counter[str] = Counter()

    for number, revision in enumerate(revisions(), start=1):
        migrate_to(made, revision)
        written.update(fill(made, number))

    assert is_current(made)
    kept = counts(made)
    assert {name: count for name, count in written.items() if kept[name] < count} == {}
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    made.dispose()


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    spawning = multiprocessing.get_context("spawn")
    processes = [spawning.Process(target=migrate_at, args=(database_url,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)

    assert [process.exitcode for process in processes] == [0, 0, 0]
    made = engine(database_url)
    assert is_current(made)
    made.dispose()
