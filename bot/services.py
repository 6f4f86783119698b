"""The one place that chooses the real parts and wires them together."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.cases.change_poll import ChangePoll
from bot.cases.closing_time import ClosingTime
from bot.cases.deeds import Deeds
from bot.cases.link_news import LinkNews
from bot.cases.reconciliation import Reconciliation
from bot.cases.reminding import lacks, reminder_messages
from bot.cases.timing import USUAL, Timing
from bot.cases.views import Views
from bot.cases.workbook_pass import WorkbookPass
from bot.clock import Clock, clock_at
from bot.conversation.view import Contact
from bot.evidence.drive_look import DriveLook
from bot.evidence.looking import Looking
from bot.evidence.web_look import WebLook
from bot.google.budget import LocalBudget
from bot.google.credentials import SignIn, bot_sign_in
from bot.google.drive_changes import DriveChanges
from bot.google.drive_files import DriveFiles
from bot.google.transport import Patience, Roots, Transport
from bot.google.workbooks import Workbooks
from bot.jobs.services import LinkWatch, Services
from bot.jobs.wakeups import WakeUps, queue_at
from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.logs import fields, where
from bot.settings import Settings
from bot.store.database import Database, engine
from bot.web.parts import WebParts

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Installation:
    """Everything one process of an installation needs, made from its settings. Make it after forking."""

    settings: Settings
    timing: Timing = USUAL

    @cached_property
    def clock(self) -> Clock:
        return clock_at(self.settings.clock_url)

    @cached_property
    def database(self) -> Database:
        return Database(engine(self.settings.database_url.get_secret_value()))

    @cached_property
    def line(self) -> LineClient:
        return LineClient(self.settings.line_api_root, self.settings.line_channel_access_token.get_secret_value())

    @cached_property
    def sign_in(self) -> SignIn:
        """The bot's own sign-in at Google."""
        key = self.settings.google_service_account_json.get_secret_value()
        return bot_sign_in(key, any_token_address=self.settings.leaves_google())

    @cached_property
    def google(self) -> Transport:
        roots = Roots(self.settings.google_sheets_root, self.settings.google_drive_root)
        patience = Patience(time.sleep, random.random)
        budget = LocalBudget(time.monotonic)
        sign_in = self.sign_in
        return Transport(sign_in.credentials, sign_in.email, roots=roots, budget=budget, patience=patience)

    @cached_property
    def services(self) -> Services:
        """What the loops need."""
        identity = self.sign_in.email
        return Services(
            database=self.database,
            clock=self.clock,
            line=self.line,
            view_of=Views(Contact(), private_chat_url=self._private_chat_url()),
            carry_out=Deeds(self.secret),
            lacks=lacks,
            reminder_messages=reminder_messages,
            score_workbook=WorkbookPass(self.database, self.clock, Workbooks(self.google), identity, self.timing),
            close_deadlines=ClosingTime(self.database, self.clock, self.timing),
            poll_changes=self._watch(identity),
            links=self.links,
        )

    def _watch(self, identity: str) -> Callable[[], None]:
        """Ask what changed, and once a day whether anything was missed."""
        poll = ChangePoll(self.database, self.clock, DriveChanges(self.google), identity, self.timing)
        reconcile = Reconciliation(self.database, self.clock, DriveFiles(self.google).listing, identity)

        def watch() -> None:
            poll()
            reconcile()

        return watch

    @cached_property
    def links(self) -> LinkWatch:
        """How evidence links are looked at, as far as that is wanted."""
        checks = self.settings.check_links
        news = LinkNews(self.database, self.clock, checks != "off")
        if checks == "off":
            return LinkWatch(spread_news=news.spread, forget_unused=news.forget_unused)
        in_drive, on_the_web = DriveLook(self.google), checks == "all"
        look = Looking(in_drive, WebLook(in_drive) if on_the_web else None)
        return LinkWatch(look, on_the_web, news.spread, news.forget_unused)

    @cached_property
    def wake(self) -> WakeUps:
        return WakeUps(queue_at(self.settings.queue_url.get_secret_value(), self.secret), self.services)

    @property
    def secret(self) -> str:
        return self.settings.secret_key.get_secret_value()

    def web_parts(self) -> WebParts:
        """What the web side needs."""
        return WebParts(
            database=self.database,
            clock=self.clock,
            channel_secret=self.settings.line_channel_secret.get_secret_value(),
            secret_key=self.secret,
            wake_inbox=self.wake.inbox,
            bot_user_id=_once_known(lambda: self.line.bot_info().user_id),
        )

    def _private_chat_url(self) -> str:
        """The address that opens the private chat with the account; blank while LINE cannot be asked."""
        try:
            return f"https://line.me/R/ti/p/{self.line.bot_info().basic_id.replace('@', '%40')}"
        except LineError as error:
            log.warning("LINE did not tell the account's name", extra=fields(problem=where(error)))
            return ""


def _once_known(ask: Callable[[], str]) -> Callable[[], str | None]:
    """Asks until there is an answer, then remembers it; None while LINE cannot be asked."""
    known: list[str] = []

    def answer() -> str | None:
        if not known:
            try:
                known.append(ask())
            except LineError as error:
                log.warning("LINE did not tell the account's id", extra=fields(problem=where(error)))
                return None
        return known[0]

    return answer
