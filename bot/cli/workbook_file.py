"""Reading a workbook's file, or saying kindly why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.cli.complaint import CannotError
from sheets_schema.cells import Tab
from sheets_schema.excel_guard import Refusal, RefusedWorkbookError
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in

_UNSOUND = (
    "เพราะไม่ใช่ไฟล์ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx "
    "(it is no sound .xlsx workbook: save it again as .xlsx)"
)
REFUSALS: Mapping[Refusal, str] = {
    Refusal.NO_WORKBOOK: _UNSOUND,
    Refusal.TOO_LARGE: "เพราะใหญ่ผิดปกติหรือมีแถวมากเกินไป โปรดคัดลอกคำตอบลงในแบบฟอร์มเปล่า แล้วส่งไฟล์นั้นแทน "
    "(it is far larger than a form can be: copy the answers into an empty form)",
    Refusal.MACROS: "เพราะมีมาโคร โปรดบันทึกเป็น “สมุดงาน Excel (.xlsx)” ซึ่งไม่มีมาโคร แล้วส่งใหม่ "
    "(it has macros: save it as a plain .xlsx workbook)",
    Refusal.EXTERNAL_LINKS: "เพราะมีสูตรที่อ้างถึงไฟล์อื่น โปรดแทนสูตรนั้นด้วยค่า (ข้อมูล > แก้ไขลิงก์ > ตัดลิงก์) แล้วส่งใหม่ "
    "(its formulas refer to other files: replace them by values)",
    Refusal.ENTITIES: _UNSOUND,
    Refusal.OLD_FORMAT: "เพราะเป็นรูปแบบเก่า (.xls) โปรดบันทึกเป็น .xlsx แล้วส่งใหม่ (it is an old .xls file: save it as .xlsx)",
    Refusal.ENCRYPTED: "เพราะมีรหัสผ่าน โปรดบันทึกโดยไม่ใส่รหัสผ่าน แล้วส่งใหม่ (it has a password: save it without one)",
}
"""Why a file is not opened, and what to do."""


def tabs_of(file: Path) -> list[Tab]:
    """The tabs of an .xlsx file. Raises `CannotError`."""
    try:
        return tabs_in(file.read_bytes())
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบชื่อไฟล์และสิทธิ์การอ่าน "
            f"(cannot open {file}: check its name and that you may read it)"
        ) from error
    except RefusedWorkbookError as error:
        raise CannotError(f"ไม่เปิดไฟล์ {file} {REFUSALS[error.refusal]}") from error
    except UnreadableWorkbookError as error:
        raise CannotError(
            f"อ่าน {file} ไม่ได้ เพราะไม่ใช่ไฟล์ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx "
            f"({file} is no sound .xlsx workbook: save it again as .xlsx)"
        ) from error
