"""The public page and the health check."""

from __future__ import annotations

from bot.conversation.cards.welcome import NOTICE
from bot.conversation.view import NOTICE_VERSION
from bot.jobs.pulse import beat
from bot.store import pulses
from bot.store.database import Database
from tests.test_web_webhook import Web

pytest_plugins = ["tests.support.databases"]


def all_parts_give_a_sign(web: Web) -> None:
    for part in (pulses.CLOCK, pulses.WORKER):
        beat(web.bench.services(), part)


def test_the_public_page_speaks_thai_first(sqlite: Database) -> None:
    page = Web(sqlite).client.get("/").get_data(as_text=True)

    assert page.index("องค์กรต้นแบบด้านสิทธิมนุษยชน") < page.index("Human Rights Model Organisation")


def test_the_privacy_page_holds_the_notice_of_the_chat_word_for_word(sqlite: Database) -> None:
    page = Web(sqlite).client.get("/privacy").get_data(as_text=True)

    assert [line for line in (f"ฉบับที่ {NOTICE_VERSION}", *NOTICE) if line not in page] == []


def test_health_tells_how_much_waits(database: Database) -> None:
    web = Web(database)
    web.send(web.bench.text("คะแนน"))
    all_parts_give_a_sign(web)

    answer = web.client.get("/healthz")

    assert (answer.status_code, answer.get_json()) == (
        200,
        {"ok": True, "now": web.bench.clock.now().isoformat(), "stuck": {}, "inbox": {"waiting": 1}, "outbox": {}},
    )


def test_stuck_work_makes_it_unhealthy_but_the_process_answers_all_the_same(database: Database) -> None:
    web = Web(database)
    web.send(web.bench.text("คะแนน"))
    since = web.bench.clock.now()
    web.bench.clock.advance(minutes=6)
    all_parts_give_a_sign(web)

    answer = web.client.get("/healthz")

    waited = int((web.bench.clock.now() - since).total_seconds())
    assert answer.status_code == 503
    assert answer.get_json()["stuck"].keys() == {"inbox"}
    assert answer.get_json()["stuck"]["inbox"]["count"] == 1
    assert 300 < answer.get_json()["stuck"]["inbox"]["seconds"] <= waited
    assert (web.client.get("/livez").status_code, web.client.get("/livez").get_json()) == (200, {"ok": True})


def test_a_part_that_is_silent_or_never_gave_a_sign_is_named(database: Database) -> None:
    web = Web(database)
    beat(web.bench.services(), pulses.CLOCK)
    web.bench.clock.advance(minutes=4)

    answer = web.client.get("/healthz")

    silent = {"clock": {"count": 0, "seconds": 240}, "worker": {"count": 0, "seconds": None}}
    assert (answer.status_code, answer.get_json()["stuck"]) == (503, silent)


def test_a_database_without_tables_is_not_healthy(sqlite: Database) -> None:
    with sqlite.engine.begin() as connection:
        connection.exec_driver_sql("delete from alembic_version")

    answer = Web(sqlite).client.get("/healthz")

    assert answer.status_code == 503
    assert answer.get_json() == {"ok": False, "problem": "the database needs `tonbaeb migrate`"}


def test_an_unknown_page_is_not_found(sqlite: Database) -> None:
    assert Web(sqlite).client.get("/nowhere").status_code == 404
