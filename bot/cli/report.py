"""`tonbaeb report AGENCY -o FILE.pdf`: the score report of an agency, as officers see it."""

from __future__ import annotations

from argparse import Namespace

from bot.cases.making_documents import note, score_report_of
from bot.cli.agencies import registered
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema


@told_kindly
def run(asked: Namespace) -> int:
    """Write the report and note who wanted it."""
    if asked.output.suffix.lower() != ".pdf":
        raise CannotError(
            f"รายงานเป็น PDF โปรดให้ชื่อไฟล์ลงท้าย .pdf แทน {asked.output} (the file's name has to end in .pdf)"
        )
    started = with_schema(installation(needs=()))
    now = started.clock.now()
    with started.database.reading() as session:
        made = score_report_of(session, registered(session, asked.agency), now)
    asked.output.write_bytes(made.content)
    with started.database.writing() as session:
        note(session, made, asked.by, now)
    print(f"เขียน {asked.output} แล้ว มีข้อมูลที่ยังไม่ประกาศ โปรดใช้ภายในเท่านั้น (written; it may hold unreleased levels)")
    return 0
