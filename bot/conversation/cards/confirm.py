"""A question before something is done: what would happen, a yes and a no."""

from __future__ import annotations

from bot.conversation.cards.buttons import ask, primary, secondary, with_a_person
from bot.conversation.cards.message import bubble, flex, with_quick_replies
from bot.conversation.cards.parts import Json, note, text
from bot.conversation.vocabulary import Word


def confirm_message(title: str, question: str, remark: str, *, about: str, yes: str) -> Json:
    """A question with its quick replies. `about` names it in the buttons: an old one cannot answer a new one."""
    body = [text(question, size="lg", weight="bold"), *([note(remark)] if remark else [])]
    return question_message(question, title, "โปรดยืนยัน", body, about=about, yes=yes)


def question_message(question: str, title: str, subtitle: str, body: list[Json], *, about: str, yes: str) -> Json:
    """The same with a body of its own; `question` stands in the alternative text."""
    accept = ask(Word.YES, about, label=yes, shown=yes)
    decline = ask(Word.NO, about, label="ไม่ใช่ ย้อนกลับ", shown="ไม่ใช่")
    card = bubble(title, subtitle, body, [primary(accept), secondary(decline)])
    message = flex(f"{question} พิมพ์ ใช่ หรือ ไม่ใช่", card)
    return with_quick_replies([message], with_a_person([accept, decline, ask(Word.HELP)]))[0]
