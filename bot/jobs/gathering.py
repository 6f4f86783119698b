"""Lines written right after one another are one question, and get one answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.conversation.events import Incoming
from bot.conversation.questions import open_question
from bot.conversation.view import View
from bot.conversation.words import can_only_be_a_code, recognise
from bot.line.events import LINES_TOGETHER
from bot.store.inbox import InboxEvent

LONGEST = timedelta(seconds=10)
"""Someone who goes on and on is answered all the same, while the reply token is fresh."""


def lines_together(waiting: Sequence[InboxEvent]) -> list[InboxEvent]:
    """The first waiting event; in a private chat with the lines that were written right after it."""
    group = list(waiting[:1])
    for row in waiting[1:]:
        if not _goes_on(group, row):
            break
        group.append(row)
    return group


def due_at(group: Sequence[InboxEvent]) -> datetime:
    """When no more lines are to be waited for."""
    last = max(row.not_before for row in group)
    return min(last, group[0].not_before + LONGEST)


def line_to_answer(lines: Sequence[Incoming], view: View) -> int:
    """The place of the last line that makes sense to the conversation, else of the last one."""
    for place in range(len(lines) - 1, -1, -1):
        if _makes_sense(lines[place], view):
            return place
    return len(lines) - 1


def _goes_on(group: Sequence[InboxEvent], row: InboxEvent) -> bool:
    first, last = group[0], group[-1]
    together = row.event_at - last.event_at <= LINES_TOGETHER and row.event_at - first.event_at <= LONGEST
    same = row.type == last.type == "message" and row.chat_kind == "user"
    fresh = first.answer is None and row.answer is None
    return together and same and fresh


def _makes_sense(line: Incoming, view: View) -> bool:
    waits_for_answer = open_question(view.pending, view.now) is not None
    return waits_for_answer or recognise(line.text) is not None or can_only_be_a_code(line.text)
