"""Every pushed message goes out exactly once, at a decent hour, or ends with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.jobs.outbox import drain_outbox
from bot.line import errors
from bot.store import chats, outbox, outbox_calls, topics
from bot.store.database import Database
from bot.store.outbox import Draft, OutboxMessage
from tests.support.job_services import NOON, USER, Bench, Said

pytest_plugins = ["tests.support.databases"]

TEXT = [{"type": "text", "text": "สวัสดี"}]
MONTHLY = errors.MonthlyLimitError("You have reached your monthly limit.", status=429)
RATE = errors.NotAcceptedError("The API rate limit has been exceeded. Try again later.", status=429)
EVENING = datetime(2021, 11, 1, 13, 30, tzinfo=UTC)  # 20.30 in Bangkok
NEXT_MORNING = datetime(2021, 11, 2, 1, 0, tzinfo=UTC)  # 8.00 in Bangkok


class Crash(BaseException):
    """Stands for kill -9."""


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    made.link()
    return made


def queue(bench: Bench, key: str = "k", *, kind: str = "result", **more: Any) -> bool:
    draft = Draft(key, USER, kind, TEXT, "ทดสอบ", subject="s", **more)
    with bench.database.writing() as session:
        return outbox.queue_message(session, draft, bench.clock.now())


def the_row(bench: Bench, key: str = "k") -> OutboxMessage:
    with bench.database.reading() as session:
        return session.query(OutboxMessage).filter_by(dedup_key=key).one()


def state(bench: Bench, key: str = "k") -> tuple[str, str | None]:
    row = the_row(bench, key)
    return row.state, row.error


def test_a_message_is_queued_once_under_its_key_and_sent_once(bench: Bench) -> None:
    assert (queue(bench), queue(bench)) == (True, False)

    assert drain_outbox(bench.services()) == 1
    assert drain_outbox(bench.services()) == 0

    assert bench.line.pushes == [Said(USER, TEXT)]
    row = the_row(bench)
    assert (row.state, row.request_id, row.attempts) == ("accepted", "p", 1)
    assert queue(bench) is False


@pytest.mark.parametrize("after_taking", [False, True])
@pytest.mark.parametrize("trouble", [errors.TimedOutError("no answer"), errors.UnsureError("oops", status=500)])
def test_a_timeout_or_server_error_is_repeated_under_the_same_key(
    bench: Bench, trouble: Exception, after_taking: bool
) -> None:
    queue(bench)
    bench.line.troubles, bench.line.after_taking = [trouble], after_taking

    drain_outbox(bench.services())
    assert state(bench)[0] == "pending"
    assert drain_outbox(bench.services()) == 0
    bench.clock.advance(seconds=2)
    drain_outbox(bench.services())

    assert bench.line.pushes == [Said(USER, TEXT)]
    assert state(bench) == ("accepted", None)


@pytest.mark.parametrize("after_taking", [False, True])
def test_a_crash_around_the_call_ends_in_exactly_one_message(bench: Bench, after_taking: bool) -> None:
    queue(bench)
    bench.line.troubles = [Crash()]  # type: ignore[list-item] # no Exception, as a kill is none
    bench.line.after_taking = after_taking
    with pytest.raises(Crash):
        drain_outbox(bench.services())
    assert drain_outbox(bench.services()) == 0

    bench.clock.advance(minutes=3)
    drain_outbox(bench.services())

    assert bench.line.pushes == [Said(USER, TEXT)]
    assert state(bench)[0] == "accepted"


def test_pauses_double_and_retries_end_before_the_retry_key_grows_old(bench: Bench) -> None:
    queue(bench, kind="answer")
    bench.line.troubles = [errors.TimedOutError("no answer")] * 1000
    attempts: list[timedelta] = []
    while state(bench)[0] == "pending":
        before = bench.line.calls
        drain_outbox(bench.services())
        if bench.line.calls > before:
            attempts.append(bench.clock.now() - NOON)
        bench.clock.set(max(the_row(bench).not_before, bench.clock.now()))

    assert [one.total_seconds() for one in attempts[:5]] == [0, 2, 6, 14, 30]
    assert attempts[-1] < timedelta(hours=20)
    assert state(bench) == ("failed", "no answer; given up, it may have arrived")


def test_a_rate_limit_backs_off_with_the_same_key(bench: Bench) -> None:
    queue(bench)
    key = the_row(bench).retry_key
    bench.line.troubles = [RATE]

    drain_outbox(bench.services())
    bench.clock.advance(seconds=2)
    drain_outbox(bench.services())

    assert bench.line.keys == [key]


def test_the_monthly_limit_waits_for_the_first_of_the_month_in_bangkok(bench: Bench) -> None:
    queue(bench)
    bench.line.troubles = [MONTHLY]

    for _ in range(29 * 24):
        drain_outbox(bench.services())
        bench.clock.advance(hours=1)

    assert (bench.line.calls, state(bench)) == (1, ("pending", "429 You have reached your monthly limit."))
    bench.clock.set(datetime(2021, 12, 1, 0, 59, tzinfo=UTC))
    assert drain_outbox(bench.services()) == 0
    bench.clock.set(datetime(2021, 12, 1, 1, 0, tzinfo=UTC))  # the first, after the quiet hours
    drain_outbox(bench.services())
    assert state(bench)[0] == "accepted"


def test_the_monthly_limit_ends_what_would_come_too_late(bench: Bench) -> None:
    queue(bench, expires_at=NOON + timedelta(days=3))
    bench.line.troubles = [MONTHLY]

    for _ in range(4):
        drain_outbox(bench.services())
        bench.clock.advance(days=1)

    assert bench.line.calls == 1
    assert state(bench) == ("cancelled", "429 You have reached your monthly limit.; too late to be of use")


def test_the_monthly_limit_after_an_unknown_outcome_gives_up_rather_than_send_twice(bench: Bench) -> None:
    queue(bench)
    bench.line.troubles = [errors.TimedOutError("no answer"), *[MONTHLY] * 100]

    for _ in range(22 * 60):
        drain_outbox(bench.services())
        bench.clock.advance(minutes=1)

    assert state(bench) == ("failed", "429 You have reached your monthly limit.; given up, it may have arrived")
    assert bench.line.keys == []


def test_a_refused_message_fails_and_the_next_one_goes_out(bench: Bench) -> None:
    queue(bench, "bad")
    queue(bench, "good")
    refusal = errors.RefusedError("The request body has 1 error(s)", status=400)
    bench.line.troubles = [refusal, refusal]  # first of both together, then of the bad one

    drain_outbox(bench.services())

    assert state(bench, "bad") == ("failed", "400 The request body has 1 error(s)")
    assert state(bench, "good")[0] == "accepted"


def test_an_address_unknown_to_line_is_disabled_with_all_that_waits_for_it(bench: Bench) -> None:
    queue(bench, "first")
    queue(bench, "second")
    queue(bench, "later", not_before=NOON + timedelta(days=1))
    bench.line.troubles = [errors.AddressUnknownError("Failed to send messages", status=400)]

    drain_outbox(bench.services())

    assert bench.line.calls == 1
    assert state(bench, "first") == state(bench, "second") == ("failed", "400 Failed to send messages")
    assert state(bench, "later") == ("cancelled", "unknown to LINE")
    with bench.database.reading() as session:
        assert chats.to_notify(session) == []


def test_a_wrong_access_token_keeps_messages_until_it_was_put_right(bench: Bench) -> None:
    queue(bench)
    bench.line.troubles = [errors.NotSignedInError("Authentication failed", status=401)]

    drain_outbox(bench.services())
    bench.clock.advance(minutes=5)
    drain_outbox(bench.services())

    assert state(bench)[0] == "accepted"


def test_whatever_breaks_on_the_way_is_tried_again(bench: Bench) -> None:
    queue(bench)
    bench.line.troubles = [RuntimeError("a bug")]

    drain_outbox(bench.services())
    assert str(state(bench)[1]).startswith("RuntimeError at job_services.py:")
    bench.clock.advance(seconds=2)
    drain_outbox(bench.services())

    assert state(bench)[0] == "accepted"


def test_nobody_is_woken_in_quiet_hours_but_answers_go_out(bench: Bench) -> None:
    queue(bench, "by day")
    bench.clock.set(EVENING)
    queue(bench, "by night")
    queue(bench, "asked for", kind="answer")

    drain_outbox(bench.services())

    assert [state(bench, key)[0] for key in ("by day", "by night", "asked for")] == ["pending", "pending", "accepted"]
    assert the_row(bench, "by night").not_before == NEXT_MORNING
    bench.clock.set(NEXT_MORNING)
    assert drain_outbox(bench.services()) == 1
    assert [state(bench, key)[0] for key in ("by day", "by night")] == ["accepted", "accepted"]


def test_quiet_hours_do_not_give_way_to_what_is_of_no_use_by_morning(bench: Bench) -> None:
    bench.clock.set(EVENING)
    queue(bench, expires_at=EVENING + timedelta(hours=3))

    assert drain_outbox(bench.services()) == 0
    bench.clock.set(NEXT_MORNING)
    assert drain_outbox(bench.services()) == 0
    assert state(bench) == ("cancelled", "too late to be of use")


@pytest.mark.parametrize(("what", "reason"), [("disable", "unfollowed"), ("mute", "notifications are off")])
def test_what_nobody_wants_any_more_is_not_sent(bench: Bench, what: str, reason: str) -> None:
    queue(bench)
    with bench.database.writing() as session:
        if what == "disable":
            chats.disable(session, USER, "unfollowed", bench.clock.now())
        else:
            topics.switch(session.get_one(chats.ChatRow, USER), on=False)

    drain_outbox(bench.services())

    assert state(bench) == ("cancelled", reason)
    assert bench.line.calls == 0


@pytest.mark.parametrize("agency", [None, "A-2"])
def test_a_chat_that_speaks_for_another_agency_by_now_does_not_get_what_was_for_the_first(
    bench: Bench, agency: str | None
) -> None:
    with bench.database.writing() as session:
        draft = Draft("k", USER, "result", TEXT, "ทดสอบ", agency_code="A-1")
        outbox.queue_message(session, draft, bench.clock.now())
        chats.unlink(session, USER)
    if agency is not None:
        bench.link(USER, agency)

    drain_outbox(bench.services())

    assert (bench.line.calls, state(bench)) == (0, ("cancelled", "no longer linked to the agency"))


def test_pending_messages_are_cancelled_by_their_keys_beginning(bench: Bench) -> None:
    queue(bench, "reminder:50%:a")
    queue(bench, "reminder:500:b")

    with bench.database.writing() as session:
        assert outbox.cancel_pending(session, "reminder:50%:", "moved", bench.clock.now()) == 1

    assert state(bench, "reminder:50%:a") == ("cancelled", "moved")
    assert state(bench, "reminder:500:b")[0] == "pending"


def test_a_message_cancelled_while_it_is_on_its_way_counts_as_sent(bench: Bench) -> None:
    queue(bench)
    with bench.database.writing() as session:
        call = outbox_calls.claim_due(session, bench.clock.now())
    assert call is not None
    with bench.database.writing() as session:
        outbox.cancel_about(session, "s", "moved", bench.clock.now())
        outbox_calls.record_accepted(session, [(call, "p")], bench.clock.now())

    assert state(bench) == ("accepted", None)


def test_a_claimed_message_is_not_given_to_another_worker(bench: Bench) -> None:
    queue(bench)
    with bench.database.writing() as session:
        assert outbox_calls.claim_due(session, bench.clock.now()) is not None

    with bench.database.writing() as session:
        assert outbox_calls.claim_due(session, bench.clock.now()) is None
