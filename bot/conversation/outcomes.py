"""What came of an act, as far as people are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class CodeFound:
    """The code is good and belongs to this agency, whose name is shown masked until it is confirmed."""

    agency_code: str
    masked_name: str


@dataclass(frozen=True, slots=True)
class OfficerCodeFound:
    """The code is good and makes whoever confirms it an officer under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class OfficerMade:
    """This person is an officer now, under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """The code does not link anyone. After too many tries others are taken again from `until` on."""

    reason: Literal["unknown", "expired", "used", "too_many_tries"]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodeBurnt:
    """A code that could still be used was shown in a group and cannot be used any more."""


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """A new code and until when it can be used. With `hands_over` whoever issued it is unlinked once it is used."""

    agency_name: str
    code: str
    until: datetime
    hands_over: bool


@dataclass(frozen=True, slots=True)
class CodeNotIssued:
    """No code was issued: not by an officer, or for no agency that takes part."""

    reason: Literal["officers_only", "no_agency"]


@dataclass(frozen=True, slots=True)
class Linked:
    """This person now belongs to the agency, as so many `others` do; perhaps in place of one who handed over."""

    agency_name: str
    others: int = 0
    took_over: bool = False


@dataclass(frozen=True, slots=True)
class Unlinked:
    """This person belongs to no agency any more."""

    agency_name: str


@dataclass(frozen=True, slots=True)
class DataErased:
    """Nothing is kept about this person any more."""


@dataclass(frozen=True, slots=True)
class NotificationsSet:
    """Pushed messages are now on or off, all of them or those of one topic."""

    on: bool
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """Whoever asked may let the group see this much of this agency, once it is confirmed."""

    agency_code: str
    agency_name: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupAllowed:
    """The group may see this much of the agency."""

    agency_name: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupEnded:
    """The group sees nothing of an agency any more."""

    was_allowed: bool


@dataclass(frozen=True, slots=True)
class GroupRefused:
    """Nothing was allowed: LINE does not tell who asked, or they do not speak for the agency."""

    reason: Literal["unknown_person", "not_linked"]


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """An officer will get back to this person, under this number."""

    number: int


@dataclass(frozen=True, slots=True)
class GotBack:
    """What came of an officer's answer. `gone`: answered before, or the person erased themselves."""

    number: int
    result: Literal["sent", "gone", "officers_only"]


@dataclass(frozen=True, slots=True)
class ObjectionFiled:
    """The objection is kept. `replaced`: in the place of an earlier text; `until`: when the window ends."""

    criterion: str
    replaced: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ObjectionWithdrawn:
    """The objection is taken back."""

    criterion: str


@dataclass(frozen=True, slots=True)
class ObjectionRefused:
    """Nothing was kept or taken back; `because` says why, in Thai."""

    because: str


@dataclass(frozen=True, slots=True)
class CalendarRenewed:
    """The old address of the feed shows nothing any more."""


@dataclass(frozen=True, slots=True)
class DashboardOpened:
    """A link that opens the dashboard once, until then; blank where no address of the pages is set.

    Blank as well where links were asked for `too_often`; another one may be asked for `until` then.
    """

    address: str
    until: datetime
    too_often: bool = False


@dataclass(frozen=True, slots=True)
class RescoreQueued:
    """So many workbooks will be read again; `agency_name` where it is one."""

    workbooks: int
    agency_name: str | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """The agency's edits count again, and so many chats are told."""

    agency_name: str
    told: int


@dataclass(frozen=True, slots=True)
class NotReopened:
    """Nothing was done. `open`: its edits count already, or there is no such agency. `refused`: `because` says why."""

    reason: Literal["officers_only", "open", "refused"]
    because: str = ""


@dataclass(frozen=True, slots=True)
class ResultDecided:
    """The result is recorded and waits for the second officer. `replaced`: an older one waited and does no more."""

    agency_code: str
    agency_name: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class ResultReleased:
    """The result is announced, and so many chats are told."""

    agency_name: str
    told: int


@dataclass(frozen=True, slots=True)
class ResultRefused:
    """Nothing was recorded or announced.

    `own`: the one who decided cannot be the second. `gone`: announced or replaced meanwhile, or no such agency.
    `refused`: a rule of the season stands against it; `because` says which.
    """

    reason: Literal["officers_only", "own", "gone", "refused"]
    because: str = ""


Outcome = (
    CodeFound
    | OfficerCodeFound
    | OfficerMade
    | CodeRefused
    | CodeBurnt
    | CodeIssued
    | CodeNotIssued
    | Linked
    | Unlinked
    | DataErased
    | NotificationsSet
    | GroupAsked
    | GroupAllowed
    | GroupEnded
    | GroupRefused
    | HelpAsked
    | GotBack
    | ObjectionFiled
    | ObjectionWithdrawn
    | ObjectionRefused
    | CalendarRenewed
    | DashboardOpened
    | RescoreQueued
    | Reopened
    | NotReopened
    | ResultDecided
    | ResultReleased
    | ResultRefused
)
