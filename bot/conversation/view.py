"""All that the conversation may know when it answers. Read by the caller, never from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from bot.budget.month import MonthBudget
from bot.season.objections import Announced, Standing
from scoring.carrying import Prospect
from scoring.deadlines import Deadline
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.scorecard import Scorecard
from scoring.submission import Submission
from sheets_schema.link_findings import LinkFinding

NOTICE_VERSION = "2"
"""Of the notice on personal data; raise it with every change of its meaning. Kept with each link and each chat; whoever
was shown another version is shown this one with the next answer.
"""


@dataclass(frozen=True, slots=True)
class Released:
    """A result as the secretariat released it; a preliminary one is followed by the final one."""

    title: str
    note: str
    at: datetime
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Objected:
    """One objection as its agency may see it; `standing`, `level` and `answer` only once the final result is known.

    `text` is blank where it was withdrawn, `letter` where it did not come in a letter. `level` is the new one, None
    where the announced one stands.
    """

    criterion: str
    announced_level: int
    text: str
    received_at: datetime
    letter: str = ""
    standing: Standing = Standing.OPEN
    level: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Objecting:
    """The preliminary announcement that an agency may object to, and what it objected to, in the order of filing."""

    announced: Announced
    objections: tuple[Objected, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A prospect in another programme, and the explainer that speaks of it."""

    prospect: Prospect
    explainer: Explainer


@dataclass(frozen=True, slots=True)
class Judged:
    """What is judged: as of `at`, `because` of what (Thai). `late` inputs were edited since, which `newest` scores."""

    at: datetime
    because: str
    late: int = 0
    newest: Scorecard | None = None


@dataclass(frozen=True, slots=True)
class AgencyView:
    """One agency as its own people may see it.

    `row_links` leads from an input's key to its row in the workbook; where a key is not in it, the tab is opened.
    `thresholds` are those the secretariat has set, by name. `prospects` tell by programme how this workbook would stand
    as a file of another one. `submission` and `confirmed`, the levels that assessors gave, are what the scorecard was
    made from; `reasons` are the assessors' for them, as announced. Where `judged` is set these are the inputs that are
    judged, whatever was edited since.
    `link_findings` warn of evidence links that do not open; no point depends on them. `objecting` is set once a
    preliminary result was announced.
    """

    code: str
    name: str
    programme: Programme
    explainer: Explainer
    scorecard: Scorecard | None
    read_at: datetime | None
    workbook_url: str
    released: Released | None = None
    row_links: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, Fraction] = field(default_factory=dict)
    prospects: Mapping[str, Outlook] = field(default_factory=dict)
    submission: Submission | None = None
    confirmed: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    judged: Judged | None = None
    link_findings: tuple[LinkFinding, ...] = ()
    objecting: Objecting | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Where people reach the secretariat; what is blank is not shown."""

    office: str = "กรมคุ้มครองสิทธิและเสรีภาพ กระทรวงยุติธรรม"
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """How far all agencies are, for officers: counts, and the middle one of the combined scores."""

    agencies: int
    read: int
    with_problems: int
    linked: int
    median: Fraction | None


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision that waits for its second signature. For officers only.

    `in_short` says stage, outcome and award. `own` says that the one who writes has decided it, and so cannot be the
    second.
    """

    id: int
    agency_code: str
    title: str
    note: str
    in_short: str
    decided_by: str
    decided_at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Someone who waits for an officer's answer; `agency` is a name or blank, `text` blank where no words were left."""

    number: int
    agency: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """An agency whose inputs are judged, and how many of its criteria assessors have confirmed."""

    code: str
    name: str
    confirmed: int
    criteria: int


@dataclass(frozen=True, slots=True)
class View:
    """What is known about the one who writes.

    `agency` is the linked one. `pending` is what `Reply.pending` last asked to remember for this chat. `agencies` maps
    the codes an officer may name to names. Like `overview`, `budget`, `unannounced` and `listeners` it is filled for
    officers only: the decisions that nobody else may know of yet, and how many chats of each agency would be told of
    one; so is `closed`, the instants as of which agencies are judged whose edits do not count any more, by code, and so
    are the `requests` that wait for an answer, what is `to_review` by assessors and how many `objections` are open.
    `private_chat_url` opens the private chat from a group (https://line.me/R/ti/p/...), blank where it is not known.
    `muted` are the topics that are not pushed. `group_shows` is what a group may see of `agency`. `notice_version` is
    the notice on personal data that was shown last, `privacy_url` where it stands in full.
    `joiners` are those who were linked to the agency since this person was last told. `calendar_url` is this person's
    own feed of deadlines, blank where they have none. `written_at` is when LINE saw what is answered, None where
    nothing depends on it.
    """

    now: datetime
    agency: AgencyView | None = None
    officer: bool = False
    deadlines: tuple[Deadline, ...] = ()
    pending: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    notifications: bool = True
    muted: tuple[str, ...] = ()
    group_shows: tuple[str, ...] = ()
    notice_version: str = NOTICE_VERSION
    privacy_url: str = ""
    linked_at: datetime | None = None
    contact: Contact = Contact()
    overview: Overview | None = None
    budget: MonthBudget | None = None
    unannounced: tuple[OpenDecision, ...] = ()
    listeners: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, datetime] = field(default_factory=dict)
    private_chat_url: str = ""
    joiners: int = 0
    calendar_url: str = ""
    requests: tuple[Asking, ...] = ()
    to_review: tuple[ToReview, ...] = ()
    objections: int = 0
    written_at: datetime | None = None
