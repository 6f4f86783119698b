"""Pushing what is due, each message exactly once.

A message counts as accepted only after LINE said so. A timeout, a 5xx or a crash is repeated under the same retry key,
and LINE's 409 then says that it was taken the first time.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.jobs.backoff import pause
from bot.jobs.services import Services
from bot.line import errors
from bot.logs import fields, where
from bot.store import chats, outbox
from bot.store.outbox import ANSWER, Parcel
from bot.store.quiet_hours import next_month

SIGN_IN_PAUSE = timedelta(minutes=5)

log = logging.getLogger(__name__)


def drain_outbox(services: Services) -> int:
    """Send one message after the other until none is due or LINE takes none now; tells how many were handled."""
    handled = 0
    while send_one(services):
        handled += 1
    return handled


def send_one(services: Services) -> bool:
    """Handle the message that is due for longest; False where none is due or LINE takes none now."""
    parcel = _take(services)
    return False if parcel is None else _push(services, parcel)


def _take(services: Services) -> Parcel | None:
    """The next message to send; what nobody wants any more is cancelled on the way."""
    now = services.clock.now()
    with services.database.writing() as session:
        while (parcel := outbox.claim_due(session, now)) is not None:
            unwanted = _unwanted(session, parcel)
            if unwanted is None:
                return parcel
            outbox.cancel(session, parcel, unwanted, now)
    return None


def _unwanted(session: Session, parcel: Parcel) -> str | None:
    """Why this must not go out (any more), looked at right before it would."""
    chat = chats.find(session, parcel.chat_id)
    if chat is None:
        return "no such chat"
    if chat.disabled_at is not None:
        return f"chat disabled: {chat.disabled_because}"
    if parcel.agency_code is not None and chat.agency_code != parcel.agency_code:
        return "no longer linked to the agency"
    return None if chat.notifications or parcel.kind == ANSWER else "notifications are off"


def _push(services: Services, parcel: Parcel) -> bool:
    """One attempt. False where the next message would only fare the same."""
    try:
        accepted = services.line.push(parcel.chat_id, parcel.messages, parcel.retry_key)
    except errors.RefusedError as error:
        _refused(services, parcel, error)
        return True
    except errors.MonthlyLimitError as error:
        return _put_off(services, parcel, error, next_month(services.clock.now()), unsure=False)
    except errors.NotSignedInError as error:
        return _put_off(services, parcel, error, services.clock.now() + SIGN_IN_PAUSE, unsure=False)
    except errors.NotAcceptedError as error:
        return _put_off(services, parcel, error, _soon(services, parcel), unsure=False)
    except errors.UnsureError as error:
        return _put_off(services, parcel, error, _soon(services, parcel), unsure=True)
    except Exception as error:  # noqa: BLE001 # whatever broke, the other messages must go out
        _put_off(services, parcel, where(error), _soon(services, parcel), unsure=True)
        return True
    log.info("pushed", extra=fields(chat=parcel.chat_id, kind=parcel.kind, request=accepted.request_id))
    with services.database.writing() as session:
        outbox.record_accepted(session, parcel, accepted.request_id, services.clock.now())
    return True


def _refused(services: Services, parcel: Parcel, error: errors.RefusedError) -> None:
    log.error("push refused", extra=fields(chat=parcel.chat_id, kind=parcel.kind, error=error))
    now = services.clock.now()
    with services.database.writing() as session:
        outbox.record_refused(session, parcel, str(error), now)
        if isinstance(error, errors.AddressUnknownError):
            chats.disable(session, parcel.chat_id, "unknown to LINE", now)


def _put_off(
    services: Services, parcel: Parcel, error: errors.LineError | str, until: datetime, *, unsure: bool
) -> bool:
    log.warning("push put off", extra=fields(chat=parcel.chat_id, error=error, until=until.isoformat()))
    with services.database.writing() as session:
        outbox.put_off(session, parcel, until, str(error), unsure=unsure, now=services.clock.now())
    return False


def _soon(services: Services, parcel: Parcel) -> datetime:
    return services.clock.now() + pause(parcel.attempts, services.jitter())
