"""Talking to the conversation in tests, and one message of every kind that it can send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from bot.budget.month import Figures, Kind, MonthBudget
from bot.budget.plan import Mode
from bot.conversation import announcements
from bot.conversation.answer import after, answer
from bot.conversation.cards.digest import folded
from bot.conversation.events import Chat, Incoming, IncomingKind
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
from bot.conversation.reply import Reply
from bot.conversation.topics.linking import masked
from bot.conversation.unpsa import call_of_2022
from bot.conversation.view import AgencyView, Asking, Judged, OpenDecision, Overview, Released, ToReview, View
from bot.conversation.vocabulary import TYPED, Word
from sheets_schema.link_findings import TROUBLES, LinkFinding
from tests.support.sample_lines import more_lines, signing
from tests.support.sample_objections import UNTIL, against_everything, who_object
from tests.support.sample_plans import (
    BEFORE_THE_PLAN,
    agency_with_both,
    national_agency,
    plan_view,
    province_agency,
    unpsa_agency,
    worst_plan_agency,
)
from tests.support.sample_scorecards import (
    APPLICATION,
    NOW,
    PROGRAMME,
    agency,
    complete_agency,
    view,
    worst_case_agency,
)

UNPSA_2022 = call_of_2022().deadline
PRIVATE = Chat("user", "U" + "1" * 32)
GROUP = Chat("group", "C" + "2" * 32)
ASKED_IN_GROUPS = {"allow-group"}
LONG = "การขับเคลื่อนสิทธิมนุษยชนและการคุ้มครองกลุ่มเปราะบางอย่างยั่งยืน" * 40
RELEASED = Released("ผ่านการพิจารณาชั้น A และชั้น B", "โปรดเตรียมรับการตรวจผลงานเชิงประจักษ์", NOW)
NO_POINTS = Overview(agencies=3, read=3, with_problems=0, linked=2, median=None)
BUDGET = MonthBudget(
    month_end=datetime(2021, 11, 30, 17, tzinfo=UTC),
    limit=15_000,
    used=12_480,
    told_at=NOW,
    needed=3_420,
    planned=1_870,
    mode=Mode.SHORT,
    kinds=tuple(Figures(kind, 1_200, 900, 320) for kind in Kind),
    awaited=900,
    unknown_groups=3,
    problem="no answer",
)
UNLIMITED = replace(BUDGET, limit=None, mode=Mode.PLENTY, kinds=())
OVERVIEW = Overview(agencies=109, read=87, with_problems=12, linked=64, median=Fraction(293, 6))

WAITING = OpenDecision(
    7,
    "DOL",
    "ได้รับรางวัลดีเด่น ชั้น A",
    "โปรดเตรียมเอกสาร\nส่งภายใน 7 วัน",
    "ผลสุดท้าย: ได้รับรางวัล ระดับดีเด่น",
    "สมชาย",
    NOW,
    own=False,
)


def said(text: str, known: View, *, chat: Chat = PRIVATE, mentioned: bool = False) -> Reply:
    """The reply to a text."""
    return answer(_incoming("text", chat, text=text, mentioned=mentioned), known)


def pressed(data: str, known: View, *, chat: Chat = PRIVATE) -> Reply:
    """The reply to a button."""
    return answer(_incoming("postback", chat, data=data), known)


def happened(kind: IncomingKind, known: View, *, chat: Chat = PRIVATE) -> Reply:
    """The reply to an event without words."""
    return answer(_incoming(kind, chat), known)


def waiting(reply: Reply, known: View) -> View:
    """The view after a reply that asked something."""
    assert reply.pending is not None
    return replace(known, pending=reply.pending)


def words_of(reply: Reply) -> list[str]:
    """What each message says where no card is shown."""
    return words_of_messages(reply.messages)


def words_of_messages(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """The same of messages that are pushed."""
    return [message["text"] if message["type"] == "text" else message["altText"] for message in messages]


def offered(reply: Reply) -> list[str]:
    """The labels of the quick replies beside the way to a person, which is always among them."""
    labels = [item["action"]["label"] for item in reply.messages[-1]["quickReply"]["items"]]
    labels.remove(TYPED[Word.CONTACT])
    return labels


def every_reply() -> Iterator[tuple[str, Reply]]:
    """Replies of every kind, with a name each, worst cases among them."""
    for who, known in situations().items():
        yield from replies_in(who, known)
    yield from every_answer_to_a_question()


def replies_in(who: str, known: View) -> Iterator[tuple[str, Reply]]:
    """The replies to everything that one may say in this situation."""
    for word in Word:
        yield f"{word.value} of {who}", said(TYPED[word], known)
    for page in range(1, 12):
        yield f"page {page} of {who}", pressed(f"v1:missing:{page}", known)
    if known.agency:
        for criterion in known.agency.programme.criteria:
            yield f"why {criterion.id} of {who}", pressed(f"v1:why:{criterion.id}", known)
            yield f"what if {criterion.id} of {who}", pressed(f"v1:what-if:{criterion.id}", known)
        for number in ("1", "3.3.1", "9.9"):
            yield f"what if {number} of {who}", said(f"ถ้า {number}", known)
    for outcome in OUTCOMES:
        yield f"{outcome} of {who}", after(outcome, known)
    if known.agency:
        for word in Word:
            in_group = replace(known, group_shows=("missing", "score"))
            yield f"{word.value} in a group of {who}", said(TYPED[word], in_group, chat=GROUP, mentioned=True)
        for kind in ("join", "leave", "memberLeft", "follow"):
            yield f"{kind} in a group of {who}", happened(kind, known, chat=GROUP)
        for text in ("ผูก ABCD2345", "ABCD2345", "อากาศวันนี้เป็นอย่างไรบ้าง"):
            yield f"{text} in a group of {who}", said(text, known, chat=GROUP, mentioned=True)
    yield f"a letter of {who}", said(LONG[:500], waiting(said("ขอให้ติดต่อกลับ", known), known))
    yield f"follow of {who}", happened("follow", known)
    yield f"unknown of {who}", said("อากาศวันนี้เป็นอย่างไรบ้าง", known)
    yield f"old button of {who}", pressed("v0:score", known)
    yield f"rescore of {who}", said("ให้คะแนนใหม่ ทั้งหมด", known)
    for text in (*signing(LONG), *more_lines(LONG)):
        yield f"{text[:20]} of {who}", said(text, known)


def every_answer_to_a_question() -> Iterator[tuple[str, Reply]]:
    """What is said to a yes, a no and something else after every question that some reply asks, once for each kind."""
    for who, known in situations().items():
        for question, reply in _questions(replies_in(who, known)).items():
            asked, chat = waiting(reply, known), GROUP if question in ASKED_IN_GROUPS else PRIVATE
            for text in ("ใช่", "ไม่ใช่", LONG[:300]):
                yield f"{text[:20]} to {question} of {who}", said(text, asked, chat=chat, mentioned=True)
            dismissed = replace(asked, officer=False, agency=None)
            yield f"late yes to {question} of {who}", said("ใช่", dismissed, chat=chat, mentioned=True)


def _questions(replies: Iterator[tuple[str, Reply]]) -> dict[str, Reply]:
    """One reply for each kind of question that is asked."""
    return {reply.pending["asks"]: reply for _, reply in replies if reply.pending and "asks" in reply.pending}


def every_announcement() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Pushed messages of every kind."""
    for who, known in situations().items():
        if known.agency:
            for deadline in known.deadlines:
                yield f"reminder of {deadline.id} to {who}", announcements.reminder(known.agency, deadline, known.now)
            reminders = [announcements.reminder(known.agency, each, known.now)[-1] for each in known.deadlines[:5]]
            if reminders:
                yield f"digest to {who}", folded(reminders)
            yield f"result to {who}", announcements.result_released(known.agency.name, Released(LONG, LONG, NOW))
            if known.agency.objecting:
                preliminary = announcements.result_released(known.agency.name, RELEASED, known.agency.objecting)
                yield f"preliminary result to {who}", preliminary
            taken = Judged(NOW, LONG, late=129, newest=known.agency.scorecard)
            yield f"judged to {who}", announcements.judged(replace(known.agency, judged=taken))
            yield f"reopened to {who}", announcements.reopened(known.agency.name, LONG)
            yield f"got back to {who}", announcements.got_back(LONG[:500])
            yield f"handed over to {who}", announcements.handed_over(LONG)
            yield f"alarm to {who}", announcements.budget_alarm(BUDGET)
            yield f"data alarm to {who}", announcements.data_alarm([LONG] * 12, 12)
            yield f"confirmed to {who}", announcements.result_confirmed(known.agency.name, LONG, 300)


def with_reasons() -> AgencyView:
    """An agency of which every criterion has an announced level, with a reason longer than any card can show."""
    confirmed = {criterion.id: 1 for criterion in PROGRAMME.criteria}
    return replace(agency(confirmed=confirmed), released=RELEASED, reasons=dict.fromkeys(confirmed, LONG))


def situations() -> dict[str, View]:
    """Who may be asking, from a stranger to the worst case."""
    longest = replace(APPLICATION, id="long", title_th=LONG, source_text=LONG)
    later = replace(longest, id="unpsa-later", programme="unpsa-2026", closes_at=datetime(2022, 6, 1, tzinfo=UTC))
    worst = replace(worst_case_agency(), thresholds={"pass_mark": Fraction(99)}, released=Released(LONG, LONG, NOW))
    worst = against_everything(worst, LONG)
    half = agency()
    return {
        "a stranger": view(deadlines=()),
        "someone half way": view(agency=half, linked_at=NOW, deadlines=(APPLICATION, UNPSA_2022)),
        "someone with a result": view(agency=replace(half, released=RELEASED), notifications=False),
        "someone who is told why": view(agency=with_reasons()),
        **who_object(half, replace(worst_case_agency(), released=Released(LONG, LONG, NOW)), LONG),
        "someone with a preliminary result": view(agency=replace(half, released=replace(RELEASED, preliminary=True))),
        **_seldom(half),
        "someone who is done": view(agency=complete_agency()),
        "someone not read yet": view(agency=replace(half, scorecard=None, read_at=None)),
        "the ministry with a plan": plan_view(
            national_agency(), officer=True, agencies={"DSDW": "กรม"}, overview=NO_POINTS
        ),
        "a province with a plan": plan_view(province_agency()),
        "an applicant to UNPSA": plan_view(replace(unpsa_agency(), released=RELEASED)),
        "everything of a plan open": plan_view(worst_plan_agency()),
        "everything of a plan still to come": plan_view(worst_plan_agency(BEFORE_THE_PLAN), BEFORE_THE_PLAN),
        "points and requirements": view(agency=agency_with_both()),
        "an officer": view(officer=True, agencies={"DOL": "กรมบังคับคดี"}, overview=OVERVIEW, budget=BUDGET),
        "an officer without a limit": view(
            officer=True, budget=replace(BUDGET, limit=None, mode=Mode.PLENTY, kinds=())
        ),
        "the second officer": view(
            officer=True, agencies={"DOL": "กรมบังคับคดี"}, unannounced=(WAITING,), listeners={"DOL": 2}
        ),
        "the officer who decided": view(
            officer=True, agencies={"DOL": "กรมบังคับคดี"}, unannounced=(replace(WAITING, own=True),)
        ),
        "the worst case": view(
            agency=worst,
            officer=True,
            agencies={"DOL": LONG},
            joiners=300,
            muted=("deadlines", "results", "judging"),
            notice_version="",
            privacy_url=f"https://{'t' * 200}.example/privacy",
            calendar_url=f"https://{'t' * 200}.example/calendar/{'a' * 16}.{'b' * 32}.ics",
            requests=tuple(Asking(number, LONG, NOW, LONG[:500]) for number in range(20)),
            to_review=tuple(ToReview(f"DOL{number}", LONG, 0, 25) for number in range(20)),
            private_chat_url=f"https://line.me/R/ti/p/%40{'t' * 60}",
            overview=OVERVIEW,
            unannounced=tuple(
                replace(WAITING, id=number, title=LONG, note=LONG, decided_by=LONG) for number in range(20)
            ),
            listeners={"DOL": 300},
            closed={"DOL": NOW},
            deadlines=(*tuple(replace(longest, id=str(number)) for number in range(12)), later),
            linked_at=NOW,
        ),
    }


def _seldom(half: AgencyView) -> dict[str, View]:
    """What few agencies ever see."""
    return {
        "someone short of the pass mark": view(agency=replace(half, thresholds={"pass_mark": Fraction(60)})),
        "someone over the pass mark": view(agency=replace(half, thresholds={"pass_mark": Fraction(40)})),
        "someone whom assessors keep from it": view(
            agency=replace(
                agency(confirmed=dict.fromkeys((c.id for c in half.programme.criteria), 1)),
                thresholds={"pass_mark": Fraction(60)},
            )
        ),
        "someone on the last day": view(
            agency=half,
            deadlines=(
                replace(APPLICATION, closes_at=NOW + timedelta(hours=3)),
                replace(APPLICATION, id="soon", closes_at=NOW + timedelta(minutes=20)),
            ),
        ),
        "someone whose links do not open": view(
            agency=replace(
                half,
                link_findings=tuple(
                    LinkFinding(key, 2, 3, "https://example.org/", trouble)
                    for key, trouble in product(("1.1.policy_written", "1.2.agreement_exists"), TROUBLES)
                ),
            )
        ),
        "someone judged who went on editing": view(
            agency=replace(half, judged=Judged(NOW, LONG, late=129, newest=half.scorecard))
        ),
    }


OUTCOMES: tuple[Outcome, ...] = (
    CodeFound("DOL", masked("กรมบังคับคดี")),
    CodeFound("DOL", LONG),
    CodeRefused("unknown"),
    CodeRefused("expired"),
    CodeRefused("used"),
    CodeRefused("too_many_tries", NOW),
    CodeBurnt(),
    CodeIssued(LONG, "ABCD2345", NOW, hands_over=True),
    CodeIssued("กรมบังคับคดี", "ABCD2345", NOW, hands_over=False),
    CodeNotIssued("officers_only"),
    GroupAsked("DOL", LONG, ("missing", "score", "reminders")),
    GroupAllowed(LONG, ("missing", "score", "reminders")),
    GroupEnded(was_allowed=True),
    GroupEnded(was_allowed=False),
    GroupRefused("unknown_person"),
    GroupRefused("not_linked"),
    *(NotificationsSet(on, topic) for on in (True, False) for topic in ("deadlines", "results", "judging")),
    CalendarRenewed(),
    HelpAsked(123456789),
    GotBack(1, "sent"),
    GotBack(1, "gone"),
    GotBack(1, "officers_only"),
    DashboardOpened(f"https://tonbaeb.example/desk/enter/{'t' * 43}", NOW),
    DashboardOpened("", NOW),
    DashboardOpened("", NOW, too_often=True),
    CodeNotIssued("no_agency"),
    OfficerCodeFound(LONG),
    OfficerMade(LONG),
    Linked(LONG),
    Linked(LONG, others=300, took_over=True),
    Unlinked(LONG),
    DataErased(),
    NotificationsSet(on=True),
    NotificationsSet(on=False),
    ObjectionFiled("1.2", replaced=False, until=UNTIL),
    ObjectionFiled("1.2", replaced=True, until=None),
    ObjectionWithdrawn("1.2"),
    ObjectionRefused(LONG[:300]),
    RescoreQueued(1, LONG),
    RescoreQueued(300),
    RescoreQueued(0),
    Unlinked(""),
    ResultDecided("DOL", LONG, replaced=True),
    ResultReleased(LONG, 300),
    ResultRefused("officers_only"),
    ResultRefused("own"),
    ResultRefused("gone"),
    ResultRefused("refused", LONG),
    Reopened(LONG, 300),
    NotReopened("officers_only"),
    NotReopened("open"),
    NotReopened("refused", LONG),
)


def _incoming(kind: IncomingKind, chat: Chat, *, text: str = "", data: str = "", mentioned: bool = False) -> Incoming:
    return Incoming(kind, chat, "U" + "1" * 32, text, data, mentioned, NOW)
