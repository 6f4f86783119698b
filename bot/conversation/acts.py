"""What the conversation wants done outside. What came of it is an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.season.grounds import Outcome, Stage


@dataclass(frozen=True, slots=True)
class RedeemCode:
    """Look up a one-time code (capitals and digits only) and answer `CodeFound` or `CodeRefused`; link nobody yet."""

    code: str


@dataclass(frozen=True, slots=True)
class BurnCode:
    """Make a one-time code useless, because it was shown in a group.

    With `tell` answer `CodeBurnt` if it was one; without it there is no outcome, as something was said already.
    """

    code: str
    tell: bool = True


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """Link this person to the agency whose code they redeemed; answer `Linked` or `CodeRefused`."""

    agency_code: str


@dataclass(frozen=True, slots=True)
class BecomeOfficer:
    """Make this person an officer by the code they redeemed; answer `OfficerMade` or `CodeRefused`."""


@dataclass(frozen=True, slots=True)
class Unlink:
    """End the link of this person; answer `Unlinked`."""


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Issue a one-time code: of this agency, by an officer, or None to hand over one's own; answer `CodeIssued`."""

    agency_code: str | None


@dataclass(frozen=True, slots=True)
class NoteJoinersTold:
    """This chat was told who else was linked to its agency. Has no outcome."""


@dataclass(frozen=True, slots=True)
class EraseData:
    """Unlink and erase what is kept about this person; answer `DataErased`."""


@dataclass(frozen=True, slots=True)
class SetNotifications:
    """Turn the pushed messages of this chat on or off, all or of one topic; answer `NotificationsSet`."""

    on: bool
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class NoteNotice:
    """This chat was shown the notice on personal data in this version. Has no outcome."""

    version: str


@dataclass(frozen=True, slots=True)
class AskGroup:
    """Look up whether the one who writes may let this group see something; answer `GroupAsked` or `GroupRefused`."""

    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllowGroup:
    """Let this group see something of an agency; answer `GroupAllowed` or `GroupRefused`."""

    agency_code: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndGroup:
    """This group is to see nothing of an agency any more; answer `GroupEnded`."""


@dataclass(frozen=True, slots=True)
class MembersLeft:
    """People left this group, with them what they had allowed. Has no outcome."""


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """Have an officer get back to this person, who left these words or none; answer `HelpAsked`."""

    text: str


@dataclass(frozen=True, slots=True)
class GetBack:
    """Send an officer's words to whoever asked for help; answer `GotBack`."""

    request_id: int
    text: str


@dataclass(frozen=True, slots=True)
class FileObjection:
    """Object to the announced level of a criterion, in words written at that instant.

    Answer `ObjectionFiled` or `ObjectionRefused`.
    """

    criterion: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawObjection:
    """Take the objection to a criterion back; answer `ObjectionWithdrawn` or `ObjectionRefused`."""

    criterion: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RenewCalendar:
    """Give this person's feed of deadlines a new address; answer `CalendarRenewed`."""


@dataclass(frozen=True, slots=True)
class OpenDashboard:
    """Make a one-time link into the dashboard for an officer; answer `DashboardOpened`."""


@dataclass(frozen=True, slots=True)
class Rescore:
    """Read and score one agency's workbook again, None for the person's own; answer `RescoreQueued`."""

    agency_code: str | None


@dataclass(frozen=True, slots=True)
class RescoreAll:
    """Read and score all workbooks again; answer `RescoreQueued`."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Let an agency's edits count again, for a reason; answer `Reopened` or `NotReopened`."""

    agency_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenChat:
    """The account was added (again): messages may be sent. Has no outcome."""


@dataclass(frozen=True, slots=True)
class CloseChat:
    """The account was blocked or removed: send nothing more here. Has no outcome."""


@dataclass(frozen=True, slots=True)
class DecideResult:
    """Record a result of an agency, the first signature; answer `ResultDecided` or `ResultRefused`."""

    agency_code: str
    stage: Stage
    outcome: Outcome
    award: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """Announce a decision, the second signature; answer `ResultReleased` or `ResultRefused`."""

    decision_id: int


Act = (
    RedeemCode
    | BurnCode
    | ConfirmLink
    | BecomeOfficer
    | IssueCode
    | NoteJoinersTold
    | Unlink
    | EraseData
    | SetNotifications
    | NoteNotice
    | AskGroup
    | AllowGroup
    | EndGroup
    | MembersLeft
    | AskForHelp
    | GetBack
    | FileObjection
    | WithdrawObjection
    | RenewCalendar
    | OpenDashboard
    | Rescore
    | RescoreAll
    | Reopen
    | DecideResult
    | ReleaseResult
    | OpenChat
    | CloseChat
)
