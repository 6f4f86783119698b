"""Score, what is missing, why, and the result of the linked agency."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.conversation.cards.buttons import ask
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.missing import missing_message
from bot.conversation.cards.readiness import readiness_message
from bot.conversation.cards.reason import reason_message
from bot.conversation.cards.result import result_message
from bot.conversation.cards.score import score_message
from bot.conversation.reply import Reply, say, show, show_all
from bot.conversation.view import AgencyView, View
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline, due_on, upcoming
from scoring.scorecard import Scorecard

NOT_LINKED = "ท่านยังไม่ได้ผูกกับหน่วยงาน จึงยังดูคะแนนไม่ได้ โปรดพิมพ์ ผูก ตามด้วยรหัส 8 ตัวที่ได้รับจากฝ่ายเลขานุการ เช่น ผูก ABCD2345"
NO_RESULT = "ยังไม่มีการประกาศผลของหน่วยงานท่าน เมื่อประกาศแล้ว ระบบจะแจ้งให้ทราบในแชตนี้"
NO_POINTS = "แบบนี้ไม่มีคะแนนรายข้อ แต่ดูได้ว่ารายการใดครบแล้วและรายการใดยังขาด โปรดพิมพ์ ขาดอะไร"
_MOST_OFFERED = 5


def score(_: str, view: View) -> Reply:
    """The score card, the readiness card, or both: as the programme has points, requirements, or both."""

    def shown(agency: AgencyView, card: Scorecard) -> Reply:
        nearest = nearest_deadline(view)
        messages = [score_message(agency, card, nearest, view.now)] if agency.programme.tiers else []
        if card.requirements or not messages:
            messages.append(readiness_message(agency, card, nearest, view.now))
        return show_all(messages, Word.MISSING, *_why_if_any(agency), Word.DEADLINES, Word.HELP)

    return with_scorecard(view, shown)


def missing(argument: str, view: View) -> Reply:
    """A page of what is missing."""
    page = int(argument) if argument.isdecimal() else 1
    return with_scorecard(
        view,
        lambda agency, _: show(
            missing_message(agency, page), Word.SCORE, *_why_if_any(agency), Word.DEADLINES, Word.HELP
        ),
    )


def why(argument: str, view: View) -> Reply:
    """The reasons of one criterion, or which there are."""
    wanted = re.sub(r"\s", "", argument).upper()
    return with_scorecard(view, lambda agency, card: _why(wanted, agency, card))


def result(_: str, view: View) -> Reply:
    """The released result; nothing is said of a decision that was not released."""
    agency = view.agency
    if agency is None:
        return say(NOT_LINKED, Word.LINK, Word.DEADLINES, Word.HELP)
    if agency.released is None:
        return say(NO_RESULT, Word.SCORE, Word.MISSING, Word.DEADLINES)
    message = result_message(agency.name, agency.released, agency.objecting, view.now)
    return show(message, Word.SCORE, *(_why_if_any(agency) or [Word.MISSING]), Word.CONTACT)


def nearest_deadline(view: View) -> Deadline | None:
    """The nearest open deadline of the agency's programme, else of any; not the day of what is met already."""
    still_open = [d for d in upcoming(view.deadlines, view.now) if not (view.agency and _is_met(view.agency, d))]
    own = (d for d in still_open if view.agency and d.programme == view.agency.programme.id)
    return next(own, next(iter(still_open), None))


def _is_met(agency: AgencyView, deadline: Deadline) -> bool:
    due, card = due_on(agency.programme, deadline), agency.scorecard
    return bool(due) and card is not None and not any(card.requirement(one).is_open for one in due)


def with_scorecard(view: View, shown: Callable[[AgencyView, Scorecard], Reply]) -> Reply:
    """What is shown of the linked agency's scorecard; without one, how to get there."""
    if view.agency is None:
        return say(NOT_LINKED, Word.LINK, Word.DEADLINES, Word.HELP)
    if view.agency.scorecard is None:
        return say(_not_read(view.agency), Word.SCORE, Word.DEADLINES, Word.CONTACT)
    return shown(view.agency, view.agency.scorecard)


def _not_read(agency: AgencyView) -> str:
    start = f"ระบบยังไม่ได้อ่านแบบประเมินของ {clipped(agency.name, 120)} "
    if not agency.workbook_url:
        return f"{start}โปรดแชร์แบบประเมินให้ระบบก่อน"
    return f"{start}โปรดลองใหม่ในอีกสักครู่ หรือตรวจว่าแชร์แบบประเมินให้ระบบแล้ว"


def _why_if_any(agency: AgencyView) -> list[Word]:
    """The word that asks for reasons, where there are points to give reasons for."""
    return [Word.WHY] if agency.programme.criteria else []


def _why(wanted: str, agency: AgencyView, card: Scorecard) -> Reply:
    if not agency.programme.criteria:
        return say(NO_POINTS, Word.MISSING, Word.SCORE, Word.DEADLINES, Word.HELP)
    criterion = next((c for c in agency.programme.criteria if wanted in {c.id, *(way.id for way in c.ways)}), None)
    if criterion is None:
        return _which(wanted, agency, card)
    message = reason_message(agency, criterion, card.criterion(criterion.id))
    offers = _offers(_improvable(card, without=criterion.id)[:1])
    what_if = ask(Word.WHAT_IF, criterion.id, label=f"ถ้า {criterion.id}")
    return show(message, Word.MISSING, what_if, Word.SCORE, *offers, Word.HELP)


def _which(wanted: str, agency: AgencyView, card: Scorecard) -> Reply:
    """Asks which criterion: those of the section that was named, else those that gain most."""
    of_section = [c.id for c in agency.programme.criteria if c.section == wanted]
    known = [c.id for c in agency.programme.criteria]
    offered = (of_section or _improvable(card) or known)[:_MOST_OFFERED]
    if wanted and not of_section:
        start = f"ไม่พบข้อ {wanted} ข้อที่มีคือ {', '.join(known)}"
    else:
        start = f"ต้องการทราบเหตุผลของข้อใด ข้อที่มีคือ {', '.join(of_section or known)}"
    return say(f"{start} โปรดพิมพ์ ทำไม ตามด้วยเลขข้อ เช่น ทำไม {offered[0]}", *_offers(offered))


def _offers(criteria: Sequence[str]) -> list[dict[str, object]]:
    return [ask(Word.WHY, criterion, label=f"ทำไม {criterion}") for criterion in criteria]


def _improvable(card: Scorecard, without: str = "") -> list[str]:
    return [item.criterion for item in card.advice if item.criterion != without]
