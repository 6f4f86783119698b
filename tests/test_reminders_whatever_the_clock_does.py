"""Whatever deadlines, steps, moves and clocks there are: each reminder at most once, none at night, none lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders, sending_time
from bot.line import errors
from bot.store import deadlines, outbox
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.outbox import OutboxMessage
from bot.store.quiet_hours import end_of_quiet
from bot.store.tables import metadata
from scoring.deadlines import DEFAULT_OFFSETS, Deadline, reminders_of
from tests.support.examples import examples
from tests.support.job_services import USER, Bench

pytest_plugins = ["tests.support.databases"]

OTHER = "U" + "3" * 32
PEOPLE = {USER: "A-1", OTHER: "A-2"}


@dataclass(frozen=True)
class Look:
    """The clock moves by `step` (back, where it is less than nothing), what is `moved` is, and the system looks.

    `trouble` is what LINE does to the first message of this look; `off` that the system does not run at all.
    """

    step: timedelta
    moved: tuple[str, timedelta] | None
    trouble: str | None
    off: bool


steps_of_time = st.one_of(
    st.integers(1, 30).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 30).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 9).map(lambda days: timedelta(days=days)),
    st.integers(1, 72).map(lambda hours: timedelta(hours=-hours)),
)
ids = st.sampled_from(["a", "b"])
times_to_closing = st.integers(1, 24 * 35).map(lambda hours: timedelta(hours=hours))
looks = st.builds(
    Look,
    steps_of_time,
    st.none() | st.tuples(ids, times_to_closing),
    st.sampled_from([None, None, None, "refused for now", "accepted, but the answer is lost"]),
    st.sampled_from([False, False, False, True]),
)
some_offsets = st.lists(
    st.integers(1, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes)), max_size=6, unique=True
).map(tuple)
starts = st.fixed_dictionaries(
    {"a": st.tuples(times_to_closing, st.just(DEFAULT_OFFSETS)), "b": st.tuples(times_to_closing, some_offsets)}
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples, which each begins by emptying."""
    made = engine(f"sqlite:///{tmp_path_factory.mktemp('reminders') / 'shared.db'}")
    migrate(made)
    yield Database(made)
    made.dispose()


def emptied(database: Database) -> Bench:
    with database.writing() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(delete(table))
    bench = Bench(database)
    for chat, agency in PEOPLE.items():
        bench.link(chat, agency)
    return bench


A_MOVE_BEFORE_A_CALL_IS_REPEATED = [
    Look(timedelta(minutes=1), None, "refused for now", off=False),
    Look(timedelta(minutes=1), ("a", timedelta(hours=1)), None, off=False),
]

A_CLOCK_PUT_BACK_BEFORE_THE_CLOSING = [
    Look(timedelta(minutes=1), None, "refused for now", off=False),
    Look(timedelta(hours=1), None, None, off=False),
    Look(timedelta(minutes=1), None, None, off=False),
    Look(timedelta(hours=-1), None, None, off=False),
]


@examples(60)
@example({name: (timedelta(hours=1), DEFAULT_OFFSETS) for name in ("a", "b")}, A_MOVE_BEFORE_A_CALL_IS_REPEATED)
@example(
    {"a": (timedelta(hours=1), DEFAULT_OFFSETS), "b": (timedelta(hours=1), ())}, A_CLOCK_PUT_BACK_BEFORE_THE_CLOSING
)
@given(starts, st.lists(looks, min_size=1, max_size=25))
def test_each_at_most_once_none_at_night_none_lost(
    shared: Database, starts: dict[str, tuple[timedelta, tuple[timedelta, ...]]], looks: list[Look]
) -> None:
    bench = emptied(shared)
    for name, (ahead, offsets) in starts.items():
        enter(bench, name, ahead, offsets)
    for look in looks:
        bench.clock.set(bench.clock.now() + look.step)
        if look.moved:
            enter(bench, *look.moved)
        if look.off:
            continue
        before = everything(bench)
        look_around(bench, look.trouble)
        new = [row for row in everything(bench) if row.dedup_key not in {known.dedup_key for known in before}]
        assert_one_for_all_that_passed(new)
        assert_none_lost(bench)
    assert_each_once(bench)
    assert_nearer_and_nearer(bench)


def enter(bench: Bench, name: str, ahead: timedelta, offsets: tuple[timedelta, ...] | None = None) -> None:
    with bench.database.writing() as session:
        standing = deadlines.by_id(session, name)
        steps = offsets if standing is None else standing.offsets
        closes_at = bench.clock.now() + ahead
        made = Deadline(name, "hrmo-2565", "ส่ง", "Send", closes_at, "", "Asia/Bangkok", offsets=steps or ())
        deadlines.enter(session, made, bench.clock.now())


def look_around(bench: Bench, trouble: str | None) -> None:
    """The loops run once, and no message goes out in quiet hours, after the closing or of a version that was changed.

    What LINE may have taken already is repeated as it was, whatever was changed since.
    """
    now, before = bench.clock.now(), len(bench.line.pushes)
    begun = {row.messages[0]["text"] for row in everything(bench) if row.unsure_since is not None}
    bench.line.after_taking = trouble == "accepted, but the answer is lost"
    bench.line.troubles = [errors.UnsureError("500", status=500)] if trouble else []
    queue_due_reminders(bench.services())
    drain_outbox(bench.services())
    bench.line.troubles = []
    sent_now = bench.line.pushes[before:]
    assert not sent_now or end_of_quiet(now) is None
    with bench.database.reading() as session:
        current = {f"{d.id} v{d.version}" for d in deadlines.still_open(session, now)}
    new = {text["text"] for said in sent_now for text in said.messages} - begun
    assert {text.split(" ", 1)[1] for text in new} <= current


def everything(bench: Bench) -> list[OutboxMessage]:
    with bench.database.reading() as session:
        return outbox.listing(session, limit=10_000)


def assert_one_for_all_that_passed(new: list[OutboxMessage]) -> None:
    about = [(row.subject, row.chat_id) for row in new]
    assert len(about) == len(set(about))


def assert_none_lost(bench: Bench) -> None:
    """Of every reminder whose time has come, by day, a message stands: its own or one nearer to the deadline.

    One that failed may have arrived, and so counts.
    """
    now = bench.clock.now()
    if end_of_quiet(now) is not None:
        return
    with bench.database.reading() as session:
        still_open = deadlines.still_open(session, now)
    standing = {row.dedup_key for row in everything(bench) if row.state != "cancelled"}
    for deadline in still_open:
        for reminder in reminders_of(deadline):
            if sending_time(reminder) <= now:
                for chat, agency in PEOPLE.items():
                    instead = [r for r in reminders_of(deadline) if r.offset <= reminder.offset]
                    assert standing & {f"{r.key(agency)}:{chat}" for r in instead}, (reminder, chat, now)


def assert_each_once(bench: Bench) -> None:
    """No message reached a chat beyond those that were queued for it, and what LINE accepted reached it."""
    rows = everything(bench)
    for chat in PEOPLE:
        reached = Counter(text["text"] for said in bench.line.pushes if said.to == chat for text in said.messages)
        queued = Counter(row.messages[0]["text"] for row in rows if row.chat_id == chat)
        accepted = Counter(row.messages[0]["text"] for row in rows if row.chat_id == chat and row.state == "accepted")
        assert accepted <= reached <= queued


def assert_nearer_and_nearer(bench: Bench) -> None:
    """To one chat about one version of a deadline, each reminder stands nearer to it than the one before."""
    steps: dict[tuple[str, str], list[int]] = {}
    for row in reversed(everything(bench)):
        step = deadlines.step_of(row.dedup_key)
        minutes = int(step[:-1]) * (60 if step.endswith("h") else 1)
        steps.setdefault((row.chat_id, row.subject), []).append(minutes)
    assert all(told == sorted(set(told), reverse=True) for told in steps.values())
