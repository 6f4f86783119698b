"""Carrying out what the conversation asked for, within the transaction of its answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import freezing, getting_back, group_permits, objecting_in_chat, secretariat
from bot.cases.membership import Membership
from bot.cases.season import RefusedError
from bot.cases.signing import sign
from bot.conversation import acts, outcomes
from bot.conversation.events import Incoming
from bot.logs import hashed
from bot.store import agencies, audit, chats, erasure, inbox, login_links, officers, shown_menus, topics, tries

_OPENING_OR_CLOSING = ("follow", "unfollow", "join", "leave")


class Deeds:
    """Carries out acts. `secret` keys the hashes of codes, links and LINE ids, `base_url` is where the pages are."""

    def __init__(self, secret: str, base_url: str = "") -> None:
        self._secret = secret
        self._base_url = base_url
        self._members = Membership(secret)

    def __call__(self, session: Session, incoming: Incoming, act: acts.Act, now: datetime) -> outcomes.Outcome | None:
        match act:
            case (
                acts.RedeemCode()
                | acts.BurnCode()
                | acts.ConfirmLink()
                | acts.BecomeOfficer()
                | acts.IssueCode()
                | acts.NoteJoinersTold()
                | acts.Unlink()
            ):
                return self._members.carry_out(session, incoming, act, now)
            case acts.EraseData():
                erasure.erase_chat(session, incoming.chat.id, now)
                return outcomes.DataErased()
            case acts.SetNotifications(on, topic):
                topics.switch(session.get_one(chats.ChatRow, incoming.chat.id), on=on, topic=topic)
                return outcomes.NotificationsSet(on, topic)
            case acts.AskGroup() | acts.AllowGroup() | acts.EndGroup() | acts.MembersLeft():
                return group_permits.carry_out(session, incoming, act, secret=self._secret, now=now)
            case acts.AskForHelp() | acts.FileObjection() | acts.WithdrawObjection():
                return self._in_their_words(session, incoming, act, now)
            case acts.RenewCalendar():
                chats.renew_calendar(session, incoming.chat.id)
                return outcomes.CalendarRenewed()
            case acts.NoteNotice(version):
                chats.note_notice(session, incoming.chat.id, version, now)
            case acts.OpenChat() | acts.CloseChat():
                _open_or_close(session, incoming, act, now)
            case _:
                return self._as_officer(session, incoming, act, now)
        return None

    def _in_their_words(
        self,
        session: Session,
        incoming: Incoming,
        act: acts.AskForHelp | acts.FileObjection | acts.WithdrawObjection,
        now: datetime,
    ) -> outcomes.Outcome:
        if isinstance(act, acts.AskForHelp):
            return getting_back.ask(session, incoming, act.text, secret=self._secret, now=now)
        return objecting_in_chat.carry_out(session, incoming, act, secret=self._secret, now=now)

    def _rescore(
        self, session: Session, incoming: Incoming, act: acts.Rescore | acts.RescoreAll, now: datetime
    ) -> outcomes.Outcome:
        """Officers may name any agency or all, anyone else only their own."""
        if isinstance(act, acts.RescoreAll):
            return self._rescore_all(session, incoming, now)
        row = chats.find(session, incoming.chat.id)
        own = row.agency_code if row else None
        code = act.agency_code if act.agency_code and officers.is_officer(session, incoming.user_id) else own
        agency = agencies.find(session, code) if code else None
        if agency is None:
            return outcomes.RescoreQueued(0)
        return outcomes.RescoreQueued(
            secretariat.rescore(session, [agency.code], by=self._who(incoming), now=now), agency.name
        )

    def _rescore_all(self, session: Session, incoming: Incoming, now: datetime) -> outcomes.Outcome:
        if not officers.is_officer(session, incoming.user_id):
            return outcomes.RescoreQueued(0)
        return outcomes.RescoreQueued(secretariat.rescore(session, None, by=self._who(incoming), now=now))

    def _as_officer(
        self,
        session: Session,
        incoming: Incoming,
        act: acts.Rescore
        | acts.RescoreAll
        | acts.DecideResult
        | acts.ReleaseResult
        | acts.Reopen
        | acts.GetBack
        | acts.OpenDashboard,
        now: datetime,
    ) -> outcomes.Outcome:
        match act:
            case acts.Rescore() | acts.RescoreAll():
                return self._rescore(session, incoming, act, now)
            case acts.Reopen():
                return self._reopen(session, incoming, act, now)
            case acts.GetBack():
                return getting_back.get_back(session, incoming, act, now)
            case acts.OpenDashboard():
                return self._open_dashboard(session, incoming, now)
            case _:
                return sign(session, incoming, act, secret=self._secret, now=now)

    def _open_dashboard(self, session: Session, incoming: Incoming, now: datetime) -> outcomes.Outcome:
        """A link that opens the desk once. To whoever is no officer (any more) it is none."""
        officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
        if officer is None or not self._base_url:
            return outcomes.DashboardOpened("", now)
        who = self._who(incoming)
        again_at = tries.free_at(session, tries.LINKS_ASKED_FOR, who, now)
        if again_at is not None:
            return outcomes.DashboardOpened("", again_at, too_often=True)
        tries.note(session, tries.LINKS_ASKED_FOR, who, now)
        token = login_links.issue(
            session, "officer", officer.user_id, officer.name, issued_by="LINE", secret=self._secret, now=now
        )
        audit.note(session, officer.name, "issue desk link", officer.name, now=now, who=who)
        return outcomes.DashboardOpened(f"{self._base_url}/desk/enter/{token}", now + login_links.LIFE)

    def _reopen(self, session: Session, incoming: Incoming, act: acts.Reopen, now: datetime) -> outcomes.Outcome:
        officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
        if officer is None:
            return outcomes.NotReopened("officers_only")
        agency = agencies.find(session, act.agency_code)
        who = self._who(incoming)
        try:
            told = freezing.reopen(session, agency, act.reason, by=officer.name, now=now, who=who) if agency else None
        except RefusedError as refused:
            return outcomes.NotReopened("refused", refused.refusal.th)
        return outcomes.Reopened(agency.name, told) if agency and told is not None else outcomes.NotReopened("open")

    def _who(self, incoming: Incoming) -> str:
        return hashed(incoming.user_id or incoming.chat.id, self._secret)


def _open_or_close(session: Session, incoming: Incoming, act: acts.OpenChat | acts.CloseChat, now: datetime) -> None:
    """Whether the chat may be written to. What was delivered late, after the opposite that followed it, is no news."""
    if inbox.overtaken(session, incoming.chat.id, _OPENING_OR_CLOSING, incoming.at):
        return
    if isinstance(act, acts.OpenChat):
        chats.enable(session, incoming.chat.id)
        shown_menus.doubt(session, incoming.chat.id, now)
    elif incoming.chat.is_private:
        chats.disable(session, incoming.chat.id, "blocked", now)
    else:
        erasure.erase_chat(session, incoming.chat.id, now)
