"""The month's messages with the real SDK against the sandbox: its quota, its groups, and its refusal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.budget.plan import Mode
from bot.budget.urgency import Urgency
from bot.cli import main
from bot.jobs.budget import plan_messages
from bot.jobs.outbox import drain_outbox
from bot.line.client import LineClient
from bot.sandbox.credentials import bot_settings, line_channel
from bot.sandbox.state import Sandbox
from bot.store import chats, outbox
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import Bench
from tests.support.sandbox import running_sandbox

pytest_plugins = ["tests.support.databases"]

FRIENDS = 12


class Town:
    """A sandbox with friends of the account, and a bot beside it."""

    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        self.sandbox, self.bench = sandbox, Bench(database)
        client = LineClient(sandbox.root, line_channel(sandbox).access_token)
        self.services = self.bench.services(line=client, clock=sandbox.clock)
        self.friends = [self.friend(str(number)) for number in range(FRIENDS)]
        for number, friend in enumerate(self.friends):
            self.bench.link(friend, f"A-{number // 3}")

    def control(self, path: str, body: object = None) -> Any:
        answer = requests.post(f"{self.sandbox.root}/sandbox/api/line/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def friend(self, name: str) -> str:
        user = str(self.control("users", {"displayName": name})["userId"])
        self.control(f"chats/{user}/follow")
        return user

    def allow(self, limit: int) -> None:
        self.control("quota", {"limit": limit})

    def queue(self, kind: str, urgency: Urgency) -> None:
        now = self.sandbox.clock.now()
        with self.bench.database.writing() as session:
            for number, friend in enumerate(self.friends):
                text = [{"type": "text", "text": f"{kind} {number // 3}"}]
                draft = Draft(f"{kind}:{friend}", friend, kind, text, kind, f"A-{number // 3}", urgency=urgency)
                outbox.queue_message(session, draft, now)

    def received(self) -> list[int]:
        """How many messages each friend has."""
        found = []
        for friend in self.friends:
            url = f"{self.sandbox.root}/sandbox/api/line/chats/{friend}"
            found.append(len(requests.get(url, timeout=10).json()["messages"]))
        return found


@pytest.fixture
def town(sqlite: Database) -> Iterator[Town]:
    with running_sandbox() as sandbox:
        sandbox.clock.set(Bench(sqlite).clock.now())
        yield Town(sandbox, sqlite)


def test_where_results_do_not_fit_each_agency_is_told_once_and_line_never_has_to_refuse(town: Town) -> None:
    town.allow(6)
    plan_messages(town.services)
    town.queue("result", Urgency.RESULT)

    budget = plan_messages(town.services)
    drain_outbox(town.services)

    assert (budget.limit, budget.mode, budget.promised_left_over) == (6, Mode.SHORT, 6)
    received = town.received()
    assert sum(received) == 6
    assert [sum(received[first : first + 3]) >= 1 for first in range(0, FRIENDS, 3)] == [True] * 4
    assert town.services.line.used_this_month() == 6


def test_a_folded_message_costs_one_at_line_too(town: Town) -> None:
    town.queue("judged", Urgency.NOTICE)
    town.queue("result", Urgency.RESULT)

    drain_outbox(town.services)

    assert town.received() == [2] * FRIENDS
    assert town.services.line.used_this_month() == FRIENDS
    assert plan_messages(town.services).used == FRIENDS


def test_members_of_a_group_are_what_a_push_to_it_costs(town: Town) -> None:
    group = town.control("groups", {"name": "กลุ่มงาน", "members": town.friends[:5]})["groupId"]
    with town.bench.database.writing() as session:
        chats.meet(session, group, "group", town.sandbox.clock.now())
        chats.link(session, group, "A-0", town.sandbox.clock.now())
        draft = Draft("k", group, "notice", [{"type": "text", "text": "ถึงกลุ่ม"}], "ทดสอบ")
        outbox.queue_message(session, draft, town.sandbox.clock.now())

    assert plan_messages(town.services).needed == 5
    drain_outbox(town.services)

    assert town.services.line.used_this_month() == plan_messages(town.services).used == 5


def test_the_command_prints_what_line_tells(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = {**bot_settings(town.sandbox), "DATABASE_URL": str(town.bench.database.engine.url)}
    Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), encoding="utf-8")
    town.allow(300)
    town.queue("result", Urgency.RESULT)

    assert main(["budget"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told == [
        "โควตาข้อความ LINE เดือนพฤศจิกายน 2564",
        "ใช้ไป 0 จาก 300 ข้อความ (ร้อยละ 0) เหลือ 300",
        "ต่อจากนี้ถึงสิ้นเดือน: หากส่งทุกข้อความตามเวลา 12 ตามแผน 12 เหลือ 300",
        "พอสำหรับทุกข้อความตามเวลา",
        "  ผลการพิจารณา: ส่ง 12 รวมกับข้อความอื่น 0 ค้าง 0",
        "(used 0 of 300; still to come 12, planned 12: plenty)",
    ]
