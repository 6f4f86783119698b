"""`tonbaeb reopen AGENCY [AGENCY ...] --reason TEXT --by NAME`."""

from __future__ import annotations

from argparse import Namespace

from bot.cases import freezing
from bot.cases.season import RefusedError
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.store import agencies


@told_kindly
def run(asked: Namespace) -> int:
    """Let edits of these agencies count again, all or none, and tell them why."""
    reason, by = " ".join(asked.reason.split()), asked.by.strip()
    if not reason or not by:
        raise CannotError(
            "โปรดระบุเหตุผลและชื่อผู้เปิดด้วย --reason และ --by (give a reason and a name with --reason and --by)"
        )
    started = with_schema(installation(needs=()))
    lines = []
    with started.database.writing() as session:
        for code in asked.agency:
            agency = agencies.find(session, code)
            if agency is None:
                raise CannotError(f"ไม่มีหน่วยงานรหัส {code} ในทะเบียน (no agency {code} is registered)")
            try:
                told = freezing.reopen(session, agency, reason, by=by, now=started.clock.now())
            except RefusedError as refused:
                raise CannotError(f"{code}: {refused.refusal.th} ({refused.refusal.en})") from refused
            if told is None:
                raise CannotError(f"{code} ยังแก้ไขได้อยู่ (the workbook of {code} is not closed)")
            lines.append(f"เปิดให้ {code} แก้ไขแล้ว แจ้ง {told} แชต")
    print("\n".join(lines))
    return 0
