"""Sending what is due, each message exactly once.

A message counts as accepted only after LINE said so. A timeout, a 5xx or a crash is repeated under the same retry key,
and LINE's 409 then says that it was taken the first time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.conversation.cards.digest import folded
from bot.jobs.backoff import pause
from bot.jobs.services import Services
from bot.line import errors
from bot.line.client import Accepted
from bot.logs import fields, where
from bot.store import chats, line_quota, many_calls, outbox_calls
from bot.store.outbox_calls import Call

SIGN_IN_PAUSE = timedelta(minutes=5)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of a call: accepted under a request's id, or ended otherwise, or not even tried."""

    call: Call
    accepted: Accepted | None = None
    was_tried: bool = True


def drain_outbox(services: Services) -> int:
    """Make calls until nothing is due or LINE takes nothing now; tells how many were made and are done with."""
    handled = 0
    while calls := _take(services):
        futile = threading.Event()
        for portion in services.do_all(partial(_made, services, futile), calls):
            _note(services, portion)
            handled += sum(made.was_tried for made in portion)
        if futile.is_set():
            return handled - 1
    return handled


def _take(services: Services) -> list[Call]:
    now = services.clock.now()
    with services.database.writing() as session:
        return many_calls.claim_some(session, now)


def _made(services: Services, futile: threading.Event, call: Call) -> _Made:
    """One attempt, unless another call has met what this one would only meet as well."""
    if futile.is_set():
        return _Made(call, was_tried=False)
    accepted, may_go_on = _send(services, call)
    if not may_go_on:
        futile.set()
    return _Made(call, accepted)


def _note(services: Services, portion: Sequence[_Made]) -> None:
    """With one commit what LINE accepted; what was not tried is free again."""
    accepted = [(made.call, made.accepted.request_id) for made in portion if made.accepted is not None]
    untried = [made.call for made in portion if not made.was_tried]
    if accepted or untried:
        with services.database.writing() as session:
            outbox_calls.record_accepted(session, accepted, services.clock.now())
            outbox_calls.release(session, untried)


def _send(services: Services, call: Call) -> tuple[Accepted | None, bool]:
    """One attempt; False where the next call would only fare the same."""
    try:
        accepted = _handed_over(services, call)
    except errors.RefusedError as error:
        _refused(services, call, error)
        return None, True
    except errors.MonthlyLimitError as error:
        return None, _stopped(services, call, error)
    except errors.NotSignedInError as error:
        return None, _put_off(services, call, error, services.clock.now() + SIGN_IN_PAUSE, unsure=False)
    except errors.NotAcceptedError as error:
        return None, _put_off(services, call, error, _soon(services, call), unsure=False)
    except errors.UnsureError as error:
        return None, _put_off(services, call, error, _soon(services, call), unsure=True)
    except Exception as error:  # noqa: BLE001 # whatever broke, the other messages must go out
        _put_off(services, call, where(error), _soon(services, call), unsure=True)
        return None, True
    log.info("sent", extra=fields(chat=_named(call), kind=",".join(call.kinds), request=accepted.request_id))
    return accepted, True


def _handed_over(services: Services, call: Call) -> Accepted:
    if call.is_multicast:
        return services.line.multicast(call.chat_ids, call.messages, call.retry_key)
    return services.line.push(call.chat_ids[0], folded(call.messages), call.retry_key)


def _refused(services: Services, call: Call, error: errors.RefusedError) -> None:
    """Nothing was sent to anyone. Of several messages each is tried by itself, so that none fails for another."""
    log.error("refused", extra=fields(chat=_named(call), kind=",".join(call.kinds), error=error))
    now, unknown = services.clock.now(), isinstance(error, errors.AddressUnknownError)
    with services.database.writing() as session:
        if len(call.rows) > 1 and call.unsure_before is None and not unknown:
            outbox_calls.part(session, call, str(error))
            return
        outbox_calls.record_refused(session, call, str(error), now)
        if unknown and not call.is_multicast:
            chats.disable(session, call.chat_ids[0], "unknown to LINE", now)


def _stopped(services: Services, call: Call, error: errors.MonthlyLimitError) -> bool:
    """LINE takes no more in this month: nothing is tried before there is room again (see `bot.store.line_quota`)."""
    with services.database.writing() as session:
        line_quota.note_refused(session, services.clock.now())
    return _put_off(services, call, error, _soon(services, call), unsure=False)


def _put_off(services: Services, call: Call, error: errors.LineError | str, until: datetime, *, unsure: bool) -> bool:
    log.warning("put off", extra=fields(chat=_named(call), error=error, until=until.isoformat()))
    with services.database.writing() as session:
        outbox_calls.put_off(session, call, until, str(error), unsure=unsure, now=services.clock.now())
    return False


def _soon(services: Services, call: Call) -> datetime:
    return services.clock.now() + pause(call.attempts, services.jitter())


def _named(call: Call) -> str:
    """Whom a call is for, in the log; every row keeps the request's id, so the others are found by that."""
    others = len(call.chat_ids) - 1
    return call.chat_ids[0] if not others else f"{call.chat_ids[0]} +{others}"
