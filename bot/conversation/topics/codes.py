"""One-time codes: an officer issues one for an agency, a linked person hands over with one."""

from __future__ import annotations

from urllib.parse import quote

from bot.conversation.acts import IssueCode
from bot.conversation.agency_codes import named_agency
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.outcomes import CodeIssued, CodeNotIssued
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics.linking import NOT_LINKED_YET
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

HOW_TO = "โปรดพิมพ์ ออกรหัส ตามด้วยรหัสหน่วยงาน เช่น ออกรหัส DOL"
ASK_THE_SECRETARIAT = "รหัสผูกบัญชีออกโดยฝ่ายเลขานุการ โปรดติดต่อเจ้าหน้าที่ แจ้งชื่อหน่วยงาน แล้วพิมพ์ ผูก ตามด้วยรหัสที่ได้รับ"
OR_HAND_OVER = "หากต้องการส่งต่อให้ผู้รับช่วงของหน่วยงานท่าน พิมพ์ ส่งมอบงาน"
NO_AGENCY = "ออกรหัสไม่ได้ เพราะหน่วยงานนี้ไม่ได้อยู่ในทะเบียนแล้ว"
SEND_IT_TO_THEM = "ส่งรหัสนี้ให้ผู้รับโดยตรง อย่าส่งในกลุ่ม"
_OFFERS = (Word.OVERVIEW, Word.DEADLINES, Word.HELP)


def issue_code(argument: str, view: View) -> Reply:
    """An officer names the agency; to others it is said how they get a code."""
    if not view.officer:
        words = f"{ASK_THE_SECRETARIAT} {OR_HAND_OVER}" if view.agency else ASK_THE_SECRETARIAT
        return say(words, Word.HAND_OVER if view.agency else Word.LINK, Word.DEADLINES, Word.HELP)
    if not argument:
        return say(HOW_TO, *_OFFERS)
    code, typed = named_agency(argument, view)
    if code is None:
        return say(f"ไม่พบหน่วยงาน {clipped(typed, 40)} {HOW_TO}", *_OFFERS)
    question = Question("issue-code", code)
    message = confirm_message(
        "ออกรหัสผูกบัญชี",
        f"ออกรหัสผูกบัญชีของ {clipped(view.agencies[code], 160)} ({code}) ใช่หรือไม่",
        "ใครมีรหัสนี้จะเห็นคะแนนของหน่วยงาน รหัสใช้ได้ครั้งเดียว ภายใน 7 วัน",
        about=question.name,
        yes="ใช่ ออกรหัส",
    )
    return show(message, pending=question.pending(view.now))


def hand_over(_: str, view: View) -> Reply:
    """A linked person gives their place to whoever follows them."""
    if view.agency is None:
        return say(NOT_LINKED_YET, Word.LINK, Word.DEADLINES, Word.HELP)
    question = Question("hand-over", view.agency.code)
    message = confirm_message(
        "ส่งมอบงาน",
        f"ออกรหัสให้ผู้รับช่วงของ {clipped(view.agency.name, 160)} ใช่หรือไม่",
        "รหัสใช้ได้ครั้งเดียว ภายใน 7 วัน เมื่อผู้รับช่วงผูกแล้ว ระบบจะเลิกผูกท่านและแจ้งให้ทราบ หากท่านเลิกผูกก่อนหรือออกรหัสใหม่ รหัสนี้จะใช้ไม่ได้",
        about=question.name,
        yes="ใช่ ส่งมอบงาน",
    )
    return show(message, pending=question.pending(view.now))


def confirmed(question: Question, view: View) -> Reply:
    """The yes, which counts only for who still is an officer, or still speaks for that agency."""
    if question.asks == "issue-code":
        if not view.officer:
            return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, pending={})
        return act(IssueCode(question.about), pending={})
    if view.agency is None or view.agency.code != question.about:
        return say(NOT_LINKED_YET, Word.LINK, Word.DEADLINES, Word.HELP, pending={})
    return act(IssueCode(None), pending={})


def issued(outcome: CodeIssued | CodeNotIssued, view: View) -> Reply:
    """The code, shown this once, with a link that types it for whoever is to use it."""
    if isinstance(outcome, CodeNotIssued):
        return say(OFFICERS_ONLY if outcome.reason == "officers_only" else NO_AGENCY, Word.DEADLINES, Word.HELP)
    lines = [
        f"รหัสผูกบัญชีของ {clipped(outcome.agency_name, 160)}: {outcome.code}",
        f"ใช้ได้ครั้งเดียว ถึง {thai_instant(outcome.until)} {SEND_IT_TO_THEM}",
        f"ผู้รับพิมพ์ในแชตนี้: ผูก {outcome.code}",
        *_typed_for_them(outcome.code, view),
    ]
    first = Word.SCORE if view.agency else Word.OVERVIEW
    return say("\n".join(lines), first, Word.DEADLINES, Word.HELP)


def _typed_for_them(code: str, view: View) -> list[str]:
    """The address that opens this account's chat with the words typed in, where the account's name is known."""
    _, found, account = view.private_chat_url.partition("/ti/p/")
    return [f"หรือเปิดลิงก์นี้แล้วกดส่ง: https://line.me/R/oaMessage/{account}/?{quote(f'link {code}')}"] if found else []
