"""What came of each row of a list of agencies, as a CSV file that Excel opens: for the letters that go out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.cases.agency_entry import Fault
from bot.cases.enrolment import Entered
from bot.documents.spreadsheet_text import harmless
from bot.google.file_ids import workbook_url

_HEADING = ("บรรทัด", "รหัส", "ชื่อหน่วยงาน", "ผล", "แผ่นงาน", "ลิงก์ทำสำเนา", "แชร์กับ", "สิ่งที่ต้องแก้")


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what was entered, or what is wrong with it."""

    line: int
    entered: Entered | None
    faults: tuple[Fault, ...]
    code: str = ""
    google_is_away: bool = False


def write_report(path: Path, told: Iterable[Told]) -> None:
    """Write the file, in UTF-8 with the mark by which Excel knows it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADING)
        writer.writerows([harmless(cell) for cell in _row(each)] for each in told)


def _row(told: Told) -> list[str]:
    line = str(told.line or "")
    if told.entered is None:
        faults = "; ".join(f"{fault.field} “{fault.found}”: {fault.expected}" for fault in told.faults)
        return [line, told.code, "", "error", "", "", "", faults]
    entered, copy = told.entered, told.entered.to_copy
    link = workbook_url(entered.workbook) if entered.workbook else ""
    findings = "; ".join(finding.sentence for finding in entered.findings)
    to_copy = [copy.link, copy.address] if copy else ["", ""]
    return [line, entered.entry.code, entered.entry.name, entered.outcome, link, *to_copy, findings]
