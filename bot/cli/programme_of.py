"""Finding the programme that a workbook is of."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bot.cli.complaint import CannotError
from scoring import programmes
from scoring.assumptions import NO_SETTINGS, SettingError, Settings
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError
from scoring.wording import Wording
from sheets_schema.cells import Tab
from sheets_schema.locate import programme_named_in
from sheets_schema.reader import WorkbookReader


class Spoken(NamedTuple):
    """A programme with its Thai words."""

    programme: Programme
    words: Wording


def programme_of_tabs(tabs: list[Tab], asked: str | None, file: Path, settings: Settings = NO_SETTINGS) -> Spoken:
    """The programme that was asked for, else the one that the workbook names or is nearest to. Raises `CannotError`."""
    named = programme_named_in(tabs)
    if asked and named and asked != named:
        raise CannotError(
            f"{file} เป็นแบบฟอร์มของ {named} ไม่ใช่ {asked} โปรดระบุ --programme {named} หรือใช้ไฟล์ของ {asked} "
            f"({file} is a workbook of {named}, not of {asked})"
        )
    try:
        programme = programmes.load(asked or named or _nearest(tabs, file), settings)
    except programmes.UnknownProgrammeError as error:
        raise CannotError(f"{error} โปรดระบุด้วย --programme (name one with --programme)") from error
    except (ProgrammeError, SettingError) as error:
        raise CannotError(str(error)) from error
    return Spoken(programme, programmes.words(programme.id))


def _nearest(tabs: list[Tab], file: Path) -> str:
    """The programme most of whose keys stand in a workbook that does not name its own."""
    readers = {name: WorkbookReader(programmes.load(name), programmes.words(name)) for name in programmes.ids()}
    rows = {name: len(reader.locate(tabs).rows) for name, reader in readers.items()}
    if not any(rows.values()):
        forms = " หรือ ".join(f"tonbaeb template {name}" for name in rows)
        raise CannotError(
            f"{file} ไม่มีแถวรหัสของแบบฟอร์มใด จึงให้คะแนนไม่ได้ โปรดเริ่มจากแบบฟอร์มเปล่า: {forms} "
            f"({file} has no key rows of any programme: start from an empty template)"
        )
    return max(rows, key=rows.__getitem__)
