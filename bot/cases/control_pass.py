"""Applying the control workbook: only what people changed in it, each row by itself, and what came of it told.

Each row is a transaction of its own: one that cannot be used leaves what stood before and stops no other, and after a
crash the next reading goes on. A row that is gone retires nothing; it is told in the overview.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.cases import assessors as assessor_case
from bot.cases import secretariat
from bot.cases.agency_entry import EntryError, Fault, Known, entry_of
from bot.cases.agency_list import HEADINGS
from bot.cases.body_types import types
from bot.cases.control_contents import contents, in_thai, values_in_force
from bot.cases.control_deadlines import apply_deadline
from bot.cases.control_overview import overview
from bot.cases.control_telling import Heard, Standing, absent_rows, changed_cells, clash, in_force, moved, seen_after
from bot.cases.enrolment import Enrolment, retire
from bot.cases.season import RefusedError
from bot.clock import Clock
from bot.google.errors import GoogleError
from bot.store import agencies, assessors, settings
from bot.store.database import Database
from scoring import programmes
from scoring.assumptions import SettingError
from sheets_schema.control.instants import InstantError
from sheets_schema.control.layout import IN_USE, RETIRED, Seen, TabId
from sheets_schema.control.merge import CLEARED, merged
from sheets_schema.control.overview import Line
from sheets_schema.control.reader import Control, ControlRow, Spot
from sheets_schema.normalise import comparable
from sheets_schema.thai import arabic_digits

BY = "control workbook"


class RowError(Exception):
    """A row that cannot be used; the column, and what is expected there."""

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        super().__init__(expected)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reading. `told` are only the system's cells whose text is to change; `seen` is what to compare
    the rows with next time; `notices` tell what was changed elsewhere and stays so.
    """

    told: Mapping[Spot, str]
    overview: tuple[Line, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]
    applied: int
    rows: int
    seen: Seen


@dataclass(frozen=True)
class ControlPass:
    """Applies control workbooks. `enrolment` enters agencies and connects their workbooks."""

    database: Database
    clock: Clock
    enrolment: Enrolment

    def apply(self, control: Control, seen: Seen) -> Outcome:
        """Bring the store to what people changed in the workbook since it was `seen`, as far as a row can be used."""
        before = self._standing()
        heard = [self._heard(row, seen, before) for rows in control.rows.values() for row in rows]
        after = self._standing()
        told = dict.fromkeys(control.stale, "")
        for each in heard:
            told |= changed_cells(each, after)
        problems = [*control.missing, *(each.problem for each in heard if each.problem)]
        absent = absent_rows(control, seen, after)
        with self.database.reading() as session:
            counted = Counter(each.row.tab.id for each in heard if each.problem)
            lines = overview(session, counted, (*control.missing, *absent), now=self.clock.now())
        return Outcome(
            told=told,
            overview=lines,
            problems=(*problems, *(line for line in absent if line.startswith("!"))),
            notices=tuple(each.elsewhere for each in heard if each.elsewhere),
            applied=sum(each.changed for each in heard),
            rows=len(heard),
            seen=seen_after(heard, seen, after),
        )

    def _standing(self) -> Standing:
        with self.database.reading() as session:
            return in_force(contents(session))

    def _heard(self, row: ControlRow, seen: Seen, before: Standing) -> Heard:
        """Have a row say what it has to say; nothing comes of one that cannot be used or that clashes."""
        if row.problems:
            return Heard(row, problem="\n".join(row.problems))
        standing = before[row.tab.id].get(row.identity)
        found = merged(row.tab, _in_use(row, seen), seen.get(row.tab.id, {}).get(row.identity, {}), standing)
        if found.conflicts:
            return Heard(row, problem="\n".join(clash(row, each) for each in found.conflicts))
        elsewhere = "\n".join(moved(row, each) for each in found.elsewhere)
        if not found.wanted and standing is not None:
            return Heard(row, elsewhere=elsewhere)
        try:
            note, changed = self._done(row, found.wanted, standing)
        except (RowError, InstantError, EntryError, SettingError, RefusedError, GoogleError) as error:
            return Heard(row, problem=_told(row, error))
        return Heard(row, note=note, elsewhere=elsewhere, changed=changed)

    def _done(self, row: ControlRow, wanted: Mapping[str, str], standing: Mapping[str, str] | None) -> tuple[str, bool]:
        """Bring about what is wanted, and nothing else that the row says; a note, and whether anything was changed."""
        _check_state(row)
        if standing is not None and standing.get("state") == RETIRED and "state" not in wanted:
            raise RowError("state", f" “{IN_USE}” ก่อนจึงจะแก้ไขได้ เพราะในระบบเป็น “{RETIRED}”")
        named = {key: standing[key] for key in row.tab.identity} if standing else {}
        return self._acts[row.tab.id](row.saying({**wanted, **named}))

    @property
    def _acts(self) -> Mapping[TabId, Callable[[ControlRow], tuple[str, bool]]]:
        """What a row of each tab does: a note beside what stands then, and whether anything was changed."""
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
            return "", was_active
        with self.database.reading() as session:
            there = {each.code.casefold(): (each.name, each.programme) for each in agencies.every(session)}
        fields = ("code", "name", "type", "programme", "ministry", "province", "workbook")
        told = {field: row.text(field) for field in fields if row.text(field)}
        told = {
            field: "" if text in CLEARED and field in {"ministry", "province", "type"} else text
            for field, text in told.items()
        }
        entered = self.enrolment.enter(entry_of({"code": "", **told}, Known(programmes.ids(), there, types())))
        findings = " · ".join(in_thai(finding.sentence) for finding in entered.findings)
        return findings, entered.outcome != "same"

    def _deadline(self, row: ControlRow) -> tuple[str, bool]:
        with self.database.writing() as session:
            return "", apply_deadline(session, row, is_retired=_is_retired(row), by=BY, now=self.clock.now())

    def _setting(self, row: ControlRow) -> tuple[str, bool]:
        programme, name, value = row.text("programme"), row.text("name"), row.text("value")
        if programme not in programmes.ids():
            raise RowError("programme", f"รหัสโปรแกรมหนึ่งใน {', '.join(programmes.ids())}")
        with self.database.writing() as session:
            chosen = settings.of(session, programme)
            standing = values_in_force(programmes.load(programme, chosen))
            if name not in standing:
                raise RowError("name", f"ชื่อใดชื่อหนึ่งใน {', '.join(standing)}")
            is_taken_back = value in CLEARED
            if not value or value in {chosen.get(name), standing[name]} or (is_taken_back and name not in chosen):
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
                return "", was_active
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


def _in_use(row: ControlRow, seen: Seen) -> Mapping[str, str]:
    """What a row says; one that is new says nothing of its state when it means to take part."""
    known = row.identity in seen.get(row.tab.id, {})
    has_state = any(column.key == "state" for column in row.tab.columns)
    return row.texts if row.text("state") or known or not has_state else {**row.texts, "state": IN_USE}


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


def _told(row: ControlRow, error: Exception) -> str:
    """Why a row cannot be used, in words for its feedback."""
    match error:
        case RowError() | InstantError():
            return row.problem(error.column, str(error))
        case EntryError():
            return "\n".join(_told_fault(row, fault) for fault in error.faults)
        case SettingError():
            return row.problem("value", error.expected[0])
        case RefusedError():
            return f"! {error.refusal.th}"
    return f"! {row.tab.heading('workbook')}: {in_thai(str(error))}"


def _told_fault(row: ControlRow, fault: Fault) -> str:
    thai = in_thai(fault.expected)
    return f"! {HEADINGS[fault.field][0]}: {thai}" if fault.is_sentence else row.problem(fault.field, thai)
