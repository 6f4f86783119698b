"""The log of changes as one account sees it: a file stands in it once, at the place of its last change."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.google.files import File, Files, is_direct


@dataclass(frozen=True)
class Entry:
    """What an account learns of one file."""

    place: int
    time: str
    file: File
    removed: bool


@dataclass(frozen=True)
class ChangeLog:
    """The log of an account, or of one shared drive as the account sees it, with what it asked for."""

    email: str
    drive: str = ""
    removals: bool = True
    my_drive_only: bool = False
    all_drives: bool = False

    def since(self, files: Files, first: int) -> list[Entry]:
        """The entries from place `first` on, in their order."""
        found = [self._entry(files, file, first) for file in files.every()]
        return sorted((entry for entry in found if entry is not None), key=lambda entry: entry.place)

    def _entry(self, files: Files, file: File, first: int) -> Entry | None:
        """What the account learns of a file since `first`, if anything. A shared drive has a log of its own."""
        if file.id == file.drive_id or (self.drive and file.drive_id != self.drive):
            return None
        lost = file.removed_from.get(self.drive or self.email)
        if lost is not None:
            told = self.removals and lost["change"] >= first
            return Entry(lost["change"], lost["time"], file, removed=True) if told else None
        if file.change < first or file.deleted:
            return None
        if self.my_drive_only and file.owner != self.email:
            return None
        if files.role(file, self.email, by_link=False) is None:
            return None
        if file.drive_id and not self.drive and not (self.all_drives and is_direct(file, self.email)):
            return None
        return Entry(file.change, file.changed, file, removed=False)
