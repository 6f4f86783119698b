"""The figures of an installation, read as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families

from bot.store import agencies, line_quota, pulses, workbooks
from bot.store.budgets import SharedBudget
from bot.store.database import Database
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.job_services import NOON, USER
from tests.support.many_agencies import enter_season
from tests.test_web_webhook import BOT, SECRET, Web

pytest_plugins = ["tests.support.databases"]

TOKEN = "t0ken-of-metrics"
OPEN = "application/openmetrics-text; version=1.0.0"
OF_THE_PROCESS = ("process_", "python_")
NAME = "กรมบังคับคดี"


class Watched(Web):
    """The application as someone with the token sees it."""

    def __init__(self, database: Database, token: str = TOKEN) -> None:
        super().__init__(database)
        parts = WebParts(database, self.bench.clock, SECRET, "key", self._wake, lambda: BOT)
        self.client = create_app(replace(parts, metrics_token=token)).test_client()

    def page(self, accept: str = "") -> str:
        answer = self.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Accept": accept})
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def figures(self, accept: str = "") -> dict[str, float]:
        """Every figure of ours by its name and labels."""
        parse: Callable[[str], Iterable[Metric]] = open_metrics if accept else text_string_to_metric_families
        return {
            f"{sample.name}{list(sample.labels.values()) or ''}": sample.value
            for family in parse(self.page(accept))
            for sample in family.samples
            if not sample.name.startswith(OF_THE_PROCESS)
        }


def test_figures_tell_how_the_work_stands(database: Database) -> None:
    watched = Watched(database)
    watched.send(watched.bench.text("คะแนน"))
    with database.writing() as session:
        for code in ("A-1", "A-2"):
            agencies.register(session, code, NAME, "hrmo-2565", now=NOON)
            workbooks.connect(session, f"file of {code}", code, identity="bot@example", url="", now=NOON)
        workbooks.note_gone(session, "file of A-2", "ไม่พบไฟล์", NOON)
        line_quota.note_told(session, 300, 240, NOON)
    watched.bench.clock.advance(minutes=2)

    found = watched.figures()

    asked = {
        "tonbaeb_waiting['inbox']": 1.0,
        "tonbaeb_waiting_limit_seconds['inbox']": 300.0,
        "tonbaeb_inbox_events['waiting']": 1.0,
        "tonbaeb_workbooks['well']": 1.0,
        "tonbaeb_workbooks['out_of_reach']": 1.0,
        "tonbaeb_agencies['hrmo-2565']": 2.0,
        "tonbaeb_line_messages_used": 240.0,
        "tonbaeb_line_messages_limit": 300.0,
        "tonbaeb_line_refusing": 0.0,
        "tonbaeb_line_asked_seconds_ago": timedelta(minutes=2).total_seconds(),
    }
    assert {name: found[name] for name in asked} == asked
    assert 100 < found["tonbaeb_waiting_oldest_seconds['inbox']"] <= 120


@pytest.mark.parametrize("accept", ["", OPEN])
def test_each_format_tells_who_is_silent_and_what_was_asked_of_google(sqlite: Database, accept: str) -> None:
    watched = Watched(sqlite)
    budget = SharedBudget(sqlite, {"read": 60, "write": 60}, burst=4)
    for identity, kind in (("bot@x", "read"), ("person@example.go.th", "read"), ("bot@x", "write")):
        budget.spend(identity, kind)
    with sqlite.writing() as session:
        pulses.note(session, pulses.CLOCK, watched.bench.clock.now())

    found = watched.figures(accept)

    asked = {
        "tonbaeb_stuck['clock']": 0.0,
        "tonbaeb_stuck['worker']": 1.0,
        "tonbaeb_stuck['inbox']": 0.0,
        "tonbaeb_google_requests_total['read']": 2.0,
        "tonbaeb_google_requests_total['write']": 1.0,
    }
    assert {name: found[name] for name in asked} == asked
    assert found["tonbaeb_last_sign_timestamp_seconds['clock']"] <= watched.bench.clock.now().timestamp()
    assert "@" not in watched.page(accept)


def test_more_agencies_make_no_more_lines(sqlite: Database) -> None:
    watched = Watched(sqlite)
    enter_season(sqlite, 3, NOON)
    before = watched.figures()

    enter_season(sqlite, 40, NOON, after=3)

    assert watched.figures().keys() == before.keys()


def test_nobody_is_named_in_them(sqlite: Database) -> None:
    watched = Watched(sqlite)
    watched.send(watched.bench.text("ความลับของเรา"))
    with sqlite.writing() as session:
        agencies.register(session, "A-1", NAME, "hrmo-2565", now=NOON)

    assert [word for word in (USER, "ความลับ", NAME, "A-1") if word in watched.page()] == []


def test_memory_is_that_of_the_process_that_was_asked(sqlite: Database) -> None:
    assert "process_resident_memory_bytes" in Watched(sqlite).page()


def test_without_the_token_there_is_nothing_to_see(sqlite: Database) -> None:
    closed, open_ = Watched(sqlite, token=""), Watched(sqlite)
    wrong = {"Authorization": "Bearer another"}

    assert closed.client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert [open_.client.get("/metrics", headers=given).status_code for given in ({}, wrong)] == [401, 401]
