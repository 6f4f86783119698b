"""Entering agencies with their workbooks: each once, however often the same list is entered, and after any crash.

What Google does comes before what is recorded, and is found again where it was not recorded; one agency's record is
one transaction. So whoever enters a list again goes on where it stopped. Where a workbook is made or shared, two
commands with the same agency wait for each other, since Google would make two and keep the last of two shares.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from sqlalchemy.orm import Session

from bot.cases.agency_entry import Entry, EntryError, Fault
from bot.cases.alone import Alone, BusyError
from bot.cases.provisioning import Made, Provider, ToCopy
from bot.cases.workbook_check import Finding, Inspector, findings_of_file
from bot.clock import Clock
from bot.google.errors import SharingRefusedError
from bot.google.file_ids import workbook_url
from bot.store import agencies, audit, link_codes, workbook_shares, workbooks
from bot.store.agencies import About, Agency
from bot.store.database import Database
from scoring import programmes

_NEVER_READABLE = frozenset({"excel_in_drive", "not_a_spreadsheet"})
_REPLACED = "ใช้แผ่นงานใหม่แทนแล้ว"
_RETIRED = "หน่วยงานออกจากทะเบียนแล้ว"


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of an entry. `workbook` is the file id of the agency's workbook, if it has one now."""

    entry: Entry
    outcome: Literal["new", "updated", "same"]
    workbook: str | None = None
    to_copy: ToCopy | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Workbook:
    """The agency's workbook after Google was asked: known before, given, made, or still to be copied."""

    made: Made | None = None
    is_new: bool = False
    to_copy: ToCopy | None = None
    findings: tuple[Finding, ...] = ()
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enrolment:
    """Enters agencies. Without `provider` nothing is made for them; `inspector` is made only where a link is given.

    `master_of` gives the file id that a programme's workbooks are copied from.
    """

    database: Database
    clock: Clock
    provider: Provider | None
    inspector: Callable[[], Inspector]
    master_of: Callable[[str], str | None]
    by: str
    sleep: Callable[[float], None] = time.sleep

    def enter(self, entry: Entry) -> Entered:
        """Enter one agency. Raises `EntryError` where it cannot be; then nothing of it is recorded."""
        self._refuse_other_spelling(entry)
        if not self._has_google_make_or_share(entry):
            return self._entered(entry)
        try:
            with Alone(self.database, self.clock, self.sleep).at(f"workbook of {entry.code}"):
                return self._entered(entry)
        except BusyError as error:
            raise EntryError(Fault("workbook", entry.code, str(error), is_sentence=True)) from error

    def _entered(self, entry: Entry) -> Entered:
        with self.database.reading() as session:
            _refuse_foreign(session, entry)
            known = workbooks.last_of_agency(session, entry.code)
            shared = workbook_shares.of(session, known.file_id) if known else set()
        made = Made(known.file_id, known.identity, known.drive) if known else None
        workbook = self._with_shares(entry, self._workbook(entry, made), shared)
        outcome = self._record(entry, workbook)
        self._codes[entry.code.casefold()] = entry.code
        file_id = workbook.made.file_id if workbook.made else None
        return Entered(entry, outcome, file_id, workbook.to_copy, workbook.findings)

    def _has_google_make_or_share(self, entry: Entry) -> bool:
        """Whether this entry changes anything at Google, as far as is known now."""
        if self.provider is None or not self.provider.makes_workbooks or entry.workbook:
            return False
        with self.database.reading() as session:
            known = workbooks.last_of_agency(session, entry.code)
            return known is None or not workbook_shares.of(session, known.file_id) >= set(entry.share)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The codes as they are registered, by how they are typed without regard to capitals."""
        with self.database.reading() as session:
            return {agency.code.casefold(): agency.code for agency in agencies.every(session)}

    def _refuse_other_spelling(self, entry: Entry) -> None:
        registered = self._codes.get(entry.code.casefold(), entry.code)
        if registered != entry.code:
            raise EntryError(
                Fault("code", entry.code, f"มีในทะเบียนแล้วเป็น “{registered}” / it is registered as {registered}")
            )

    def _workbook(self, entry: Entry, known: Made | None) -> _Workbook:
        if entry.workbook and (known is None or known.file_id != entry.workbook):
            return self._given(entry, entry.workbook)
        if known is not None:
            return _Workbook(known)
        if self.provider is None:
            return _Workbook()
        master = self.master_of(entry.programme)
        if master is None:
            return _Workbook(findings=(_no_master(entry.programme),))
        title = f"{entry.name} · {programmes.words(entry.programme).programme('short_name')}"
        provided = self.provider.provide(entry, master, title)
        return _Workbook(to_copy=provided) if isinstance(provided, ToCopy) else _Workbook(provided, is_new=True)

    def _given(self, entry: Entry, file_id: str) -> _Workbook:
        """The workbook that the agency's link leads to; one that is not shared yet is awaited."""
        inspector = self.inspector()
        sight = inspector.look(file_id, inspector.chosen_for(entry.code))
        findings = tuple(findings_of_file(sight, entry.code))
        hopeless = [finding for finding in findings if finding.code in _NEVER_READABLE]
        if hopeless:
            link = workbook_url(file_id)
            raise EntryError(*(Fault("workbook", link, each.sentence, is_sentence=True) for each in hopeless))
        made = Made(file_id, sight.identity, sight.file.drive if sight.file else "")
        return _Workbook(made, is_new=True, findings=findings)

    def _with_shares(self, entry: Entry, workbook: _Workbook, shared: set[str]) -> _Workbook:
        """Share it with the agency's addresses that it was not shared with yet."""
        if workbook.made is None or self.provider is None or entry.workbook:
            return workbook
        done, refused = [], []
        for email in entry.share:
            if email in shared and not workbook.is_new:
                continue
            try:
                done += [email] if self.provider.share(workbook.made, email) else []
            except SharingRefusedError as error:
                refused.append(_not_shared_with(email, error))
        return replace(workbook, shared_with=tuple(done), findings=(*workbook.findings, *refused))

    def _record(self, entry: Entry, workbook: _Workbook) -> Literal["new", "updated", "same"]:
        now = self.clock.now()
        with self.database.reading() as session:
            if _is_registered(session, entry) and not workbook.is_new and not workbook.shared_with:
                return "same"
        with self.database.writing() as session:
            _refuse_foreign(session, entry, workbook.made)
            known = agencies.find(session, entry.code)
            about = _told_or_known(entry, known)
            agencies.register(session, entry.code, entry.name, entry.programme, now=now, **about)
            if workbook.made is not None and workbook.is_new:
                self._connect(session, entry.code, workbook.made)
            for email in workbook.shared_with:
                assert workbook.made is not None, "only a workbook can be shared"
                workbook_shares.note(session, workbook.made.file_id, email, now)
            file_id = workbook.made.file_id if workbook.made else None
            audit.note(session, self.by, "enter agency", entry.code, now=now, workbook=file_id)
        return "new" if known is None else "updated"

    def _connect(self, session: Session, code: str, made: Made) -> None:
        now = self.clock.now()
        for earlier in workbooks.all_of_agency(session, code):
            if earlier.file_id != made.file_id and earlier.let_go_at is None:
                workbooks.let_go(session, earlier.file_id, _REPLACED, now)
        url = workbook_url(made.file_id)
        workbooks.connect(session, made.file_id, code, identity=made.identity, drive=made.drive, url=url, now=now)


def retire(session: Session, agency: Agency, *, by: str, clock: Clock) -> None:
    """The agency no longer takes part: its workbooks are not read any more, its unused link codes no longer link."""
    now = clock.now()
    agencies.retire(session, agency.code)
    for workbook in workbooks.all_of_agency(session, agency.code):
        workbooks.let_go(session, workbook.file_id, _RETIRED, now)
    link_codes.revoke(session, agency.code, now)
    audit.note(session, by, "retire agency", agency.code, now=now)


def _is_registered(session: Session, entry: Entry) -> bool:
    """Whether the registry says all this of the agency already."""
    known = agencies.find(session, entry.code)
    if known is None:
        return False
    there = About(ministry=known.ministry, province=known.province, type=known.type)
    wanted = (entry.name, entry.programme, _told_or_known(entry, known), True)
    return (known.name, known.programme, there, known.active) == wanted


def _told_or_known(entry: Entry, known: Agency | None) -> About:
    """What is told now, else what is known, else nothing."""
    return About(
        ministry=(known.ministry if known else "") if entry.ministry is None else entry.ministry,
        province=(known.province if known else "") if entry.province is None else entry.province,
        type=(known.type if known else "") if entry.type is None else entry.type,
    )


def _refuse_foreign(session: Session, entry: Entry, made: Made | None = None) -> None:
    """A file is the workbook of one agency only."""
    file_id = made.file_id if made else entry.workbook
    found = workbooks.find(session, file_id) if file_id else None
    if found is not None and found.agency_code != entry.code:
        raise EntryError(
            Fault(
                "workbook",
                workbook_url(found.file_id),
                f"แผ่นงานของหน่วยงานนี้เอง ไฟล์นี้เป็นของ {found.agency_code} แล้ว กรุณาทำสำเนาจากแบบฟอร์มเปล่า / "
                f"a workbook of its own: this one is {found.agency_code}'s; make a copy of the empty form",
            )
        )


def _no_master(programme: str) -> Finding:
    return Finding(
        "no_master",
        f"ยังไม่มีแบบฟอร์มต้นฉบับของ {programme} กรุณาสั่ง tonbaeb template --google {programme} / "
        f"no master of {programme}: make one with tonbaeb template --google {programme}",
    )


def _not_shared_with(email: str, error: SharingRefusedError) -> Finding:
    return Finding(
        "not_shared_with",
        f"แชร์ให้ {email} ไม่ได้ ถ้าไม่ใช่บัญชี Google กรุณาสั่งใหม่โดยเพิ่ม --notify / cannot be shared with {email}; "
        f"where that is no Google account, add --notify ({error})",
    )
