"""A bot that Drive calls: the sandbox, a database, the web side that takes the calls, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.cases.by_identity import ChangePolls
from bot.cases.push_channels import ChannelKeeper
from bot.google.drive_channels import PATH
from bot.google.identities import Identities
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import BOT
from bot.sandbox.google.channels import CHANNELS
from bot.sandbox.state import Sandbox
from bot.store import agencies, drive_pages, push_channels, workbooks
from bot.store.database import Database
from bot.store.push_channels import PushChannel
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.called_address import served
from tests.support.google_side import Naps, bot_transport, person_transport, shared_template
from tests.support.sandbox import running_sandbox

SECRET = "the secret of this installation"  # made up
RETITLED = [{"updateSpreadsheetProperties": {"properties": {"title": "ชื่อใหม่"}, "fields": "title"}}]
NOWHERE = "http://127.0.0.1:9/google/changes"
SECOND = timedelta(seconds=1)


@dataclass
class House:
    """A bot beside a sandbox; its web side answers at `root` while `open_to_calls` runs."""

    sandbox: Sandbox
    database: Database
    root: str = ""
    naps: Naps = field(default_factory=Naps)

    def __post_init__(self) -> None:
        self.identities = Identities([bot_transport(self.sandbox, self.naps)])
        self.polls = ChangePolls(self.database, self.sandbox.clock, self.identities)
        self.polls()  # the first one only learns where the log begins

    @contextmanager
    def open_to_calls(self) -> Iterator[None]:
        parts = WebParts(self.database, self.sandbox.clock, "line", SECRET, lambda: None, lambda: None)
        with served(create_app(parts)) as self.root:
            yield

    def keep(self, address: str | None = "") -> None:
        self.keeper(address)()

    def keeper(self, address: str | None = "") -> ChannelKeeper:
        where = f"{self.root}{PATH}" if address == "" else address
        return ChannelKeeper(self.database, self.sandbox.clock, self.identities, address=where, secret=SECRET)

    def rows(self) -> list[PushChannel]:
        with self.database.reading() as session:
            return push_channels.of_log(session, BOT, "")

    def at_drive(self) -> list[str]:
        """The ids of the channels that are open at Drive, oldest first."""
        return [key for key, channel in self.sandbox.shelf.all(CHANNELS).items() if not channel["stopped"]]

    def is_pushed(self) -> bool:
        with self.database.reading() as session:
            return drive_pages.anything_pushed(session, self.sandbox.clock.now())

    def is_known_open(self) -> bool:
        return any(row.resource_id for row in self.rows())

    def workbook(self) -> str:
        """A workbook of an agency that was read already."""
        file_id = shared_template(self.sandbox, self.naps)
        now = self.sandbox.clock.now()
        with self.database.writing() as session:
            agencies.register(session, "A", "กรม", "hrmo-2565", now=now)
            workbooks.connect(session, file_id, "A", identity=BOT, url="", now=now)
        self.polls()
        with self.database.writing() as session:
            session.get_one(workbooks.Workbook, file_id).dirty_since = None
        return file_id

    def is_dirty(self, file_id: str) -> bool:
        with self.database.reading() as session:
            return session.get_one(workbooks.Workbook, file_id).dirty_since is not None

    def edit(self, file_id: str) -> None:
        Workbooks(person_transport(self.sandbox, self.naps)).build(file_id, RETITLED)


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    with running_sandbox() as sandbox:
        yield House(sandbox, database)
