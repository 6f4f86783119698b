"""The master of a programme at Google, which agencies' workbooks are copied from."""

from __future__ import annotations

from argparse import Namespace

from bot.cases.masters import Masters
from bot.cases.provisioning import drive_of
from bot.cases.workbook_check import Inspector
from bot.cli.agencies_add import folder_of
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.google.file_ids import copy_link, file_id_in, workbook_url
from bot.services import Installation
from scoring.programme import Programme


def make(programme: Programme, asked: Namespace) -> int:
    """Make the master, or take the one that is named, and tell the links of it."""
    return told_kindly(lambda asked: _made(programme, asked))(asked)


def _made(programme: Programme, asked: Namespace) -> int:
    started = with_schema(installation(needs=()))
    masters = Masters(started.database, started.clock, {})
    if asked.use:
        masters.use(programme.id, _file_id(asked.use), by=asked.by)
    elif asked.within:
        _build_in(started, masters, programme.id, asked)
    else:
        _make_anew(started, masters, programme.id, asked)
    file_id = masters.of(programme.id)
    assert file_id is not None, "it was remembered just now"
    print(f"แบบฟอร์มต้นฉบับ (master): {workbook_url(file_id)}")
    print(f"ลิงก์สำหรับหน่วยงานทำสำเนา (to copy): {copy_link(file_id)}")
    print(f"แล้วแชร์สำเนาในสิทธิ์ “ผู้แก้ไข” กับ (share the copy as Editor with): {_addresses(started)}")
    return 0


def _build_in(started: Installation, masters: Masters, programme: str, asked: Namespace) -> None:
    file_id = _file_id(asked.within)
    seen_by = Inspector(started.identities).look(file_id, started.sign_in.email).identity
    masters.build_in(programme, file_id, started.makers.served_by(seen_by), by=asked.by)


def _make_anew(started: Installation, masters: Masters, programme: str, asked: Namespace) -> None:
    if asked.into_drive:
        maker, folder = started.makers.served_by(started.sign_in.email), folder_of(asked.into_drive)
        masters.make(programme, maker, folder=folder, drive=drive_of(maker, folder), by=asked.by)
    elif started.person is not None:
        masters.make(programme, started.person, folder=None, drive="", by=asked.by)
    else:
        raise CannotError(
            "service account เป็นเจ้าของไฟล์ไม่ได้ โปรดเลือกทางหนึ่ง: (ก) สร้าง Google ชีตเปล่า แชร์ให้ "
            f"{_addresses(started)} เป็นผู้แก้ไข แล้วเพิ่ม --in ลิงก์ (ข) ใส่ในไดรฟ์ที่แชร์ด้วย --into-drive โฟลเดอร์ "
            "(ค) กำหนด GOOGLE_AUTHORIZED_USER_JSON (a service account can own no files: share an empty Sheet with it "
            "and name it with --in, or use --into-drive, or sign in as a person)"
        )


def _addresses(started: Installation) -> str:
    return ", ".join(started.identities.emails)


def _file_id(text: str) -> str:
    found = file_id_in(text)
    if found is None:
        raise CannotError(f"“{text}” ไม่ใช่ลิงก์ของ Google ชีต (no link of a Google Sheet)")
    return found
