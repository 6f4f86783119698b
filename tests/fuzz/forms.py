"""Every address of ours, asked for as anyone with anything: no page breaks, none repeats a script as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from werkzeug.routing import Rule

import bot.web
from bot.cases import assigning
from bot.store import agencies, assessors
from bot.store.database import Database
from tests.fuzz import junk
from tests.support.desk_web import Browser, DeskWeb
from tests.support.job_services import NOON
from tests.support.many_agencies import code, enter_season

_PAGES = Path(bot.web.__file__).parent
_SHOWN = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="(\w+)"')
_ASKED_FOR = re.compile(r'(?:form|args|values|typed|files)\.get(?:list)?\("(\w+)"|row_number\("(\w+)"|\["(\w+)"\]')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

_MAY_SAY_SO = frozenset({"/healthz"})
"""Which tells by its status that something is stuck."""


def _names_in(suffix: str, found: re.Pattern[str]) -> set[str]:
    texts = (page.read_text("utf-8") for page in _PAGES.rglob(f"*{suffix}"))
    return {name for text in texts for match in found.finditer(text) for name in match.groups() if name}


FIELDS = sorted((_names_in(".html", _SHOWN) | _names_in(".py", _ASKED_FOR)) - {"", "csrf_token"})
"""What our forms send, and what our pages ask for."""
_KNOWN = (code(3), code(6), code(1), "AS-1", "hrmo-2565", "1", "2", "3", "x")
_MEANT: dict[str, tuple[str, ...]] = {
    "criterion": ("1.1", "1.2", "B5", "3.3"),
    "level": ("0", "1", "2", "3"),
    "seen": ("0", "1", "draft", "submitted", "assessed"),
    "act": ("screen", "assess", "pass_tiers", "consent", "open_hearing", "withdraw", "take_back", "decide"),
    "programme": ("hrmo-2565",),
    "assessor": ("AS-1", "AS-2"),
    "pair": (f"{code(3)}\tAS-1", f"{code(6)}\tAS-2", "\t", "x\ty\tz"),
    "fate": ("passed_on", "set_aside"),
    "closes": ("2027-03-01T00:00", "2022-03-27T02:30"),
    "opens": ("2021-11-01T12:00",),
    "id": ("hrmo-2565", "hrmo-2570.apply"),
    "remind": ("30d 14d 3h", "none"),
}
"""What makes sense in some fields, so that one gets beyond the first check."""


class Forms:
    """One kind of input: `tried` sends what follows from a seed, and tells what was wrong with the answer."""

    name = "requests to pages and forms"

    def __init__(self, database: Database) -> None:
        enter_season(database, 6, NOON - timedelta(days=3))
        with database.writing() as session:
            for assessor in ("AS-1", "AS-2"):
                assessors.enter(session, assessor, "อาจารย์", now=NOON)
            mine = agencies.find(session, code(3))
            assert mine is not None
            assigning.assign(session, mine, "AS-1", by="สมหญิง", now=NOON)
            assigning.attest(session, mine, "AS-1", now=NOON)
        self._web = DeskWeb(database)
        self._rules = [rule for rule in self._web.app.url_map.iter_rules() if not rule.rule.startswith("/static")]
        self._people = ("stranger", "assessor", "officer", "officer", "officer")

    def tried(self, seed: int) -> Iterator[str]:
        random = Random(seed)
        who, rule = random.choice(self._people), random.choice(self._rules)
        method = random.choice(sorted((rule.methods or set()) - {"OPTIONS"}))
        address, fields = _address(random, rule), _fields(random)
        browser = self._browser(who)
        if method == "POST":
            page = browser.open("/desk/deadlines/new" if who == "officer" else "/desk/").get_data(as_text=True)
            token = _TOKEN.search(page)
            fields["csrf_token"] = [token.group(1)] if token else [""]
            answer = browser.client.post(address, data=fields)
        else:
            answer = browser.client.open(address, method=method, query_string=fields)
        data = answer.get_data()
        if answer.status_code >= 500 and rule.rule not in _MAY_SAY_SO:
            yield f"{answer.status_code} to {who} {method} {address[:200]!r} {_brief(fields)}"
        if "text/html" in answer.content_type and junk.MARK.encode() in data:
            yield f"a script in the answer to {who} {method} {address[:200]!r} {_brief(fields)}"
        if (answer.location or "/")[:2] in {"//", "/\\"} or not (answer.location or "/").startswith("/"):
            yield f"{who} {method} {address[:200]!r} leads to {answer.location}"

    def _browser(self, who: str) -> Browser:
        match who:
            case "officer":
                return self._web.browser()
            case "assessor":
                return self._web.browser("assessor", "อาจารย์", "AS-1")
        return self._web.stranger()


def _address(random: Random, rule: Rule) -> str:
    def filled(_: re.Match[str]) -> str:
        return random.choice(_KNOWN) if random.random() < 0.8 else junk.text(random).encode("utf-8", "replace").decode()

    return re.sub("<[^>]+>", filled, rule.rule).replace("#", "%23").replace("?", "%3F")


def _fields(random: Random) -> dict[str, Any]:
    chosen = random.sample(FIELDS, random.randrange(len(FIELDS) + 1))
    return {name: [_typed(random, name)] for name in chosen}


def _typed(random: Random, name: str) -> str:
    if name in _MEANT and random.random() < 0.7:
        return random.choice(_MEANT[name])
    return junk.text(random).encode("utf-8", "replace").decode()


def _brief(fields: dict[str, Any]) -> str:
    return str({name: typed[0][:60] for name, typed in fields.items() if name != "csrf_token"})
