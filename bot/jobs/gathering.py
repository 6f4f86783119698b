"""Lines written right after one another are one question, and get one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.events import Incoming
from bot.conversation.questions import open_question
from bot.conversation.view import View
from bot.conversation.vocabulary import SMALL_TALK, Word
from bot.conversation.words import can_only_be_a_code, looks_like_a_code, recognise, recognise_as_written
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


def question_in(lines: Sequence[Incoming], view: View) -> Incoming:
    """What the lines ask together: the last that makes sense, completed by those behind it, else all as one.

    A greeting or thanks makes sense only where nothing else does, what comes with a file only as it is written.
    """
    texts = [line for line in lines if line.kind == "text"]
    question = open_question(view.pending, view.now)
    if question is not None and question.asks == "message" and texts:
        return _message(texts)
    files = [line for line in lines if line.kind == "file"]
    clear = [line for line in texts if (recognise_as_written(line.text) if files else _makes_sense(line, view))]
    if not clear:
        return _unclear(lines, texts, files)
    asking = [line for line in clear if not _is_small_talk(line, view)]
    last = (asking or clear)[-1]
    return _completed(last, texts[texts.index(last) :])


def _message(texts: Sequence[Incoming]) -> Incoming:
    """Words for the officers, line by line; a word of the conversation among them leaves it."""
    words = [line for line in texts if recognise_as_written(line.text)]
    return words[-1] if words else replace(texts[-1], text="\n".join(line.text for line in texts))


def _unclear(lines: Sequence[Incoming], texts: Sequence[Incoming], files: Sequence[Incoming]) -> Incoming:
    """A file, which is answered for itself; else all that was written, as one line; else whatever there is."""
    if files or not texts:
        return (files or lines)[-1]
    return replace(texts[-1], text=_joined(texts))


def _completed(line: Incoming, following: Sequence[Incoming]) -> Incoming:
    """A word with what was written behind it on lines of their own: `ทำไม` and then `1.2`."""
    asked, together = recognise(line.text), recognise(_joined(following))
    completes = asked and together and asked.word is together.word and together.argument and not asked.argument
    return replace(line, text=_joined(following)) if completes else line


def _joined(lines: Sequence[Incoming]) -> str:
    return " ".join(line.text for line in lines)


def _goes_on(group: Sequence[InboxEvent], row: InboxEvent) -> bool:
    first, last = group[0], group[-1]
    together = row.event_at - last.event_at <= LINES_TOGETHER and row.event_at - first.event_at <= LONGEST
    same = row.type == last.type == "message" and row.chat_kind == "user"
    fresh = first.answer is None and row.answer is None
    return together and same and fresh


def _makes_sense(line: Incoming, view: View) -> bool:
    question = open_question(view.pending, view.now)
    may_be_a_code = looks_like_a_code if question is not None and question.asks == "code" else can_only_be_a_code
    return recognise(line.text) is not None or may_be_a_code(line.text)


def _is_small_talk(line: Incoming, view: View) -> bool:
    """Whether it asks for nothing: a greeting, thanks, or an `ok` while no question waits."""
    asked = recognise(line.text)
    unasked = () if open_question(view.pending, view.now) else (Word.YES, Word.NO)
    return asked is not None and asked.word in (*SMALL_TALK, *unasked)
