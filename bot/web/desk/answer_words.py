"""An answer of a submission in words, for lists of what changed."""

from __future__ import annotations

from datetime import date

from bot.web.language import language, say
from scoring import programmes
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.submission import Answer


def explainer_of(programme: Programme) -> Explainer:
    """The programme explained in this request's language."""
    return Explainer(programme, programmes.words(programme.id, language()), language())


def in_words(answer: Answer, explain: Explainer) -> str:
    """`ใช่ · 2 ลิงก์`."""
    links = len(answer.links)
    told = say(f" · {links} ลิงก์", f" · {links} links") if links else ""
    return f"{value_in_words(answer, explain)}{told}"


def value_in_words(answer: Answer, explain: Explainer) -> str:
    """The same without its links."""
    item, value = explain.programme.inputs.get(answer.key), answer.value
    match answer.state:
        case "blank":
            return say("(ว่าง)", "(blank)")
        case "not_applicable":
            return say("ไม่เกี่ยวข้อง", "not applicable")
        case "invalid":
            return say(f"“{answer.found}” (อ่านไม่ได้)", f"“{answer.found}” (unreadable)")
        case "deleted":
            return say("(แถวหายไป)", "(row deleted)")
    if isinstance(value, bool):
        return explain.words.yes_no(value)
    if isinstance(value, date):
        return explain.day(value)
    if item is not None and item.type == "choice" and value in item.codes:
        return explain.words.choice(item, str(value))
    return f"{value:,}" if isinstance(value, int) else str(value)
