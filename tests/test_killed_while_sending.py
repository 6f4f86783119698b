"""A worker killed right before or right after LINE accepted, before that was noted: people get exactly one message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.line.client import LineClient
from bot.store import inbox, outbox
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import Bench
from tests.support.line_stage import Stage, listening
from tests.support.sandbox import running_sandbox

pytest_plugins = ["tests.support.databases"]

WORKER = """
import os, signal, sys
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.line.client import LineClient
from bot.store.database import Database, engine
from tests.support.job_services import Bench

url, root, token, moment = sys.argv[1:]

class Deadly(LineClient):
    def reply(self, *call):
        return self._killed(super().reply, call)
    def push(self, *call):
        return self._killed(super().push, call)
    def multicast(self, *call):
        return self._killed(super().multicast, call)
    def _killed(self, send, call):
        if moment == "after":
            print("accepted", send(*call).request_id, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

services = Bench(Database(engine(url)), line=Deadly(root, token)).services()
drain_inbox(services)
drain_outbox(services)
"""


class Scene:
    """A bot with a database of its own, and its friends in the sandbox."""

    def __init__(self, line: Stage, database: Database, url: str) -> None:
        self.line, self.url = line, url
        self.friends = [line.friend("สมชาย"), line.friend("สมหญิง")]
        self.bench = Bench(database)
        for friend in self.friends:
            self.bench.link(friend)

    def is_to_push(self) -> None:
        self._queue(self.friends[:1])

    def is_to_multicast(self) -> None:
        self._queue(self.friends)

    def is_to_reply(self) -> None:
        """A reply token lives once its webhook was received."""
        with listening(self.line.sandbox) as listener:
            self.line.control("POST", f"chats/{self.friends[0]}/postback", {"data": "?"})
            self.bench.take_in(*listener.events(1))

    def _queue(self, people: list[str]) -> None:
        text = [{"type": "text", "text": "ผลการพิจารณา"}]
        with self.bench.database.writing() as session:
            for person in people:
                outbox.queue_message(session, Draft(person, person, "result", text, "ทดสอบ"), self.bench.clock.now())

    def a_worker_is_killed(self, moment: str) -> str:
        """What it could still say."""
        arguments = [self.url, self.line.sandbox.root, self.line.account.token, moment]
        killed = subprocess.run(
            [sys.executable, "-c", WORKER, *arguments],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        return killed.stdout.partition(" ")[0]

    def another_works(self) -> None:
        self.bench.clock.advance(minutes=3)
        services = self.bench.services(line=LineClient(self.line.sandbox.root, self.line.account.token))
        drain_inbox(services)
        drain_outbox(services)

    def heard(self) -> list[int]:
        """How many messages each friend got."""
        return [len(self.line.messages(friend)) for friend in self.friends]

    def recorded(self) -> tuple[dict[str, int], dict[str, int]]:
        with self.bench.database.reading() as session:
            return inbox.counts(session), outbox.counts(session)


@pytest.fixture
def scene(sqlite: Database, tmp_path: Path) -> Iterator[Scene]:
    with running_sandbox() as sandbox:
        yield Scene(Stage(sandbox), sqlite, f"sqlite:///{tmp_path / 'test.db'}")


@pytest.mark.parametrize(
    ("prepare", "told", "recorded"),
    [
        (Scene.is_to_push, [1, 0], ({}, {"accepted": 1})),
        (Scene.is_to_multicast, [1, 1], ({}, {"accepted": 2})),
        (Scene.is_to_reply, [1, 0], ({"done": 1}, {})),
    ],
    ids=["push", "multicast", "reply"],
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_exactly_one_message_comes_of_it(
    scene: Scene,
    moment: str,
    prepare: Callable[[Scene], None],
    told: list[int],
    recorded: tuple[dict[str, int], dict[str, int]],
) -> None:
    prepare(scene)

    said = scene.a_worker_is_killed(moment)
    heard_by_then, unrecorded = scene.heard(), scene.recorded()
    scene.another_works()

    assert said == ("accepted" if moment == "after" else "")
    assert heard_by_then == (told if moment == "after" else [0, 0])
    assert unrecorded != recorded
    assert (scene.heard(), scene.recorded()) == (told, recorded)
