"""Texts of others on every page of the desk, patterns that no text can tie up, and no secret among our files."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined] # Python's own reading of patterns
from typing import Any

import bot
import scoring
import sheets_schema
from bot.store import agencies, assessors, comments
from bot.store.comments import Comment
from bot.store.database import Database
from tests.fuzz.junk import MARK
from tests.support.many_agencies import code
from tests.test_desk_review import NOW, ready

pytest_plugins = ["tests.support.databases"]

ROOT = Path(__file__).parent.parent
HOSTILE = f"{MARK}\"'><img src=zz onerror=zz()>\u202e{{{{7*7}}}}"
BEGUN_BY_A_SIGN = {
    "bot.cases.agency_entry._EMAIL",
    "scoring.receipt._PATTERN",
    "scoring.word_count._WORD",
    "sheets_schema.layout._OWN_NUMBER",
}
"""Each turn of what they repeat begins with a sign that no turn holds, so a text is read in one way only."""
_ENDLESS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
_TELLING = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=\\n\s]{200,}"),
    "a LINE access token": re.compile(r"[A-Za-z0-9+/]{150,}[A-Za-z0-9+/=]*1O/w1cDnyilFU="),
    "a token of a code host": re.compile(r"\b(?:ghp|gho|ghs|glpat|github_pat)[_-][A-Za-z0-9_]{20,}"),
    "a key of a cloud": re.compile(
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b|\bya29\.[0-9A-Za-z_-]{30,}"
    ),
    "a password in an address": re.compile(r"\b(?:postgres(?:ql)?|redis|https?)://[^\s:/@\"'<{]+:[^\s@/\"'<{$]{12,}@"),
}


def test_no_text_of_others_becomes_markup_on_any_page(sqlite: Database) -> None:
    web = ready(sqlite)
    with sqlite.writing() as session:
        for agency in agencies.every(session):
            agency.name, agency.ministry, agency.province = HOSTILE, HOSTILE, HOSTILE
        assessors.enter(session, "AS-1", HOSTILE, now=NOW, ministry=HOSTILE, email=f"{HOSTILE}@x")
        said = Comment(agency_code=code(3), programme="hrmo-2565", text=HOSTILE, name=HOSTILE, contact=HOSTILE)
        said.sender, said.at, said.state = "x", NOW, comments.WAITING
        comments.add(session, said)
    officer, seen = web.browser(name=HOSTILE), []
    for rule in web.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.rule.endswith((".pdf", ".xlsx")):
            address = re.sub("<int:[^>]+>", "3", rule.rule)
            answer = officer.client.get(re.sub("<[^>]+>", code(3), address), query_string={"q": HOSTILE})
            if answer.content_type.startswith("text/html"):
                text = answer.get_data(as_text=True)
                seen += [rule.rule] if "&lt;script&gt;zz" in text else []
                assert MARK not in text, rule.rule
                assert "<img src=zz" not in text, rule.rule
                assert "49" not in re.findall(r"onerror=zz\(\)[^{<]*(49)?", text), rule.rule

    assert {"/desk/agencies", "/desk/agencies/<code>", "/desk/comments", "/desk/review/<code>"} <= set(seen)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that stands in a module of ours."""
    for package in (scoring, sheets_schema, bot):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and not found.name.endswith(("__main__", ".wsgi")):
                for name, value in vars(importlib.import_module(found.name)).items():
                    each = value.values() if isinstance(value, dict) else [value]
                    yield from ((f"{found.name}.{name}", one) for one in each if isinstance(one, re.Pattern))


def _depth(tree: Any, inside: int = 0) -> int:
    """How many endless repetitions stand within each other."""
    deepest = inside
    for kind, argument in tree:
        endless = kind in _ENDLESS and argument[1] is _constants.MAXREPEAT
        for part in argument if isinstance(argument, tuple | list) else ():
            for each in part if isinstance(part, list) else [part]:
                if isinstance(each, _parser.SubPattern):
                    deepest = max(deepest, _depth(each, inside + endless))
    return deepest


def test_no_pattern_repeats_a_repetition_so_that_no_text_ties_it_up() -> None:
    every = dict(patterns())
    deep = {name for name, pattern in every.items() if _depth(_parser.parse(pattern.pattern, pattern.flags)) > 1}

    assert deep == BEGUN_BY_A_SIGN
    assert len(every) > 40
    assert _depth(_parser.parse(r"(a+)+b")) == 2


def test_no_secret_stands_in_a_file_of_ours() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in listed.stdout.split("\0") if name and not name.startswith("requirements")]
    found = {
        f"{name}: {kind}"
        for name in names
        for kind, pattern in _TELLING.items()
        if pattern.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    }

    assert found == set()
    assert _TELLING["a password in an address"].search("postgresql://bot:" + "correct-horse-battery@db/x")
