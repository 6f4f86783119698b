"""Importing this module makes every table known to `Base.metadata`, as migrations and tests need it."""

from __future__ import annotations

from bot.store import (
    agencies,
    audit,
    budgets,
    chats,
    deadlines,
    decisions,
    drive_pages,
    inbox,
    link_codes,
    master_templates,
    officers,
    outbox,
    readings,
    reviews,
    settings,
    site_visits,
    workbook_shares,
    workbooks,
)
from bot.store.base import Base

MODULES = (
    agencies,
    audit,
    budgets,
    chats,
    deadlines,
    decisions,
    drive_pages,
    inbox,
    link_codes,
    master_templates,
    officers,
    outbox,
    readings,
    reviews,
    settings,
    site_visits,
    workbook_shares,
    workbooks,
)

metadata = Base.metadata
