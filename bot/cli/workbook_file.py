"""Reading a workbook's file, or saying kindly why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from bot.cases.file_refusals import RefusedFileError, tabs_of_file
from bot.cli.complaint import CannotError
from sheets_schema.cells import Tab


def tabs_of(file: Path) -> list[Tab]:
    """The tabs of an .xlsx file. Raises `CannotError`."""
    try:
        return tabs_of_file(file.read_bytes())
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบชื่อไฟล์และสิทธิ์การอ่าน "
            f"(cannot open {file}: check its name and that you may read it)"
        ) from error
    except RefusedFileError as error:
        raise CannotError(f"ไม่เปิดไฟล์ {file} เพราะ{error.why.th} ({error.why.en})") from error
