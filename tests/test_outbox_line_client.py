"""The real line-bot-sdk against the sandbox: each way in which a call may end has its own error."""

from __future__ import annotations

import json
import socket
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from bot.jobs.outbox import drain_outbox
from bot.line import errors
from bot.line.client import Accepted, LineClient
from bot.sandbox.credentials import line_channel
from bot.sandbox.state import Sandbox
from bot.store import chats, outbox
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import Bench
from tests.support.sandbox import running_sandbox

pytest_plugins = ["tests.support.databases"]

PATIENCE, HANG = 1.0, 1.5
TEXT = [{"type": "text", "text": "สวัสดี"}]


class Phone:
    """The control API of a sandbox: the people at the other end."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.client = LineClient(sandbox.root, line_channel(sandbox).access_token, timeout=(PATIENCE, PATIENCE))
        self.user = self.new_friend("สมชาย")

    def new_friend(self, name: str) -> str:
        user = str(self.control("POST", "line/users", {"displayName": name, "language": "th"})["userId"])
        self.control("POST", f"line/chats/{user}/follow")
        return user

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.root}/sandbox/api/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def arm(self, fault: str, path: str = "/v2/bot/message/push", times: int = 1) -> None:
        seconds = HANG if fault in {"hang", "timeout-after-accept"} else 0
        self.control("POST", "faults", {"fault": fault, "path": path, "times": times, "seconds": seconds})

    def shown(self) -> list[str]:
        """The texts that stand in the chat."""
        said = self.control("GET", f"line/chats/{self.user}")["messages"]
        return [each["message"]["text"] for each in said if each["from"] == "bot"]


@pytest.fixture
def phone() -> Iterator[Phone]:
    with running_sandbox() as sandbox:
        yield Phone(sandbox)


def push(phone: Phone, key: str | None = None) -> Accepted:
    return phone.client.push(phone.user, TEXT, key or str(uuid.uuid4()))


def test_a_message_pushed_twice_under_one_key_is_shown_once(phone: Phone) -> None:
    key = str(uuid.uuid4())

    first, second = push(phone, key), push(phone, key)

    assert (first.repeated, second.repeated) == (False, True)
    assert second.request_id == first.request_id
    assert phone.shown() == ["สวัสดี"]


def test_a_hang_ends_as_a_timeout_and_is_sent_only_once(phone: Phone) -> None:
    phone.arm("timeout-after-accept")
    started = time.monotonic()

    with pytest.raises(errors.TimedOutError):
        push(phone)

    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("429", errors.NotAcceptedError),
        ("429-quota", errors.MonthlyLimitError),
        ("500", errors.UnsureError),
        ("503", errors.UnsureError),
        ("502-html", errors.UnsureError),
        ("reset", errors.UnsureError),
        ("lost-answer", errors.UnsureError),
    ],
)
def test_each_fault_has_its_error(phone: Phone, fault: str, expected: type[errors.LineError]) -> None:
    phone.arm(fault)

    with pytest.raises(errors.LineError) as raised:
        push(phone)

    assert type(raised.value) is expected


def test_an_unknown_address_a_bad_message_and_a_wrong_token_are_told_apart(phone: Phone) -> None:
    key = str(uuid.uuid4())
    with pytest.raises(errors.AddressUnknownError):
        phone.client.push("U" + "0" * 32, TEXT, key)
    with pytest.raises(errors.RefusedError, match=r"messages\[0\]\.text"):
        phone.client.push(phone.user, [{"type": "text", "text": "ก" * 5001}], key)
    with pytest.raises(errors.RefusedError, match="not a valid push"):
        phone.client.push(phone.user, [], key)
    with pytest.raises(errors.NotSignedInError):
        LineClient(phone.sandbox.root, "wrong").push(phone.user, TEXT, key)
    with pytest.raises(errors.ReplyTokenSpentError):
        phone.client.reply("0" * 32, TEXT)


def test_without_a_connection_nothing_was_accepted() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

    with pytest.raises(errors.NotAcceptedError):
        LineClient(f"http://127.0.0.1:{port}", "token").push("U" + "0" * 32, TEXT, str(uuid.uuid4()))


def test_no_error_holds_the_message(phone: Phone) -> None:
    with pytest.raises(errors.RefusedError) as raised:
        phone.client.push(phone.user, [{"type": "text", "text": "ความลับ" * 1000}], str(uuid.uuid4()))

    assert "ความลับ" not in str(raised.value)


def test_the_account_its_quota_and_its_menus_can_be_asked_for(phone: Phone) -> None:
    info = phone.client.bot_info()

    assert info.user_id.startswith("U")
    assert phone.client.used_this_month() == 0
    assert phone.client.monthly_limit() is None or isinstance(phone.client.monthly_limit(), int)
    assert phone.client.menus.names() == {}


@pytest.mark.parametrize("fault", ["timeout-after-accept", "lost-answer", "500", "hang", "429"])
def test_the_same_to_several_people_reaches_each_exactly_once(phone: Phone, sqlite: Database, fault: str) -> None:
    bench = Bench(sqlite)
    others = [
        str(phone.control("POST", "line/users", {"displayName": str(n), "language": "th"})["userId"]) for n in (1, 2)
    ]
    for other in others:
        phone.control("POST", f"line/chats/{other}/follow")
    phone.control("POST", f"line/chats/{others[0]}/unfollow")  # has blocked us, and LINE does not say so
    with sqlite.writing() as session:
        for chat in [phone.user, *others]:
            chats.meet(session, chat, "user", bench.clock.now())
            outbox.queue_message(session, Draft(chat, chat, "result", TEXT, "ทดสอบ"), bench.clock.now())
    phone.arm(fault, "/v2/bot/message/multicast")

    for _ in range(3):
        drain_outbox(bench.services(line=phone.client))
        bench.clock.advance(minutes=1)

    shown = {chat: len(phone.control("GET", f"line/chats/{chat}")["messages"]) for chat in [phone.user, *others]}
    assert shown == {phone.user: 1, others[0]: 0, others[1]: 1}
    assert phone.client.used_this_month() == 2
    with sqlite.reading() as session:
        assert outbox.counts(session) == {"accepted": 3}


@pytest.mark.parametrize("fault", ["timeout-after-accept", "lost-answer", "500", "503", "reset", "hang", "429"])
def test_whatever_happens_on_the_way_the_person_sees_it_exactly_once(
    phone: Phone, sqlite: Database, fault: str
) -> None:
    bench = Bench(sqlite)
    services = bench.services(line=phone.client)
    with sqlite.writing() as session:
        chats.meet(session, phone.user, "user", bench.clock.now())
        draft = Draft("k", phone.user, "result", TEXT, "ทดสอบ")
        outbox.queue_message(session, draft, bench.clock.now())
    phone.arm(fault)

    for _ in range(3):
        drain_outbox(services)
        bench.clock.advance(minutes=1)

    assert phone.shown() == ["สวัสดี"]
    with sqlite.reading() as session:
        assert json.dumps(outbox.counts(session)) == '{"accepted": 1}'
