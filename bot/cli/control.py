"""`tonbaeb control template -o FILE`, `... export -o FILE`, `... read FILE [--answer FILE]` and `... connect`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.cases.control_contents import contents, reference
from bot.cases.control_overview import empty_overview, overview
from bot.cli import control_connect
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.cli.workbook_file import tabs_of
from bot.services import Installation
from sheets_schema.control.excel import answered, control_workbook
from sheets_schema.control.reader import read_control


@told_kindly
def run(asked: Namespace) -> int:
    """Do what is asked for; 1 where a row could not be used."""
    if asked.act == "template":
        _write(asked.output, control_workbook({}, reference(), empty_overview()))
        return 0
    started = with_schema(installation(needs=()))
    if asked.act == "connect":
        return control_connect.run(started, asked)
    if asked.act == "export":
        with started.database.reading() as session:
            filled, lines = contents(session), overview(session, {}, (), now=started.clock.now())
        _write(asked.output, control_workbook(filled, reference(), lines))
        return 0
    return _read(started, asked)


def _read(started: Installation, asked: Namespace) -> int:
    control = read_control(tabs_of(asked.file))
    if not control.rows:
        raise CannotError(
            f"{asked.file} ไม่ใช่สมุดงานควบคุม โปรดเริ่มจาก tonbaeb control export -o FILE.xlsx "
            f"({asked.file} is no control workbook: begin with tonbaeb control export)"
        )
    outcome = started.control_rows().apply(control, control.seen)
    for line in (*outcome.problems, *outcome.notices):
        print(line)
    print(
        f"อ่าน {outcome.rows:,} แถว เปลี่ยนแปลง {outcome.applied:,} แถว ปัญหา {len(outcome.problems):,} รายการ "
        f"({outcome.rows:,} rows, {outcome.applied:,} changed, {len(outcome.problems):,} problems)"
    )
    if asked.answer is not None:
        title = control.overview.tab.title if control.overview else ""
        data = asked.file.read_bytes()
        _write(asked.answer, answered(data, outcome.told, outcome.seen, title, outcome.overview))
    return 1 if outcome.problems else 0


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise CannotError(
            f"เขียนไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบว่าโฟลเดอร์มีอยู่และเขียนได้ "
            f"(cannot write {file}: check that its folder exists and is writable)"
        ) from error
    print(f"เขียนแล้ว: {file}")
