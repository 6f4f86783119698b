"""Every page of the desk in English: Thai is left only where it is data, or marked as Thai."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.budget.month import Figures, Kind, MonthBudget
from bot.budget.plan import Mode
from bot.cases import message_budget
from bot.store import agencies, assessors, comments, line_quota
from bot.store.comments import Comment
from bot.store.database import Database
from bot.web.desk.budget_words import budget_words, kind_name
from bot.web.desk.deadline_words import closes_in_words, left_in_words, source_in_words
from scoring.deadlines import Deadline
from tests.support.closing import MIDNIGHT, desk
from tests.support.desk_web import DeskWeb

pytest_plugins = ["tests.support.databases"]

THAI = re.compile("[\u0e00-\u0e7f]")
IN_THAI = re.compile(r'<(?!html)(\w+)[^>]* lang="th"[^>]*>.*?</\1>', re.DOTALL)
DATA = {"31 มีนาคม", "ส่งแบบประเมิน 2565", "why: ส่งแบบประเมิน 2565"}
"""What the source and the officers wrote."""
ASKS = {"/desk/deadlines/change": "?id=hrmo-2565", "/desk/agencies/<code>/compare": "?one=1&other=2"}


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    """An agency whose workbook is judged, a message and a comment that wait, and a planned month."""
    office = desk(sqlite)
    office.at(MIDNIGHT + timedelta(minutes=1))
    office.tick()
    office.read()
    now = MIDNIGHT + timedelta(days=1)
    with sqlite.writing() as session:
        agencies.register(session, "A-1", "Agency A-1", "hrmo-2565", now=now, ministry="M")
        assessors.enter(session, "AS-1", "Dr A", now=now, ministry="N")
        heard = {"agency_code": "A-1", "programme": "hrmo-2565", "text": "Good work, all of it", "at": now}
        comments.add(session, Comment(**heard, name="", contact="", sender="", state=comments.WAITING))
        line_quota.this_month(session, now)
        message_budget.put_in_force(session, message_budget.planned(session, now), now)
    return DeskWeb(sqlite, now)


def thai_in(page: str) -> list[str]:
    """The pieces of text and of attributes that are Thai and not said to be."""
    left = IN_THAI.sub("", page)
    pieces = re.split(r"<[^>]+>", left) + re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', left)
    return [said for piece in pieces if THAI.search(said := html.unescape(piece).strip()) and said not in DATA]


def addresses(web: DeskWeb) -> Iterator[str]:
    for rule in web.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/desk") and "<token>" not in rule.rule:
            address = re.sub(r"<int:\w+>", "1", rule.rule.replace("<code>", "A-1"))
            yield address + ASKS.get(rule.rule, "")


def test_no_page_says_in_thai_what_it_can_say_in_english(web: DeskWeb) -> None:
    officer = web.browser(name="Somying")
    officer.page("/desk/?lang=en")
    found, seen = {}, 0
    for address in addresses(web):
        answer = officer.open(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[address] = thai_in(answer.get_data(as_text=True))
            seen += 1

    assert {address: said for address, said in found.items() if said} == {}
    assert seen >= 20


def test_in_thai_the_same_pages_are_thai(web: DeskWeb) -> None:
    officer = web.browser(name="Somying")

    assert all(thai_in(officer.page(address)) for address in ("/desk/", "/desk/outgoing", "/desk/agencies/A-1/season"))


KINDS = (Figures(Kind.LAST_DAY, 3, 0, 2), Figures(Kind.EARLY, 1, 2, 5))
BUDGET = MonthBudget(MIDNIGHT, 300, 240, MIDNIGHT, 90, 60, Mode.PLENTY, KINDS)


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (BUDGET, "Enough for everything at its time"),
        (replace(BUDGET, mode=Mode.FOLDING), "the 7 least urgent messages are left over"),
        (replace(BUDGET, mode=Mode.FOLDING, kinds=()), "everyone is told everything"),
        (replace(BUDGET, mode=Mode.SHORT), "2 too few"),
        (replace(BUDGET, refused=True), "LINE takes no more this month"),
        (replace(BUDGET, told_at=None), "LINE has not told the quota yet"),
    ],
)
def test_the_months_messages_are_told_in_either_language(web: DeskWeb, budget: MonthBudget, said: str) -> None:
    with web.app.test_request_context("/desk/outgoing?lang=en"):
        web.app.preprocess_request()
        month, used, outlook = budget_words(budget)
        names = [kind_name(kind) for kind in Kind]
    with web.app.test_request_context("/desk/outgoing"):
        web.app.preprocess_request()
        thai = (*budget_words(budget), *(kind_name(kind) for kind in Kind))

    assert (month, used) == ("March 2022", "240 of 300 messages used (80 per cent), 60 left")
    assert said in outlook
    assert not THAI.search(" ".join([month, used, outlook, *names]))
    assert all(THAI.search(words) for words in thai)


ABROAD = Deadline("unpsa", "unpsa-2022", "ก", "A", datetime(2021, 12, 4, 5, tzinfo=UTC), "", "EST")


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (timedelta(days=9), "9 days left"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(hours=3, minutes=5), "3 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(seconds=20), "1 minute left"),
        (timedelta(0), "closed"),
    ],
)
def test_a_deadline_is_told_in_english_with_its_minute_abroad(web: DeskWeb, before: timedelta, left: str) -> None:
    with web.app.test_request_context("/desk/deadlines?lang=en"):
        web.app.preprocess_request()
        told = closes_in_words(ABROAD), source_in_words(ABROAD), left_in_words(ABROAD, ABROAD.closes_at - before)

    assert told == ("Sat 4 December 2021 11:59", "Fri 3 December 2021 23:59 EST (UTC-5)", left)
