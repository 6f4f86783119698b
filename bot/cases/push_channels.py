"""Keeping one push channel open on each change log, where that is wanted, and none where it is not.

A channel is written down before Drive is asked for it. Whoever crashes in between leaves a row: either Drive's first
call proves the channel open, or another one takes its place and it ends by itself. Channels are never the truth:
whatever they tell or fail to tell, every log is polled all the same.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cases.drive_logs import DriveLog, logs_of
from bot.clock import Clock
from bot.google.drive_channels import DriveChannels, Wish, token_of
from bot.google.errors import GoogleError, QuotaExceededError, TransientError
from bot.google.identities import Identities
from bot.logs import fields
from bot.store import drive_pages, push_channels
from bot.store.database import Database
from bot.store.push_channels import PushChannel

LIFE = timedelta(days=1)
"""How long a channel is asked for. Others report channels that fell silent before their end: no longer than that."""
LEFT_AT_RENEWAL = 4
"""A channel is replaced when less than one part in so many of its life is left."""
SHORT_PAUSE = timedelta(minutes=10)
LONG_PAUSE = timedelta(hours=1)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done about a log that was claimed: a channel to open, if any, and from where in the log."""

    wish: Wish | None
    page_token: str


class ChannelKeeper:
    """Called now and then. `address` is what Drive is to call; None where it is to call nothing."""

    def __init__(
        self, database: Database, clock: Clock, identities: Identities, *, address: str | None, secret: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities
        self._address = address
        self._secret = secret

    def __call__(self) -> None:
        self._forget_ended()
        for of in sorted(self._unsettled()):
            self._settle(of)

    def _forget_ended(self) -> None:
        now = self._clock.now()
        with self._database.reading() as session:
            if not push_channels.anything_ended(session, now):
                return
        with self._database.writing() as session:
            push_channels.forget_ended(session, now)

    def _unsettled(self) -> set[DriveLog]:
        """The logs about whose channels something is to be done, as far as can be seen without a claim."""
        now = self._clock.now()
        with self._database.reading() as session:
            polled = set(logs_of(session, self._identities))
            known = {of for of in push_channels.logs(session) if of[0] in self._identities.emails}
            wanting = polled if self._address else set()
            return {
                of
                for of in known | wanting
                if _stoppable(channels := push_channels.of_log(session, *of))
                or self._is_superfluous(channels, now)
                or (of in wanting and self._serving(channels, now) is None)
            }

    def _settle(self, of: DriveLog) -> None:
        plan = self._claim(of)
        if plan is None:
            return
        channels = DriveChannels(self._identities.served_by(of[0]), drive=of[1])
        pause: timedelta | None = None
        try:
            if plan.wish is not None:
                self._open(of, channels, plan.wish, plan.page_token)
            self._stop_retired(of, channels)
        except GoogleError as error:
            pause = SHORT_PAUSE if isinstance(error, TransientError | QuotaExceededError) else LONG_PAUSE
            log.warning("push channel not settled", extra=fields(identity=of[0], drive=of[1], problem=str(error)))
        until = None if pause is None else self._clock.now() + pause
        with self._database.writing() as session:
            push_channels.release_log(session, *of, until=until)

    def _claim(self, of: DriveLog) -> _Plan | None:
        """Be the one who settles a log, and write down the channel that will be asked for."""
        now = self._clock.now()
        with self._database.writing() as session:
            if not push_channels.claim_log(session, *of, now):
                return None
            token = drive_pages.token_of(session, *of)
            assert token is not None, "a log that can be claimed has its page"
            channels = push_channels.of_log(session, *of)
            serving = self._serving(channels, now)
            if self._address is None or serving is not None:
                push_channels.retire_others(session, *of, keep=serving.id if serving else None, now=now)
                return _Plan(None, token)
            return _Plan(self._wish(session, of, self._address, now), token)

    def _wish(self, session: Session, of: DriveLog, address: str, now: datetime) -> Wish:
        channel_id = str(uuid.uuid4())
        wish = Wish(channel_id, token_of(self._secret, channel_id), address, now + LIFE)
        push_channels.add(session, wish.id, *of, address=address, expires_at=wish.expires_at, now=now)
        return wish

    def _open(self, of: DriveLog, channels: DriveChannels, wish: Wish, page_token: str) -> None:
        """Ask for the channel; what served before is retired once it is open. A refused one is forgotten."""
        try:
            opened = channels.open(wish, page_token)
        except (TransientError, QuotaExceededError):
            raise  # it may be open all the same
        except GoogleError:
            with self._database.writing() as session:
                push_channels.forget(session, wish.id)
            raise
        with self._database.writing() as session:
            push_channels.note_open(session, wish.id, opened.resource_id, opened.expires_at)
            push_channels.retire_others(session, *of, keep=wish.id, now=self._clock.now())

    def _stop_retired(self, of: DriveLog, channels: DriveChannels) -> None:
        with self._database.reading() as session:
            retired = _stoppable(push_channels.of_log(session, *of))
        for channel_id, resource_id in retired:
            channels.stop(channel_id, resource_id)
            with self._database.writing() as session:
                push_channels.forget(session, channel_id)

    def _serving(self, channels: Sequence[PushChannel], now: datetime) -> PushChannel | None:
        """The newest channel that is open, calls the right address and need not be replaced yet."""
        return next((each for each in channels if self._serves(each, now)), None)

    def _serves(self, channel: PushChannel, now: datetime) -> bool:
        life = channel.expires_at - channel.made_at
        is_fresh = channel.expires_at - now > life / LEFT_AT_RENEWAL
        is_open = channel.resource_id is not None and channel.retired_at is None
        return is_open and is_fresh and channel.address == self._address

    def _is_superfluous(self, channels: Sequence[PushChannel], now: datetime) -> bool:
        """Whether any channel beside the one that serves is not retired yet."""
        serving = self._serving(channels, now)
        in_use = [each for each in channels if each.retired_at is None]
        return any(each is not serving for each in in_use) and (serving is not None or self._address is None)


def _stoppable(channels: Iterable[PushChannel]) -> list[tuple[str, str]]:
    """Those that are retired and can be stopped: their ids, and what Drive calls their resource."""
    return [(each.id, each.resource_id) for each in channels if each.retired_at and each.resource_id]
