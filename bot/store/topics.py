"""Which pushed messages a chat wants: none, all, or all but some topics. What was asked for comes in any case."""

from __future__ import annotations

from bot.store.chats import ChatRow

DEADLINES, RESULTS, JUDGING = "deadlines", "results", "judging"
TOPICS = (DEADLINES, RESULTS, JUDGING)
_OF_KIND = {"reminder": DEADLINES, "result": RESULTS, "judged": JUDGING, "reopened": JUDGING}
_ASKED_FOR = {"answer", "officer-answer", "handed-over"}


def wants(chat: ChatRow, kind: str) -> bool:
    """Whether a chat wants messages of this kind. What belongs to no topic comes unless all is switched off."""
    if kind in _ASKED_FOR:
        return True
    return chat.notifications and _OF_KIND.get(kind) not in chat.muted


def switch(chat: ChatRow, *, on: bool, topic: str | None = None) -> None:
    """Switch everything, or one topic. The first topic that is wanted again after everything was off comes alone."""
    if topic is None:
        chat.notifications, chat.muted = on, [] if on else chat.muted
    elif on:
        others = [each for each in TOPICS if each != topic]
        chat.muted = [each for each in others if not chat.notifications or each in chat.muted]
        chat.notifications = True
    elif topic not in chat.muted:
        chat.muted = [*chat.muted, topic]
