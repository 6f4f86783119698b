"""What the secretariat does: enters agencies, has workbooks scored again, decides and releases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.announcements import result_released
from bot.conversation.view import Released
from bot.store import agencies, audit, chats, decisions, outbox, workbooks
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.outbox import Draft

RESULT = "result"


def enter_agency(session: Session, agency: Agency, file_id: str, url: str, *, identity: str, now: datetime) -> None:
    """Enter an agency with its workbook, which is then read."""
    agencies.register(session, agency.code, agency.name, agency.programme, now=now, ministry=agency.ministry)
    workbooks.connect(session, file_id, agency.code, identity=identity, url=url, now=now)
    audit.note(session, "secretariat", "enter agency", agency.code, now=now)


def rescore(session: Session, codes: Collection[str] | None, *, by: str, now: datetime) -> int:
    """Have the workbooks of these agencies (None: all) read and scored again; tells how many there are."""
    wanted = [book for book in workbooks.all_in_use(session) if codes is None or book.agency_code in codes]
    marked = workbooks.mark_dirty(session, [book.file_id for book in wanted], now)
    audit.note(session, by, "rescore", "all" if codes is None else ",".join(sorted(codes)), now=now, workbooks=marked)
    return marked


def release_result(session: Session, decision: Decision, *, by: str, now: datetime) -> int:
    """Announce a decision: from now on it is visible, and every linked chat is told once. Tells how many are told.

    Decision, announcement and messages are one transaction; releasing again tells nobody twice.
    """
    decisions.release(session, decision.id, by, now)
    agency = agencies.find(session, decision.agency_code)
    name = agency.name if agency else decision.agency_code
    messages = result_released(name, Released(decision.title, decision.note, now))
    told = 0
    for chat in chats.linked_to(session, decision.agency_code):
        if chat.kind == "user" and chat.disabled_at is None and chat.notifications:
            draft = Draft(
                dedup_key=f"result:{decision.id}:{chat.id}",
                chat_id=chat.id,
                kind=RESULT,
                messages=messages,
                reason=f"ประกาศผล {decision.agency_code}",
                subject=f"decision:{decision.id}",
                agency_code=decision.agency_code,
            )
            told += outbox.queue_message(session, draft, now)
    audit.note(session, by, "release", decision.agency_code, now=now, decision=decision.id, told=told)
    return told
