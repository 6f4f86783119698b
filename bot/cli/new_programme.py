"""The programme to be rehearsed: one of those here, or a file that need not be among them yet."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.cli.complaint import CannotError
from bot.cli.programme_of import Spoken
from scoring import programmes
from scoring.linter import Source, findings_in
from scoring.programme_file import ProgrammeError, programme_from
from scoring.wording import Wording


def programme_at(named: str) -> Spoken:
    """The programme of this id, or of this file with its Thai words beside it. Raises `CannotError`."""
    if named.endswith(".yaml"):
        return _in_file(Path(named))
    try:
        return Spoken(programmes.load(named), programmes.words(named))
    except ProgrammeError as error:
        raise CannotError(f"{error} หรือระบุไฟล์ .yaml (or name a .yaml file)") from error


def _in_file(file: Path) -> Spoken:
    """What the linter finds sound is safe to load; anything else may be of any shape and size."""
    wording = file.with_suffix(".th.yaml")
    try:
        logic, words = file.read_bytes(), wording.read_bytes()
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {error.filename} ไม่ได้ ({error.strerror}) ต้องมีทั้งไฟล์เกณฑ์และไฟล์ถ้อยคำ .th.yaml "
            "(cannot open it: both the programme file and its .th.yaml are needed)"
        ) from error
    found = findings_in(Source(file.name, logic), (Source(wording.name, words),), {})
    if found:
        raise CannotError(
            f"ไฟล์ {file} ยังใช้ไม่ได้ โปรดสั่ง tonbaeb programmes check {file} เพื่อดูจุดที่ต้องแก้ทั้งหมด จุดแรกคือ\n{found[0]}"
        )
    return Spoken(programme_from(yaml.load(logic, yaml.CSafeLoader)), Wording(yaml.load(words, yaml.CSafeLoader)))
