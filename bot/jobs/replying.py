"""Handing a prepared answer to LINE, and what follows from each way in which that may end."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.jobs.backoff import pause
from bot.jobs.preparing import PreparedAnswer
from bot.jobs.services import Services
from bot.line import errors
from bot.logs import fields
from bot.store import inbox, outbox
from bot.store.inbox import InboxEvent
from bot.store.outbox import ANSWER, Draft

MOST_ATTEMPTS = 5
PUSH_LIFE = timedelta(days=1)
"""An answer that is pushed because its reply token was spent is of no use a day later."""

log = logging.getLogger(__name__)


def send(services: Services, prepared: PreparedAnswer) -> bool:
    """Reply, and note how it ended. True where LINE took it, which is left to the caller to note."""
    try:
        accepted = services.line.reply(prepared.reply_token, prepared.messages)
    except errors.ReplyTokenSpentError:
        _instead_of_reply(services, prepared)
    except errors.RefusedError as error:
        return _reply_in_plain_words(services, prepared, error)
    except (errors.NotAcceptedError, errors.NotSignedInError) as error:
        _later(services, prepared, error, unsure=False)
    except errors.TimedOutError as error:
        _finish(services, prepared, "timed out, not repeated", error)
    except errors.UnsureError as error:
        _later(services, prepared, error, unsure=True)
    else:
        log.info("answered", extra=fields(chat=prepared.chat_id, request=accepted.request_id))
        return True
    return False


def in_plain_words(messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same as plain texts: a card's altText says what the card shows."""
    texts = [str(message.get("altText") or message.get("text") or "") for message in messages]
    return [{"type": "text", "text": text} for text in texts if text]


def _instead_of_reply(services: Services, prepared: PreparedAnswer) -> None:
    """The token was spent before we came. What reports an act is pushed; anything else can be asked again for free."""
    now = services.clock.now()
    with services.database.writing() as session:
        if prepared.push:
            draft = Draft(
                dedup_key=f"answer:{prepared.event_id}",
                chat_id=prepared.chat_id,
                kind=ANSWER,
                messages=prepared.messages,
                reason="reply token spent",
                expires_at=now + PUSH_LIFE,
            )
            outbox.queue_message(session, draft, now)
        note = "reply token spent, pushed" if prepared.push else "reply token spent, dropped"
        inbox.finish(session, [prepared.event_id], now, note)
    log.warning(note, extra=fields(chat=prepared.chat_id))


def _reply_in_plain_words(services: Services, prepared: PreparedAnswer, error: errors.RefusedError) -> bool:
    """LINE finds fault with a message: say it without the card, once, and let the log tell of our mistake."""
    log.error("reply refused", extra=fields(chat=prepared.chat_id, error=error))
    plain = in_plain_words(prepared.messages)
    if not plain or plain == prepared.messages:
        _finish(services, prepared, "refused", error)
        return False
    return send(services, replace(prepared, messages=plain))


def _later(services: Services, prepared: PreparedAnswer, error: errors.LineError, *, unsure: bool) -> None:
    """Keep the answer for another try with the same token. `unsure`: it may have been said."""
    if prepared.attempts >= MOST_ATTEMPTS:
        _finish(services, prepared, "given up", error)
        return
    log.warning("reply put off", extra=fields(chat=prepared.chat_id, error=error, attempts=prepared.attempts))
    with services.database.writing() as session:
        row = session.get_one(InboxEvent, prepared.event_id)
        row.answer_unsure, row.note = unsure, str(error)
        wait = pause(prepared.attempts, services.jitter(), first=timedelta(seconds=1))
        row.not_before = services.clock.now() + wait


def _finish(services: Services, prepared: PreparedAnswer, note: str, error: errors.LineError) -> None:
    log.warning("reply %s", note, extra=fields(chat=prepared.chat_id, error=error))
    with services.database.writing() as session:
        inbox.finish(session, [prepared.event_id], services.clock.now(), note)
