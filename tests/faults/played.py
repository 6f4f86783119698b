"""Playing a day on an installation, calm or with kills, and giving account of it."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.account import Account, account
from tests.faults.day import Round, day
from tests.faults.processes import Processes
from tests.faults.role import HOST
from tests.faults.town import OF_WORKBOOKS, Storm, Town, town

BUSY = 2.5
"""Seconds after its beginning within which a round's processes are killed."""


OF_GOOGLE = (
    Storm("429", "/v4/"),
    Storm("429-bare", "/v4/"),
    Storm("500", "/v4/", "GET"),
    Storm("503", "/v4/"),
    Storm("502-html", "/v4/"),
    Storm("reset", "/v4/"),
    Storm("lost-answer", "/v4/", "POST"),
    Storm("503-after-work", "/v4/", "POST"),
    Storm("503", "/drive/v3/changes"),
    Storm("403-userRateLimitExceeded", "/drive/v3/changes"),
    Storm("changes-duplicate", ""),
    Storm("changes-reordered", ""),
)
OF_LINE = (
    Storm("timeout-after-accept", "/message/push"),
    Storm("timeout-after-accept", "/message/multicast"),
    Storm("500", "/message/"),
    Storm("503", "/message/"),
    Storm("503-after-work", "/message/"),
    Storm("502-html", "/message/"),
    Storm("429", "/message/"),
    Storm("reset", "/message/push"),
    Storm("duplicate-webhook", ""),
    Storm("reorder-webhooks", ""),
)
"""What LINE leaves undone without a word while it replies (a hang, a cut connection) is not among these: a reply
whose fate is unknown is not repeated."""


@dataclass(frozen=True)
class Played:
    """What came of it; how often each role was killed, and how often a lease had to be waited for."""

    account: Account
    kills: Counter[str]
    jumps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A day of so many rounds among so many agencies.

    In each round so many processes are killed; with `storms` one thing goes wrong at Google and one at LINE.
    """

    seed: int
    rounds: int
    agencies: int
    kills: int = 0
    storms: bool = False


def play(
    plan: Plan, roles: Sequence[str], folder: Path, database_url: str, tell: Callable[[str], None] = lambda _line: None
) -> Played:
    """The day from morning to evening, on a database with our tables and nothing in them.

    AssertionError where something that is due is never done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with town(folder, database_url, _free_port(), plan.agencies) as place:
        processes = Processes(roles, place.settings(database_url), folder)
        try:
            processes.start()
            place.settle()
            killer = _Killer(processes, random.Random(plan.seed), plan.kills)
            chance = random.Random(plan.seed)
            jumps = 0
            for number, each in enumerate(day(plan.seed, plan.rounds, plan.agencies)):
                if plan.storms:
                    place.brew(chance.choice(OF_GOOGLE), chance.choice(OF_LINE))
                jumps += _play_round(place, each, killer)
                tell(f"{each.at:%H:%M} round {number + 1} of {plan.rounds}, killed {killer.killed.total()}")
            return Played(account(place), killer.killed, jumps, time.monotonic() - began)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{processes.last_words()}") from error
        finally:
            processes.stop()


def _play_round(place: Town, each: Round, killer: _Killer) -> int:
    place.goes_on_to(each.at)
    people = threading.Thread(target=place.does_all, args=(each.acts,))
    people.start()
    killer.kill_some()
    people.join()
    killer.await_all()
    return place.settle() if each.is_last else place.settle(OF_WORKBOOKS)


class _Killer:
    def __init__(self, processes: Processes, chance: random.Random, each_round: int) -> None:
        self._processes, self._chance, self._each_round = processes, chance, each_round
        self.killed: Counter[str] = Counter()

    def await_all(self) -> None:
        self._processes.are_up()

    def kill_some(self) -> None:
        """At random moments of the round's beginning; the web side once at most, so that events still come through."""
        began, names = time.monotonic(), list(self._processes.names)
        for moment in sorted(self._chance.uniform(0, BUSY) for _ in range(self._each_round)):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            name = self._chance.choice(names)
            self._processes.kill(name)
            self.killed[name.partition("-")[0]] += 1
            if name.startswith(("web", "serve")):
                names.remove(name)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])
