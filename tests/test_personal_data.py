"""Every column is classed, and what is to be erased is erased, whatever row it stands in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Table, Text, insert, select

from bot.store import agencies, erasure
from bot.store.base import UtcInstant
from bot.store.database import Database
from bot.store.personal_data import IMPERSONAL, PERSONAL
from bot.store.tables import metadata
from tests.support.job_services import GROUP, NOON, USER

pytest_plugins = ["tests.support.databases"]

PRIVACY = Path(__file__).parent.parent / "docs" / "privacy.md"
ERASED = sorted(name for name, held in PERSONAL.items() if held.fate == "erased" and held.whose in {"chat", "officer"})


def texts() -> set[str]:
    """Every column that holds a text or a record, as `table.column`."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text | JSON)
    }


def test_every_column_of_text_is_classed_as_about_a_person_or_not() -> None:
    other = {f"{table}.{column}" for table, columns in IMPERSONAL.items() for column in columns.split()}

    assert PERSONAL.keys() & other == set()
    assert texts() - PERSONAL.keys() - other == set(), "class these in bot/store/personal_data.py and docs/privacy.md"
    assert (PERSONAL.keys() | other) - texts() == set(), "these columns are no more"


def test_the_page_on_privacy_names_every_column_about_a_person() -> None:
    told = PRIVACY.read_text(encoding="utf-8")

    assert [name for name in PERSONAL if f"`{name}`" not in told] == []
    assert [held.why for held in PERSONAL.values() if not held.why] == []


def row_of(table: Table, mark: str, **given: Any) -> dict[str, Any]:
    """A row whose columns to be erased all hold the mark, and whose others hold what its types ask for."""
    return {column.name: given.get(column.name, _value(table, column, mark)) for column in table.columns}


def _value(table: Table, column: Column[Any], mark: str) -> Any:
    name = f"{table.name}.{column.name}"
    if column.foreign_keys:
        return "A-1"
    if isinstance(column.type, JSON):
        return {"said": mark} if name in ERASED else {}
    if isinstance(column.type, Text):
        return mark if name in ERASED else f"{table.name}-{column.name}"
    if isinstance(column.type, UtcInstant):
        return NOON
    return 1


def test_whoever_asks_to_be_forgotten_is_gone_from_every_column_in_one_transaction(database: Database) -> None:
    tables = [metadata.tables[name] for name in sorted({name.partition(".")[0] for name in ERASED})]
    with database.writing() as session:
        agencies.register(session, "A-1", "กรม", "hrmo-2565", now=NOON)
        for table in tables:
            session.execute(insert(table).values(row_of(table, USER)))
        group = row_of(metadata.tables["chats"], GROUP, allowed_by=USER, calendar_key="other", kind="group")
        session.execute(insert(metadata.tables["chats"]).values(group))
        in_group = row_of(metadata.tables["inbox"], GROUP, user_id=USER, webhook_event_id="e2", event={"said": USER})
        session.execute(insert(metadata.tables["inbox"]).values(in_group))
    assert holding(database, USER) >= set(ERASED)

    with pytest.raises(_TornError):
        _erase_and_end(database)
    assert holding(database, USER) >= set(ERASED)

    with database.writing() as session:
        erasure.erase_chat(session, USER, NOON)
    assert holding(database, USER) == set()


class _TornError(Exception):
    """The process ended in the middle."""


def _erase_and_end(database: Database) -> None:
    with database.writing() as session:
        erasure.erase_chat(session, USER, NOON)
        raise _TornError


def holding(database: Database, mark: str) -> set[str]:
    """The columns in which a mark stands."""
    with database.reading() as session:
        return {
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.columns
            for value in session.scalars(select(column))
            if not isinstance(value, datetime) and mark in str(value)
        }
