"""LINE: the token, the webhook as LINE sees it, and the month's messages."""

from __future__ import annotations

from collections.abc import Iterator

from bot.budget.month import ALARM_PER_CENT, MonthBudget
from bot.budget.plan import Mode
from bot.cases import channel_check, message_budget
from bot.conversation.cards.budget import outlook_words, used_words
from bot.doctor.finding import Finding, fault, ok, warning
from bot.line import errors
from bot.line.client import LineClient
from bot.services import Installation
from bot.settings import LINE_API
from bot.store import line_quota

WEBHOOK = "/line/webhook"
SET_UP = ("สั่ง tonbaeb line setup", "run tonbaeb line setup")
BUY = (
    "เพิ่มแพ็กเกจใน LINE Official Account Manager (ดูรายละเอียดด้วย tonbaeb budget)",
    "buy more messages in LINE Official Account Manager (tonbaeb budget has the figures)",
)


def check_token(installation: Installation) -> Iterator[Finding]:
    try:
        info = installation.line.bot_info()
    except errors.LineError as error:
        yield refused("ถามชื่อบัญชี", "LINE did not tell the account's name", error)
    else:
        yield ok(f"บัญชี {info.display_name} ({info.basic_id})", f"the token belongs to {info.basic_id}")


def check_webhook(installation: Installation) -> Iterator[Finding]:
    """What LINE has as our webhook, and what comes of a test webhook to our address."""
    wanted, line = installation.settings.base_url + WEBHOOK, installation.line
    if installation.settings.line_api_root == LINE_API and not wanted.startswith("https://"):
        yield fault(
            f"เว็บฮุก {wanted} ใช้กับ LINE จริงไม่ได้",
            f"LINE takes no webhook at {wanted}",
            cure=(
                "ตั้ง BASE_URL เป็นที่อยู่ https:// ที่เข้าถึงได้จากอินเทอร์เน็ต แล้วสั่ง tonbaeb line setup",
                "set BASE_URL to an https:// address that the Internet reaches, then run tonbaeb line setup",
            ),
        )
        return
    try:
        yield from _webhook_in_force(line, wanted)
        yield _tested(line, wanted)
    except errors.LineError as error:
        yield refused("ตรวจเว็บฮุก", "LINE did not tell of the webhook", error)


def _webhook_in_force(line: LineClient, wanted: str) -> Iterator[Finding]:
    url, active = line.webhook_url()
    if url != wanted:
        yield fault(
            f"LINE ส่งเว็บฮุกไปที่ {url or 'ยังไม่ได้ตั้ง'} ไม่ใช่ {wanted}",
            f"LINE sends webhooks to {url or 'nowhere'}, not to {wanted}",
            cure=SET_UP,
        )
    elif not active:
        yield fault(
            "LINE ยังไม่ส่งเว็บฮุก เพราะปิดไว้",
            "webhooks are switched off at LINE",
            cure=(
                "เปิด Use webhook ใน LINE Developers Console แท็บ Messaging API",
                "switch on Use webhook in the LINE Developers Console, tab Messaging API",
            ),
        )
    else:
        yield ok(f"LINE ส่งเว็บฮุกมาที่ {url}", f"LINE sends webhooks to {url}")


def _tested(line: LineClient, wanted: str) -> Finding:
    test = line.test_webhook(wanted)
    if test.success:
        return ok("ทดสอบเว็บฮุกผ่าน รหัสลับของช่องทางตรงกัน", "a test webhook was answered, the channel secret fits")
    return fault(
        f"ทดสอบเว็บฮุกไม่ผ่าน ({test.reason} {test.status})",
        f"a test webhook was not answered ({test.reason} {test.status})",
        cure=(
            channel_check.cure_of_test(test),
            "see that tonbaeb serve or web runs with this channel's secret and that BASE_URL reaches it",
        ),
    )


def check_quota(installation: Installation) -> Iterator[Finding]:
    """The month's messages as LINE tells of them, and whether what is to come fits."""
    now = installation.clock.now()
    try:
        limit, used = installation.line.monthly_limit(), installation.line.used_this_month()
    except errors.LineError as error:
        yield refused("ถามโควตาข้อความ", "LINE did not tell of the month's messages", error)
        return
    with installation.database.writing() as session:
        line_quota.note_told(session, limit, used, now)
    with installation.database.reading() as session:
        yield of_budget(message_budget.planned(session, now).budget)


def of_budget(budget: MonthBudget) -> Finding:
    thai = f"{used_words(budget)} · {outlook_words(budget)}"
    limit = "no limit" if budget.limit is None else f"{budget.limit:,}"
    english = f"{budget.used:,} of {limit} messages used, {budget.needed:,} to come: {budget.mode}"
    if budget.refused or budget.promised_left_over:
        return fault(thai, english, cure=BUY)
    if budget.is_alarming or budget.mode is not Mode.PLENTY:
        share = f" ใช้ถึงร้อยละ {ALARM_PER_CENT} แล้ว" if budget.is_alarming else ""
        return warning(thai + share, english, cure=BUY)
    return ok(thai, english)


def refused(act: str, english: str, error: errors.LineError) -> Finding:
    told = channel_check.failed(act, error)
    match error:
        case errors.NotSignedInError():
            cure = "issue a new token in the LINE Developers Console and set LINE_CHANNEL_ACCESS_TOKEN"
        case errors.NotAcceptedError() if error.status == 429:
            cure = "asked too often: wait an hour and run it again"
        case errors.NotAcceptedError() | errors.UnsureError():
            cure = "check that this machine reaches LINE and that LINE_API_ROOT is right, then run it again"
        case _:
            cure = "check the channel (Messaging API) in the LINE Developers Console"
    return fault(told.says, english, cure=(told.cure, cure))
