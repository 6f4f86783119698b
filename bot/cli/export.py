"""`tonbaeb export -o FILE.xlsx|FILE.csv`: the season as a table."""

from __future__ import annotations

from argparse import Namespace

from bot.cases.making_documents import NothingToMakeError, export_as_csv, export_as_excel, note
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema


@told_kindly
def run(asked: Namespace) -> int:
    """Write the table and note who wanted it."""
    kind = asked.output.suffix.lower()
    if kind not in {".xlsx", ".csv"}:
        raise CannotError(
            f"โปรดให้ชื่อไฟล์ลงท้าย .xlsx หรือ .csv แทน {asked.output} (the file's name has to end in .xlsx or .csv)"
        )
    started = with_schema(installation(needs=()))
    now = started.clock.now()
    with started.database.reading() as session:
        try:
            made = export_as_excel(session, now) if kind == ".xlsx" else export_as_csv(session, asked.programme, now)
        except NothingToMakeError as error:
            raise CannotError(
                f"ไม่มีหน่วยงานในโปรแกรม {asked.programme} โปรดระบุ --programme "
                f"(no agency is under {asked.programme}: name another with --programme)"
            ) from error
    asked.output.write_bytes(made.content)
    with started.database.writing() as session:
        note(session, made, asked.by, now)
    print(f"เขียน {asked.output} แล้ว มีข้อมูลที่ยังไม่ประกาศ โปรดใช้ภายในเท่านั้น (written; it may hold unreleased levels)")
    return 0
