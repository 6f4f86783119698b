"""Looking at a link on the web: a few small requests, each to an address that was checked right before."""

from __future__ import annotations

import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bot.evidence import pinned
from bot.evidence.addresses import RefusedLinkError, Target, target_of
from bot.evidence.drive_links import DriveFile, drive_file_in
from bot.evidence.health import Observation
from bot.evidence.looks import Look, NotNowError, Turns, refused
from bot.evidence.pinned import NoAnswerError
from bot.evidence.reach import Reach
from bot.evidence.verdicts import REDIRECTS, Answer, is_sign_in, turns_robots_away, verdict

MOST_REDIRECTS = 5
MOST_ADDRESSES = 2
AGENT = "Mozilla/5.0 (compatible; tonbaeb-link-check/1.0)"
"""Says what asks; names no agency. Without the first words many servers turn a client away."""


@dataclass(frozen=True)
class WebLook:
    """Looks at web links. `ask_drive` is asked where a short link leads into Drive; `seconds` are for a whole look."""

    ask_drive: Callable[[DriveFile], Observation]
    reach: Reach = field(default_factory=Reach)
    agent: str = AGENT
    seconds: float = 20.0
    trust: Callable[[], ssl.SSLContext] = pinned.trust_of_the_public

    def __call__(self, link: str, turns: Turns) -> Look:
        visit = _Visit(self, turns)
        try:
            seen = visit.follow(target_of(link))
        except RefusedLinkError as error:
            seen = refused(error)
        except NoAnswerError as error:
            seen = Observation("temporary", error.reason, silent=error.silent)
        except socket.gaierror as error:
            seen = _unresolved(error)
        except OSError:
            seen = Observation("temporary", "dns", silent=True)
        return Look(seen, visit.requests, frozenset(visit.answered))


@dataclass
class _Visit:
    """One look while it goes on."""

    look: WebLook
    turns: Turns
    requests: Counter[str] = field(default_factory=Counter)
    answered: set[str] = field(default_factory=set)
    came_by: list[tuple[int, Target]] = field(default_factory=list)
    deadline: float = 0

    def follow(self, target: Target) -> Observation:
        """Knock, and follow where the answer leads; every step is checked as if it were the first."""
        self.deadline = time.monotonic() + self.look.seconds
        for _ in range(MOST_REDIRECTS + 1):
            if turns_robots_away(target.host):
                return Observation("not_checked", "robots")
            answer = self._knock(target)
            if answer.status not in REDIRECTS or not answer.location:
                return verdict(answer, self.came_by, target)
            self.came_by.append((answer.status, target))
            onwards = urljoin(target.url, answer.location.strip())
            file = drive_file_in(onwards)
            if file is not None:
                return self.look.ask_drive(file)
            before, target = target, target_of(onwards)
            if is_sign_in(target) and not is_sign_in(before):
                return Observation("needs_login", "sign_in_page")
            self._have_turn(target.host)
        # Many of these only want a cookie back, which a browser would bring.
        return Observation("not_checked", "redirects")

    def _knock(self, target: Target) -> Answer:
        """HEAD, which costs the site least; GET where that was no clear success, as some know only that."""
        try:
            answer = self._ask("HEAD", target)
        except NoAnswerError as error:
            if error.silent or error.reason in {"tls", "timeout"}:
                raise
            return self._ask("GET", target)
        return answer if answer.status < 400 else self._ask("GET", target)

    def _ask(self, method: str, target: Target) -> Answer:
        """One request. Another address of the same host is tried only while no connection came about."""
        addresses = self.look.reach.addresses(target)[:MOST_ADDRESSES]
        for address in addresses[:-1]:
            try:
                return self._ask_at(method, target, address)
            except NoAnswerError as error:
                if not error.silent:
                    raise
        return self._ask_at(method, target, addresses[-1])

    def _ask_at(self, method: str, target: Target, address: str) -> Answer:
        seconds = pinned.remaining(self.deadline)
        self.requests[target.host] += 1
        try:
            answer = pinned.ask(
                method, target, address, agent=self.look.agent, seconds=seconds, trust=self.look.trust()
            )
        except NoAnswerError as error:
            if not error.silent:
                self.answered.add(target.host)
            raise
        self.answered.add(target.host)
        return answer

    def _have_turn(self, host: str) -> None:
        asked = {target.host for _, target in self.came_by}
        if host not in asked and not self.turns.take(host):
            raise NotNowError(host)


def _unresolved(error: socket.gaierror) -> Observation:
    """No such name, or no answer from DNS. Which of them, machines without a network do not tell reliably."""
    if error.errno == socket.EAI_NONAME:
        return Observation("gone", "no_such_host", silent=True)
    return Observation("temporary", "dns", silent=True)
