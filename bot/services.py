"""The one place that chooses the real parts and wires them together."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from bot.cases.by_identity import ChangePolls, PassByIdentity
from bot.cases.calendar_feed import CalendarFeeds
from bot.cases.closing_time import ClosingTime
from bot.cases.control_pass import BY as CONTROL_WORKBOOK
from bot.cases.control_pass import ControlPass
from bot.cases.control_sheet import ControlRefresh, ControlSheetPass
from bot.cases.deeds import Deeds
from bot.cases.enrolment import Enrolment
from bot.cases.invitations import Invitations
from bot.cases.link_news import LinkNews
from bot.cases.masters import Masters
from bot.cases.push_channels import ChannelKeeper
from bot.cases.reminding import lacks, reminder_messages
from bot.cases.timing import USUAL, Timing
from bot.cases.views import Views
from bot.cases.workbook_check import Inspector
from bot.clock import Clock, clock_at
from bot.conversation.view import Contact
from bot.evidence.drive_look import DriveLook
from bot.evidence.looking import Looking
from bot.evidence.web_look import WebLook
from bot.google.budget import BURST, PER_MINUTE
from bot.google.credentials import PROVISIONING, READING_AND_FEEDBACK, SignIn, bot_sign_ins, person_sign_in
from bot.google.drive_channels import PATH as PUSHED_TO
from bot.google.identities import Identities
from bot.google.transport import Patience, Roots, Transport
from bot.jobs.services import LinkWatch, Services
from bot.jobs.side_by_side import SideBySide
from bot.jobs.wakeups import WakeUps, queue_at
from bot.line.client import CALLS_AT_ONCE, LineClient
from bot.line.errors import LineError
from bot.line.own_id import OwnId
from bot.logs import fields, where
from bot.settings import Settings
from bot.store.budgets import SharedBudget
from bot.store.database import Database, engine
from bot.store.retention import Retention
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
        """The first of the bot's own sign-ins at Google."""
        return self._sign_ins[0]

    @cached_property
    def identities(self) -> Identities:
        """The bot's accounts, for reading workbooks and answering in them."""
        return Identities(self._transport(sign_in) for sign_in in self._sign_ins)

    @cached_property
    def makers(self) -> Identities:
        """The same accounts with the wider permission that making, copying and sharing workbooks needs."""
        return Identities(self._transport(sign_in) for sign_in in self._signed_in(PROVISIONING))

    @cached_property
    def person(self) -> Transport | None:
        """The person who makes workbooks, where one consented."""
        consent = self.settings.google_authorized_user_json.get_secret_value()
        if not consent:
            return None
        return self._transport(person_sign_in(consent, any_token_address=self.settings.leaves_google()))

    @cached_property
    def _sign_ins(self) -> tuple[SignIn, ...]:
        return self._signed_in(READING_AND_FEEDBACK)

    def _signed_in(self, scopes: Sequence[str]) -> tuple[SignIn, ...]:
        keys = self.settings.google_service_account_json.get_secret_value()
        return bot_sign_ins(keys, scopes=scopes, any_token_address=self.settings.leaves_google())

    def _transport(self, sign_in: SignIn) -> Transport:
        roots = Roots(self.settings.google_sheets_root, self.settings.google_drive_root)
        patience = Patience(time.sleep, random.random)
        budget = SharedBudget(self.database, {str(kind): most for kind, most in PER_MINUTE.items()}, burst=BURST)
        return Transport(sign_in.credentials, sign_in.email, roots=roots, budget=budget, patience=patience)

    @cached_property
    def services(self) -> Services:
        """What the loops need."""
        base_url = self.settings.pages_root()
        polls = ChangePolls(self.database, self.clock, self.identities, self.timing)
        return Services(
            database=self.database,
            clock=self.clock,
            line=self.line,
            view_of=Views(
                self._contact(),
                self._private_chat_url(),
                CalendarFeeds(base_url, self.secret).address,
                f"{base_url}/privacy" if base_url else "",
            ),
            carry_out=Deeds(self.secret, base_url),
            lacks=lacks,
            reminder_messages=reminder_messages,
            score_workbook=PassByIdentity(self.database, self.clock, self.identities, self._invitations(), self.timing),
            read_control=self._control_pass(),
            refresh_control=ControlRefresh(self.database, self.clock),
            close_deadlines=ClosingTime(self.database, self.clock, self.timing),
            poll_changes=polls,
            poll_pushed=polls.pushed,
            keep_channels=self._keeper(),
            links=self.links,
            show_menu=self.line.menus.show_to,
            retention=self._retention(),
            do_all=SideBySide(CALLS_AT_ONCE),
        )

    def _retention(self) -> Retention:
        """How long what names people is kept."""
        given = self.settings
        return Retention(
            events=timedelta(days=given.keep_events_days),
            messages=timedelta(days=given.keep_messages_days),
            codes=timedelta(days=given.keep_codes_days),
            help_requests=timedelta(days=given.keep_help_days),
            senders=timedelta(days=given.keep_senders_days),
        )

    def _invitations(self) -> Invitations:
        return Invitations(self.secret, wanted=self.settings.codes_in_workbooks == "on")

    def control_rows(self) -> ControlPass:
        """What applies the rows of a control workbook."""
        enrolment = Enrolment(
            database=self.database,
            clock=self.clock,
            provider=None,
            inspector=lambda: Inspector(self.identities),
            master_of=Masters(self.database, self.clock, self.settings.templates()).of,
            by=CONTROL_WORKBOOK,
        )
        return ControlPass(self.database, self.clock, enrolment)

    def _control_pass(self) -> ControlSheetPass:
        return ControlSheetPass(self.database, self.clock, self.identities, self.control_rows())

    def _keeper(self) -> ChannelKeeper:
        """Keeps Drive's push channels: open where they are wanted, else stopped."""
        wanted = self.settings.google_push == "on"
        address = f"{self.settings.base_url}{PUSHED_TO}" if wanted else None
        return ChannelKeeper(self.database, self.clock, self.identities, address=address, secret=self.secret)

    @cached_property
    def links(self) -> LinkWatch:
        """How evidence links are looked at, as far as that is wanted."""
        checks = self.settings.check_links
        news = LinkNews(self.database, self.clock, checks != "off")
        if checks == "off":
            return LinkWatch(spread_news=news.spread, forget_unused=news.forget_unused)
        in_drive, on_the_web = DriveLook(next(iter(self.identities))), checks == "all"
        look = Looking(in_drive, WebLook(in_drive) if on_the_web else None)
        return LinkWatch(look, on_the_web, news.spread, news.forget_unused)

    @cached_property
    def wake(self) -> WakeUps:
        return WakeUps(queue_at(self.settings.queue_url.get_secret_value(), self.secret), lambda: self.services)

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
            bot_user_id=OwnId(lambda: self.line.bot_info().user_id),
            base_url=self.settings.base_url,
            trusted_proxies=self.settings.trusted_proxies,
            metrics_token=self.settings.metrics_token.get_secret_value(),
        )

    def _contact(self) -> Contact:
        """Where people reach the secretariat, as far as it is set."""
        given = self.settings
        contact = Contact(phone=given.contact_phone, email=given.contact_email, hours=given.contact_hours)
        return replace(contact, office=given.contact_office) if given.contact_office else contact

    def _private_chat_url(self) -> str:
        """The address that opens the private chat with the account; blank while LINE cannot be asked."""
        try:
            return f"https://line.me/R/ti/p/{self.line.bot_info().basic_id.replace('@', '%40')}"
        except LineError as error:
            log.warning("LINE did not tell the account's name", extra=fields(problem=where(error)))
            return ""
