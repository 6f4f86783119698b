"""From the phone to the answer and back: webhook, inbox, conversation, the real SDK and the sandbox's LINE."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from bot.clock import ClockError, RemoteClock
from bot.jobs.inbox import drain_inbox
from bot.line.client import LineClient
from bot.sandbox.credentials import line_channel
from bot.sandbox.line import set_webhook
from bot.store import inbox
from bot.store.database import Database
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.job_services import Bench
from tests.support.sandbox import running_sandbox

pytest_plugins = ["tests.support.databases"]


class Story:
    """A person at a phone, and a bot that is served on this machine."""

    def __init__(self, root: str, client: LineClient, database: Database) -> None:
        self.root = root
        self.database = database
        self.clock = RemoteClock(f"{root}/sandbox/api/clock")
        self.services = Bench(database).services(clock=self.clock, line=client)
        self.user = str(self.control("POST", "line/users", {"displayName": "สมหญิง", "language": "th"})["userId"])

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.root}/sandbox/api/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def write(self, text: str) -> None:
        self.control("POST", f"line/chats/{self.user}/text", {"text": text})

    def answers(self) -> int:
        """How many messages of the bot stand in the chat, after whatever is due was answered."""
        drain_inbox(self.services)
        said = self.control("GET", f"line/chats/{self.user}")["messages"]
        return len([each for each in said if each["from"] == "bot"])

    def events(self) -> int:
        with self.database.reading() as session:
            return sum(inbox.counts(session).values())


@pytest.fixture
def story(sqlite: Database) -> Iterator[Story]:
    with running_sandbox() as sandbox:
        channel = line_channel(sandbox)
        client = LineClient(sandbox.root, channel.access_token)
        clock = RemoteClock(f"{sandbox.root}/sandbox/api/clock")
        bot_id = client.bot_info().user_id
        parts = WebParts(sqlite, clock, channel.secret, "key", lambda: None, lambda: bot_id)
        server = make_server("127.0.0.1", 0, create_app(parts), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        set_webhook(sandbox, url=f"http://127.0.0.1:{server.server_port}/line/webhook", active=True)
        yield Story(sandbox.root, client, sqlite)
        server.shutdown()
        thread.join()
        server.server_close()


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


def test_a_person_adds_the_bot_writes_and_is_answered(story: Story) -> None:
    story.control("POST", f"line/chats/{story.user}/follow")
    wait_for(lambda: story.answers() == 1)

    story.write("ช่วยเหลือ")
    wait_for(lambda: story.answers() == 2)

    with story.database.reading() as session:
        assert inbox.counts(session) == {"done": 2}


def test_webhooks_that_come_twice_are_answered_once(story: Story) -> None:
    story.control("POST", "faults", {"fault": "duplicate-webhook"})
    story.control("POST", f"line/chats/{story.user}/follow")

    wait_for(lambda: story.answers() == 1)
    time.sleep(0.5)

    assert (story.answers(), story.events()) == (1, 1)


def test_lines_in_a_row_get_one_answer(story: Story) -> None:
    story.control("POST", f"line/chats/{story.user}/follow")
    wait_for(lambda: story.answers() == 1)

    story.write("สวัสดีค่ะ")
    story.write("ช่วยเหลือ")
    wait_for(lambda: story.events() == 3)
    story.control("POST", "clock", {"advance_seconds": 3})

    assert story.answers() == 2


def test_moving_the_sandboxs_clock_moves_the_bots(story: Story) -> None:
    before = story.clock.now()

    story.control("POST", "clock", {"advance_seconds": 86400})

    assert 86400 <= (story.clock.now() - before).total_seconds() < 86400 + 30


def test_a_clock_that_does_not_answer_is_an_error() -> None:
    with pytest.raises(ClockError):
        RemoteClock("http://127.0.0.1:9/clock").now()
