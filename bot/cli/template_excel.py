"""An empty workbook as .xlsx."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.complaint import CannotError
from scoring import programmes
from scoring.programme import Programme
from sheets_schema.excel_template import write_template


def make(programme: Programme, asked: Namespace) -> int:
    """Write the file that was asked for."""
    data = write_template(programme, programmes.words(programme.id))
    try:
        asked.output.write_bytes(data)
    except OSError as error:
        raise CannotError(
            f"เขียนไฟล์ {asked.output} ไม่ได้ ({error.strerror}) โปรดตรวจสอบว่าโฟลเดอร์มีอยู่และเขียนได้ "
            f"(cannot write {asked.output}: check that its folder exists and is writable)"
        ) from error
    print(f"เขียนแบบฟอร์มแล้ว: {asked.output}")
    return 0
