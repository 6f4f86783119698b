"""The demo's whole story, as `tonbaeb demo --once` plays it."""

from __future__ import annotations

import socket

import pytest

from bot.cli import main
from bot.demo import cast
from bot.demo.stage import stage
from bot.jobs.workbooks import drain_workbooks
from sheets_schema.layout import POSITION
from tests.support.recording_proxy import recording_proxy


def test_the_story_is_told_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--once", "--port", "0", "--sandbox-port", "0"]) == 0

    told = capsys.readouterr().out
    chapters = [line for line in told.splitlines() if line[:1].isdigit()]
    assert len(chapters) == 10
    assert "   หน้าแรก: ภาพรวม" in told
    assert "UNPSA 2022 ปิดรับ 4 ธ.ค. 2564 11.59 น." in told
    assert told.endswith("จบเรื่อง: ทุกอย่างเป็นไปตามที่ควร\n")


def test_a_port_in_use_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["demo", "--once", "--port", "0", "--sandbox-port", str(port)]) == 1

    assert f"พอร์ต 0 หรือ {port} ถูกใช้อยู่" in capsys.readouterr().err


def test_an_agency_of_another_programme_can_be_called_to_the_stage() -> None:
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        player = set_up.call(cast.ministry())
        drain_workbooks(set_up.installation.services)
        sheet, row = 1040, 6

        assert set_up.hands.cell(player.file_id, sheet, row, POSITION["key"]) == "project.1_1.status"
        assert set_up.hands.cell(player.file_id, sheet, row, POSITION["feedback"]) == "✓ ครบแล้ว"


def test_the_bot_can_be_made_to_talk_through_a_recording_proxy() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sandbox_port = free.getsockname()[1]
    with recording_proxy() as proxy:
        proxy.target = f"http://127.0.0.1:{sandbox_port}"
        with stage(port=0, sandbox_port=sandbox_port, via=proxy.root, pace=None) as set_up:
            drain_workbooks(set_up.installation.services)

            assert set_up.installation.settings.unreal_roots() == [
                ("GOOGLE_SHEETS_ROOT", proxy.root),
                ("GOOGLE_DRIVE_ROOT", proxy.root),
                ("LINE_API_ROOT", proxy.root),
            ]
    assert len(proxy.watch.seen) > 6
    assert proxy.watch.complaints() == [], "all that the bot asks and hears is what Google's documents allow"
    sheets = [(method, path.partition(":")[2]) for method, path in proxy.seen if path.startswith("/v4/")]
    assert sheets == [("GET", ""), ("POST", "batchUpdate")] * 3
    assert {("POST", "/token"), ("GET", "/drive/v3/changes/startPageToken"), ("GET", "/v2/bot/info")} <= set(proxy.seen)
