"""A sandbox's LINE side for tests: its control API, its Messaging API, and a listener in the bot's place."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from bot.sandbox.app import create_app
from bot.sandbox.line import bot_account, set_webhook
from bot.sandbox.state import Sandbox

PATIENCE = 10.0


@dataclass(frozen=True)
class Answer:
    """`body` is the JSON of the answer, or its bytes where it is none."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict, compare=False)


class Stage:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.account = bot_account(sandbox)
        self._client: FlaskClient = create_app(sandbox).test_client()

    def api(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Call the Messaging API as the bot; `X_Line_Retry_Key=` gives a header of that name."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._call(method, path, body, {"Authorization": f"Bearer {self.account.token}", **named})

    def raw(self, method: str, path: str, data: bytes, headers: dict[str, str]) -> Answer:
        response = self._client.open(path, method=method, data=data, headers=headers)
        return Answer(response.status_code, response.get_json(silent=True), dict(response.headers))

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Call the control API, which must agree; its JSON."""
        answer = self._call(method, f"/sandbox/api/line/{path}", body, {})
        assert answer.status < 300, answer
        return answer.body

    def refused(self, method: str, path: str, body: object = None) -> Answer:
        """Call the control API, whatever it says."""
        return self._call(method, f"/sandbox/api/line/{path}", body, {})

    def friend(self, name: str = "สมชาย") -> str:
        """A new person who is a friend; their id."""
        user_id: str = self.control("POST", "users", {"displayName": name})["userId"]
        self.control("POST", f"chats/{user_id}/follow")
        return user_id

    def messages(self, chat_id: str) -> list[dict[str, Any]]:
        """What the bot said in a chat."""
        said = self.control("GET", f"chats/{chat_id}")["messages"]
        return [each["message"] for each in said if each["from"] == "bot"]

    def deliveries(self, count: int, event_id: str = "") -> list[dict[str, Any]]:
        """Wait for `count` deliveries, of one event or of all; all of them."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            told = self.control("GET", "deliveries")["deliveries"]
            fitting = [each for each in told if each["webhookEventId"].startswith(event_id)]
            if len(fitting) >= count:
                return fitting
            time.sleep(0.01)
        raise AssertionError(f"fewer than {count} deliveries")

    def _call(self, method: str, path: str, body: object, headers: dict[str, str]) -> Answer:
        response = self._client.open(path, method=method, json=body, headers=headers)
        told = response.get_json() if response.mimetype == "application/json" else response.data
        return Answer(response.status_code, told, dict(response.headers))


@contextmanager
def stage(data_dir: Path | None = None) -> Iterator[Stage]:
    sandbox = Sandbox(data_dir)
    try:
        yield Stage(sandbox)
    finally:
        sandbox.shelf.close()


@dataclass
class Received:
    """One POST to the listener."""

    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body


class Listener:
    """A webhook that keeps what it gets and answers with the next of `statuses`, or 200."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.statuses: list[int] = []
        self.delay = 0.0
        self.url = ""
        self._arrived = threading.Condition()

    def take(self, received: Received) -> int:
        with self._arrived:
            self.received.append(received)
            self._arrived.notify_all()
            return self.statuses.pop(0) if self.statuses else 200

    def events(self, count: int) -> list[dict[str, Any]]:
        """Wait until `count` events have come in; all of them."""
        until = time.monotonic() + PATIENCE
        with self._arrived:
            while len(self._events()) < count:
                assert self._arrived.wait(until - time.monotonic()), f"only {self._events()} came"
            return self._events()

    def _events(self) -> list[dict[str, Any]]:
        return [event for received in self.received for event in received.body["events"]]


@contextmanager
def listening(sandbox: Sandbox) -> Iterator[Listener]:
    """A listener that the sandbox's webhooks go to."""
    listener = Listener()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(listener))
    listener.url = f"http://127.0.0.1:{server.server_port}/line/webhook"
    set_webhook(sandbox, url=listener.url)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status = listener.take(Received({name.lower(): value for name, value in self.headers.items()}, raw))
            time.sleep(listener.delay)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            del format, args

    return Handler
