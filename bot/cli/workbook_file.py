"""Reading a workbook's file, or saying kindly why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from bot.cli.complaint import CannotError
from sheets_schema.cells import Tab
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in


def tabs_of(file: Path) -> list[Tab]:
    """The tabs of an .xlsx file. Raises `CannotError`."""
    try:
        return tabs_in(file.read_bytes())
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบชื่อไฟล์และสิทธิ์การอ่าน "
            f"(cannot open {file}: check its name and that you may read it)"
        ) from error
    except UnreadableWorkbookError as error:
        raise CannotError(
            f"อ่าน {file} ไม่ได้ เพราะไม่ใช่ไฟล์ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx "
            f"({file} is no sound .xlsx workbook: save it again as .xlsx)"
        ) from error
