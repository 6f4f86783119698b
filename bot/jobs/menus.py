"""Telling LINE who is to see which rich menu. It sets a state, so telling it twice does no harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.line import errors
from bot.logs import fields
from bot.store import shown_menus
from bot.store.database import Database
from bot.store.shown_menus import Batch

LEASE = timedelta(minutes=1)
"""Longer than a call may take; after a failure or a crash it is told again once this has passed."""

MOST_PEOPLE = 500
"""LINE takes so many in one call."""

ShowMenu = Callable[[Sequence[str], str | None], None]
"""Have LINE show these people a menu; None: the one that everyone sees."""

log = logging.getLogger(__name__)


def show_due_menus(database: Database, clock: Clock, show: ShowMenu) -> int:
    """Tell LINE about everyone who is due, and how many that were. A failure puts off the rest."""
    told = 0
    while True:
        now = clock.now()
        with database.writing() as session:
            batch = shown_menus.take(session, now, LEASE, MOST_PEOPLE)
        if batch is None or not _show(database, show, batch):
            return told
        told += len(batch.user_ids)


def _show(database: Database, show: ShowMenu, batch: Batch) -> bool:
    """Whether LINE was told; where it was not, the batch stays taken until its lease ends, and is told then."""
    try:
        show(batch.user_ids, batch.menu_id)
    except errors.AddressUnknownError as error:
        log.warning("LINE knows no such rich menu: run tonbaeb line setup", extra=fields(error=error))
        _drop(database, batch)
        return False
    except errors.RefusedError as error:
        log.warning("rich menu refused", extra=fields(people=len(batch.user_ids), error=error))
        if not _one_by_one(show, batch):
            return False
    except errors.LineError as error:
        log.warning("rich menus put off", extra=fields(people=len(batch.user_ids), error=error))
        return False
    with database.writing() as session:
        shown_menus.settle(session, batch)
    return True


def _one_by_one(show: ShowMenu, batch: Batch) -> bool:
    """One person whom LINE refuses must not keep the menu from the others; for that one it is not tried again."""
    for user_id in batch.user_ids if len(batch.user_ids) > 1 else ():
        try:
            show([user_id], batch.menu_id)
        except errors.RefusedError as error:
            log.warning("rich menu refused", extra=fields(chat=user_id, error=error))
        except errors.LineError as error:
            log.warning("rich menus put off", extra=fields(error=error))
            return False
    return True


def _drop(database: Database, batch: Batch) -> None:
    with database.writing() as session:
        if batch.menu_id is not None:
            shown_menus.drop(session, batch.menu_id)
