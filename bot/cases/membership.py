"""Who speaks for an agency in LINE: one-time codes, linking, handing over, ending it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import invitations
from bot.conversation import acts, announcements, outcomes
from bot.conversation.events import Incoming
from bot.conversation.topics.linking import masked
from bot.conversation.view import NOTICE_VERSION
from bot.logs import hashed
from bot.store import agencies, audit, chats, code_guesses, link_codes, officers, outbox
from bot.store.agencies import Agency
from bot.store.outbox import Draft

HANDED_OVER = "handed-over"
Act = (
    acts.RedeemCode
    | acts.BurnCode
    | acts.ConfirmLink
    | acts.BecomeOfficer
    | acts.IssueCode
    | acts.NoteJoinersTold
    | acts.Unlink
)


class Membership:
    """Carries out the acts of linking. `secret` keys the hashes of codes and of LINE ids."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def carry_out(self, session: Session, incoming: Incoming, act: Act, now: datetime) -> outcomes.Outcome | None:
        """Do what was asked for, and tell what came of it."""
        match act:
            case acts.RedeemCode(code):
                return self._redeem(session, incoming, code, now)
            case acts.BurnCode():
                return self._burn(session, incoming, act, now)
            case acts.ConfirmLink(agency_code):
                return self._link(session, incoming, agency_code, now)
            case acts.BecomeOfficer():
                return self._make_officer(session, incoming, now)
            case acts.IssueCode(agency_code):
                return self._issue(session, incoming, agency_code, now)
            case acts.Unlink():
                return self._unlink(session, incoming, now)
            case acts.NoteJoinersTold():
                chats.told_of_joiners(session, incoming.chat.id, now)
        return None

    def _redeem(self, session: Session, incoming: Incoming, code: str, now: datetime) -> outcomes.Outcome:
        """Look a code up and hold it for this chat; link nobody yet."""
        shown = link_codes.show(session, code, incoming.chat.id, secret=self._secret, now=now)
        if shown == "too_many_tries":
            return outcomes.CodeRefused(shown, code_guesses.locked_until(session, self._hashed(incoming.chat.id), now))
        if isinstance(shown, str):
            return outcomes.CodeRefused(shown)
        if shown.agency_code is None:
            return outcomes.OfficerCodeFound(shown.officer or "")
        agency = agencies.find(session, shown.agency_code)
        return outcomes.CodeFound(shown.agency_code, masked(agency.name if agency else shown.agency_code))

    def _make_officer(self, session: Session, incoming: Incoming, now: datetime) -> outcomes.Outcome:
        """Make an officer of the person whose private chat holds such a code."""
        user_id = incoming.user_id if incoming.chat.is_private else None
        used = link_codes.use(session, None, incoming.chat.id, now) if user_id else None
        if user_id is None or used is None or not used.officer:
            return outcomes.CodeRefused("expired")
        officers.add(session, user_id, used.officer, now)
        audit.note(session, self._who(incoming), "become officer", used.officer, now=now, invited_by=used.issued_by)
        return outcomes.OfficerMade(used.officer)

    def _burn(self, session: Session, incoming: Incoming, act: acts.BurnCode, now: datetime) -> outcomes.Outcome | None:
        """Make a code useless that was shown in a group."""
        burnt = link_codes.burn(session, act.code, incoming.chat.id, secret=self._secret, now=now)
        return outcomes.CodeBurnt() if burnt and act.tell else None

    def _link(self, session: Session, incoming: Incoming, agency_code: str, now: datetime) -> outcomes.Outcome:
        """Link the chat that holds a code of this agency, in place of the one who handed over if there is one."""
        agency = agencies.find(session, agency_code)
        used = link_codes.use(session, agency_code, incoming.chat.id, now) if agency and agency.active else None
        if agency is None or used is None:
            return outcomes.CodeRefused("expired")
        took_over = used.replaces not in {None, incoming.chat.id} and self._replace(session, agency, used.replaces, now)
        chats.link(session, incoming.chat.id, agency_code, now)
        audit.note(
            session, self._who(incoming), "link", agency_code, now=now, took_over=took_over, notice=NOTICE_VERSION
        )
        if used.issued_by == link_codes.WORKBOOK:
            invitations.rewrite(session, agency_code, now)
        others = [chat for chat in chats.linked_to(session, agency_code) if chat.kind == "user"]
        return outcomes.Linked(agency.name, len(others) - 1, took_over)

    def _unlink(self, session: Session, incoming: Incoming, now: datetime) -> outcomes.Outcome:
        """End the link of this chat; a code by which it meant to hand over ends with it."""
        row = chats.find(session, incoming.chat.id)
        agency = agencies.find(session, row.agency_code) if row and row.agency_code else None
        if agency is None:
            return outcomes.Unlinked("")
        chats.unlink(session, incoming.chat.id)
        link_codes.take_back(session, incoming.chat.id, now)
        audit.note(session, self._who(incoming), "unlink", agency.code, now=now)
        if not invitations.is_spoken_for(session, agency.code):
            invitations.rewrite(session, agency.code, now)
        return outcomes.Unlinked(agency.name)

    def _issue(self, session: Session, incoming: Incoming, agency_code: str | None, now: datetime) -> outcomes.Outcome:
        """A new code: an officer's for any agency, or one by which a linked person hands over."""
        officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
        if agency_code is not None and officer is None:
            return outcomes.CodeNotIssued("officers_only")
        row = chats.find(session, incoming.chat.id)
        code = agency_code or (row.agency_code if row and incoming.chat.is_private else None)
        agency = agencies.find(session, code) if code else None
        if agency is None or not agency.active:
            return outcomes.CodeNotIssued("no_agency")
        replaces = incoming.chat.id if agency_code is None else None
        who = officer.name if officer and agency_code else self._who(incoming)
        issued = link_codes.issue(session, agency.code, secret=self._secret, issued_by=who, now=now, replaces=replaces)
        audit.note(session, who, "issue code", agency.code, now=now, hands_over=replaces is not None)
        return outcomes.CodeIssued(agency.name, issued, now + link_codes.LIFE, replaces is not None)

    def _replace(self, session: Session, agency: Agency, chat_id: str | None, now: datetime) -> bool:
        """Unlink the one who handed over, and tell them; False where they were not linked any more."""
        row = chats.find(session, chat_id) if chat_id else None
        if row is None or row.agency_code != agency.code:
            return False
        chats.unlink(session, row.id)
        audit.note(session, self._hashed(row.id), "hand over", agency.code, now=now)
        if row.disabled_at is None:
            draft = Draft(
                dedup_key=f"handed-over:{row.id}:{now.isoformat()}",
                chat_id=row.id,
                kind=HANDED_OVER,
                messages=announcements.handed_over(agency.name),
                reason=f"แจ้งผู้ส่งมอบงาน {agency.code}",
            )
            outbox.queue_message(session, draft, now)
        return True

    def _who(self, incoming: Incoming) -> str:
        return self._hashed(incoming.user_id or incoming.chat.id)

    def _hashed(self, line_id: str) -> str:
        return hashed(line_id, self._secret)
