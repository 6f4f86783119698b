"""What the loops need of the outside. `bot.services` makes the real one; tests make their own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation.acts import Act
from bot.conversation.events import Chat, Incoming
from bot.conversation.outcomes import Outcome
from bot.conversation.view import View
from bot.evidence.looks import LookAt
from bot.jobs.menus import ShowMenu
from bot.jobs.side_by_side import DoAll, in_order
from bot.line.client import Line
from bot.store.control_sheets import ControlClaim
from bot.store.database import Database
from bot.store.retention import USUAL, Retention
from bot.store.workbooks import Claim
from scoring.deadlines import Deadline

Message = dict[str, Any]

ViewOf = Callable[[Session, Chat, datetime], View]
"""Everything the conversation may know in a chat. Reads only."""

CarryOut = Callable[[Session, Incoming, Act, datetime], Outcome | None]
"""Do what the conversation wants done, within this transaction; None where there is nothing to say about it."""

Lacks = Callable[[Session, str, Deadline, datetime], bool]
"""Whether this agency (by its code) takes part in what the deadline closes and still lacks something for it."""

ReminderMessages = Callable[[Session, str, Deadline, datetime], list[Message]]
"""The reminder of a deadline to an agency (by its code), as LINE messages."""

ScoreWorkbook = Callable[[Claim], "Scored"]
"""Read one workbook, score it, keep the reading with what is to be told (one transaction), write the feedback."""

PollChanges = Callable[[], None]
"""Ask for changes since the last time and mark those workbooks dirty; save the page token after that."""


PollPushed = Callable[[], None]
"""Poll the logs of which Drive said that they have grown."""

KeepChannels = Callable[[], None]
"""See to it that Drive says so, where that is wanted."""

ReadControl = Callable[[ControlClaim], None]
"""Read the control workbook, bring about what people changed in it, tell what came of it, and note that it was read."""

RefreshControl = Callable[[], None]
"""Have it read again where it tells something else than the store holds."""

CloseDeadlines = Callable[[], None]
"""Have what is judged taken from the workbooks whose deadline has closed."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a pass over a workbook came to: the hashes of what was read and written, and what stood in the way."""

    scored_hash: str
    feedback_hash: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class LinkWatch:
    """How evidence links are looked at; `look` is None where they are not checked.

    `on_the_web` is False where only files in Drive are asked for. `spread_news` marks workbooks whose links changed,
    `forget_unused` forgets links that stand in none.
    """

    look: LookAt | None = None
    on_the_web: bool = False
    spread_news: Callable[[], object] = lambda: None
    forget_unused: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Services:
    """Handed to every loop. `jitter` gives a number from 0 to 1, so that repeats do not come all at once.

    `do_all` is how several calls to LINE are made.
    """

    database: Database
    clock: Clock
    line: Line
    view_of: ViewOf
    carry_out: CarryOut
    lacks: Lacks
    reminder_messages: ReminderMessages
    score_workbook: ScoreWorkbook
    poll_changes: PollChanges
    close_deadlines: CloseDeadlines = lambda: None
    read_control: ReadControl = lambda _claim: None
    refresh_control: RefreshControl = lambda: None
    poll_pushed: PollPushed = lambda: None
    keep_channels: KeepChannels = lambda: None
    links: LinkWatch = LinkWatch()
    show_menu: ShowMenu = lambda _user_ids, _menu_id: None
    jitter: Callable[[], float] = random.random
    retention: Retention = USUAL
    do_all: DoAll = in_order
