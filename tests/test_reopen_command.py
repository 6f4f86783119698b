"""`tonbaeb reopen`: all named agencies or none, with a reason and a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.store.database import Database
from bot.store.seals import Seal
from tests.support.closing import MIDNIGHT, Desk, desk

pytest_plugins = ["tests.support.databases"]

REASON = ["--reason", "แนบผิดไฟล์", "--by", "สมชาย"]


@pytest.fixture
def closed(sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An agency that has handed in, in the database of an installation in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    settings = {
        "DATABASE_URL": str(sqlite.engine.url),
        "SECRET_KEY": "k" * 32,
        "LINE_CHANNEL_SECRET": "s",
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
    }
    Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), encoding="utf-8")
    office = desk(sqlite)
    office.at(MIDNIGHT)
    office.ticked = True
    office.edit(101)
    office.read()
    return office


def test_it_is_done_told_and_kept_with_name_and_reason(closed: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reopen", "A-1", *REASON]) == 0

    assert capsys.readouterr().out == "เปิดให้ A-1 แก้ไขแล้ว แจ้ง 1 แชต\n"
    with closed.database.reading() as session:
        kept = session.get_one(Seal, 1)
        assert (kept.reopened_by, kept.reopened_because) == ("สมชาย", "แนบผิดไฟล์")
    assert closed.told() == ["judged", "reopened"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["A-1", "X", *REASON], "ไม่มีหน่วยงานรหัส X ในทะเบียน"),
        (["A-1", "A-1", *REASON], "A-1 ยังแก้ไขได้อยู่"),
        (["A-1", "--reason", " ", "--by", "สมชาย"], "โปรดระบุเหตุผลและชื่อผู้เปิด"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is(
    closed: Desk, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    assert main(["reopen", *asked]) == 1

    assert told in capsys.readouterr().err
    assert closed.seal() is not None


def test_it_needs_a_reason_and_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["reopen", "A-1"])

    assert ended.value.code == 2
    assert "--reason, --by" in capsys.readouterr().err
