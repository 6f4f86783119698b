"""Databases as earlier releases left them: brought to a revision, and with a row in every table that there was."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    func,
    select,
)

from bot.store.migrate import MIGRATIONS

AS_WRITTEN: dict[tuple[str, str], Any] = {
    ("readings", "submission"): {"programme": "hrmo-2565", "answers": [{"key": "org.type", "value": "department"}]},
    ("readings", "result"): {"criteria": []},
}
"""What migrations look into; anything will do for all other columns."""


def revisions() -> list[str]:
    """All revisions, the first one first."""
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions()))]


def migrate_to(engine: Engine, revision: str) -> None:
    """Run the migrations up to a revision."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill(engine: Engine, number: int) -> list[str]:
    """Put a row into every table, in which all columns have a value; tells the tables."""
    found = MetaData()
    with engine.begin() as connection:
        found.reflect(connection)
        tables = [table for table in found.sorted_tables if table.name != "alembic_version"]
        for table in tables:
            _insert(connection, table, number)
    return [table.name for table in tables]


def counts(engine: Engine) -> Counter[str]:
    """How many rows there are, by table."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        counted = {
            name: connection.scalar(select(func.count()).select_from(found.tables[name])) for name in found.tables
        }
    return Counter({name: count or 0 for name, count in counted.items()})


def _insert(connection: Connection, table: Table, number: int) -> None:
    connection.execute(table.insert().values({column.name: _value(table, column, number) for column in table.columns}))


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if (table.name, column.name) in AS_WRITTEN:
        return AS_WRITTEN[table.name, column.name]
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, Float):
        return float(number)
    if isinstance(kind, DateTime):
        instant = datetime(2021, 12, 1, tzinfo=UTC)
        return instant if kind.timezone else instant.replace(tzinfo=None)
    return {} if isinstance(kind, JSON) else str(number)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
