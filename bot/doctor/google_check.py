"""Google: each account signs in, both APIs are switched on, and the workbooks are shared. Two or three requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.doctor.finding import Finding, fault, ok, warning
from bot.google.drive_changes import DriveChanges
from bot.google.drive_files import DriveFiles
from bot.google.errors import GoogleError
from bot.google.transport import SHEETS, Transport
from bot.services import Installation
from bot.store import workbooks
from bot.store.workbooks import Workbook

NAMED = 5
CHECK = ("สั่ง tonbaeb agencies check เพื่อดูทีละหน่วยงาน", "run tonbaeb agencies check to see each of them")


def check(installation: Installation) -> Iterator[Finding]:
    try:
        accounts = list(installation.identities)
    except GoogleError as error:
        yield _refused("ลงชื่อเข้าใช้ Google ไม่ได้", "Google credentials cannot be used", error)
        return
    with installation.database.reading() as session:
        books = workbooks.all_in_use(session)
    for account in accounts:
        try:
            yield from _of_account(account, [book for book in books if book.identity == account.identity])
        except GoogleError as error:
            yield _refused(f"บัญชี {account.identity} ใช้ไม่ได้", f"{account.identity} cannot be used", error)
    homeless = [book for book in books if book.identity not in {account.identity for account in accounts}]
    if homeless:
        yield warning(
            f"{len(homeless):,} แผ่นงานแชร์กับบัญชีที่ไม่มีกุญแจแล้ว ({_named(homeless)})",
            f"{len(homeless):,} workbooks belong to an account whose key is gone",
            cure=(
                "ใส่กุญแจนั้นคืนใน GOOGLE_SERVICE_ACCOUNT_JSON หรือแชร์แผ่นงานกับบัญชีปัจจุบัน",
                "put that key back, or share the workbooks with an account of now",
            ),
        )


def _of_account(account: Transport, books: Sequence[Workbook]) -> Iterator[Finding]:
    DriveChanges(account).start_token()
    yield ok(f"บัญชี {account.identity} ลงชื่อเข้าใช้ Drive ได้", f"{account.identity} signs in at Drive")
    own = [book for book in books if not book.drive]
    if not own:
        return
    listing = DriveFiles(account).listing()
    unseen = [book for book in own if book.file_id not in listing.files] if listing.complete else []
    seen = [book for book in own if book.file_id in listing.files]
    if seen:
        account.ask("get", f"{SHEETS}/v4/spreadsheets/{seen[0].file_id}", params={"fields": "spreadsheetId"})
        yield ok(f"อ่านแผ่นงานที่แชร์ได้ {len(seen):,} แผ่น", f"{len(seen):,} shared workbooks are within reach")
    if unseen:
        yield fault(
            f"{len(unseen):,} แผ่นงานไม่ได้แชร์กับ {account.identity} แล้ว ({_named(unseen)})",
            f"{len(unseen):,} workbooks are not shared with {account.identity}",
            cure=(f"ให้หน่วยงานแชร์กับ {account.identity} ในสิทธิ์ “ผู้แก้ไข” {CHECK[0]}", f"share them as Editor; {CHECK[1]}"),
        )


def _refused(thai: str, english: str, error: GoogleError) -> Finding:
    detail = f" ({error.detail})" if error.detail else ""
    return fault(f"{thai}{detail}", english, cure=(error.thai, error.english))


def _named(books: Sequence[Workbook]) -> str:
    more = f" และอีก {len(books) - NAMED:,}" if len(books) > NAMED else ""
    return ", ".join(sorted(book.agency_code for book in books)[:NAMED]) + more
