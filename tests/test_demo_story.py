"""The demo's whole story, as `tonbaeb demo --once` plays it."""

from __future__ import annotations

import socket

import pytest

from bot.cli import main


def test_the_story_is_told_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--once", "--port", "0", "--sandbox-port", "0"]) == 0

    told = capsys.readouterr().out
    chapters = [line for line in told.splitlines() if line[:1].isdigit()]
    assert len(chapters) == 9
    assert "UNPSA 2022 ปิดรับ 4 ธ.ค. 2564 11.59 น." in told
    assert told.endswith("จบเรื่อง: ทุกอย่างเป็นไปตามที่ควร\n")


def test_a_port_in_use_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["demo", "--once", "--port", "0", "--sandbox-port", str(port)]) == 1

    assert f"พอร์ต 0 หรือ {port} ถูกใช้อยู่" in capsys.readouterr().err
