"""The LINE stand-in's rate limits: a bucket for each endpoint, by the sandbox's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from bot.sandbox.line.api import messaging_blueprint
from bot.sandbox.line.rate_limits import RATES, RateLimits
from bot.sandbox.line.refusals import RATE_LIMITED
from bot.sandbox.line.service import Line
from bot.sandbox.state import Sandbox
from tests.support.line_stage import Answer, Stage, stage

NOON = datetime(2021, 11, 1, 5, 0, tzinfo=UTC)
MENUS = "POST /v2/bot/richmenu"
AREA = {"bounds": {"x": 0, "y": 0, "width": 800, "height": 500}, "action": {"type": "message", "text": "คะแนน"}}
MENU = {"size": {"width": 800, "height": 500}, "selected": True, "name": "a", "chatBarText": "เมนู", "areas": [AREA]}


@pytest.fixture
def line() -> Iterator[Stage]:
    with stage() as set_up:
        yield set_up


def many(limits: RateLimits, endpoint: str, times: int, now: datetime) -> int:
    """How many of so many requests at one instant are let through."""
    return sum(limits.take(endpoint, now) for _ in range(times))


def test_a_bucket_holds_all_requests_of_its_span_and_fills_evenly() -> None:
    limits = RateLimits()

    assert many(limits, MENUS, 150, NOON) == 100
    assert many(limits, MENUS, 150, NOON + timedelta(seconds=35)) == 0
    assert many(limits, MENUS, 150, NOON + timedelta(minutes=6)) == 10
    assert many(limits, MENUS, 150, NOON + timedelta(hours=9)) == 100


def test_each_method_and_path_has_a_bucket_of_its_own() -> None:
    limits = RateLimits()
    many(limits, MENUS, 100, NOON)

    assert not limits.take(MENUS, NOON)
    assert limits.take("DELETE /v2/bot/richmenu/<menu_id>", NOON)
    assert many(limits, "POST /v2/bot/message/push", 3000, NOON) == 2000


def test_a_clock_that_is_put_back_fills_nothing() -> None:
    limits = RateLimits()
    many(limits, MENUS, 100, NOON)

    assert many(limits, MENUS, 5, NOON - timedelta(hours=5)) == 0
    assert many(limits, MENUS, 150, NOON - timedelta(hours=4)) == 100


def test_one_request_too_many_is_refused_in_line_s_words_and_later_taken(line: Stage) -> None:
    made = [line.api("POST", "/v2/bot/richmenu", MENU).status for _ in range(100)]
    refused = line.api("POST", "/v2/bot/richmenu", MENU)
    line.sandbox.clock.advance(timedelta(minutes=1))

    assert set(made) == {200}
    assert refused == Answer(429, {"message": RATE_LIMITED})
    assert "Retry-After" not in refused.headers
    assert line.api("POST", "/v2/bot/richmenu", MENU).status == 200


def test_every_limit_is_one_of_an_endpoint_that_is_spoken() -> None:
    app = Flask("rules")
    app.register_blueprint(messaging_blueprint(Line(Sandbox())))
    spoken = {f"{method} {rule}" for rule in app.url_map.iter_rules() for method in rule.methods or ()}

    assert RATES.keys() <= spoken
