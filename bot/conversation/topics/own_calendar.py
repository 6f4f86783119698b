"""The feed of deadlines for one's own calendar program, and a new address for it."""

from __future__ import annotations

from bot.conversation.acts import RenewCalendar
from bot.conversation.cards.calendar import calendar_message
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.outcomes import CalendarRenewed
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics.linking import NOT_LINKED_YET
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

NO_FEED = "ขณะนี้ยังไม่มีลิงก์ปฏิทิน โปรดพิมพ์ กำหนดส่ง เพื่อดูกำหนดในแชต"


def calendar(_: str, view: View) -> Reply:
    """The address, how to add it, and how to make it useless."""
    if view.agency is None:
        return say(NOT_LINKED_YET, Word.LINK, Word.DEADLINES, Word.HELP)
    if not view.calendar_url:
        return say(NO_FEED, Word.DEADLINES, Word.SCORE, Word.HELP)
    message = calendar_message(view.agency.name, view.calendar_url)
    return show(message, Word.DEADLINES, Word.RENEW_CALENDAR, Word.HELP)


def renew(_: str, view: View) -> Reply:
    """Asks whether the old address shall show nothing any more."""
    if view.agency is None:
        return say(NOT_LINKED_YET, Word.LINK, Word.DEADLINES, Word.HELP)
    question = Question("renew-calendar")
    message = confirm_message(
        "เปลี่ยนลิงก์ปฏิทิน",
        "ยกเลิกลิงก์ปฏิทินเดิมและออกลิงก์ใหม่ใช่หรือไม่",
        "ปฏิทินที่เพิ่มไว้ด้วยลิงก์เดิมจะไม่อัปเดตอีก ต้องเพิ่มใหม่ด้วยลิงก์ใหม่",
        about=question.name,
        yes="ใช่ ออกลิงก์ใหม่",
    )
    return show(message, pending=question.pending(view.now))


def confirmed(_: Question, __: View) -> Reply:
    """The yes."""
    return act(RenewCalendar(), pending={})


def renewed(_: CalendarRenewed, view: View) -> Reply:
    """The new address."""
    return calendar("", view)
