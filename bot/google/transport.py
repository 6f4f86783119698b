"""The one way to Google: gspread's HTTP client with the project's own roots, patience, budgets and errors.

The only module that imports gspread.
"""

from __future__ import annotations

import json as json_text
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from google.auth import exceptions as auth_errors
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession
from gspread.http_client import FileType, HTTPClient, ParamsType

from bot.google.budget import Budget, Kind
from bot.google.errors import CredentialsRefusedError, GoogleError, TransientError
from bot.google.refusals import Refusal, refusal_from

SHEETS = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
TIMEOUT = (5.0, 190.0)
"""Seconds to connect and to read; Google itself gives up after 180, so reading waits longer."""
AGENT = "tonbaeb (gzip)"
"""Google compresses its replies only for those whose name says that they take it."""
TRIES = 6
LONGEST_WAIT = 64.0
_signed_in: Any = AuthorizedSession  # google-auth ships no types
_ONCE_IS_ENOUGH = ("/permissions", "/channels/stop")
_LOST = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass(frozen=True, slots=True)
class Roots:
    """Where Google's two services are."""

    sheets: str = SHEETS
    drive: str = DRIVE

    def of(self, endpoint: str) -> str:
        """An address of gspread's, at these roots."""
        for real, root in ((SHEETS, self.sheets), (DRIVE, self.drive)):
            if endpoint.startswith(f"{real}/"):
                return root + endpoint.removeprefix(real)
        raise ValueError(f"{endpoint} lies at neither of Google's roots")


@dataclass(frozen=True, slots=True)
class Patience:
    """How a transport waits: `sleep` seconds, with `jitter()` (0 to 1) added so that workers do not wake together."""

    sleep: Callable[[float], None]
    jitter: Callable[[], float]

    def wait_for(self, attempt: int, asked: float) -> float:
        """Seconds before the next try, `attempt` counted from 0; at least what Google asked for."""
        return max(asked, min(2.0**attempt + self.jitter(), LONGEST_WAIT))


class _LostAnswer(Exception):  # noqa: N818 - an inner signal, never seen outside
    """No answer came; whether the request was done is unknown."""


class Transport(HTTPClient):
    """Sends requests to Google, at most `TRIES` times each, and raises only `GoogleError`.

    What may not be done twice (making or copying a file) is tried again only when Google surely did nothing.
    `calls` counts every request sent, by its kind (`read`, `write`, `drive`). Threads may share a transport: each has a
    session of its own in it.
    """

    def __init__(
        self, credentials: Credentials, identity: str, *, roots: Roots, budget: Budget, patience: Patience
    ) -> None:
        super().__init__(credentials)
        self.set_timeout(TIMEOUT)
        self._sessions = threading.local()
        self._counting = threading.Lock()
        self.identity = identity
        self.calls: Counter[Kind] = Counter()
        self._roots = roots
        self._budget = budget
        self._patience = patience

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The reply of Google, which is a success."""
        if files is not None:
            raise ValueError("files are not uploaded here")
        sent = {"params": params, **_body(data, json, headers)}
        kind = _kind(method, endpoint)
        repeatable = _is_repeatable(method, endpoint)
        for attempt in range(TRIES):
            answer = self._try(method, endpoint, kind, sent)
            if not isinstance(answer, Refusal):
                return answer
            may_repeat = answer.passes and (repeatable or answer.is_untouched)
            if not may_repeat or attempt == TRIES - 1 or answer.retry_after > LONGEST_WAIT:
                raise answer.error()
            self._patience.sleep(self._patience.wait_for(attempt, answer.retry_after))
        raise AssertionError("the last try returns or raises")

    def ask(
        self, method: str, endpoint: str, params: Mapping[str, str] | None = None, json: Any = None
    ) -> dict[str, Any]:
        """The JSON object that a request brings; an empty one where Google sends nothing."""
        query: ParamsType = {"prettyPrint": "false", **(params or {})}
        response = self.request(method, endpoint, params=query, json=json)
        if not response.content:
            return {}
        try:
            reply: dict[str, Any] = response.json()
        except requests.JSONDecodeError as error:
            raise TransientError("a success without JSON", status=response.status_code) from error
        return reply

    def _try(self, method: str, endpoint: str, kind: Kind, sent: Mapping[str, Any]) -> requests.Response | Refusal:
        wait = self._budget.spend(self.identity, kind)
        if wait > 0:
            self._patience.sleep(wait)
        with self._counting:
            self.calls[kind] += 1
        try:
            response = self._send(method, self._roots.of(endpoint), sent)
        except _LostAnswer as lost:
            return Refusal(503, str(lost), frozenset())
        return response if response.ok else _refusal(response)

    def _send(self, method: str, url: str, sent: Mapping[str, Any]) -> requests.Response:
        try:
            return self._session().request(method=method, url=url, timeout=self.timeout, **sent)
        except (*_LOST, auth_errors.TransportError, auth_errors.TimeoutError) as error:
            raise _LostAnswer(f"no answer: {type(error).__name__}") from error
        except auth_errors.RefreshError as error:
            if error.retryable:
                raise _LostAnswer("no access token for now") from error
            raise CredentialsRefusedError(_first_sentence(error)) from error
        except requests.RequestException as error:
            raise GoogleError(type(error).__name__) from error

    def _session(self) -> requests.Session:
        if not hasattr(self._sessions, "own"):
            self._sessions.own = _signed_in(self.auth)
            self._sessions.own.headers["User-Agent"] = AGENT
        own: requests.Session = self._sessions.own
        return own


def _body(data: bytes | None, json: Any, headers: Mapping[str, str] | None) -> dict[str, Any]:
    """The body in UTF-8, since `requests` would escape each Thai letter into six bytes."""
    if json is None:
        return {"data": data, "headers": headers}
    encoded = json_text.dumps(json, ensure_ascii=False).encode()
    return {"data": encoded, "headers": {**(headers or {}), "Content-Type": "application/json; charset=utf-8"}}


def _kind(method: str, endpoint: str) -> Kind:
    if endpoint.startswith(DRIVE):
        return "drive"
    return "read" if method.lower() == "get" else "write"


def _is_repeatable(method: str, endpoint: str) -> bool:
    """Whether doing it twice is the same as doing it once.

    In Sheets we write absolute ranges and give our own ids; in Drive a second permission for the same person is the
    first one and a channel is stopped once, but a second file is another file, and an id opens one channel only.
    """
    return method.lower() != "post" or not endpoint.startswith(DRIVE) or endpoint.endswith(_ONCE_IS_ENOUGH)


def _refusal(response: requests.Response) -> Refusal:
    try:
        body = response.json()
    except requests.JSONDecodeError:
        body = None
    return refusal_from(response.status_code, body, response.headers.get("Retry-After"))


def _first_sentence(error: Exception) -> str:
    """Google's sentence alone; the rest of a RefreshError may hold what was sent."""
    return str(error.args[0])[:200] if error.args else type(error).__name__
