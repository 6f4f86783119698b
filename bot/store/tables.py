"""Importing this module makes every table known to `Base.metadata`, as migrations and tests need it."""

from __future__ import annotations

from bot.store import (
    agencies,
    audit,
    budgets,
    chats,
    closings,
    deadlines,
    decisions,
    drive_pages,
    evidence_links,
    inbox,
    link_codes,
    login_links,
    master_templates,
    officers,
    outbox,
    push_channels,
    readings,
    reviews,
    seals,
    season,
    settings,
    shown_menus,
    site_visits,
    web_sessions,
    workbook_shares,
    workbooks,
)
from bot.store.base import Base

MODULES = (
    agencies,
    audit,
    budgets,
    chats,
    closings,
    deadlines,
    decisions,
    drive_pages,
    evidence_links,
    inbox,
    link_codes,
    login_links,
    master_templates,
    officers,
    outbox,
    push_channels,
    readings,
    reviews,
    seals,
    season,
    settings,
    shown_menus,
    site_visits,
    web_sessions,
    workbook_shares,
    workbooks,
)

metadata = Base.metadata
