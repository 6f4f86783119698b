"""Importing this module makes every table known to `Base.metadata`, as migrations and tests need it."""

from __future__ import annotations

from bot.store import (
    agencies,
    audit,
    chats,
    closings,
    deadlines,
    decisions,
    drive_pages,
    evidence_links,
    inbox,
    link_codes,
    officers,
    outbox,
    readings,
    reviews,
    seals,
    settings,
    site_visits,
    workbooks,
)
from bot.store.base import Base

MODULES = (
    agencies,
    audit,
    chats,
    closings,
    deadlines,
    decisions,
    drive_pages,
    evidence_links,
    inbox,
    link_codes,
    officers,
    outbox,
    readings,
    reviews,
    seals,
    settings,
    site_visits,
    workbooks,
)

metadata = Base.metadata
