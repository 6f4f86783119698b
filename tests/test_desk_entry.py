"""Who comes into the desk, how, and what nobody else can open."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.store import login_links, web_sessions
from bot.store.database import Database
from bot.web.desk.people import ROLES
from tests.support.desk_web import DeskWeb

pytest_plugins = ["tests.support.databases"]

WITHOUT_SESSION = {"/desk/door", "/desk/enter/<token>"}


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    return DeskWeb(sqlite)


def test_a_link_leads_to_the_overview_and_works_once(web: DeskWeb) -> None:
    link, mine, thief = web.link(), web.stranger(), web.stranger()
    shown = thief.open(link)

    answer = mine.send(link, mine.open(link))
    assert (answer.request.path, "สมหญิง" in answer.get_data(as_text=True)) == ("/desk/", True)
    late = thief.send(link, shown)
    assert late.status_code == 410
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in late.get_data(as_text=True)


def test_opening_a_link_as_a_preview_does_not_use_it(web: DeskWeb) -> None:
    link, preview, officer = web.link(), web.stranger(), web.stranger()
    preview.open(link)

    assert officer.send(link, officer.open(link)).request.path == "/desk/"


def test_a_link_that_ran_out_says_how_to_get_another(web: DeskWeb) -> None:
    link = web.link()
    web.clock.set(web.clock.now() + login_links.LIFE)

    answer = web.stranger().open(link)
    assert answer.status_code == 410
    assert "ขอลิงก์ใหม่โดยพิมพ์ “แดชบอร์ด”" in answer.get_data(as_text=True)


def pages(web: DeskWeb) -> list[tuple[str, str, frozenset[str] | None]]:
    """Every page of the desk: its method, its rule, and the roles that may open it."""
    return [
        (method, rule.rule, getattr(web.app.view_functions[rule.endpoint], ROLES, None))
        for rule in web.app.url_map.iter_rules()
        if rule.rule.startswith("/desk")
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def test_every_page_of_the_desk_names_its_roles(web: DeskWeb) -> None:
    assert {rule for _, rule, roles in pages(web) if roles is None} == WITHOUT_SESSION


def test_strangers_are_led_to_the_door_from_every_page(web: DeskWeb) -> None:
    stranger = web.stranger()
    for method, rule, roles in pages(web):
        if roles is not None and method == "GET":
            answer = stranger.open(_filled(rule))
            assert (answer.status_code, answer.location) == (302, "/desk/door"), rule


def test_an_assessor_opens_only_what_assessors_may(web: DeskWeb) -> None:
    assessor = web.browser("assessor", "อาจารย์ ก", "AS-1")
    for method, rule, roles in pages(web):
        if roles is not None and "assessor" not in roles and method == "GET":
            assert assessor.open(_filled(rule)).status_code == 403, rule


def test_a_form_without_its_token_changes_nothing(web: DeskWeb) -> None:
    officer = web.browser()

    assert officer.client.post("/desk/leave").status_code == 400
    assert officer.open("/desk/").status_code == 200


def test_leaving_ends_the_session_here_or_everywhere(web: DeskWeb) -> None:
    here, there = web.browser(), web.browser()
    here.send("/desk/leave", here.page("/desk/"))
    assert (here.open("/desk/").status_code, there.open("/desk/").status_code) == (302, 200)

    again = web.browser()
    again.send("/desk/leave", again.page("/desk/"), everywhere="1")
    assert (again.open("/desk/").status_code, there.open("/desk/").status_code) == (302, 302)


def test_a_stolen_cookie_ends_with_the_session(web: DeskWeb) -> None:
    officer = web.browser()
    web.clock.set(web.clock.now() + web_sessions.IDLE)

    assert officer.open("/desk/").location == "/desk/door"


def test_a_form_sent_too_late_is_told_that_it_was_not_saved(web: DeskWeb) -> None:
    officer = web.browser()
    page = officer.page("/desk/")
    web.clock.set(web.clock.now() + timedelta(hours=3))

    assert "ยังไม่ได้บันทึก" in officer.send("/desk/leave", page).get_data(as_text=True)


def test_pages_keep_others_out(web: DeskWeb) -> None:
    headers = web.browser().open("/desk/").headers

    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["X-Robots-Tag"]) == ("nosniff", "noindex")


def test_a_page_speaks_english_once_it_was_asked_to(web: DeskWeb) -> None:
    officer = web.browser()

    assert "ภาพรวมฤดูกาล" in officer.page("/desk/")
    assert "The season" in officer.page("/desk/?lang=en")
    assert "The season" in officer.page("/desk/")


def test_the_webhook_needs_no_form_token(web: DeskWeb) -> None:
    assert web.stranger().client.post("/line/webhook", data=b"{}").status_code == 401


def _filled(rule: str) -> str:
    """A rule with something in the place of its variables."""
    return re.sub("<int:[^>]+>", "1", rule).replace("<path:", "<").translate({ord("<"): "x", ord(">"): "x"})
