"""What a web server's answer says about a link. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.evidence.addresses import Target
from bot.evidence.health import NOTHING, Observation

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_TURNED_AWAY = frozenset({400, 403, 405, 406, 418, 501, 999})
_SIGN_IN_HOSTS = (
    "accounts.google.com",
    "login.microsoftonline.com",
    "login.live.com",
    "login.yahoo.com",
    "auth.line.me",
    "access.line.me",
    "imauth.bora.dopa.go.th",
)
_SIGN_IN_PATH = re.compile(
    r"/(?:[^?]*/)?(?:log-?[io]n|sign-?in|wp-login|sso|oauth2?|saml2?|adfs|authori[sz]e)(?:\.\w+)?(?:[/?].*)?",
    re.IGNORECASE,
)
_SHY_OF_ROBOTS = (
    "facebook.com",
    "fb.com",
    "fb.me",
    "fb.watch",
    "instagram.com",
    "threads.net",
    "tiktok.com",
    "twitter.com",
    "x.com",
    "t.co",
    "linkedin.com",
)
"""Sites that answer people and robots differently, so that nothing can be learnt by asking."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the status, where it sends us, and whether a robot guard stands before it."""

    status: int
    location: str = ""
    retry_after: str = ""
    guarded: bool = False


def turns_robots_away(host: str) -> bool:
    """Whether a site is known to answer robots otherwise than people."""
    return any(f".{host}".endswith(f".{shy}") for shy in _SHY_OF_ROBOTS)


def is_sign_in(target: Target) -> bool:
    """Whether this is where people are asked who they are."""
    return target.host in _SIGN_IN_HOSTS or _SIGN_IN_PATH.fullmatch(target.path) is not None


def verdict(answer: Answer, came_by: Sequence[tuple[int, Target]], target: Target) -> Observation:
    """What the last answer says. `came_by` are the redirects before it, each with its status and where it stood."""
    status = answer.status
    if 200 <= status < 300 or status == 416:
        return _opened(came_by, target)
    if status in {404, 410}:
        return Observation("gone", f"http_{status}")
    if answer.guarded:
        return Observation("not_checked", "robots")
    if status in {401, 407}:
        return Observation("needs_login", f"http_{status}")
    if status == 403:
        return Observation("needs_login", "http_403")
    if status in _TURNED_AWAY:
        return Observation("not_checked", f"http_{status}")
    return Observation("temporary", f"http_{status}", wait=_seconds(answer.retry_after))


def _opened(came_by: Sequence[tuple[int, Target]], target: Target) -> Observation:
    if not came_by:
        return Observation("ok")
    first = came_by[0][1]
    if target.is_front_page and not first.is_front_page and _site(first) == _site(target):
        return Observation("moved", "front_page")
    for_good = all(status in PERMANENT for status, _ in came_by)
    elsewhere = (_site(first), first.path.rstrip("/")) != (_site(target), target.path.rstrip("/"))
    return Observation("moved", "permanent") if for_good and elsewhere else Observation("ok")


def _site(target: Target) -> str:
    return target.host.removeprefix("www.")


def _seconds(retry_after: str) -> timedelta:
    """A Retry-After in seconds; a date counts as none."""
    usable = retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 9
    return timedelta(seconds=int(retry_after)) if usable else NOTHING
