"""What came of a day: what everyone was told, what the store holds, what stands in the workbooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select

from bot.store import chats, inbox, seals
from bot.store.inbox import InboxEvent
from bot.store.outbox import OutboxMessage
from tests.faults.town import Town, code

_VARIES = re.compile(r"https?://\S+|\d+|[๐-๙]+")
"""Instants, days left, ids: what differs from one run to the next."""


FIRST_WORDS = 3


@dataclass(frozen=True)
class Account:
    """`told` is how often each person heard which words, `pushed` how each message that was queued ended."""

    told: Mapping[str, Counter[str]]
    pushed: Counter[tuple[str, str]]
    answered: Counter[str]
    linked: Mapping[str, str | None]
    taken: Mapping[str, str]
    feedback: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Against a day on which nothing broke. `wrong` are states and feedback that are not as they were then."""

    lost: tuple[str, ...]
    repeated: tuple[str, ...]
    wrong: tuple[str, ...]


def account(town: Town) -> Account:
    """Taken when everything is settled."""
    names = {user_id: f"person {number}" for number, user_id in enumerate(town.people)}
    names |= {user_id: f"newcomer {number}" for number, user_id in town.newcomers.items()}
    with town.database.reading() as session:
        rows = session.execute(select(OutboxMessage.dedup_key, OutboxMessage.state)).all()
        pushed = Counter((_named(key, names), state) for key, state in rows)
        events = session.execute(select(InboxEvent.type, InboxEvent.state)).all()
        found = {name: chats.find(session, user_id) for user_id, name in names.items()}
        taken = {agency: seal.cause for agency, seal in seals.all_standing(session).items()}
    answered = Counter(f"{kind}: {state}" for kind, state in events if state != inbox.IGNORED)
    return Account(
        told={name: _told(town.hands.messages(user_id)) for user_id, name in names.items()},
        pushed=pushed,
        answered=answered,
        linked={name: row.agency_code if row else None for name, row in found.items()},
        taken=taken,
        feedback={code(number): town.feedback(file_id) for number, file_id in enumerate(town.files)},
    )


def difference(calm: Account, broken: Account) -> Difference:
    """What the second lacks, has too often, or has otherwise than the first."""
    lost, repeated = [], []
    for name, words in calm.told.items():
        heard = broken.told.get(name, Counter())
        lost += [f"{name}: {text}" for text in (words - heard).elements()]
        repeated += [f"{name}: {text}" for text in (heard - words).elements()]
    lost += [f"queued: {key}" for key in (calm.pushed - broken.pushed).elements()]
    repeated += [f"queued: {key}" for key in (broken.pushed - calm.pushed).elements()]
    lost += [f"event: {what}" for what in (calm.answered - broken.answered).elements()]
    repeated += [f"event: {what}" for what in (broken.answered - calm.answered).elements()]
    wrong = [
        f"{name} of {key}: {there} instead of {value}"
        for name in ("linked", "taken", "feedback")
        for key, value in getattr(calm, name).items()
        if (there := getattr(broken, name).get(key)) != value
    ]
    return Difference(tuple(lost), tuple(repeated), tuple(wrong))


def _named(key: str, names: Mapping[str, str]) -> str:
    """The key of a message, with people by their names and without what a database numbers in its own way."""
    for user_id, name in names.items():
        key = key.replace(user_id, name)
    return re.sub(r"^judged:\d+", "judged:#", key)


def _told(messages: list[dict[str, Any]]) -> Counter[str]:
    """Card by card, since how many go out together is no matter; a card by its first words."""
    return Counter(_VARIES.sub("#", words) for message in messages for words in _cards(message))


def _cards(message: Mapping[str, Any]) -> list[str]:
    if message["type"] != "flex":
        return [str(message.get("text") or message.get("altText"))]
    contents = message["contents"]
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    return [" / ".join(islice(_texts(bubble), FIRST_WORDS)) for bubble in bubbles]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "text":
            yield str(part.get("text", ""))
        for each in part.values():
            yield from _texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
