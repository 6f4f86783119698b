"""`tonbaeb line setup [--dry-run]`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from bot.cases import channel_check, menu_setup
from bot.cases.channel_check import Finding
from bot.cases.menu_setup import Done, Standing
from bot.cli.starting import installation, told_kindly, with_schema
from bot.line import errors
from bot.line.client import BotInfo
from bot.menus.kinds import MENUS, Kind
from bot.services import Installation
from bot.settings import LINE_API, LINE_NEEDS

WEBHOOK = "/line/webhook"
UNCHANGED = "เมนูทั้งสามตั้งไว้ครบแล้ว ไม่มีอะไรเปลี่ยน"


@told_kindly
def run(asked: Namespace) -> int:
    """Check the channel, set webhook and menus; each line says what was found or done, each fault has its cure."""
    started = with_schema(installation(needs=LINE_NEEDS))
    faults = 0
    for finding in _findings(started, change=not asked.dry_run):
        print(_line(finding), flush=True)
        faults += finding.is_fault
    print(_ending(faults, change=not asked.dry_run))
    return 1 if faults else 0


def _findings(started: Installation, *, change: bool) -> Iterator[Finding]:
    account = channel_check.account_of(started.line)
    if isinstance(account, Finding):
        yield account
        return
    yield _account(account)
    yield channel_check.quota(started.line)
    settings = started.settings
    real = settings.line_api_root == LINE_API
    yield from channel_check.webhook(started.line, settings.base_url + WEBHOOK, change=change, https_only=real)
    try:
        yield from _menus(started, change=change)
    except errors.LineError as error:
        yield channel_check.failed("ตั้งเมนู", error)


def _account(account: BotInfo) -> Finding:
    return Finding(f"บัญชี {account.display_name} ({account.basic_id}) รหัสผู้รับเว็บฮุก {account.user_id}")


def _menus(started: Installation, *, change: bool) -> Iterator[Finding]:
    if change:
        yield from _done(menu_setup.put_up(started.line.menus, started.database, started.clock))
    else:
        yield from _planned(menu_setup.look(started.line.menus))


def _planned(standing: Standing) -> Iterator[Finding]:
    if standing.lacking:
        yield Finding(f"จะสร้าง {_named(standing.lacking)}")
    half = [kind for kind, menu_id in standing.there.items() if menu_id in standing.half]
    if half:
        yield Finding(f"จะใส่ภาพให้ {_named(half)} ซึ่งสร้างค้างไว้")
    if standing.default_kept:
        yield Finding("เมนูสำหรับทุกคนตั้งไว้แล้ว")
    else:
        yield Finding("จะตั้งเมนูเริ่มต้นให้ทุกคนที่ยังไม่ผูก")
    if standing.old:
        yield Finding(f"จะลบเมนูรุ่นเก่า {len(standing.old)} เมนู หลังย้ายทุกคนแล้ว")
    if not standing.lacking and not half and standing.default_kept and not standing.old:
        yield Finding(UNCHANGED)


def _done(done: Done) -> Iterator[Finding]:
    if done.made:
        yield Finding(f"สร้าง {_named(done.made)} แล้ว")
    if done.completed:
        yield Finding(f"ใส่ภาพให้ {_named(done.completed)} ซึ่งสร้างค้างไว้แล้ว")
    if done.default_set:
        yield Finding("ตั้งเมนูเริ่มต้นให้ทุกคนที่ยังไม่ผูกแล้ว")
    if done.moved:
        yield Finding(f"เปลี่ยนเมนูให้ {done.moved:,} คน ตามหน่วยงานและบทบาทแล้ว")
    if done.deleted:
        yield Finding(f"ลบเมนูรุ่นเก่า {done.deleted} เมนูแล้ว")
    if done.left:
        yield Finding(
            f"ยังเปลี่ยนเมนูไม่ครบ เหลือ {done.left:,} คน เมนูรุ่นเก่าจึงยังอยู่",
            "ระบบจะเปลี่ยนให้เองเมื่อ tonbaeb serve หรือ worker กับ clock ทำงาน จากนั้นสั่งอีกครั้งเพื่อลบเมนูรุ่นเก่า",
        )
    if not (done.made or done.completed or done.default_set or done.moved or done.deleted or done.left):
        yield Finding(UNCHANGED)


def _named(kinds: tuple[Kind, ...] | list[Kind]) -> str:
    return " ".join(MENUS[kind].name for kind in kinds)


def _line(finding: Finding) -> str:
    return f"✗ {finding.says}\n  วิธีแก้: {finding.cure}" if finding.is_fault else f"✓ {finding.says}"


def _ending(faults: int, *, change: bool) -> str:
    if faults:
        return f"พบ {faults} เรื่องที่ต้องแก้ แก้แล้วสั่ง tonbaeb line setup อีกครั้ง (to be mended: {faults}; run it again then)"
    if change:
        return "ช่องทาง LINE พร้อมใช้งาน (the LINE channel is ready)"
    return "ตรวจอย่างเดียว ยังไม่ได้เปลี่ยนอะไร (looked only, nothing was changed)"
