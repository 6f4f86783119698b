"""`tonbaeb programmes` and `tonbaeb programmes check [FILE ...]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from bot.cli.complaint import CannotError
from scoring import programmes
from scoring.linter import Finding, Source, findings_in
from scoring.linter.published import read_published
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError


def run(asked: Namespace) -> int:
    """List the programmes on the shelf, or check files and print what was found (1 if anything was)."""
    return _check(asked.files) if asked.act == "check" else _list()


def _list() -> int:
    try:
        loaded = [programmes.load(programme_id) for programme_id in programmes.ids()]
    except ProgrammeError as error:
        raise CannotError(str(error)) from error
    for programme in loaded:
        state = "ประกาศใช้แล้ว (published)" if programme.id in programmes.published() else "ร่าง (draft)"
        print(f"{programme.id}  {programmes.words(programme.id).programme('name')}")
        print(f"  {', '.join(_counts(programme))}, {state}")
        print(f"  sha256 {programme.hash}")
    return 0


def _counts(programme: Programme) -> Iterator[str]:
    if programme.criteria:
        yield f"{len(programme.criteria)} เกณฑ์"
    if programme.requirements:
        yield f"{len(programme.requirements)} ข้อกำหนด"
    yield f"{len(programme.inputs)} รายการ"


def _check(files: list[Path]) -> int:
    listed = _source(programmes.SHELF / programmes.PUBLISHED)
    published, of_list = read_published(listed.file, listed.content, programmes.ids())
    shelf = [programmes.SHELF / f"{programme_id}.yaml" for programme_id in programmes.ids()]
    asked = list(dict.fromkeys(map(_logic_of, files))) or shelf
    found = {file: findings_in(_source(file), tuple(map(_source, _wordings_of(file))), published) for file in asked}
    _print_findings(() if files else of_list)
    for file, findings in found.items():
        verdict = f"พบ {len(findings)} แห่งที่ต้องแก้ไข ({len(findings)} found)" if findings else "ถูกต้อง (sound)"
        _print_findings(findings)
        print(f"{file.name.removesuffix('.yaml')}: {verdict}")
    of_maps = [] if files or any(found.values()) else list(_faults_of_maps())
    print("".join(f"{fault}\n" for fault in of_maps), end="")
    return 1 if any(found.values()) or of_maps or (of_list and not files) else 0


def _faults_of_maps() -> Iterator[str]:
    """What is wrong with the maps between sound programmes."""
    for source in programmes.ids():
        for target in programmes.leads_to(source):
            try:
                programmes.carry_map(source, target)
            except ProgrammeError as error:
                yield f"maps/{source}-to-{target}.yaml: {error}"


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        print(finding)


def _logic_of(file: Path) -> Path:
    """The programme file of a file that was named: itself, or the one whose wording it is."""
    stem = file.name.removesuffix(".yaml")
    for language in programmes.LANGUAGES:
        stem = stem.removesuffix(f".{language}")
    return file.with_name(f"{stem}.yaml") if file.suffix == ".yaml" else file


def _wordings_of(logic: Path) -> Iterator[Path]:
    stem = logic.name.removesuffix(".yaml")
    return (logic.with_name(f"{stem}.{language}.yaml") for language in programmes.LANGUAGES)


def _source(file: Path) -> Source:
    here = Path.cwd()
    name = str(file.relative_to(here) if file.is_relative_to(here) else file)
    try:
        return Source(name, file.read_bytes())
    except FileNotFoundError:
        return Source(name, None)
    except OSError as error:
        raise CannotError(
            f"อ่าน {name} ไม่ได้ ({error.strerror}) โปรดตรวจสอบสิทธิ์ของไฟล์ (cannot read {name}: check its permissions)"
        ) from error
