"""A nation's workbooks on the sandbox, all read before, and a bot whose waiting passes on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, insert, select

from bot.cases.change_poll import ChangePoll
from bot.cases.invitations import Invitations
from bot.cases.workbook_pass import WorkbookPass
from bot.demo.cast import PROGRAMME
from bot.demo.stage import Player, Stage, stage
from bot.google.budget import LocalBudget
from bot.google.drive_changes import DriveChanges
from bot.google.transport import Patience, Roots, Transport
from bot.google.workbooks import Workbooks
from bot.jobs.services import Services
from bot.jobs.ticker import Pace
from bot.jobs.wakeups import READERS
from bot.jobs.workbooks import drain_workbooks
from bot.services import Installation
from bot.store.agencies import Agency
from bot.store.workbooks import Workbook
from sheets_schema.layout import POSITION
from tests.bench.paper_time import MeteredBudget, PaperTime

TYPED = "8.3.summary_made"
"""The input whose answer is changed back and forth; its feedback follows."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a pass took: its requests as the sandbox counted them, how many of those it refused, and paper seconds."""

    changes: int
    reads: int
    writes: int
    refused: int
    seconds: float


@dataclass(frozen=True)
class Bot:
    """The loops of an installation, with one identity, on paper time."""

    services: Services
    google: Transport
    time: PaperTime
    budget: MeteredBudget

    def run_a_pass(self) -> float:
        """Ask what changed, a pace after the last time, and read and answer those workbooks; the seconds on paper.

        What is marked but not yet to be read, since someone may still be typing, is waited for outside these seconds.
        """
        self.time.sleep(Pace().changes)
        began = self.time.monotonic()
        self.services.poll_changes()
        waited = self._quiet_time()
        self.time.sleep(waited)
        self._read_together()
        return self.time.monotonic() - began - waited

    def _read_together(self) -> None:
        """As many threads as in production go through what is due."""
        self.time.begin_with(READERS)
        with ThreadPoolExecutor(READERS) as threads:
            for reading in [threads.submit(self._read) for _ in range(READERS)]:
                reading.result()
        self.time.begin_with(1)

    def _read(self) -> None:
        try:
            drain_workbooks(self.services)
        finally:
            self.time.end()

    def _quiet_time(self) -> float:
        with self.services.database.reading() as session:
            until = session.scalar(select(func.max(Workbook.not_before)).where(Workbook.dirty_since.is_not(None)))
        return max(0.0, (until - self.time.now()).total_seconds()) if until else 0.0


def bot_of(installation: Installation, *, on_the_way: float = 0.0, transport: type[Transport] = Transport) -> Bot:
    """The bot of an installation. Each of its requests takes `on_the_way` seconds on paper, besides the work."""
    paper = PaperTime(installation.clock.now())
    budget = MeteredBudget(LocalBudget(paper.monotonic), paper, on_the_way)
    settings, sign_in = installation.settings, installation.sign_in
    google = transport(
        sign_in.credentials,
        sign_in.email,
        roots=Roots(settings.google_sheets_root, settings.google_drive_root),
        budget=budget,
        patience=Patience(paper.sleep, lambda: 0.5),
    )
    services = replace(
        installation.services,
        clock=paper,
        score_workbook=WorkbookPass(
            installation.database, paper, Workbooks(google), sign_in.email, Invitations(installation.secret)
        ),
        poll_changes=ChangePoll(installation.database, paper, DriveChanges(google), sign_in.email),
    )
    return Bot(services, google, paper, budget)


@dataclass(frozen=True)
class Nation:
    """So many workbooks at the sandbox that were read and answered, and the bot that did it."""

    stage: Stage
    bot: Bot
    twins: tuple[str, ...]

    def type_into(self, number: int, text: str) -> tuple[str, ...]:
        """People answer in so many workbooks; tells which."""
        sheet, row = self.stage.row_of(TYPED)
        for file_id in self.twins[:number]:
            self.stage.hands.type_into(file_id, sheet, row, POSITION["answer"], text)
        return self.twins[:number]

    def run_a_pass(self) -> Passed:
        """One pass of the bot."""
        self.stage.hands.forget_calls()
        seconds = self.bot.run_a_pass()
        return _passed(self.stage.hands.calls(), seconds)


@contextmanager
def nation(workbooks: int) -> Iterator[Nation]:
    """A nation of so many workbooks, until the block ends: the stage's own and twins of one of these."""
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        bot = bot_of(set_up.installation)
        bot.run_a_pass()
        model = set_up.players[1]
        twins = tuple(set_up.hands.twins_of(model.file_id, workbooks - len(set_up.players)))
        _enter_as_read(set_up.installation, model, twins)
        bot.run_a_pass()
        yield Nation(set_up, bot, twins)


def _enter_as_read(installation: Installation, model: Player, twins: tuple[str, ...]) -> None:
    """Enter the twins as what they are: read and answered as the one that they are made like."""
    codes = {file_id: f"{number:05d}" for number, file_id in enumerate(twins)}
    now = installation.clock.now()
    with installation.database.writing() as session:
        known = session.get_one(Workbook, model.file_id)
        book = {column.key: getattr(known, column.key) for column in Workbook.__table__.columns}
        fixed = {"programme": PROGRAMME, "ministry": "", "active": True, "created_at": now}
        entered = [{"code": code, "name": f"หน่วยงาน {code}", **fixed} for code in codes.values()]
        session.execute(insert(Agency), entered)
        books = [{**book, "file_id": file_id, "agency_code": code} for file_id, code in codes.items()]
        session.execute(insert(Workbook), books)


def _passed(calls: list[dict[str, Any]], seconds: float) -> Passed:
    counted = Counter(_kind(call) for call in calls)
    refused = sum(call["status"] != 200 for call in calls)
    return Passed(counted["changes"], counted["reads"], counted["writes"], refused, seconds)


def _kind(call: dict[str, Any]) -> str:
    if call["path"].startswith("/v4/"):
        return "reads" if call["method"] == "GET" else "writes"
    return "changes" if call["path"].startswith("/drive/v3/changes") else call["path"]
