"""A season of 300 agencies with three chats each, played through the planning code that the bot runs.

`python -m tests.support.season` prints the tables of docs/message-budget.md. Nothing in it is random.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.budget.forecast import AT_ONCE, WITHOUT_END, Listener, awaited, foreseen, subject_of, wait_of
from bot.budget.notices import Notice, next_digest
from bot.budget.plan import Mode, Room, plan_month
from bot.budget.urgency import Urgency, of_reminder
from bot.store.quiet_hours import BANGKOK, next_month, reminding_time, waking_time
from scoring.deadlines import Deadline, reminders_of
from sheets_schema.thai import BUDDHIST_ERA, MONTHS_SHORT

AGENCIES = 300
OWN = "hrmo-2565"
MEMBERS = 12


def _day(year: int, month: int, day: int, hour: int = 16, minute: int = 30) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def _deadline(name: str, programme: str, closes_at: datetime) -> Deadline:
    return Deadline(name, programme, name, name, closes_at, "", "Asia/Bangkok")


UNPSA = _deadline("unpsa", "unpsa-2022", _day(2021, 12, 4, 12, 0))
CALL = _deadline("call", OWN, _day(2022, 3, 31))
OBJECTIONS = _deadline("objections", OWN, _day(2022, 5, 6))
SITE_VISIT = _deadline("site visit", OWN, _day(2022, 5, 31))
DEADLINES = (UNPSA, CALL, OBJECTIONS, SITE_VISIT)
RESULTS = {"preliminary": _day(2022, 4, 20, 10, 0), "final": _day(2022, 6, 15, 10, 0)}

STILL_LACK = {"720h": 100, "336h": 90, "168h": 75, "72h": 50, "24h": 30, "3h": 20}
"""Per cent of the agencies that still lack something at each step: an assumption, as no season was watched yet."""


def three_people() -> list[Listener]:
    """Three people of each agency."""
    return [Listener(f"U{n:03}-{each}", 1, True, f"A{n:03}", OWN) for n in range(AGENCIES) for each in range(3)]


def two_people_and_a_group() -> list[Listener]:
    """Two people and one group of twelve of each agency; a push to the group costs twelve."""
    people = [each for each in three_people() if not each.chat.endswith("-2")]
    return people + [Listener(f"C{n:03}", MEMBERS, False, f"A{n:03}", OWN) for n in range(AGENCIES)]


@dataclass
class MonthPlayed:
    """One month. `needed` (at their time) and `used` count people, the rest counts notices.

    `due` fell due in it. `own` had a push of their own, `folded` rode on another one, `replaced` gave way to a later
    reminder of the same deadline, `lost` were of no use any more, `waiting` are left to the next month. Of those lost,
    `promised_lost` were promised. `told` are the agencies that heard their result, by its stage; `reminded` those that
    were reminded on the last day, by the occasion.
    """

    needed: int = 0
    used: int = 0
    due: int = 0
    own: int = 0
    folded: int = 0
    replaced: int = 0
    lost: int = 0
    promised_lost: int = 0
    waiting: int = 0
    told: dict[str, set[str]] = field(default_factory=dict)
    reminded: dict[str, set[str]] = field(default_factory=dict)
    modes: set[Mode] = field(default_factory=set)


def play(listeners: Sequence[Listener], limit: int) -> dict[str, MonthPlayed]:
    """The season, month by month (`2021-11`), planned anew at each instant at which something is due."""
    stage = _Stage(listeners, limit)
    for instant, coming in _steps(list(_happening(listeners))):
        stage.step(instant, coming)
    return stage.months


def _happening(listeners: Sequence[Listener]) -> Iterator[Notice]:
    """Everything that really falls due: reminders to those who still lack something, closings, results."""
    private = [each for each in listeners if each.private]
    for deadline in DEADLINES:
        for reminder in reminders_of(deadline):
            due = reminding_time(reminder.due_at, deadline.closes_at)
            urgency, lacking = of_reminder(reminder.offset), AGENCIES * STILL_LACK[reminder.step] // 100
            occasion = f"{subject_of(deadline)}:{reminder.step}"
            until = wait_of(urgency, due, deadline.closes_at)
            for each in listeners:
                if int(each.agency[1:]) < lacking:
                    yield _notice(each, subject_of(deadline), occasion, urgency, due, until)
        if deadline is CALL:
            due = waking_time(deadline.closes_at)
            yield from (_notice(each, "judged", "judged", Urgency.NOTICE, due, due + WITHOUT_END) for each in private)
    for name, at in RESULTS.items():
        for each in private:
            yield _notice(each, f"{name}:{each.agency}", name, Urgency.RESULT, at, at + timedelta(days=90))


def _notice(to: Listener, subject: str, occasion: str, urgency: Urgency, due: datetime, until: datetime) -> Notice:
    return Notice(f"{occasion}:{to.chat}", to.chat, to.people, to.agency, subject, occasion, urgency, due, until)


def _steps(notices: list[Notice]) -> Iterator[tuple[datetime, list[Notice]]]:
    """The instants at which something falls due, a digest goes out or a month begins, with what falls due then."""
    due = {at: list(those) for at, those in groupby(sorted(notices, key=lambda n: n.due), key=lambda n: n.due)}
    first, last = min(due), max(due) + timedelta(days=60)
    instants = set(due)
    at = first
    while at < last:
        at = next_digest(at + timedelta(seconds=1))
        instants.add(at)
    month = next_month(first)
    while month < last:
        instants.add(waking_time(month))
        month = next_month(month)
    yield from ((at, due.get(at, [])) for at in sorted(instants))


class _Stage:
    def __init__(self, listeners: Sequence[Listener], limit: int) -> None:
        self._listeners = listeners
        self._limit = limit
        self._waiting: dict[str, Notice] = {}
        self._planned_for: dict[str, datetime] = {}
        self._last_about: dict[tuple[str, str], str] = {}
        self._foreseen: dict[datetime, list[Notice]] = {}
        self._told: Counter[tuple[str, str]] = Counter()
        self.months: dict[str, MonthPlayed] = {}

    def step(self, now: datetime, coming: Sequence[Notice]) -> None:
        month = self.months.setdefault(f"{now.astimezone(BANGKOK):%Y-%m}", MonthPlayed())
        month.needed += sum({each.chat: each.people for each in coming}.values())
        month.due += len(coming)
        for notice in coming:
            self._take_in(notice, month)
        self._end_outlived(now, month)
        if not self._waiting:
            month.waiting = 0
            return
        month_end = next_month(now)
        to_come = [each for each in self._coming_in(month_end, now) if each.due > now]
        room = Room(self._limit, month.used, *self._awaited(now))
        waiting = [self._as_of(each, now) for each in self._waiting.values()]
        plan = plan_month([*waiting, *to_come], room, month_end)
        month.modes.add(plan.mode)
        for send in plan.sends:
            mine = [each for each in send.notices if each.id in self._waiting]
            if send.at <= now:
                month.used += send.people
                month.own += 1
                month.folded += len(mine) - 1
                for each in mine:
                    self._tell(each, month)
            else:
                self._planned_for |= {each.id: send.at for each in mine}

        month.waiting = len(self._waiting)

    def _coming_in(self, month_end: datetime, now: datetime) -> list[Notice]:
        """What is foreseen at the first look at a month; nothing is moved in this season, so it holds for all of it."""
        if month_end not in self._foreseen:
            open_now = [each for each in DEADLINES if each.is_open(now)]
            self._foreseen[month_end] = foreseen(open_now, self._listeners, now - timedelta(seconds=1), month_end)
        return self._foreseen[month_end]

    def _tell(self, notice: Notice, month: MonthPlayed) -> None:
        del self._waiting[notice.id]
        self._told[notice.occasion, notice.agency] += 1
        if notice.urgency is Urgency.RESULT:
            month.told.setdefault(notice.occasion, set()).add(notice.agency)
        if notice.urgency is Urgency.LAST_DAY:
            month.reminded.setdefault(notice.occasion, set()).add(notice.agency)

    def _take_in(self, notice: Notice, month: MonthPlayed) -> None:
        """An earlier reminder of the same deadline that still waits gives way, as in the outbox."""
        subject = (notice.chat, notice.subject)
        if self._waiting.pop(self._last_about.get(subject, ""), None) is not None:
            month.replaced += 1
        self._last_about[subject] = notice.id
        self._waiting[notice.id] = notice

    def _end_outlived(self, now: datetime, month: MonthPlayed) -> None:
        closes = {subject_of(each): each.closes_at for each in DEADLINES}  # as a reminder's row expires
        for notice in list(self._waiting.values()):
            if notice.subject in closes and now >= closes[notice.subject]:
                month.lost += 1
                month.promised_lost += notice.urgency.is_promised
                del self._waiting[notice.id]

    def _awaited(self, now: datetime) -> tuple[int, int]:
        """From the closing on everyone waits for the next result, until the last is announced."""
        if not CALL.closes_at <= now < max(RESULTS.values()):
            return 0, 0
        return awaited(self._listeners, {each.agency for each in self._listeners})

    def _as_of(self, notice: Notice, now: datetime) -> Notice:
        """As `bot.cases.message_budget` takes a row that waits: due now, and at once where its digest has come."""
        due = max(notice.due, now)
        let_go = self._planned_for.get(notice.id, now + AT_ONCE) <= now
        told = self._told[notice.occasion, notice.agency]
        return replace(notice, due=due, told=told, until=due + AT_ONCE if let_go else max(notice.until, due + AT_ONCE))


def table(played: Mapping[str, MonthPlayed]) -> str:
    """The months as a table, those in which nothing was due and nothing waited left out."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for name, month in played.items():
        if month.due or month.own or month.waiting:
            lines.append(_line(name, month))
    return "\n".join(lines)


def _line(name: str, month: MonthPlayed) -> str:
    year, number = map(int, name.split("-"))
    counted = (month.due, month.needed, month.used, month.own, month.folded, month.replaced)
    ended = (month.lost, month.promised_lost, month.waiting)
    stages = sorted(month.told.items(), reverse=True)
    told = ", ".join(f"{stage} {len(agencies)}" for stage, agencies in stages) or "-"
    figures = (f"{figure:,}" for figure in (*counted, *ended))
    shown = [f"{MONTHS_SHORT[number - 1]} {year + BUDDHIST_ERA}", *figures, told]
    return f"| {' | '.join(shown)} |"


COLUMNS = (
    "month",
    "due",
    "at their time",
    "used",
    "own push",
    "folded",
    "replaced",
    "too late",
    "promised too late",
    "waiting",
    "agencies told their result",
)
CASTS = {"three people": three_people, "two people and a group of 12": two_people_and_a_group}
LIMITS = (15_000, 300)


def tables() -> str:
    """All tables, with their headings."""
    return "\n\n".join(
        f"### {cast}, {limit:,} a month\n\n{table(play(listeners(), limit))}"
        for cast, listeners in CASTS.items()
        for limit in LIMITS
    )


if __name__ == "__main__":
    print(tables())
