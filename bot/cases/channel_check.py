"""Whether the LINE channel works: account and token, messages of the month, webhook; each fault with its cure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.line import errors
from bot.line.client import BotInfo, LineClient, WebhookTest

ALARM = 80
"""Per cent of the month's messages from which on it is told as a warning."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at or done. `cure` is blank where all is well."""

    says: str
    cure: str = ""

    @property
    def is_fault(self) -> bool:
        return bool(self.cure)


def account_of(line: LineClient) -> BotInfo | Finding:
    """The account that the access token belongs to, or why it cannot be told."""
    try:
        return line.bot_info()
    except errors.LineError as error:
        return failed("ถามชื่อบัญชี", error)


def quota(line: LineClient) -> Finding:
    """How much of the month's messages is used."""
    try:
        limit, used = line.monthly_limit(), line.used_this_month()
    except errors.LineError as error:
        return failed("ถามโควตาข้อความ", error)
    if limit is None:
        return Finding(f"โควตาข้อความเดือนนี้: ไม่จำกัด ใช้ไปแล้วประมาณ {used:,} ข้อความ")
    says = f"โควตาข้อความเดือนนี้: {limit:,} ใช้ไปแล้วประมาณ {used:,} เหลือ {max(0, limit - used):,}"
    if used * 100 >= limit * ALARM:
        return Finding(
            says, f"ใช้ไปถึงร้อยละ {ALARM} แล้ว โปรดเพิ่มแพ็กเกจใน LINE Official Account Manager หากยังต้องแจ้งเตือนอีกมาก"
        )
    return Finding(says)


@dataclass(frozen=True, slots=True)
class WebhookState:
    """What LINE has as our webhook; `url` is blank where none was set."""

    url: str
    active: bool


def webhook(line: LineClient, wanted: str, *, change: bool, https_only: bool) -> list[Finding]:
    """Test our address and, where it answers rightly, have LINE use it.

    With `change` False nothing is set. An address that does not answer is not put in the place of another.
    """
    if https_only and not wanted.startswith("https://"):
        return [
            Finding(
                f"เว็บฮุก {wanted} ใช้กับ LINE จริงไม่ได้",
                "ตั้ง BASE_URL เป็นที่อยู่ https:// ของเครื่องนี้ที่เข้าถึงได้จากอินเทอร์เน็ต มีใบรับรองที่ถูกต้อง แล้วสั่งอีกครั้ง",
            )
        ]
    try:
        return _webhook(line, wanted, WebhookState(*line.webhook_url()), change=change)
    except errors.LineError as error:
        return [failed("ตั้งเว็บฮุก", error)]


def _webhook(line: LineClient, wanted: str, state: WebhookState, *, change: bool) -> list[Finding]:
    test = line.test_webhook(wanted)
    if not test.success:
        return [Finding(f"ทดสอบเว็บฮุก {wanted} ไม่ผ่าน ({test.reason} {test.status})", cure_of_test(test))]
    findings = [Finding(f"ทดสอบเว็บฮุก {wanted} ผ่าน รหัสลับของช่องทางตรงกัน")]
    if state.url == wanted:
        findings.append(Finding("เว็บฮุกตั้งไว้ที่นี่แล้ว"))
    elif change:
        line.set_webhook_url(wanted)
        findings.append(Finding(f"ตั้งเว็บฮุกแล้ว (เดิม {state.url or 'ไม่มี'})"))
        state = WebhookState(*line.webhook_url())
    else:
        findings.append(Finding(f"จะตั้งเว็บฮุก (เดิม {state.url or 'ไม่มี'})"))
    if not state.active and (change or state.url):
        findings.append(
            Finding(
                "LINE ยังไม่ส่งเว็บฮุก เพราะปิดไว้",
                "เปิด Use webhook ใน LINE Developers Console แท็บ Messaging API (เปิดจากที่นี่ไม่ได้)",
            )
        )
    return findings


def failed(act: str, error: errors.LineError) -> Finding:
    """What a failed call means for a person, and the cure. Holds LINE's own words, which name no content of ours."""
    return Finding(f"{act}ไม่สำเร็จ: {_meaning(error)} [{error}]", _cure_of_error(error))


def _meaning(error: errors.LineError) -> str:
    match error:
        case errors.NotSignedInError():
            return "LINE ไม่ยอมรับ LINE_CHANNEL_ACCESS_TOKEN"
        case errors.NotAcceptedError():
            return "LINE ยังไม่รับคำขอนี้"
        case errors.UnsureError():
            return "LINE ไม่ตอบ หรือตอบไม่ครบ"
        case _:
            return "LINE ปฏิเสธคำขอนี้"


def _cure_of_error(error: errors.LineError) -> str:
    match error:
        case errors.NotSignedInError():
            return "ออกโทเค็นใหม่ใน LINE Developers Console แท็บ Messaging API แล้วใส่ใน LINE_CHANNEL_ACCESS_TOKEN"
        case errors.NotAcceptedError() if error.status == 429:
            return "สั่งถี่เกินไป โปรดรอหนึ่งชั่วโมงแล้วสั่งอีกครั้ง"
        case errors.NotAcceptedError():
            return "ตรวจว่าเครื่องนี้ออกอินเทอร์เน็ตได้ และ LINE_API_ROOT ถูกต้อง แล้วสั่งอีกครั้ง"
        case errors.UnsureError():
            return "สั่งอีกครั้ง ที่ทำไปแล้วจะไม่ทำซ้ำ"
        case _:
            return (
                "ตรวจสิทธิ์ของช่องทาง (Messaging API) ใน LINE Developers Console หากไม่พบสาเหตุ โปรดแจ้งผู้พัฒนาพร้อมข้อความในวงเล็บ"
            )


def cure_of_test(test: WebhookTest) -> str:
    """What to do where our address did not answer LINE's test rightly."""
    match test.status:
        case 401:
            return (
                "LINE_CHANNEL_SECRET ของเซิร์ฟเวอร์ไม่ตรงกับช่องทางนี้ คัดลอกใหม่จาก LINE Developers Console "
                "แท็บ Basic settings แล้วเริ่มเซิร์ฟเวอร์ใหม่"
            )
        case 400:
            return "เซิร์ฟเวอร์ใช้โทเค็นของช่องทางอื่น ให้ทุกโพรเซสใช้การตั้งค่าชุดเดียวกัน แล้วเริ่มเซิร์ฟเวอร์ใหม่"
        case 404 | 405:
            return "ที่อยู่นี้ไม่ใช่เซิร์ฟเวอร์ของต้นแบบ ตรวจ BASE_URL และการส่งต่อของพร็อกซี"
        case 503:
            return "เซิร์ฟเวอร์ใช้ฐานข้อมูลไม่ได้ ตรวจ DATABASE_URL และสั่ง tonbaeb migrate"
        case status if status >= 500:
            return "เซิร์ฟเวอร์หรือพร็อกซีขัดข้อง ดูบันทึก (log) ของ tonbaeb serve"
    if "TIMEOUT" in test.reason:
        return "เซิร์ฟเวอร์ตอบช้าเกินไป ดูว่าเครื่องทำงานหนักเกินหรือไม่ แล้วสั่งอีกครั้ง"
    return "เริ่มเซิร์ฟเวอร์ก่อน (tonbaeb serve) ตรวจว่า BASE_URL เข้าถึงได้จากอินเทอร์เน็ต และใบรับรองครบถ้วน แล้วสั่งอีกครั้ง"
