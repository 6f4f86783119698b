"""Whatever is typed into the chat is answered, in every state of a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bot.conversation.answer import answer
from bot.conversation.events import Chat, Incoming
from bot.conversation.questions import Question
from bot.conversation.view import View
from bot.conversation.vocabulary import TYPED
from tests.fuzz import junk
from tests.support.job_services import GROUP, NOON, USER

_QUESTIONS = ("code", "link", "unlink", "erase", "rescore", "reopen", "call-back", "message", "officer", "none")
_FORMS = sorted(TYPED.values())


class Typed:
    """One kind of input: a text, a button's data or a file, from a person or in a group."""

    name = "messages"

    def tried(self, seed: int) -> Iterator[str]:
        random = Random(seed)
        chat = random.choice((Chat("user", USER), Chat("group", GROUP)))
        words = junk.text(random).encode("utf-8", "replace").decode()
        if random.random() < 0.6:
            words = f"{random.choice(_FORMS)} {words}"
        kind = random.choice(("text", "text", "text", "postback", "sticker", "file", "follow", "join"))
        pending = Question(random.choice(_QUESTIONS), words[:20]).pending(NOON - timedelta(minutes=1))
        view = View(now=NOON, agency=None, pending=pending, notice_version="1", officer=random.random() < 0.5)
        reply = answer(Incoming(kind, chat, USER, words, words, mentioned=True, at=NOON), view)  # type: ignore[arg-type] # of any kind
        if chat.is_private and kind == "text" and not reply.messages and not reply.acts:
            yield f"no answer to {words!r}"
