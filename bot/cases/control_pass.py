"""Applying the control workbook: only what differs from the store, each row by itself, and what came of it told.

Each row is a transaction of its own: one that cannot be used leaves what stood before and stops no other, and after a
crash the next reading goes on. A row that is gone retires nothing; it is told in the overview.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cases import assessors as assessor_case
from bot.cases import secretariat
from bot.cases.agency_entry import EntryError, Known, entry_of
from bot.cases.agency_list import HEADINGS
from bot.cases.body_types import types
from bot.cases.control_contents import values_in_force
from bot.cases.control_deadlines import apply_deadline
from bot.cases.enrolment import Enrolment, retire
from bot.cases.season import RefusedError
from bot.clock import Clock
from bot.google.errors import GoogleError
from bot.store import agencies, assessors, deadlines, settings
from bot.store.database import Database
from scoring import programmes
from scoring.assumptions import SettingError
from scoring.submission import Place
from sheets_schema.control.instants import InstantError
from sheets_schema.control.layout import FEEDBACK, IN_USE, RETIRED, TABS, TabId
from sheets_schema.control.reader import Control, ControlRow
from sheets_schema.normalise import comparable
from sheets_schema.thai import arabic_digits

BY = "control workbook"
CLEARED = frozenset({"-", "–"})
"""Blank leaves what stands; this empties it, or takes a setting back."""
_ENGLISH = re.compile(r" / (?=[A-Za-z])")  # where the second language of a sentence begins
ALL_WELL = "ครบถ้วน ไม่มีรายการตกหล่น"


class RowError(Exception):
    """A row that cannot be used; the column, and what is expected there."""

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        super().__init__(expected)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reading. `feedback` are only the cells whose text changed."""

    feedback: Mapping[Place, str]
    problems: tuple[str, ...]
    applied: int
    rows: int


@dataclass(frozen=True)
class ControlPass:
    """Applies control workbooks. `enrolment` enters agencies and connects their workbooks."""

    database: Database
    clock: Clock
    enrolment: Enrolment

    def apply(self, control: Control) -> Outcome:
        """Bring the store to what the workbook says, as far as each row can be used."""
        told: dict[Place, str] = dict.fromkeys(control.stale, "")
        problems, applied = list(control.missing), 0
        rows = [row for tab in control.rows.values() for row in tab]
        for row in rows:
            text, changed = self._row(row)
            problems += [text] if text.startswith("!") else []
            applied += changed
            if text != row.feedback and FEEDBACK in row.places:
                told[row.places[FEEDBACK]] = text
        absent = self._without_row(control)
        if control.missing_at is not None:
            told[control.missing_at] = "\n".join(absent) or ALL_WELL
        return Outcome(told, (*problems, *absent), applied, len(rows))

    def _row(self, row: ControlRow) -> tuple[str, bool]:
        """The feedback of a row, and whether anything was changed."""
        if row.problems:
            return "\n".join(row.problems), False
        try:
            _check_state(row)
            note, changed = self._acts[row.tab.id](row)
        except (RowError, InstantError) as error:
            return row.problem(error.column, str(error)), False
        except EntryError as error:
            return _told_faults(row, error), False
        except SettingError as error:
            return row.problem("value", error.expected[0]), False
        except RefusedError as error:
            return f"! {error.refusal.th}", False
        except GoogleError as error:
            return f"! {row.tab.heading('workbook')}: {error}", False
        return f"✓ {note}".strip(), changed

    @property
    def _acts(self) -> Mapping[TabId, Callable[[ControlRow], tuple[str, bool]]]:
        return {
            "agencies": self._agency,
            "deadlines": self._deadline,
            "settings": self._setting,
            "assessors": self._assessor,
        }

    def _agency(self, row: ControlRow) -> tuple[str, bool]:
        code = arabic_digits(row.text("code"))
        if _is_retired(row):
            with self.database.writing() as session:
                agency = agencies.find(session, code)
                if agency is None:
                    raise RowError("code", "รหัสของหน่วยงานในทะเบียน จึงจะนำออกได้")
                was_active = agency.active
                if was_active:
                    retire(session, agency, by=BY, clock=self.clock)
            return "ออกแล้ว ข้อมูลเดิมยังเก็บไว้", was_active
        with self.database.reading() as session:
            there = {each.code.casefold(): (each.name, each.programme) for each in agencies.every(session)}
        fields = ("code", "name", "type", "programme", "ministry", "province", "workbook")
        told = {field: row.text(field) for field in fields if row.text(field)}
        told = {
            field: "" if text in CLEARED and field in {"ministry", "province", "type"} else text
            for field, text in told.items()
        }
        entered = self.enrolment.enter(entry_of({"code": "", **told}, Known(programmes.ids(), there, types())))
        findings = " · ".join(_ENGLISH.split(finding.sentence)[0] for finding in entered.findings)
        return findings, entered.outcome != "same"

    def _deadline(self, row: ControlRow) -> tuple[str, bool]:
        with self.database.writing() as session:
            return apply_deadline(session, row, is_retired=_is_retired(row), by=BY, now=self.clock.now())

    def _setting(self, row: ControlRow) -> tuple[str, bool]:
        programme, name, value = row.text("programme"), row.text("name"), row.text("value")
        if programme not in programmes.ids():
            raise RowError("programme", f"รหัสโปรแกรมหนึ่งใน {', '.join(programmes.ids())}")
        with self.database.writing() as session:
            chosen = settings.of(session, programme)
            in_force = values_in_force(programmes.load(programme, chosen))
            if name not in in_force:
                raise RowError("name", f"ชื่อใดชื่อหนึ่งใน {', '.join(in_force)}")
            is_taken_back = value in CLEARED
            if not value or value in {chosen.get(name), in_force[name]} or (is_taken_back and name not in chosen):
                return "", False
            wanted = "" if is_taken_back else value
            secretariat.change_settings(session, programme, {name: wanted}, by=BY, now=self.clock.now())
        return "", True

    def _assessor(self, row: ControlRow) -> tuple[str, bool]:
        code, now = arabic_digits(row.text("code")), self.clock.now()
        with self.database.writing() as session:
            known = assessors.find(session, code)
            if _is_retired(row):
                if known is None:
                    raise RowError("code", "รหัสของผู้ประเมินที่มีอยู่ จึงจะนำออกได้")
                was_active = known.active
                if was_active:
                    assessor_case.remove(session, code, by=BY, now=now)
                return "พ้นหน้าที่แล้ว ข้อมูลเดิมยังเก็บไว้", was_active
            wanted = assessor_case.Known(
                code,
                row.text("name") or (known.name if known else ""),
                _said(row, "ministry", known.ministry if known else ""),
                _said(row, "agency", known.agency_code if known else ""),
                _said(row, "email", known.email if known else ""),
            )
            if known and known.active and wanted == _known(known):
                return "", False
            assessor_case.enter(session, wanted, by=BY, now=now)
        return "", True

    def _without_row(self, control: Control) -> list[str]:
        """What stands in the store and has no row in the workbook: it stays, and is told."""
        with self.database.reading() as session:
            standing: dict[TabId, list[str]] = {
                "agencies": [each.code for each in agencies.active(session)],
                "deadlines": [each.id for each in deadlines.standing(session)],
                "assessors": [each.code for each in assessors.active(session)],
            }
        lines = []
        for tab_id, codes in standing.items():
            if tab_id not in control.rows:
                continue
            rows = {identity for row in control.rows[tab_id] for identity in row.identity}
            absent = [code for code in codes if comparable(code) not in rows]
            title = next(tab.title for tab in TABS if tab.id == tab_id)
            if absent:
                lines.append(f"! {title}: {', '.join(absent)} หากต้องการนำออก โปรดเพิ่มแถวและเลือก “{RETIRED}”")
        return lines


def _said(row: ControlRow, column: str, known: str) -> str:
    text = " ".join(row.text(column).split())
    return "" if text in CLEARED else text or known


def _known(each: assessors.Assessor) -> assessor_case.Known:
    return assessor_case.Known(each.code, each.name, each.ministry, each.agency_code, each.email)


def _check_state(row: ControlRow) -> None:
    if comparable(row.text("state")) not in {"", IN_USE, RETIRED}:
        raise RowError("state", f" “{IN_USE}” หรือ “{RETIRED}”")


def _is_retired(row: ControlRow) -> bool:
    return comparable(row.text("state")) == RETIRED


def _told_faults(row: ControlRow, error: EntryError) -> str:
    lines = []
    for fault in error.faults:
        thai = _ENGLISH.split(fault.expected)[0]
        lines.append(f"! {HEADINGS[fault.field][0]}: {thai}" if fault.is_sentence else row.problem(fault.field, thai))
    return "\n".join(lines)
