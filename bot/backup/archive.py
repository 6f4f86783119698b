"""The file of a backup: a ZIP with the database's data and a manifest that tells what it is and its checksum."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FORMAT = 1
MANIFEST, DATA = "manifest.json", "data"
AT_ONCE = 1 << 20


class BackupError(Exception):
    """A backup cannot be made or brought back; the text says why and what to do, in Thai and in English."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`kind` is sqlite or postgresql, `schema` the migration that the data stands at, `counts` the rows by table."""

    kind: str
    schema: str
    made_at: datetime
    sha256: str
    counts: Mapping[str, int]


def checksum(file: Path) -> str:
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def pack(data: Path, manifest: Manifest, target: Path) -> None:
    """Write a file that only its owner may read, since it holds everything; it is there whole or not at all."""
    told = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    made = data.with_name("packed")
    made.touch(mode=0o600)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(MANIFEST, json.dumps(told, indent=2))
        archive.write(data, DATA)
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise exists(target) from None
    made.replace(target)


def exists(target: Path) -> BackupError:
    return BackupError(f"มีไฟล์ {target} อยู่แล้ว โปรดใช้ชื่ออื่น ({target} is there already: name another file)")


def manifest_of(file: Path) -> Manifest:
    """What a backup says of itself. Raises `BackupError` where the file is no backup of ours."""
    try:
        with zipfile.ZipFile(file) as archive:
            told: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if told.pop("format") != FORMAT:
            raise BackupError(
                f"{file} ทำโดยรุ่นที่ใหม่กว่า โปรดติดตั้งรุ่นนั้นก่อน ({file} was made by a newer release: install that one)"
            )
        return Manifest(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise _no_backup(file) from error


def unpack(file: Path, manifest: Manifest, target: Path) -> None:
    """Bring the data out and hold it against its checksum. Raises `BackupError` where it was damaged."""
    target.touch(mode=0o600)
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DATA) as packed, target.open("wb") as out:
            shutil.copyfileobj(packed, out, AT_ONCE)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise _damaged(file) from error
    if checksum(target) != manifest.sha256:
        raise _damaged(file)


def _no_backup(file: Path) -> BackupError:
    return BackupError(
        f"{file} ไม่ใช่ไฟล์ที่ tonbaeb backup เขียน ({file} is no file that tonbaeb backup wrote: check its name)"
    )


def _damaged(file: Path) -> BackupError:
    return BackupError(
        f"{file} เสียหาย ข้อมูลไม่ตรงกับ checksum โปรดใช้สำเนาอื่น ไม่มีสิ่งใดถูกเปลี่ยน "
        f"({file} is damaged, its data does not fit its checksum: use another copy; nothing was changed)"
    )
