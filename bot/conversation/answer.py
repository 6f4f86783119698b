"""The conversation: from an event and a view to a reply, and from an outcome to the reply that follows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.conversation.acts import CloseChat, NoteJoinersTold, NoteNotice, OpenChat
from bot.conversation.cards.message import plain_text
from bot.conversation.cards.welcome import notice_message, welcome_message
from bot.conversation.events import Incoming
from bot.conversation.outcomes import (
    CalendarRenewed,
    CodeBurnt,
    CodeFound,
    CodeIssued,
    CodeNotIssued,
    CodeRefused,
    DashboardOpened,
    DataErased,
    GotBack,
    GroupAllowed,
    GroupAsked,
    GroupEnded,
    GroupRefused,
    HelpAsked,
    Linked,
    NotificationsSet,
    NotReopened,
    ObjectionFiled,
    ObjectionRefused,
    ObjectionWithdrawn,
    OfficerCodeFound,
    OfficerMade,
    Outcome,
    Reopened,
    RescoreQueued,
    ResultDecided,
    ResultRefused,
    ResultReleased,
    Unlinked,
)
from bot.conversation.postbacks import asked_by
from bot.conversation.questions import Question, open_question, put_aside
from bot.conversation.reply import SILENCE, Reply, act, say, show
from bot.conversation.topics import (
    announcing,
    calendar,
    codes,
    getting_back,
    groups,
    linking,
    notifying,
    objecting,
    officers,
    own_calendar,
    person,
    reopening,
    scores,
    what_if,
    yes_no,
)
from bot.conversation.view import NOTICE_VERSION, View
from bot.conversation.vocabulary import Word
from bot.conversation.words import (
    Asked,
    can_only_be_a_code,
    code_on_the_other_keyboard,
    likely,
    looks_like_a_code,
    recognise,
    recognise_as_written,
)

__all__ = ["Reply", "after", "answer"]

MOST_MESSAGES = 5
NOT_UNDERSTOOD = "ขออภัย ระบบยังไม่เข้าใจข้อความนี้ โปรดเลือกจากปุ่มด้านล่าง หรือพิมพ์ ช่วยเหลือ"
PERHAPS = "ขออภัย ระบบยังไม่เข้าใจข้อความนี้ ท่านหมายถึงคำใดด้านล่างหรือไม่"
NO_FILES = (
    "ระบบไม่รับและไม่เก็บไฟล์หรือรูปภาพในแชต หลักฐานให้ใส่เป็นลิงก์ในช่อง “หลักฐาน” ของแบบประเมิน เช่น ลิงก์ Google Drive ที่เปิดสิทธิ์ให้ดูได้"
)
OLD_BUTTON = "ปุ่มนี้เป็นรุ่นเก่า ใช้ไม่ได้แล้ว โปรดเลือกใหม่จากปุ่มด้านล่าง หรือพิมพ์ ช่วยเหลือ"

IN_GROUPS_ONLY = "คำนี้ใช้ในกลุ่ม โดยกล่าวถึง (@) บัญชีนี้: อนุญาตกลุ่ม ให้กลุ่มเห็นสิ่งที่ยังขาด อนุญาตกลุ่ม คะแนน ให้เห็นคะแนนด้วย และ เลิกอนุญาตกลุ่ม"


def in_groups_only(_: str, view: View) -> Reply:
    """What is said of the words for groups in a private chat."""
    return say(IN_GROUPS_ONLY, *_usual_words(view))


_TOPICS: dict[Word, Callable[[str, View], Reply]] = {
    Word.SCORE: scores.score,
    Word.MISSING: scores.missing,
    Word.WHY: scores.why,
    Word.WHAT_IF: what_if.what_if,
    Word.RESULT: scores.result,
    Word.OBJECT: objecting.object_,
    Word.WITHDRAW_OBJECTION: objecting.withdraw,
    Word.DEADLINES: calendar.deadlines,
    Word.UNPSA: calendar.unpsa,
    Word.CALENDAR: own_calendar.calendar,
    Word.RENEW_CALENDAR: own_calendar.renew,
    Word.LINK: linking.link,
    Word.UNLINK: linking.unlink,
    Word.HAND_OVER: codes.hand_over,
    Word.NOTIFICATIONS: notifying.notifications,
    Word.NOTIFY_ON: notifying.notify_on,
    Word.NOTIFY_OFF: notifying.notify_off,
    Word.MY_DATA: person.my_data,
    Word.ERASE: person.erase,
    Word.HELP: person.help_,
    Word.CONTACT: person.contact,
    Word.CALL_BACK: getting_back.call_back,
    Word.RESCORE: officers.rescore,
    Word.OVERVIEW: officers.overview,
    Word.BUDGET: officers.budget,
    Word.ANNOUNCE: announcing.announce,
    Word.CONFIRM_RESULT: announcing.confirm,
    Word.UNANNOUNCED: announcing.unannounced,
    Word.TO_REVIEW: officers.to_review,
    Word.REQUESTS: getting_back.requests,
    Word.GET_BACK: getting_back.get_back,
    Word.DASHBOARD: officers.dashboard,
    Word.ISSUE_CODE: codes.issue_code,
    Word.REOPEN: reopening.reopen,
    Word.ALLOW_GROUP: in_groups_only,
    Word.END_GROUP: in_groups_only,
    Word.GREETING: person.help_,
    Word.THANKS: person.thanks,
    Word.YES: yes_no.yes,
    Word.NO: yes_no.no,
}


_WRITTEN: dict[str, Callable[[str, Question, View], Reply]] = {
    "message": getting_back.written,
    "objection": objecting.written,
}
"""Who takes words of one's own, by what asked for them."""


def answer(incoming: Incoming, view: View) -> Reply:
    """What to say, do and remember on an event."""
    if not incoming.chat.is_private:
        return groups.answer_in_group(incoming, view)
    at = replace(view, written_at=incoming.at)
    return _with_the_notice(_telling_of_joiners(_answer_in_private(incoming, at), view), view)


def _answer_in_private(incoming: Incoming, view: View) -> Reply:
    match incoming.kind:
        case "follow":
            return _welcome(view)
        case "unfollow":
            return act(CloseChat(), pending={})
        case "text":
            return _answer_text(incoming.text, view)
        case "file":
            return say(NO_FILES, *_usual_words(view))
        case "sticker":
            return person.thanks("", view)
        case "postback":
            return _answer_button(incoming.data, view)
        case _:
            return SILENCE


def _telling_of_joiners(reply: Reply, view: View) -> Reply:
    """The reply, and before it who else was linked to the agency meanwhile: it costs no message of its own."""
    if not view.joiners or not reply.messages or len(reply.messages) >= MOST_MESSAGES:
        return reply
    told = plain_text(linking.of_joiners(view))
    return replace(reply, messages=[told, *reply.messages], acts=(*reply.acts, NoteJoinersTold()))


def _with_the_notice(reply: Reply, view: View) -> Reply:
    """The reply, and before it the notice on personal data where this version of it was not shown yet."""
    if view.notice_version == NOTICE_VERSION or not reply.messages or len(reply.messages) >= MOST_MESSAGES:
        return reply
    if any(isinstance(act, OpenChat) for act in reply.acts):
        return replace(reply, acts=(*reply.acts, NoteNotice(NOTICE_VERSION)))
    return replace(reply, messages=[notice_message(), *reply.messages], acts=(*reply.acts, NoteNotice(NOTICE_VERSION)))


def after(outcome: Outcome, view: View) -> Reply:
    """What to say once an act was carried out; the view is the one after it."""
    match outcome:
        case GroupAsked() | GroupAllowed() | GroupEnded() | GroupRefused():
            return groups.told(outcome, view)
        case CodeFound() | CodeRefused() | CodeBurnt() | CodeIssued() | CodeNotIssued() | Linked() | Unlinked():
            return _told_of_linking(outcome, view)
        case DataErased():
            return person.data_erased(outcome, view)
        case CalendarRenewed():
            return own_calendar.renewed(outcome, view)
        case HelpAsked():
            return getting_back.help_asked(outcome, view)
        case ObjectionFiled() | ObjectionWithdrawn() | ObjectionRefused():
            return objecting.told(outcome)
        case NotificationsSet():
            return notifying.notifications_set(outcome, view)
        case _:
            return _told_to_officers(outcome, view)


def _told_of_linking(
    outcome: CodeFound | CodeRefused | CodeBurnt | CodeIssued | CodeNotIssued | Linked | Unlinked, view: View
) -> Reply:
    match outcome:
        case CodeFound():
            return linking.code_found(outcome, view)
        case CodeRefused():
            return linking.code_refused(outcome, view)
        case CodeBurnt():
            return groups.code_burnt(view)
        case CodeIssued() | CodeNotIssued():
            return codes.issued(outcome, view)
        case Linked():
            return linking.linked(outcome, view)
        case Unlinked():
            return linking.unlinked(outcome, view)


def _told_to_officers(
    outcome: RescoreQueued
    | Reopened
    | NotReopened
    | ResultDecided
    | ResultReleased
    | ResultRefused
    | DashboardOpened
    | GotBack
    | OfficerCodeFound
    | OfficerMade,
    view: View,
) -> Reply:
    match outcome:
        case OfficerCodeFound():
            return officers.code_found(outcome, view)
        case OfficerMade():
            return officers.made(outcome, view)
        case DashboardOpened():
            return officers.dashboard_opened(outcome, view)
        case GotBack():
            return getting_back.got_back(outcome)
        case RescoreQueued():
            return officers.rescore_queued(outcome, view)
        case Reopened() | NotReopened():
            return reopening.reopened(outcome)
        case _:
            return announcing.signed(outcome)


def _welcome(view: View) -> Reply:
    message = welcome_message(view.agency.name if view.agency else "", view.privacy_url)
    first = Word.SCORE if view.agency else Word.LINK
    return show(message, first, Word.DEADLINES, Word.UNPSA, Word.HELP, acts=[OpenChat()], pending={})


def _answer_text(text: str, view: View) -> Reply:
    question = _asking_for_words(text, view)
    if question is not None:
        return _WRITTEN[question.asks](text, question, view)
    asked = recognise(text)
    code = text if _is_a_code(text, view) else code_on_the_other_keyboard(text)
    if code and asked is None:
        return linking.link(code, view)
    return _answer_asked(asked, view) if asked else _not_understood(text, view)


def _asking_for_words(text: str, view: View) -> Question | None:
    """The question that asked for words of one's own, where this is no word of the conversation itself."""
    question = open_question(view.pending, view.now)
    if question is None or question.asks not in _WRITTEN or question.aside or recognise_as_written(text) is not None:
        return None
    return question


def _is_a_code(text: str, view: View) -> bool:
    """Whether a code was typed alone: asked for, or by someone who is not linked yet."""
    question = open_question(view.pending, view.now)
    if question is not None and question.asks == "code":
        return looks_like_a_code(text)
    return view.agency is None and can_only_be_a_code(text)


def _answer_button(data: str, view: View) -> Reply:
    asked = asked_by(data)
    return _answer_asked(asked, view) if asked else say(OLD_BUTTON, *_usual_words(view))


def _answer_asked(asked: Asked, view: View) -> Reply:
    reply = _TOPICS[asked.word](asked.argument, view)
    if reply.pending is None and asked.word not in {Word.YES, Word.NO, Word.THANKS}:
        return replace(reply, pending=put_aside(view.pending, view.now))
    return reply


def _not_understood(text: str, view: View) -> Reply:
    guesses = likely(text)
    others = [word for word in _usual_words(view) if word not in guesses]
    return say(PERHAPS if guesses else NOT_UNDERSTOOD, *[*guesses, *others][:4])


def _usual_words(view: View) -> tuple[Word, ...]:
    if view.agency:
        return (Word.SCORE, Word.MISSING, Word.DEADLINES, Word.HELP)
    return (Word.LINK, Word.DEADLINES, Word.UNPSA, Word.HELP)
