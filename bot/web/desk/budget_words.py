"""The month's messages in words, in this request's language."""

from __future__ import annotations

from datetime import timedelta

from bot.budget.month import Kind, MonthBudget
from bot.budget.plan import Mode
from bot.conversation.cards.budget import NAMES, month_name, outlook_words, used_words
from bot.web.language import language, say
from sheets_schema.thai import bangkok_date

_NAMES = {
    Kind.RESULT: "Results",
    Kind.LAST_DAY: "Reminders of the last day",
    Kind.NOTICE: "Notices",
    Kind.EARLY: "Early reminders",
}


def budget_words(budget: MonthBudget) -> tuple[str, str, str]:
    """The month, what is used, and whether it suffices."""
    if language() == "th":
        return month_name(budget), used_words(budget), outlook_words(budget)
    return f"{bangkok_date(budget.month_end - timedelta(days=1)):%B %Y}", _used(budget), _outlook(budget)


def kind_name(kind: Kind) -> str:
    return say(NAMES[kind], _NAMES[kind])


def _used(budget: MonthBudget) -> str:
    if budget.limit is None:
        return f"{budget.used:,} messages used, without a limit"
    return f"{budget.used:,} of {budget.limit:,} messages used ({budget.per_cent} per cent), {budget.left:,} left"


def _outlook(budget: MonthBudget) -> str:
    if budget.refused:
        return "LINE takes no more this month; what waits goes once more is bought, or next month"
    if budget.told_at is None:
        return "LINE has not told the quota yet, so everything goes at its time"
    match budget.mode:
        case Mode.PLENTY:
            return "Enough for everything at its time"
        case Mode.FOLDING if budget.left_over:
            return (
                f"Not enough for everything at its time: what can wait is folded, and the {budget.left_over:,} least "
                "urgent messages are left over; results and reminders of the last day all go"
            )
        case Mode.FOLDING:
            return (
                "Not enough for everything at its time: what can wait goes with other messages or on Monday at 9:00; "
                "everyone is told everything"
            )
        case Mode.SHORT:
            return (
                f"Not enough even for results and reminders of the last day: {budget.promised_left_over:,} too few. "
                "One person of each agency is told first; buy more in LINE Official Account Manager"
            )
