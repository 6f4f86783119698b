"""`tonbaeb agencies`, and its acts `add`, `check`, `code CODE` and `remove CODE`."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from sqlalchemy.orm import Session

from bot.cases.enrolment import retire
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.services import Installation
from bot.store import agencies, audit, chats, link_codes, workbooks
from bot.store.agencies import Agency
from bot.store.workbooks import Workbook
from sheets_schema.thai import thai_instant

_NONE = "ยังไม่มีหน่วยงานในทะเบียน โปรดเพิ่มด้วย tonbaeb agencies add (no agencies yet: enter them with add)"


@told_kindly
def run(asked: Namespace) -> int:
    """Do what is asked for; without an act list the agencies that take part."""
    started = with_schema(installation(needs=()))
    if asked.act in {"add", "check"}:
        status: int = import_module(f"bot.cli.agencies_{asked.act}").run(started, asked)
        return status
    if asked.act == "code":
        _issue_code(started, asked.code, asked.by)
    elif asked.act == "remove":
        _remove(started, asked.code, asked.by)
    else:
        _list(started)
    return 0


def registered(session: Session, code: str) -> Agency:
    """An agency of the registry by its code."""
    agency = agencies.find(session, code)
    if agency is None:
        raise CannotError(f"ไม่มีหน่วยงานรหัส {code} ในทะเบียน (no agency {code} is registered)")
    return agency


def _list(started: Installation) -> None:
    with started.database.reading() as session:
        books = {book.agency_code: book for book in workbooks.all_kept(session)}
        lines = [_line(agency, books.get(agency.code)) for agency in agencies.active(session)]
    print("\n".join(lines) or _NONE)


def _line(agency: Agency, book: Workbook | None) -> str:
    of = " · ".join(filter(None, (agency.programme, agency.ministry, agency.province)))
    return f"{agency.code}  {agency.name}  [{of}]  {_state(book)}"


def _state(book: Workbook | None) -> str:
    if book is None:
        return "ยังไม่มีแผ่นงาน"
    problem = (book.last_problem or "").partition(" / ")[0]
    if book.gone_at is not None:
        return f"! อ่านไม่ได้: {problem}"
    if book.last_read_at is None:
        return f"รออ่าน {book.url}"
    return f"! {problem}" if problem else f"อ่านล่าสุด {thai_instant(book.last_read_at)}"


def _issue_code(started: Installation, code: str, by: str) -> None:
    if not started.secret:
        raise CannotError(
            "ยังไม่มี SECRET_KEY หรือ LINE_CHANNEL_SECRET ซึ่งใช้สร้างรหัส โปรดกำหนดใน .env "
            "(codes need SECRET_KEY or LINE_CHANNEL_SECRET; set it in .env)"
        )
    now = started.clock.now()
    with started.database.writing() as session:
        agency = registered(session, code)
        if not agency.active:
            raise CannotError(f"{code} ออกจากทะเบียนแล้ว โปรดเพิ่มใหม่ก่อน ({code} was removed: enter it again first)")
        issued = link_codes.issue(session, code, secret=started.secret, issued_by=by, now=now)
        audit.note(session, by, "issue code", code, now=now)
    print(f"{agency.name} ({code})")
    print(f"รหัสผูกบัญชี: {issued}  ใช้ได้ครั้งเดียว ถึง {thai_instant(now + link_codes.LIFE)} (one use, until then)")
    print(f"ให้ผู้ประสานงานส่งข้อความใน LINE: ผูก {issued}")


def _remove(started: Installation, code: str, by: str) -> None:
    with started.database.writing() as session:
        agency = registered(session, code)
        retire(session, agency, by=by, clock=started.clock)
        linked = len(chats.linked_to(session, code))
    print(f"{agency.name} ({code}) ออกจากทะเบียนแล้ว ข้อมูลเดิมยังเก็บไว้ (removed; what is known of it is kept)")
    if linked:
        print(f"  ยังมีแชตที่ผูกอยู่ {linked} แชต ซึ่งจะไม่ได้รับการแจ้งเตือนอีก ({linked} chats are still linked)")
