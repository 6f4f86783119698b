"""Rules that results keep: two officers signed, one thing is judged, what was announced was told in private alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bot.cases.releasing import RESULT
from bot.season.moves import Act
from bot.season.states import State
from bot.store import outbox, season
from bot.store.audit import AuditEntry
from bot.store.chats import ChatRow
from bot.store.decisions import Decision, Release
from bot.store.outbox import OutboxMessage
from bot.store.readings import Reading
from bot.store.seals import Seal

ANNOUNCING = (Act.RELEASE.value, Act.RELEASE_PRELIMINARY.value)
ANNOUNCED = {State.RELEASED: "final", State.PRELIMINARY: "preliminary"}

Found = Iterator[tuple[str, str]]


def results_have_two_signatures(session: Session, now: datetime) -> Found:
    """Each announced decision was recorded by one officer and then confirmed by another, and was not withdrawn.

    They are two where both their names and, as far as the audit log has them, their LINE accounts differ.
    """
    del now
    accounts = _accounts(session)
    query = select(Decision, Release).join(Release, Release.decision_id == Decision.id).order_by(Decision.id)
    for decision, release in session.execute(query):
        wrong = _wrong_with(decision, release, accounts)
        if wrong:
            yield decision.agency_code, f"decision {decision.id}: {wrong}"


def _wrong_with(decision: Decision, release: Release, accounts: dict[tuple[int, bool], str]) -> str | None:
    first, second = (" ".join(name.split()).casefold() for name in (decision.decided_by, release.released_by))
    if not first or not second:
        return "a signature is missing"
    decided, announced = (accounts.get((decision.id, by_second)) for by_second in (False, True))
    if first == second or (decided is not None and decided == announced):
        return "both signatures are one officer's"
    if decision.withdrawn_at is not None:
        return "it was withdrawn"
    return "announced before it was decided" if release.released_at < decision.decided_at else None


def _accounts(session: Session) -> dict[tuple[int, bool], str]:
    """The hashed LINE accounts by which decisions were recorded (False) and announced (True), by the decision's id."""
    query = select(AuditEntry.act, AuditEntry.details).where(AuditEntry.act.in_((Act.DECIDE.value, *ANNOUNCING)))
    return {
        (details["decision"], act in ANNOUNCING): str(details["who"])
        for act, details in session.execute(query)
        if details.get("who") and details.get("decision") is not None
    }


def announced_is_announced(session: Session, now: datetime) -> Found:
    """Every agency that the season shows as announced has an announcement of that stage."""
    del now
    query = select(Decision.agency_code, Decision.programme, Decision.stage).join(
        Release, Release.decision_id == Decision.id
    )
    made = {tuple(row) for row in session.execute(query)}
    for (code, programme), move in sorted(season.latest(session).items()):
        stage = ANNOUNCED.get(State(move.reached))
        if stage is not None and (code, programme, stage) not in made:
            yield code, f"{move.reached} without a {stage} announcement"


def one_thing_is_judged(session: Session, now: datetime) -> Found:
    """At most one seal stands for an agency, and what was last scored under it are the inputs that were taken."""
    del now
    stands = Seal.reopened_at.is_(None)
    several = select(Seal.agency_code, func.count()).where(stands).group_by(Seal.agency_code).having(func.count() > 1)
    for code, count in session.execute(several.order_by(Seal.agency_code)):
        yield code, f"{count} seals stand"
    taken, scored = aliased(Reading), aliased(Reading)
    query = select(Seal.id, Seal.agency_code).where(stands).join(taken, taken.id == Seal.reading_id)
    other = (scored.input_hash != taken.input_hash) | (scored.agency_code != Seal.agency_code)
    for seal, code in session.execute(query.join(scored, scored.id == Seal.scored_id).where(other).order_by(Seal.id)):
        yield code, f"seal {seal}: other inputs are scored than were taken"


def results_are_private(session: Session, now: datetime) -> Found:
    """No result went to a chat of several people, or waits to."""
    del now
    in_hand = OutboxMessage.state.in_((outbox.PENDING, outbox.ACCEPTED))
    shared = (OutboxMessage.kind == RESULT) & (ChatRow.kind != "user") & in_hand
    query = select(OutboxMessage.id, OutboxMessage.agency_code).join(ChatRow, ChatRow.id == OutboxMessage.chat_id)
    for number, code in session.execute(query.where(shared).order_by(OutboxMessage.id)):
        yield code or "", f"message {number}"
