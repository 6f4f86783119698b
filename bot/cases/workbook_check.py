"""Whether an agency's workbook can be read and answered: shared, a native spreadsheet, the right form, its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cases.prepared import Prepared
from bot.cases.provisioning import MARK, mark_of
from bot.google.file_state import DriveFile, look_at
from bot.google.identities import Identities
from bot.google.workbooks import Workbooks
from bot.store.agencies import Agency
from sheets_schema.cells import Tab
from sheets_schema.google_cells import tabs_from
from sheets_schema.locate import programme_named_in
from sheets_schema.normalise import comparable


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that people have to mend in a workbook, or (not `blocking`) look at, with its cure: Thai / English."""

    code: str
    sentence: str
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    """A workbook as the account sees it that sees it best. `file` is None where no account does."""

    identity: str
    file: DriveFile | None


class Inspector:
    """Looks at workbooks with the bot's own accounts."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities

    def look(self, file_id: str, first: str) -> Sight:
        """The file as an account sees it, `first` being asked first: who may edit it, else who may read it."""
        readers: list[Sight] = []
        for identity in sorted(self._identities.emails, key=lambda email: email != first):
            file = look_at(self._identities.served_by(identity), file_id)
            if file is not None:
                readers.append(Sight(identity, file))
            if file is not None and file.can_edit:
                return readers[-1]
        return readers[0] if readers else Sight(self.address_for(first), None)

    def address_for(self, wanted: str) -> str:
        """The account to share with: the wanted one, or the first where its key is no longer here."""
        return self._identities.served_by(wanted).identity

    def chosen_for(self, code: str) -> str:
        return self._identities.chosen_for(code)

    def tabs(self, sight: Sight, file_id: str) -> list[Tab]:
        """The workbook's tabs, in one request."""
        return tabs_from(Workbooks(self._identities.served_by(sight.identity)).read(file_id))


def findings_of_file(sight: Sight, code: str) -> list[Finding]:
    """What Drive tells of a workbook without opening it."""
    file, address = sight.file, sight.identity
    if file is None:
        return [
            Finding(
                "not_shared",
                f"ยังไม่ได้แชร์ หรือไฟล์ถูกลบ กรุณาแชร์กับ {address} ในสิทธิ์ “ผู้แก้ไข” / not shared, or deleted: "
                f"share it with {address} as Editor",
            )
        ]
    return list(_of_seen(file, address, code))


def _of_seen(file: DriveFile, address: str, code: str) -> Iterator[Finding]:
    if file.trashed:
        yield Finding("in_bin", "ไฟล์อยู่ในถังขยะ กรุณากู้คืนใน Google ไดรฟ์ / it lies in the bin: restore it in Drive")
    if file.is_excel:
        yield Finding(
            "excel_in_drive",
            "ไฟล์นี้เป็น Excel ที่วางไว้ในไดรฟ์ กรุณาเปิดแล้วเลือก “ไฟล์ > บันทึกเป็น Google ชีต” แล้วส่งลิงก์ของไฟล์ใหม่ / "
            "an Excel file left in Drive: open it, choose “File > Save as Google Sheets”, and send the new file's link",
        )
    elif not file.is_spreadsheet:
        yield Finding(
            "not_a_spreadsheet", "ไฟล์นี้ไม่ใช่ Google ชีต กรุณาส่งลิงก์ของชีต / no Google Sheet: send the link of the Sheet"
        )
    if not file.can_edit:
        yield Finding(
            "read_only",
            f"ระบบอ่านได้แต่เขียนผลตรวจไม่ได้ กรุณาเปลี่ยนสิทธิ์ของ {address} เป็น “ผู้แก้ไข” / "
            f"shared for reading only: make {address} an Editor",
        )
    if MARK in file.marks and file.marks[MARK] != mark_of(code)[MARK]:
        yield Finding(
            "copied_from_another",
            "ไฟล์นี้คัดลอกจากแผ่นงานของหน่วยงานอื่น กรุณาตรวจว่าเป็นข้อมูลของหน่วยงานนี้ หรือเริ่มจากแบบฟอร์มเปล่า / "
            "a copy of another agency's workbook: check that its contents are this one's, or begin with an empty form",
            blocking=False,
        )


def findings_of_content(
    tabs: Sequence[Tab], case: Prepared, agency: Agency, title: str, names: Mapping[str, str]
) -> list[Finding]:
    """What the workbook itself tells. `names` are the other agencies' codes by their comparable names."""
    located, wanted = case.reader.locate(tabs), case.programme.id
    lost = len(case.programme.inputs) - len(located.rows)
    made_for = programme_named_in(tabs)
    is_another = made_for not in {None, wanted} and lost > len(located.rows)  # programmes share keys such as org.name
    if not located.rows or is_another:
        return [_wrong_form(wanted, made_for)]
    found = [_lost_rows(lost)] if lost else []
    key = case.programme.organisation
    answer = case.reader.read(located).answers.get(key) if key else None
    named = str(answer.value) if answer is not None and answer.value is not None else ""
    other = _another_named(named, title, agency.name, names)
    return [*found, _another_agency(*other)] if other else found


def names_of_others(agencies: Sequence[Agency], code: str) -> dict[str, str]:
    """The codes of all agencies but this one by their comparable names."""
    return {comparable(agency.name): agency.code for agency in agencies if agency.code != code}


def _another_named(named: str, title: str, own: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The text that names another agency, and that agency's code: first the answer, then the file's title."""
    mine = comparable(own)
    if comparable(named) in names and comparable(named) != mine:
        return named, names[comparable(named)]
    shown = comparable(title)
    if mine in shown or comparable(named) == mine:
        return None
    within = [name for name in names if name and name in shown]
    return (title, names[max(within, key=len)]) if within else None


def _wrong_form(wanted: str, named: str | None) -> Finding:
    if named and named != wanted:
        return Finding(
            "another_programme",
            f"แผ่นงานนี้เป็นแบบฟอร์มของ {named} ไม่ใช่ {wanted} กรุณาใช้แบบฟอร์มของ {wanted} / "
            f"the form of {named}: use that of {wanted}",
        )
    return Finding(
        "no_keys",
        f"ไม่พบแถวรหัสของแบบฟอร์ม {wanted} กรุณาเริ่มจากแบบฟอร์มเปล่า / none of the form's key rows: start from an empty form",
    )


def _lost_rows(lost: int) -> Finding:
    return Finding(
        "rows_lost",
        f"แถวของแบบฟอร์มหายไป {lost} แถว กรุณากู้คืนจาก “ไฟล์ > ประวัติเวอร์ชัน” / "
        f"{lost} rows of the form are gone: restore them from “File > Version history”",
        blocking=False,
    )


def _another_agency(named: str, code: str) -> Finding:
    return Finding(
        "names_another_agency",
        f"แผ่นงานนี้ใช้ชื่อของหน่วยงานอื่น (“{named[:120]}” คือ {code}) กรุณาตรวจว่าไม่ได้คัดลอกมาจากหน่วยงานนั้น / "
        f"it bears the name of another agency ({code}): check that it was not copied from theirs",
        blocking=False,
    )
