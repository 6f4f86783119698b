"""The code that stands in an agency's workbook, so that whoever fills it in need not ask for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store import chats, link_codes, workbooks
from bot.store.agencies import Agency


@dataclass(frozen=True, slots=True)
class Invitations:
    """Codes for workbooks, where the secretariat wants them there. `secret` keys the codes and their hashes."""

    secret: str
    wanted: bool = True

    def code_for(self, session: Session, agency: Agency, now: datetime) -> str:
        """What its workbook is to say; blank as soon as someone is linked, who then invites the others."""
        if not self.wanted or not agency.active or is_spoken_for(session, agency.code):
            return ""
        return link_codes.for_workbook(session, agency.code, secret=self.secret, now=now)


def is_spoken_for(session: Session, agency_code: str) -> bool:
    """Whether anyone is linked to the agency in a private chat."""
    return any(chat.kind == "user" for chat in chats.linked_to(session, agency_code))


def rewrite(session: Session, agency_code: str, now: datetime) -> None:
    """Have the workbook read and told anew, since what it says of linking may no longer hold."""
    workbook = workbooks.of_agency(session, agency_code)
    if workbook is not None:
        workbooks.mark_dirty(session, [workbook.file_id], now)
