"""Setting the stage: a sandbox, a bot that talks to it, three workbooks filled by hand, and people in LINE."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cases import deadline_entry, menu_setup, secretariat
from bot.cases.timing import AT_ONCE, Timing
from bot.conversation.unpsa import call_of_2022
from bot.demo import cast
from bot.demo.sandbox_hands import SandboxHands
from bot.google.budget import LocalBudget
from bot.google.credentials import person_sign_in
from bot.google.provisioning import Provisioning
from bot.google.transport import SHEETS, Patience, Roots, Transport
from bot.google.workbooks import Workbooks
from bot.jobs.ticker import Pace
from bot.one_process import running
from bot.sandbox.credentials import authorized_user_info, bot_settings
from bot.sandbox.server import start
from bot.sandbox.state import Sandbox
from bot.services import Installation
from bot.settings import Settings, read
from bot.store import deadlines, link_codes, officers
from bot.store.agencies import Agency
from bot.store.migrate import migrate
from scoring import programmes
from sheets_schema.cells import a1
from sheets_schema.google_template import template_requests
from sheets_schema.layout import POSITION, TemplateTab, template

HOST = "127.0.0.1"
QUICK = Timing(quiet=timedelta(seconds=0.5), longest=timedelta(seconds=2))
"""On stage nobody wants to wait: a pause of half a second in typing is enough."""

PACE = Pace(due=0.5, changes=0.7, closings=1, reminders=1, link_news=2, menus=0.5)


@dataclass(frozen=True, slots=True)
class Player:
    """An agency on stage: its workbook, its officer in LINE, and the code that links them."""

    agency: cast.DemoAgency
    file_id: str
    user_id: str
    code: str


@dataclass(frozen=True)
class Stage:
    """Everything that the demo shows. `page` is the address for a person's browser, `bot` the bot's own.

    `owner` is the sign-in of the person who made the workbooks and may share them. `secretary` and `clerk` are the
    secretariat's officers in LINE; a result needs both.
    """

    page: str
    bot: str
    installation: Installation
    owner: Transport
    hands: SandboxHands
    tabs: tuple[TemplateTab, ...]
    players: tuple[Player, ...]
    secretary: str
    clerk: str

    def call(self, agency: cast.DemoAgency) -> Player:
        """Have one more agency enter, with the deadlines that its programme states."""
        installation = self.installation
        with installation.database.writing() as session:
            deadline_entry.enter_stated(session, agency.programme, by="demo", now=installation.clock.now())
        return _enter(agency, self.owner, installation, self.hands)

    def row_of(self, key: str) -> tuple[int, int]:
        """The tab's id and the row of an input in every workbook of the demo."""
        return next(
            (tab.sheet, number)
            for tab in self.tabs
            for number, row in enumerate(tab.rows)
            if row.kind in {"input", "handing_in"} and row.texts[0] == key
        )


@contextmanager
def stage(*, port: int, sandbox_port: int, via: str | None = None, pace: Pace | None = PACE) -> Iterator[Stage]:
    """The demo, running until the block ends; its data are thrown away. OSError where a port is in use.

    The bot talks to `via` where it is given (a recording proxy before the sandbox, say), else to the sandbox itself.
    With a `pace` of None nothing works by itself: whoever set the stage takes each step.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="tonbaeb-demo-")))
        sandbox = Sandbox(folder / "sandbox")
        server = start(sandbox, sandbox_port)
        stack.callback(server.stop)
        hands = SandboxHands(sandbox.root)
        hands.set_clock(cast.CURTAIN)
        port = port or _free_port()
        installation = Installation(_settings(sandbox, folder, via, port), QUICK if pace else AT_ONCE)
        migrate(installation.database.engine)
        bot = ""
        if pace is not None:
            bot = f"http://{HOST}:{stack.enter_context(running(installation, host=HOST, port=port, pace=pace))}"
            installation.line.set_webhook_url(f"{bot}/line/webhook")
            menu_setup.put_up(installation.line.menus, installation.database, installation.clock)
        installation.services.poll_changes()
        owner = _owner(sandbox)
        tabs = template(programmes.load(cast.PROGRAMME), programmes.words(cast.PROGRAMME))
        players = tuple(_enter(each, owner, installation, hands) for each in cast.agencies())
        secretary, clerk = (_enter_officer(name, installation, hands) for name in (cast.SECRETARY, cast.CLERK))
        _enter_deadlines(installation)
        yield Stage(sandbox.root, bot, installation, owner, hands, tabs, players, secretary, clerk)


def _free_port() -> int:
    """A port that is free now: links to the bot's own pages name it before the bot listens there."""
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def _settings(sandbox: Sandbox, folder: Path, via: str | None, port: int) -> Settings:
    """The settings that the sandbox writes for its clients, read the way a real installation reads them."""
    given = bot_settings(sandbox)
    if via is not None:
        given = {name: value.replace(sandbox.root, via.rstrip("/")) for name, value in given.items()}
        given |= {"CLOCK_URL": bot_settings(sandbox)["CLOCK_URL"]}
    given |= {"DATABASE_URL": f"sqlite:///{(folder / 'tonbaeb.db').as_posix()}", "BASE_URL": f"http://{HOST}:{port}"}
    file = folder / "bot.env"
    file.write_text("".join(f"{name}='{value}'\n" for name, value in given.items()), encoding="utf-8")
    return read(env_file=file)


def _enter_officer(name: str, installation: Installation, hands: SandboxHands) -> str:
    """An officer of the secretariat, who may give orders in LINE."""
    user_id = hands.new_person(name)
    with installation.database.writing() as session:
        officers.add(session, user_id, name, installation.clock.now())
    return user_id


def _enter_deadlines(installation: Installation) -> None:
    with installation.database.writing() as session:
        for deadline in (call_of_2022().deadline, cast.AWARD_2565):
            deadlines.enter(session, deadline, installation.clock.now())


def _enter(
    agency: cast.DemoAgency,
    owner: Transport,
    installation: Installation,
    hands: SandboxHands,
) -> Player:
    """An agency's workbook is made, filled and shared with the bot, the agency entered; its officer gets a code."""
    file_id = _workbook(agency, owner)
    Provisioning(owner).share(file_id, installation.sign_in.email)
    url = f"{installation.settings.clock_url.partition('/sandbox')[0]}/?workbook={file_id}"
    entry = Agency(code=agency.code, name=agency.name, programme=agency.programme, ministry="")
    now, identity = installation.clock.now(), installation.sign_in.email
    with installation.database.writing() as session:
        secretariat.enter_agency(session, entry, file_id, url, identity=identity, now=now)
        code = link_codes.issue(session, agency.code, secret=installation.secret, issued_by="demo", now=now)
    return Player(agency, file_id, hands.new_person(f"{agency.contact} ({agency.code})"), code)


def _owner(sandbox: Sandbox) -> Transport:
    """A person of the secretariat, who may own files as a service account may not."""
    sign_in = person_sign_in(json.dumps(authorized_user_info(sandbox)), any_token_address=True)
    return Transport(
        sign_in.credentials,
        sign_in.email,
        roots=Roots(sandbox.root, sandbox.root),
        budget=LocalBudget(time.monotonic),
        patience=Patience(time.sleep, random.random),
    )


def _workbook(agency: cast.DemoAgency, owner: Transport) -> str:
    """A workbook made from the template and filled as the agency's officer filled it."""
    programme, words = programmes.load(agency.programme), programmes.words(agency.programme)
    title = f"{agency.name} · {words.programme('short_name')}"
    file_id = Provisioning(owner).create(title)
    Workbooks(owner).build(file_id, template_requests(programme, words, title=title))
    typed = {"valueInputOption": "USER_ENTERED", "data": list(_typed(agency.entries, template(programme, words)))}
    owner.ask("post", f"{SHEETS}/v4/spreadsheets/{file_id}/values:batchUpdate", json=typed)
    return file_id


def _typed(entries: Mapping[str, cast.Entry], tabs: tuple[TemplateTab, ...]) -> Iterator[dict[str, object]]:
    """The officers' entries as ranges of values."""
    for tab in tabs:
        for number, row in enumerate(tab.rows):
            entry = entries.get(row.input.key) if row.input else None
            if entry is not None:
                start = a1(number, POSITION["answer"])
                yield {"range": f"'{tab.title}'!{start}", "values": [[entry.answer, entry.evidence]]}
