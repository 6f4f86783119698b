"""Why a workbook's file is not taken, and what to do: one wording for the command line and for the desk."""

from __future__ import annotations

from collections.abc import Mapping

from bot.season.states import Called
from sheets_schema.cells import Tab
from sheets_schema.excel_guard import Refusal, RefusedWorkbookError
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in

_UNSOUND = Called(
    "ไฟล์นี้ไม่ใช่ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx แล้วส่งอีกครั้ง",
    "This is no sound .xlsx workbook. Save it again as .xlsx and send that.",
)
_WHY: Mapping[Refusal, Called] = {
    Refusal.NO_WORKBOOK: _UNSOUND,
    Refusal.ENTITIES: _UNSOUND,
    Refusal.TOO_LARGE: Called(
        "ไฟล์นี้ใหญ่ผิดปกติหรือมีแถวมากเกินไป โปรดคัดลอกคำตอบลงในแบบฟอร์มเปล่า แล้วส่งไฟล์นั้นแทน",
        "This file is far larger than a form can be. Copy the answers into an empty form and send that.",
    ),
    Refusal.MACROS: Called(
        "ไฟล์นี้มีมาโคร โปรดบันทึกเป็น “สมุดงาน Excel (.xlsx)” ซึ่งไม่มีมาโคร แล้วส่งอีกครั้ง",
        "This file has macros. Save it as a plain .xlsx workbook and send that.",
    ),
    Refusal.EXTERNAL_LINKS: Called(
        "ไฟล์นี้มีสูตรที่อ้างถึงไฟล์อื่น โปรดแทนสูตรนั้นด้วยค่า (ข้อมูล > แก้ไขลิงก์ > ตัดลิงก์) แล้วส่งอีกครั้ง",
        "Its formulas refer to other files. Replace them by values and send it again.",
    ),
    Refusal.OLD_FORMAT: Called(
        "ไฟล์นี้เป็นรูปแบบเก่า (.xls) โปรดบันทึกเป็น .xlsx แล้วส่งอีกครั้ง",
        "This is an old .xls file. Save it as .xlsx.",
    ),
    Refusal.ENCRYPTED: Called(
        "ไฟล์นี้มีรหัสผ่าน โปรดบันทึกโดยไม่ใส่รหัสผ่าน แล้วส่งอีกครั้ง", "This file has a password. Save it without one."
    ),
}


class RefusedFileError(Exception):
    """The file is not read; `why` says what was found and what to do."""

    def __init__(self, why: Called) -> None:
        self.why = why
        super().__init__(why.th)


def tabs_of_file(data: bytes) -> list[Tab]:
    """The tabs of an .xlsx file. Raises `RefusedFileError`."""
    try:
        return tabs_in(data)
    except RefusedWorkbookError as error:
        raise RefusedFileError(_WHY[error.refusal]) from error
    except UnreadableWorkbookError as error:
        raise RefusedFileError(_UNSOUND) from error
