"""`tonbaeb replay` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.store import agencies, readings
from bot.store.database import Database, engine
from bot.store.readings import Reading
from scoring.engine import score
from scoring.submission import Submission
from tests.support.job_services import NOON
from tests.support.receipts import HALF_WAY_SUBMISSION
from tests.support.sample_scorecards import PROGRAMME, submission

UNKNOWN = "hrmo-2565-e1-000000000000-000000000000-000000000000"


class Installed:
    """An installation with a database and nothing else: no key, no channel."""

    def __init__(self, address: str) -> None:
        self.database = Database(engine(address))

    def keep(self, code: str, entered: Submission = HALF_WAY_SUBMISSION) -> str:
        """Keep a reading of a new agency and tell its receipt."""
        card = score(PROGRAMME, entered, confirmed={"1.1": 2}, now=NOON)
        with self.database.writing() as session:
            agencies.register(session, code, f"หน่วยงาน {code}", PROGRAMME.id, now=NOON)
            return readings.record(session, code, f"file {code}", entered, card, now=NOON).receipt

    def alter(self, receipt: str) -> None:
        """Raise a confirmed level in the database, past the bot."""
        with self.database.writing() as session:
            for reading in readings.with_receipt(session, receipt):
                reading.confirmed = {"1.1": 3}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path / 'kept.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    assert main(["migrate"]) == 0
    return Installed(address)


def test_a_receipt_is_proved_part_by_part(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    receipt = installed.keep("A-1")
    programme_hash, input_hash, result_hash = receipt.split("-")[-3:]

    assert main(["replay", receipt]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[-9:] == [
        "หน่วยงาน A-1 บันทึกเมื่อ 1 พ.ย. 2564 12.00 น.",
        f"  ✓ แฟ้มเกณฑ์และค่าข้อสมมติ (programme and its assumptions): ตรงกัน {programme_hash}",
        "  ✓ รุ่นของเครื่องคำนวณ (engine version): ตรงกัน 1",
        f"  ✓ ข้อมูลที่กรอก (inputs): ตรงกัน {input_hash}",
        '  ✓ ระดับที่ผู้ประเมินให้ (confirmed levels): ตรงกัน {"1.1":2}',
        f"  ✓ ผลรายข้อ (result): ตรงกัน {result_hash}",
        "  ✓ คะแนนรวม (totals): ตรงกัน",
        f"  ✓ เลขที่ใบรับรอง (receipt): ตรงกัน {receipt}",
        f"พิสูจน์แล้ว: คะแนนตามใบรับรอง {receipt} คำนวณใหม่ได้ตรงกันทุกส่วน (proved)",
    ]


def test_what_was_altered_is_told_with_the_criterion(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    receipt = installed.keep("A-1")
    installed.alter(receipt)

    assert main(["replay", receipt]) == 1

    told = capsys.readouterr().out
    assert "    1.1 ระดับที่นับ (level): บันทึกไว้ 2 · คำนวณใหม่ 3" in told
    assert f"ไม่ผ่านการพิสูจน์: ใบรับรอง {receipt} ไม่ตรงที่ ระดับที่ผู้ประเมินให้ (confirmed levels), " in told
    assert "ผลรายข้อ (result)" in told


def test_every_reading_with_the_receipt_is_proved(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    receipts = {installed.keep(code, submission({})) for code in ("A-1", "A-2")}

    assert main(["replay", *receipts]) == 0

    told = capsys.readouterr().out
    assert [f"หน่วยงาน {code} บันทึกเมื่อ" in told for code in ("A-1", "A-2")] == [True, True]


def test_all_readings_are_proved_and_each_refuted_one_is_told(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    receipts = [installed.keep(f"A-{number}", submission({"org.staff_total": number})) for number in range(4)]
    assert main(["replay", "--all"]) == 0
    assert capsys.readouterr().out == "ตรวจใบรับรอง 4 ใบ: พิสูจน์แล้ว 4 ไม่ผ่าน 0 (checked 4: 4 proved, 0 refuted)\n"

    installed.alter(receipts[2])

    assert main(["replay", "--all"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "หน่วยงาน A-2 บันทึกเมื่อ 1 พ.ย. 2564 12.00 น."
    assert told[-1] == "ตรวจใบรับรอง 4 ใบ: พิสูจน์แล้ว 3 ไม่ผ่าน 1 (checked 4: 3 proved, 1 refuted)"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [(UNKNOWN, "ไม่มีการอ่านที่ออกใบรับรอง"), ("hrmo-2565", "“hrmo-2565” ไม่ใช่เลขที่ใบรับรองคะแนน"), ("", "“” ไม่ใช่เลขที่")],
)
def test_an_unknown_or_malformed_receipt_gets_one_sentence_with_the_cure(
    installed: Installed, capsys: pytest.CaptureFixture[str], typed: str, sentence: str
) -> None:
    assert main(["replay", typed]) == 1

    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith(f"tonbaeb: {sentence}")
    assert "โปรด" in told


@pytest.mark.parametrize(
    "arguments", [[], ["--all", UNKNOWN], ["--all", "--export", "x"], ["--file", "x", "--export", "y"]]
)
def test_wrong_usage_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["replay", *arguments])

    assert left.value.code == 2


def test_a_database_of_another_release_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["replay", "--all"]) == 1
    assert "tonbaeb migrate" in capsys.readouterr().err


@pytest.fixture
def exported(installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exported receipt in a place where there are neither settings nor a database."""
    file = tmp_path / "receipt.json"
    assert main(["replay", "--export", str(file), installed.keep("A-1")]) == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("DATABASE_URL", "no address at all")
    return file


def test_an_exported_receipt_is_proved_without_settings_or_database(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", "--file", str(exported)]) == 0

    told = capsys.readouterr().out
    assert "✓ แฟ้มเกณฑ์ที่เผยแพร่ในเครื่องนี้ (the programme published here): ตรงกัน" in told
    assert "(proved)" in told


def test_an_altered_file_is_refuted_with_what_does_not_fit(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(exported.read_text(encoding="utf-8"))
    record["scorecard"]["totals"]["combined"]["points"] = "100"
    exported.write_text(json.dumps(record), encoding="utf-8")

    assert main(["replay", "--file", str(exported)]) == 1

    told = capsys.readouterr().out
    assert "ไม่ตรงที่ ไฟล์ ส่วน scorecard (the file's scorecard), คะแนนรวม (totals) (refuted)" in told


DEEP = f'{{"format": "tonbaeb-receipt-1", "receipt": {"[" * 900}{"]" * 900}}}'
"""Just shallow enough to be read as JSON."""


@pytest.mark.parametrize("content", ["", "{", "[1]", "{}", "[" * 100_000, DEEP, '{"receipt": "x"}'])
def test_a_file_that_is_no_receipt_is_told(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")

    assert main(["replay", "--file", str(file)]) == 1
    assert "ไม่ใช่ไฟล์ใบรับรองคะแนน โปรดใช้ไฟล์จาก tonbaeb replay --export" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--file", str(tmp_path / "none.json")]) == 1
    assert "โปรดตรวจสอบชื่อไฟล์" in capsys.readouterr().err


def test_a_refuted_receipt_is_not_exported(installed: Installed, tmp_path: Path) -> None:
    receipt = installed.keep("A-1")
    installed.alter(receipt)

    assert main(["replay", "--export", str(tmp_path / "x.json"), receipt]) == 1
    assert not (tmp_path / "x.json").exists()


def test_a_folder_that_is_not_there_is_told(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--export", "no/folder/x.json", installed.keep("A-1")]) == 1
    assert "โปรดตรวจสอบว่าโฟลเดอร์มีอยู่" in capsys.readouterr().err


def test_a_corrupt_row_does_not_stop_the_others(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.keep("A-1")
    receipt = installed.keep("A-2", submission({}))
    with installed.database.writing() as session:
        session.get_one(Reading, 1).submission = {"answers": "lost"}

    assert main(["replay", "--all"]) == 1
    assert "พิสูจน์แล้ว 1 ไม่ผ่าน 1" in capsys.readouterr().out
    assert main(["replay", receipt]) == 0
