"""From a ticked box in the sheet to the message in LINE, late edits, and an officer who opens the workbook again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from bot.conversation.cards.welcome import notice_message
from bot.demo import cast
from bot.demo.stage import Player, Stage, stage
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.jobs.workbooks import drain_workbooks
from bot.store import chats, seals
from bot.web.app import create_app
from sheets_schema.handing_in import HANDED_IN
from sheets_schema.layout import FEEDBACK_SHEET, POSITION

KEY = "8.3.summary_made"


@pytest.fixture(scope="module")
def set_up() -> Iterator[Stage]:
    """The demo's stage without its clock and workers: the tests take each step. Its webhook is served."""
    with stage(port=0, sandbox_port=0, pace=None) as ready, served(ready):
        settle(ready)
        for player in ready.players:
            with ready.installation.database.writing() as session:
                now = ready.installation.clock.now()
                chats.meet(session, player.user_id, "user", now)
                chats.link(session, player.user_id, player.agency.code, now)
        yield ready


@contextmanager
def served(set_up: Stage) -> Iterator[None]:
    server = make_server("127.0.0.1", 0, create_app(set_up.installation.web_parts()), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    set_up.installation.line.set_webhook_url(f"http://127.0.0.1:{server.server_port}/line/webhook")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def settle(set_up: Stage) -> None:
    services = set_up.installation.services
    services.close_deadlines()
    services.poll_changes()
    drain_workbooks(services)
    drain_outbox(services)


def tick(set_up: Stage, player: Player, value: str) -> None:
    sheet, row = set_up.row_of(HANDED_IN)
    set_up.hands.type_into(player.file_id, sheet, row, POSITION["answer"], value)


def answer(set_up: Stage, player: Player, text: str) -> None:
    sheet, row = set_up.row_of(KEY)
    set_up.hands.type_into(player.file_id, sheet, row, POSITION["answer"], text)


def beside(set_up: Stage, player: Player, key: str, column: int = POSITION["feedback"]) -> str:
    sheet, row = set_up.row_of(key)
    return set_up.hands.cell(player.file_id, sheet, row, column)


def beside_the_box(set_up: Stage, player: Player) -> str:
    return beside(set_up, player, HANDED_IN, POSITION["answer"] + 1)


def told(set_up: Stage, user_id: str) -> list[str]:
    return [str(message.get("altText") or message.get("text")) for message in set_up.hands.messages(user_id)]


def judged_cause(set_up: Stage, player: Player) -> str | None:
    with set_up.installation.database.reading() as session:
        seal = seals.standing(session, player.agency.code)
    return seal.cause if seal else None


def test_a_ticked_box_freezes_is_told_and_only_an_officer_opens_it_again(set_up: Stage) -> None:
    player = set_up.players[1]
    before = beside(set_up, player, KEY)
    tick(set_up, player, "TRUE")
    settle(set_up)

    assert judged_cause(set_up, player) == "handed-in"
    assert beside_the_box(set_up, player).startswith("✓ รับข้อมูลไว้ตัดสินแล้ว 3 พ.ย. 2564")
    assert told(set_up, player.user_id)[-1].startswith("รับข้อมูลไว้ตัดสินแล้ว 3 พ.ย. 2564")
    assert beside(set_up, player, KEY) == before
    assert set_up.hands.cell(player.file_id, FEEDBACK_SHEET, 1, 0) == "ข้อมูลที่ใช้ตัดสิน"

    answer(set_up, player, "ไม่ใช่")
    tick(set_up, player, "FALSE")
    settle(set_up)

    assert judged_cause(set_up, player) == "handed-in"
    assert beside(set_up, player, KEY).startswith("– แก้ไขหลังส่ง ยังไม่นับ ที่ใช้ตัดสินคือ ")
    assert beside_the_box(set_up, player).endswith(" · แก้ไขหลังส่ง ยังไม่นับ 1 แถว")
    assert ask(set_up, player.user_id, "คะแนน").count("แก้ไขหลังส่ง ยังไม่นับ 1 แถว") == 1

    code = player.agency.code
    asked = ask(set_up, set_up.secretary, f"เปิดให้แก้ไข {code} แนบผิดไฟล์")
    assert asked.startswith(f"{notice_message()['text']} เปิดให้ ")
    assert "แก้ไขแล้ว แจ้ง 1 แชต" in ask(set_up, set_up.secretary, "ใช่")
    settle(set_up)

    assert judged_cause(set_up, player) is None
    assert beside_the_box(set_up, player) == ""
    assert beside(set_up, player, KEY).startswith("▸ ")
    assert "เหตุผล: แนบผิดไฟล์" in told(set_up, player.user_id)[-1]


def ask(set_up: Stage, user_id: str, text: str) -> str:
    """What someone is answered to a text."""
    seen, deadline = len(set_up.hands.messages(user_id)), time.monotonic() + 15
    set_up.hands.write(user_id, text)
    while len(set_up.hands.messages(user_id)) == seen:
        assert time.monotonic() < deadline, f"no answer to {text}"
        drain_inbox(set_up.installation.services)
        time.sleep(0.1)
    return " ".join(told(set_up, user_id)[seen:])


def test_the_last_second_before_the_deadline_counts_though_drive_learns_of_it_late(set_up: Stage) -> None:
    player, closes = set_up.players[0], cast.AWARD_2565.closes_at
    set_up.hands.set_clock(closes - timedelta(seconds=5))
    settle(set_up)
    arm(set_up, "drive-lag")
    answer(set_up, player, "ไม่ใช่")

    set_up.hands.set_clock(closes + timedelta(seconds=10))
    settle(set_up)
    assert judged_cause(set_up, player) == cast.AWARD_2565.id
    assert not beside(set_up, player, KEY).startswith("– แก้ไขหลังส่ง")

    answer(set_up, player, "ใช่")
    set_up.hands.set_clock(closes + timedelta(minutes=15))
    settle(set_up)
    assert beside(set_up, player, KEY) == "– แก้ไขหลังส่ง ยังไม่นับ ที่ใช้ตัดสินคือ “ไม่ใช่”"


def arm(set_up: Stage, fault: str) -> None:
    body: dict[str, Any] = {"fault": fault, "times": 1}
    requests.post(f"{set_up.page}/sandbox/api/faults", json=body, timeout=10).raise_for_status()
