"""In groups: silent unless called, and nothing that belongs to one agency."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.acts import BurnCode, CloseChat, OpenChat
from bot.conversation.cards.buttons import ask, open_link
from bot.conversation.cards.message import with_quick_replies
from bot.conversation.cards.welcome import IN_A_GROUP
from bot.conversation.events import Incoming
from bot.conversation.postbacks import asked_by
from bot.conversation.reply import SILENCE, Reply, act, say
from bot.conversation.topics import calendar, person
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
_OFFERS = (Word.DEADLINES, Word.UNPSA, Word.CONTACT)


def answer_in_group(incoming: Incoming, view: View) -> Reply:
    """The answer in a group or room. What the view knows of an agency is put aside before anything is said."""
    public = View(now=view.now, deadlines=view.deadlines, contact=view.contact, private_chat_url=view.private_chat_url)
    match incoming.kind:
        case "join":
            return say(IN_A_GROUP, *_OFFERS, acts=[OpenChat()])
        case "leave":
            return act(CloseChat())
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


def _answer(asked: Asked | None, view: View) -> Reply:
    if asked is None or asked.word is Word.HELP:
        return say(NOT_UNDERSTOOD, *_OFFERS)
    if asked.word not in _PUBLIC:
        return say(IN_PRIVATE, *_private_chat(view), *_OFFERS)
    reply = _PUBLIC[asked.word](asked.argument, view)
    return _with_public_offers(reply)


def _with_public_offers(reply: Reply) -> Reply:
    """The same messages; what is offered next is public too."""
    return Reply(with_quick_replies(reply.messages, [ask(word) for word in _OFFERS]))


def _private_chat(view: View) -> list[dict[str, object]]:
    action = open_link("เปิดแชตส่วนตัว", view.private_chat_url)
    return [action] if action else []
