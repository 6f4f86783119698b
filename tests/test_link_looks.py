"""Links in the store and the job that looks at them: claimed once, hosts spared, nothing lost in a crash."""

from __future__ import annotations

import io
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot import logs
from bot.evidence.health import Health, Observation
from bot.evidence.looks import Look, NotNowError, Turns
from bot.evidence.names import name_of
from bot.jobs.links import look_at_links, look_at_one
from bot.jobs.services import LinkWatch, Services
from bot.store import evidence_links
from bot.store.database import Database
from bot.store.evidence_links import LEASE, PER_REQUEST, EvidenceLink
from tests.support.job_services import NOON, Bench

pytest_plugins = ["tests.support.databases"]

A, B = "https://a.example/1", "https://b.example/1"
IN_DRIVE = "https://drive.google.com/open?id=1aBcDeFgHiJkLmNoPq"
OK = Observation("ok")
GONE = Observation("gone", "http_404")


class Seen:
    """Looks that show what they are told to, one request each; it remembers what was looked at."""

    def __init__(self, *observations: Observation) -> None:
        self.observations = list(observations) or [OK]
        self.links: list[str] = []

    def __call__(self, link: str, _turns: Turns) -> Look:
        self.links.append(link)
        seen = self.observations[min(len(self.links), len(self.observations)) - 1]
        host = link.split("/")[2]
        return Look(seen, {host: 1}, frozenset() if seen.silent else frozenset({host}))


def watched(bench: Bench, look: Callable[[str, Turns], Look], *, on_the_web: bool = True) -> Services:
    return bench.services(links=LinkWatch(look, on_the_web))


def enter(bench: Bench, *links: str) -> None:
    with bench.database.writing() as session:
        evidence_links.enter(session, links, bench.clock.now())


def row(bench: Bench, link: str) -> EvidenceLink:
    with bench.database.reading() as session:
        return evidence_links.known(session, [name_of(link)])[name_of(link)]


def look_for(bench: Bench, services: Services, **time_: float) -> None:
    """Look at whatever is due again and again while so much time goes by."""
    ends = bench.clock.now() + timedelta(**time_)
    while bench.clock.now() <= ends:
        look_at_links(services)
        bench.clock.advance(minutes=30)


def test_a_link_is_entered_once_however_it_is_spelled(database: Database) -> None:
    bench = Bench(database)
    enter(bench, A, "HTTPS://A.example:443/1#part", B)
    enter(bench, A)

    with database.reading() as session:
        assert evidence_links.by_state(session) == {"not_checked": 2}
    assert row(bench, A).link == A


def test_a_look_is_kept_and_the_next_one_is_far_away(database: Database) -> None:
    bench, seen = Bench(database), Seen()
    enter(bench, A)

    assert look_at_links(watched(bench, seen)) == 1
    assert look_at_links(watched(bench, seen)) == 0

    kept = row(bench, A)
    assert kept.health == Health("ok", "", NOON, NOON)
    assert (kept.looked_at, kept.next_look, kept.claimed_until) == (NOON, NOON + timedelta(days=7), None)


def test_one_host_gets_one_request_at_a_time_and_few_a_minute(database: Database) -> None:
    bench, seen = Bench(database), Seen()
    enter(bench, *(f"https://a.example/{number}" for number in range(30)), B)
    by_minute: list[int] = []
    for _ in range(3):
        before = len(seen.links)
        for _ in range(60):
            look_at_links(watched(bench, seen))
            bench.clock.advance(seconds=1)
        by_minute.append(sum("a.example" in link for link in seen.links[before:]))

    assert by_minute == [10, 10, 10]
    assert Counter(link.split("/")[2] for link in seen.links) == {"a.example": 30, "b.example": 1}


def test_workers_at_once_look_at_each_link_once_and_at_each_host_alone(database: Database) -> None:
    bench = Bench(database)
    links = [f"https://{host}.example/{number}" for host in "abcdef" for number in range(3)]
    enter(bench, *links)
    looked: list[str] = []
    inside: Counter[str] = Counter()
    crowded: list[str] = []

    def look(link: str, _turns: Turns) -> Look:
        host = link.split("/")[2]
        inside[host] += 1
        if inside[host] > 1:
            crowded.append(host)
        time.sleep(0.02)
        inside[host] -= 1
        looked.append(link)
        return Look(OK, {host: 0}, frozenset({host}))

    def work() -> None:
        misses = 0
        while misses < 20:  # a host that another worker has is no link for this one
            misses = 0 if look_at_one(watched(bench, look), look) else misses + 1

    at_once(work)

    assert sorted(looked) == sorted(links)
    assert crowded == []


def at_once(work: Callable[[], object], workers: int = 4) -> None:
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_crash_while_looking_costs_one_lease(database: Database) -> None:
    bench, seen = Bench(database), Seen()
    enter(bench, A)
    with database.writing() as session:
        assert evidence_links.claim_due(session, bench.clock.now(), on_the_web=True) is not None

    assert look_at_links(watched(bench, seen)) == 0
    bench.clock.set(NOON + LEASE)
    assert look_at_links(watched(bench, seen)) == 1
    assert row(bench, A).state == "ok"


def test_a_host_on_the_way_that_is_busy_puts_the_link_off_and_blames_no_one(database: Database) -> None:
    bench = Bench(database)
    enter(bench, A)
    with database.writing() as session:
        assert evidence_links.take_turn(session, "b.example", NOON)

    def look(_link: str, turns: Turns) -> Look:
        assert turns.take("a.example"), "its own host is its turn"
        if not turns.take("b.example"):
            raise NotNowError("b.example")
        return Look(OK, {"a.example": 1, "b.example": 2}, frozenset({"a.example", "b.example"}))

    assert look_at_links(watched(bench, look)) == 1
    assert row(bench, A).health == Health()

    with database.writing() as session:
        evidence_links.free_hosts(session, ["b.example"], {}, [], NOON)
    bench.clock.advance(minutes=1)
    look_at_links(watched(bench, look))
    assert row(bench, A).state == "ok"
    with database.writing() as session:
        now = bench.clock.now()
        assert not evidence_links.take_turn(session, "b.example", now + PER_REQUEST)
        assert evidence_links.take_turn(session, "b.example", now + 2 * PER_REQUEST)


def test_drive_that_takes_no_requests_now_ends_the_round(database: Database) -> None:
    bench = Bench(database)
    enter(bench, IN_DRIVE, IN_DRIVE + "2")
    asked: list[str] = []

    def look(link: str, _turns: Turns) -> Look:
        asked.append(link)
        raise NotNowError("quota")

    look_at_links(watched(bench, look))

    assert len(asked) == 1
    assert row(bench, asked[0]).health == Health()


def test_where_only_drive_is_asked_nothing_else_is(database: Database) -> None:
    bench, seen = Bench(database), Seen()
    enter(bench, A, IN_DRIVE)

    look_at_links(watched(bench, seen, on_the_web=False))

    assert seen.links == [IN_DRIVE]
    with database.reading() as session:
        assert not evidence_links.anything_due(session, NOON, on_the_web=False)
        assert evidence_links.anything_due(session, NOON, on_the_web=True)


def test_silence_counts_only_while_other_hosts_answer(sqlite: Database) -> None:
    bench = Bench(sqlite)
    silent = Observation("temporary", "unreachable", silent=True)
    enter(bench, A)
    look_for(bench, watched(bench, Seen(silent)), days=4)
    assert row(bench, A).health == Health(), "nothing answered at all: it may be our own network"

    def look(link: str, turns: Turns) -> Look:
        return Seen(silent if link == A else OK)(link, turns)

    for day in range(5):
        enter(bench, f"https://b.example/{day}")
        look_for(bench, watched(bench, look), days=1)
    assert row(bench, A).state == "temporary"


def test_a_link_that_breaks_the_look_keeps_no_other_waiting(sqlite: Database) -> None:
    bench = Bench(sqlite)
    enter(bench, A, B)

    def look(link: str, _turns: Turns) -> Look:
        if link == A:
            raise RuntimeError(link)
        return Look(OK)

    look_at_links(watched(bench, look))

    assert [row(bench, link).state for link in (A, B)] == ["not_checked", "ok"]
    assert row(bench, A).next_look == NOON + timedelta(days=1)


def test_a_link_in_trouble_is_looked_at_again_when_its_workbook_changes(sqlite: Database) -> None:
    bench = Bench(sqlite)
    enter(bench, A, B)
    look_for(bench, watched(bench, lambda link, _: Look(GONE if link == A else OK)), days=3)
    due = row(bench, A).next_look
    assert due > bench.clock.now() + timedelta(hours=1)

    bench.clock.advance(minutes=15)
    enter(bench, A, B)

    assert row(bench, A).next_look == bench.clock.now()
    assert row(bench, B).next_look > bench.clock.now() + timedelta(days=1)


def test_news_is_kept_until_it_is_told(database: Database) -> None:
    bench = Bench(database)
    enter(bench, A, B)
    services = watched(bench, lambda link, _: Look(GONE if link == A else OK))
    look_at_links(services)
    assert news(bench) == set(), "one failure is no news"

    look_for(bench, services, hours=1)
    assert news(bench) == {name_of(A)}
    with database.writing() as session:
        evidence_links.note_told(session, [name_of(A)])
    assert news(bench) == set()

    look_for(bench, watched(bench, Seen()), days=2)
    assert news(bench) == {name_of(A)}, "that it is well again is news too"


def news(bench: Bench) -> frozenset[str]:
    with bench.database.reading() as session:
        return evidence_links.changed(session)


def test_links_that_no_workbook_holds_are_forgotten(database: Database) -> None:
    bench = Bench(database)
    enter(bench, A, B)
    with database.writing() as session:
        assert evidence_links.forget_unused(session, [name_of(B)], NOON) == 0, "just entered"
        assert evidence_links.forget_unused(session, [name_of(B)], NOON + timedelta(days=2)) == 1
        assert list(evidence_links.known(session, [name_of(A), name_of(B)])) == [name_of(B)]


def test_where_links_are_not_checked_nobody_looks(sqlite: Database) -> None:
    bench = Bench(sqlite)
    enter(bench, A)

    assert look_at_links(bench.services()) == 0


@pytest.mark.parametrize("observations", [(OK,), (GONE,), ()])
def test_the_log_names_the_host_and_never_the_link(sqlite: Database, observations: Sequence[Observation]) -> None:
    bench = Bench(sqlite)
    enter(bench, "https://a.example/secret-folder/name?token=hidden")
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logs.Lines("salt"))
    log = logging.getLogger("bot.jobs.links")
    log.addHandler(handler)
    log.setLevel(logging.INFO)

    def look(link: str, turns: Turns) -> Look:
        if not observations:
            raise RuntimeError(link)
        return Seen(*observations)(link, turns)

    look_at_links(watched(bench, look))
    log.removeHandler(handler)

    assert '"host": "a.example"' in lines.getvalue()
    assert "secret" not in lines.getvalue()
    assert "hidden" not in lines.getvalue()
