"""What the conversation gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.conversation.acts import Act
from bot.conversation.cards.buttons import ask, with_a_person
from bot.conversation.cards.message import plain_text, with_quick_replies
from bot.conversation.cards.parts import Json
from bot.conversation.vocabulary import Word


@dataclass(frozen=True, slots=True)
class Reply:
    """LINE message objects (at most five), acts to carry out, and what to remember for this chat.

    `pending` None leaves what is remembered as it is; an empty dict forgets it.
    """

    messages: list[Json] = field(default_factory=list)
    acts: tuple[Act, ...] = ()
    pending: dict[str, str] | None = None


SILENCE = Reply()


def say(words: str, *offers: Word | Json, acts: Sequence[Act] = (), pending: dict[str, str] | None = None) -> Reply:
    """A plain text with quick replies."""
    return show(plain_text(words), *offers, acts=acts, pending=pending)


def show(message: Json, *offers: Word | Json, acts: Sequence[Act] = (), pending: dict[str, str] | None = None) -> Reply:
    """One message with quick replies: words by themselves, or actions with their own label; a person is always among
    them. Without any the message has its own.
    """
    actions = [ask(offer) if isinstance(offer, Word) else offer for offer in offers]
    messages = with_quick_replies([message], with_a_person(actions)) if actions else [message]
    return Reply(messages, tuple(acts), pending)


def show_all(messages: Sequence[Json], *offers: Word | Json) -> Reply:
    """Several messages, the last of them with quick replies."""
    return Reply([*messages[:-1], *show(messages[-1], *offers).messages])


def act(*acts: Act, pending: dict[str, str] | None = None) -> Reply:
    """Nothing to say yet: the answer follows from the outcome."""
    return Reply([], acts, pending)
