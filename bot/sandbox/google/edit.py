"""An edit under way: a working copy of a workbook, and who edits it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.google.errors import PROTECTED, BatchError
from bot.sandbox.google.files import File
from bot.sandbox.google.office import Office
from bot.sandbox.google.ranges import Box, resolve, tab, whole
from bot.sandbox.google.workbook import Sheet, Workbook

_ID_LIMIT = 2**31


@dataclass
class Edit:
    """`workbook` is a copy: nothing has happened until it is saved."""

    workbook: Workbook
    email: str
    owner: str
    today: date

    def tab(self, sheet_id: int) -> Sheet:
        return tab(self.workbook, sheet_id)

    def box(self, grid_range: dict[str, Any] | None) -> Box:
        if grid_range is None:
            raise BatchError("range is required.")
        return resolve(self.workbook, grid_range)

    def free_box(self, grid_range: dict[str, Any] | None) -> Box:
        """A box whose cells this account may edit."""
        box = self.box(grid_range)
        self.guard(box)
        return box

    def guard(self, box: Box) -> None:
        """Refuse where a cell of the box is protected against this account."""
        for protected in self._against_me(box.sheet):
            covered = protected_box(self.workbook, protected)
            if not box.meets(covered):
                continue
            free = [resolve(self.workbook, each) for each in protected.get("unprotectedRanges", [])]
            if any(box.within(each) for each in free):
                continue
            if any(covered.holds(*cell) and not any(each.holds(*cell) for each in free) for cell in box.cells()):
                raise BatchError(PROTECTED)

    def guard_structure(self, box: Box) -> None:
        """Refuse where rows or columns of a protected tab, or through a protected range, would come or go."""
        for protected in self._against_me(box.sheet):
            covered = protected_box(self.workbook, protected)
            if covered == whole(box.sheet) or box.meets(covered):
                raise BatchError(PROTECTED)

    def guard_tab(self, sheet: Sheet) -> None:
        """Refuse where the tab as such is protected against this account."""
        for protected in self._against_me(sheet):
            if protected_box(self.workbook, protected) == whole(sheet):
                raise BatchError(PROTECTED)

    def may_edit(self, protected: dict[str, Any]) -> bool:
        """The owner of the file may always; an editor of the range may; a warning stops nobody here."""
        users = protected.get("editors", {}).get("users", [])
        return bool(protected.get("warningOnly")) or self.email == self.owner or self.email in users

    def _against_me(self, sheet: Sheet) -> list[dict[str, Any]]:
        return [each for each in sheet.protected_ranges if not self.may_edit(each)]


def begin(office: Office, workbook: Workbook, email: str) -> Edit:
    """Start an edit on a copy of `workbook`. Today is reckoned in the workbook's own time zone."""
    file = office.files.get(workbook.id)
    assert isinstance(file, File), "a workbook has its file"
    today = office.now().astimezone(ZoneInfo(workbook.properties["timeZone"])).date()
    return Edit(workbook.copy(), email, file.owner, today)


def protected_box(workbook: Workbook, protected: dict[str, Any]) -> Box:
    if "namedRangeId" in protected:
        for named in workbook.named_ranges:
            if named["namedRangeId"] == protected["namedRangeId"]:
                return resolve(workbook, named["range"])
    return resolve(workbook, protected.get("range", {}))


def chosen_id(wanted: int | None, taken: Iterable[int], what: str) -> int:
    """The caller's own id, refused where it is taken; else a new one."""
    known = set(taken)
    if wanted is None:
        return next(made for made in iter(lambda: secrets.randbelow(_ID_LIMIT), -1) if made not in known)
    if wanted in known:
        raise BatchError(f"{what} with ID {wanted} already exists. Please enter another ID.")
    if wanted < 0:
        raise BatchError(f"{what} cannot have the negative ID {wanted}.")
    return wanted
