"""What a chat may know, put together from the database for the conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import partial
from statistics import median

from sqlalchemy.orm import Session

from bot.cases.deciding import is_own
from bot.cases.judging import because_of
from bot.cases.link_findings import findings_of
from bot.cases.message_budget import last_planned
from bot.cases.objecting import known_to
from bot.cases.prepared import Prepared, case_of
from bot.conversation.events import Chat
from bot.conversation.view import (
    AgencyView,
    Asking,
    Contact,
    Judged,
    OpenDecision,
    Outlook,
    Overview,
    Released,
    ToReview,
    View,
)
from bot.season.awards import in_short
from bot.store import (
    agencies,
    chats,
    deadlines,
    decisions,
    help_requests,
    objections,
    officers,
    readings,
    reviews,
    seals,
    workbooks,
)
from bot.store.agencies import Agency
from bot.store.chats import ChatRow
from bot.store.decisions import Decision
from bot.store.officers import Officer
from bot.store.seals import Seal
from scoring import programmes
from scoring.carrying import prospect
from scoring.changed import changed_keys
from scoring.deadlines import Deadline, due_on
from scoring.engine import score
from scoring.programme import COMBINED
from scoring.submission import Submission


class Views:
    """Makes views. `private_chat_url` opens the private chat with the account, blank while it is not known.

    `calendar_at` gives the address of the feed with a chat's calendar key, blank where there is none; `privacy_url` is
    where the notice on personal data stands in full.
    """

    def __init__(
        self,
        contact: Contact,
        private_chat_url: str = "",
        calendar_at: Callable[[str | None], str] = lambda _: "",
        privacy_url: str = "",
    ) -> None:
        self._contact = contact
        self._calendar_at = calendar_at
        self._privacy_url = privacy_url
        self._private_chat_url = private_chat_url

    def __call__(self, session: Session, chat: Chat, now: datetime) -> View:
        row = chats.find(session, chat.id)
        officer = officers.find(session, chat.id) if chat.is_private else None
        agency = _agency_of(session, chat, row, now)
        view = View(
            now=now,
            agency=agency,
            deadlines=_concerning(agency, deadlines.standing(session)),
            pending=chats.pending(session, chat.id),
            notifications=row.notifications if row else True,
            linked_at=row.linked_at if row else None,
            muted=tuple(row.muted) if row else (),
            group_shows=tuple(row.group_shows) if row and row.group_allowed else (),
            notice_version=row.notice_version if row else "",
            privacy_url=self._privacy_url,
            contact=self._contact,
            private_chat_url=self._private_chat_url,
            calendar_url=self._calendar_at(row.calendar_key) if row and chat.is_private else "",
            joiners=chats.joiners(session, row) if row and chat.is_private else 0,
        )
        return _with_what_officers_know(session, view, officer) if officer else view


def agency_view(session: Session, agency: Agency, now: datetime) -> AgencyView:
    """One agency as its own people see it: scored from the inputs that count, and only what was released.

    Inputs that are judged are scored as of the instant for which they were taken.
    """
    case = case_of(session, agency.programme)
    workbook = workbooks.of_agency(session, agency.code)
    url = workbook.url if workbook else ""
    unread = AgencyView(
        code=agency.code,
        name=agency.name,
        programme=case.programme,
        explainer=case.explainer,
        scorecard=None,
        read_at=None,
        workbook_url=url,
        released=_released(session, agency.code),
        objecting=known_to(session, agency),
    )
    newest = readings.latest(session, agency.code)
    seal = seals.standing(session, agency.code)
    reading = seals.judged(session, seal) if seal else newest
    if reading is None:
        return unread
    submission = reading.as_submission()
    latest = submission if newest is None or newest is reading else newest.as_submission()
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    return replace(
        unread,
        scorecard=score(case.programme, submission, confirmed=confirmed, now=seal.counts_at if seal else now),
        read_at=(workbook.last_read_at if workbook else None) or reading.at,
        row_links=_row_links(case, latest, url),
        thresholds=case.programme.marks,
        prospects=_prospects(session, case, submission, now),
        submission=submission,
        confirmed=confirmed,
        reasons=decisions.released_reasons(session, agency.code, agency.programme),
        judged=_judged(case, seal, (submission, latest), confirmed, now) if seal else None,
        link_findings=findings_of(session, submission),
    )


def _judged(
    case: Prepared, seal: Seal, inputs: tuple[Submission, Submission], confirmed: Mapping[str, int], now: datetime
) -> Judged:
    """What is judged, and beside it what was edited since; `inputs` are the judged ones and the newest."""
    late = len(changed_keys(*inputs))
    card = score(case.programme, inputs[1], confirmed=confirmed, now=now) if late else None
    return Judged(seal.counts_at, because_of(seal).th, late, card)


def _with_what_officers_know(session: Session, view: View, officer: Officer) -> View:
    """The one place where a view gets anything of decisions that were not released."""
    names = {agency.code: agency.name for agency in agencies.active(session)}
    waiting = (decision for decision in decisions.unreleased(session) if decision.agency_code in names)
    return replace(
        view,
        officer=True,
        agencies=names,
        overview=_overview(session),
        requests=_requests(session),
        to_review=_to_review(session),
        objections=objections.count_open(session),
        budget=last_planned(session, view.now),
        closed={code: seal.counts_at for code, seal in seals.all_standing(session).items()},
        unannounced=tuple(_open_decision(decision, officer) for decision in waiting),
        listeners=Counter(chat.agency_code for chat in chats.to_tell_results(session) if chat.agency_code),
    )


def _open_decision(decision: Decision, officer: Officer) -> OpenDecision:
    return OpenDecision(
        id=decision.id,
        agency_code=decision.agency_code,
        title=decision.title,
        note=decision.note,
        in_short=in_short(decision.stage, decision.outcome, decision.award).th,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        own=is_own(decision, officer),
    )


def _agency_of(session: Session, chat: Chat, row: ChatRow | None, now: datetime) -> AgencyView | None:
    """The agency a chat speaks for; a group knows it only where a linked officer allowed that."""
    if row is None or row.agency_code is None or not (chat.is_private or row.group_allowed):
        return None
    agency = agencies.find(session, row.agency_code)
    return None if agency is None else agency_view(session, agency, now)


def _concerning(agency: AgencyView | None, standing: list[Deadline]) -> tuple[Deadline, ...]:
    """The deadlines without the last days of requirements that are not asked of this agency; without one, all."""
    return tuple(deadline for deadline in standing if agency is None or concerns(agency, deadline))


def concerns(agency: AgencyView, deadline: Deadline) -> bool:
    """Whether a deadline is one of this agency's: not the last day of a requirement that is not asked of it."""
    if deadline.requirement is None:
        return True
    due, card = due_on(agency.programme, deadline), agency.scorecard
    return any(card is None or card.requirement(requirement).state != "not_needed" for requirement in due)


def _released(session: Session, agency_code: str) -> Released | None:
    release = decisions.released(session, agency_code)
    if release is None:
        return None
    decision = decisions.find(session, release.decision_id)
    preliminary = decision is not None and decision.stage == "preliminary"
    return Released(release.title, release.note, release.released_at, preliminary)


def _row_links(case: Prepared, submission: Submission, url: str) -> Mapping[str, str]:
    """A link to the answer cell of every row that was found; the tabs keep their ids in every copy."""
    if not url:
        return {}
    sheets = {item.key: tab.sheet for tab in case.programme.tabs for section in tab.sections for item in section.rows}
    return {
        key: f"{url}#gid={sheets[key]}&range={answer.place.cell}"
        for key, answer in submission.answers.items()
        if answer.place is not None
    }


def _prospects(session: Session, case: Prepared, submission: Submission, now: datetime) -> Mapping[str, Outlook]:
    """How the workbook would stand in every programme that it brings something to."""
    targets = programmes.leads_to(case.programme.id)
    return _WhenAsked(
        {target: partial(_outlook, case, target, case_of(session, target), submission, now) for target in targets}
    )


def _outlook(case: Prepared, target: str, there: Prepared, submission: Submission, now: datetime) -> Outlook:
    by = programmes.carry_map(case.programme.id, target)
    assert by is not None, "only programmes that a map leads to are asked for"
    return Outlook(prospect(by, case.programme, there.programme, submission, now=now), there.explainer)


class _WhenAsked(Mapping[str, Outlook]):
    """Outlooks that are made when they are asked for: most questions are not about them, and one costs a scoring."""

    def __init__(self, makers: Mapping[str, Callable[[], Outlook]]) -> None:
        self._makers = makers
        self._made: dict[str, Outlook] = {}

    def __getitem__(self, target: str) -> Outlook:
        if target not in self._made:
            self._made[target] = self._makers[target]()
        return self._made[target]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _requests(session: Session) -> tuple[Asking, ...]:
    names = {agency.code: agency.name for agency in agencies.every(session)}
    waiting = help_requests.waiting(session)
    return tuple(Asking(each.id, names.get(each.agency_code or "", ""), each.asked_at, each.text) for each in waiting)


def _to_review(session: Session) -> tuple[ToReview, ...]:
    """The agencies whose inputs are judged and whose criteria are not all confirmed, the least reviewed first."""
    judged, confirmed = seals.all_standing(session), reviews.all_confirmed(session)
    found = []
    for agency in agencies.active(session):
        criteria = programmes.load(agency.programme).criteria
        levels = confirmed.get((agency.code, agency.programme), {})
        if agency.code in judged and len(levels) < len(criteria):
            found.append(ToReview(agency.code, agency.name, len(levels), len(criteria)))
    return tuple(sorted(found, key=lambda each: (each.confirmed, each.code)))


def _overview(session: Session) -> Overview:
    active = agencies.active(session)
    counted = [reading for agency in active if (reading := seals.counted(session, agency.code)) is not None]
    scores = [Fraction(reading.totals[COMBINED]["points"]) for reading in counted if COMBINED in reading.totals]
    return Overview(
        agencies=len(active),
        read=len(counted),
        with_problems=sum(1 for reading in counted if reading.submission["problems"]),
        linked=len({chat.agency_code for chat in chats.to_notify(session)}),
        median=median(scores) if scores else None,
    )
