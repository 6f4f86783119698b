"""What all tables share: names of constraints, instants in UTC, JSON, and inserting a row only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import JSON, CursorResult, DateTime, Dialect, MetaData, Text, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql import Executable
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcInstant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite forgets the zone, so it is given back when the value is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The common base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 # SQLAlchemy's own way of declaring it
        str: Text(),
        datetime: UtcInstant(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key stands there already; says whether it was inserted."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    key = inspect(table).primary_key[0]
    inserted = session.execute(insert(table).values(**values).on_conflict_do_nothing().returning(key))
    return inserted.first() is not None


def insert_new(
    session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], *, key: str | None = None
) -> int:
    """Insert many rows with the same columns, but those whose key is there already; tells how many were inserted.

    In the order of their keys (the primary one unless told otherwise), so that two who insert the same rows at once
    wait for each other instead of clashing.
    """
    if not rows:
        return 0
    connection = session.connection()
    statement = _insertion(table, connection.dialect.name)
    primary = inspect(table).primary_key[0]
    if key is not None:  # the rows are numbered, and PostgreSQL does not count what is numbered
        return len(connection.execute(statement.returning(primary), _in_order(rows, key)).all())
    return connection.execute(statement, _in_order(rows, primary.name)).rowcount


def _in_order(rows: Sequence[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: str(row[key]))


@cache
def _insertion(table: type[Base], dialect: str) -> postgresql.Insert | sqlite.Insert:
    """On the table itself: the ORM would look at every row."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table.__table__).on_conflict_do_nothing()  # type: ignore[arg-type] # a table, as every mapped one


def rows_changed(session: Session, statement: Executable) -> int:
    """Execute an INSERT, UPDATE or DELETE and tell how many rows it touched."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
