"""Deadlines and UNPSA: the same for everyone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.cards.deadlines import deadlines_message
from bot.conversation.cards.unpsa import unpsa_message
from bot.conversation.reply import Reply, show
from bot.conversation.unpsa import later_cycle, of_2022
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from scoring.deadlines import due_on
from scoring.scorecard import RequirementState


def deadlines(_: str, view: View) -> Reply:
    """The list of deadlines, and how the agency stands with those that are days of its requirements."""
    message = deadlines_message(view.deadlines, view.now, dict(_standing(view)), view.calendar_url)
    subscribing = (Word.CALENDAR,) if view.calendar_url else ()
    return show(message, Word.UNPSA, *subscribing, *_next_words(view))


def unpsa(_: str, view: View) -> Reply:
    """UNPSA 2022, and how the award's evidence serves it."""
    deadline, later = of_2022(view.deadlines), later_cycle(view.deadlines, view.now)
    return show(unpsa_message(deadline, later, view.agency, view.now), Word.DEADLINES, *_next_words(view))


def _standing(view: View) -> Iterator[tuple[str, RequirementState]]:
    card = view.agency.scorecard if view.agency else None
    if view.agency is None or card is None:
        return
    for deadline in view.deadlines:
        due = [card.requirement(requirement) for requirement in due_on(view.agency.programme, deadline)]
        asked = [result for result in due if result.state != "not_needed"]
        if asked:
            yield deadline.id, min(asked, key=lambda result: result.urgency).state


def _next_words(view: View) -> tuple[Word, ...]:
    return (Word.SCORE, Word.MISSING, Word.HELP) if view.agency else (Word.LINK, Word.HELP)
