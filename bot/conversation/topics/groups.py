"""In groups: silent unless called, and nothing that belongs to one agency but what was allowed there."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.acts import BurnCode, CloseChat, MembersLeft, OpenChat
from bot.conversation.cards.buttons import ask, open_link
from bot.conversation.cards.message import with_quick_replies
from bot.conversation.cards.welcome import IN_A_GROUP
from bot.conversation.events import Incoming
from bot.conversation.outcomes import GroupAllowed, GroupAsked, GroupEnded, GroupRefused
from bot.conversation.postbacks import asked_by
from bot.conversation.questions import open_question
from bot.conversation.reply import SILENCE, Reply, act, say
from bot.conversation.topics import calendar, group_permits, person, scores, what_if
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from bot.conversation.words import Asked, can_only_be_a_code, code_in, looks_like_a_code, recognise

IN_PRIVATE = "เรื่องของหน่วยงานตอบได้เฉพาะในแชตส่วนตัว โปรดเปิดแชตกับบัญชีนี้แล้วพิมพ์อีกครั้ง"
CODE_IN_PRIVATE = "โปรดส่งรหัสในแชตส่วนตัวเท่านั้น เพื่อความปลอดภัย รหัสที่ส่งในกลุ่มใช้ไม่ได้แล้ว โปรดขอรหัสใหม่จากฝ่ายเลขานุการ"
NOT_UNDERSTOOD = "ในกลุ่มนี้ถามได้เรื่อง กำหนดส่ง UNPSA และติดต่อเจ้าหน้าที่"
_PUBLIC = {
    Word.DEADLINES: calendar.deadlines,
    Word.UNPSA: calendar.unpsa,
    Word.CONTACT: person.contact,
}
_SHOWN = {
    Word.MISSING: ("missing", scores.missing),
    Word.SCORE: ("score", scores.score),
    Word.WHY: ("score", scores.why),
    Word.WHAT_IF: ("score", what_if.what_if),
}
"""What may be allowed, and by which permit."""

_PERMITS = {Word.ALLOW_GROUP: group_permits.allow, Word.END_GROUP: group_permits.end}
_OFFERS = (Word.DEADLINES, Word.UNPSA, Word.CONTACT)
IN_THE_CARD = "คำตอบเรื่องแบบประเมินของหน่วยงาน แตะเพื่อดู"


def answer_in_group(incoming: Incoming, view: View) -> Reply:
    """The answer in a group or room. What the view knows of an agency is put aside unless the group may see it."""
    public = View(
        now=view.now,
        deadlines=view.deadlines,
        contact=view.contact,
        private_chat_url=view.private_chat_url,
        pending=view.pending,
        agency=view.agency if view.group_shows else None,
        group_shows=view.group_shows if view.agency else (),
    )
    match incoming.kind:
        case "join":
            return say(IN_A_GROUP, *_OFFERS, acts=[OpenChat()])
        case "leave":
            return act(CloseChat())
        case "memberLeft":
            return act(MembersLeft())
        case "postback":
            return _answer(asked_by(incoming.data), public)
        case "text":
            return _text(incoming, public)
        case _:
            return SILENCE


def _text(incoming: Incoming, view: View) -> Reply:
    asked = recognise(incoming.text)
    if asked and asked.word is Word.LINK and looks_like_a_code(asked.argument):
        told = code_burnt(view)
        return replace(told, acts=(BurnCode(code_in(asked.argument), tell=False),))
    if can_only_be_a_code(incoming.text):
        return act(BurnCode(code_in(incoming.text)))
    return _answer(asked, view) if incoming.mentioned else SILENCE


def code_burnt(view: View) -> Reply:
    """That a code does not belong in a group, where everyone reads it."""
    return say(CODE_IN_PRIVATE, *_private_chat(view), *_OFFERS)


def told(outcome: GroupAsked | GroupAllowed | GroupEnded | GroupRefused, view: View) -> Reply:
    """What came of a wish about the group."""
    match outcome:
        case GroupAsked():
            return group_permits.asked(outcome, view)
        case GroupAllowed():
            return group_permits.allowed(outcome)
        case GroupEnded():
            return group_permits.ended(outcome)
        case GroupRefused():
            return group_permits.refused(outcome)


def _answer(asked: Asked | None, view: View) -> Reply:
    if asked is None or asked.word in {Word.HELP, Word.GREETING, Word.THANKS}:
        return _with_offers(say(NOT_UNDERSTOOD), view)
    if asked.word in {Word.YES, Word.NO}:
        return _yes_or_no(asked.word, view)
    if asked.word in _PERMITS:
        return _PERMITS[asked.word](asked.argument, view)
    if asked.word in _PUBLIC:
        return _with_offers(_PUBLIC[asked.word](asked.argument, view), view)
    if asked.word in _allowed(view):
        return _with_offers(_without_words_outside(_SHOWN[asked.word][1](asked.argument, view)), view)
    return say(IN_PRIVATE, *_private_chat(view), *_OFFERS)


def _yes_or_no(word: Word, view: View) -> Reply:
    """To the question whether the group may see something; a typed one tells who gave it, a button does not."""
    question = open_question(view.pending, view.now)
    if question is None or question.asks != "allow-group":
        return say(group_permits.NOTHING_WAITS, *_OFFERS)
    if word is Word.YES:
        return group_permits.confirmed(question)
    return say(group_permits.LEFT, *_OFFERS, pending={})


def _allowed(view: View) -> list[Word]:
    """The words that this group may have answered about the agency."""
    return [word for word, (shown_by, _) in _SHOWN.items() if view.agency and shown_by in view.group_shows]


def _without_words_outside(reply: Reply) -> Reply:
    """The same cards; what stands on lock screens and in lists of chats says nothing of the agency."""
    return Reply([{**each, "altText": IN_THE_CARD} if "altText" in each else each for each in reply.messages])


def _with_offers(reply: Reply, view: View) -> Reply:
    """The same messages; what is offered next may be asked here too."""
    words = [*_allowed(view)[:2], *_OFFERS]
    return Reply(with_quick_replies(reply.messages, [ask(word) for word in words]))


def _private_chat(view: View) -> list[dict[str, object]]:
    action = open_link("เปิดแชตส่วนตัว", view.private_chat_url)
    return [action] if action else []
