"""`tonbaeb rescore [AGENCY ...]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection

from bot.cases import secretariat
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, signed_in, told_kindly, with_schema
from bot.jobs.workbooks import drain_workbooks
from bot.services import Installation
from bot.store import agencies, workbooks


@told_kindly
def run(asked: Namespace) -> int:
    """Read and score workbooks again now, and say what came of each (1 if one could not be read)."""
    started = with_schema(signed_in(installation()))
    codes = set(asked.agency) or None
    _refuse_unknown(started, codes)
    with started.database.writing() as session:
        asked_for = [book.file_id for book in workbooks.all_in_use(session) if not codes or book.agency_code in codes]
        secretariat.rescore(session, codes, by="command line", now=started.clock.now())
    print(f"ให้คะแนนใหม่ {len(asked_for)} แผ่นงาน")
    drain_workbooks(started.services)
    return _tell(started, asked_for)


def _refuse_unknown(started: Installation, codes: Collection[str] | None) -> None:
    with started.database.reading() as session:
        known = {agency.code for agency in agencies.active(session)}
    unknown = sorted(set(codes or ()) - known)
    if unknown:
        raise CannotError(
            f"ไม่มีหน่วยงานรหัส {', '.join(unknown)} ในทะเบียน รหัสที่มีคือ {', '.join(sorted(known)) or '(ยังไม่มี)'} "
            f"(no agency {', '.join(unknown)} is registered)"
        )


def _tell(started: Installation, file_ids: Collection[str]) -> int:
    failed = 0
    with started.database.reading() as session:
        for book in filter(None, (workbooks.find(session, file_id) for file_id in file_ids)):
            problem = book.last_problem or ("ยังรออ่าน" if book.dirty_since else None)
            failed += problem is not None
            print(f"  {book.agency_code}: {problem or 'อ่านและให้คะแนนแล้ว'}")
    return 1 if failed else 0
