"""The tables keep what they are given, on both databases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import text

from bot.store import (
    agencies,
    audit,
    chats,
    code_guesses,
    decisions,
    drive_pages,
    erasure,
    inbox,
    link_codes,
    officers,
    readings,
    reviews,
    workbooks,
)
from bot.store.database import Database
from bot.store.decisions import Decision
from bot.store.reviews import Review
from scoring.scorecard import Scorecard, Total
from scoring.submission import Answer, Submission
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    made.link()
    return made


def card(input_hash: str = "i1", receipt: str = "r1") -> Scorecard:
    total = Total(Fraction(211, 3), Fraction(100))
    return Scorecard("hrmo-2565", "p1", input_hash, None, (), (), {"tier_a": total}, (), (), {}, receipt)


SUBMISSION = Submission("hrmo-2565", {"org.name": Answer("org.name", "given", "กรม", found="กรม")})


def test_an_instant_comes_back_aware_and_in_utc(bench: Bench) -> None:
    local = datetime(2021, 12, 3, 23, 59, 59, 123456, tzinfo=timezone(timedelta(hours=-5)))
    with bench.database.writing() as session:
        agencies.register(session, "B", "ข", "hrmo-2565", now=local)

    with bench.database.reading() as session:
        found = session.get_one(agencies.Agency, "B").created_at
    assert (found, found.tzinfo) == (local, UTC)


def test_an_instant_without_a_zone_is_refused(bench: Bench) -> None:
    with pytest.raises(Exception, match="time zone"), bench.database.writing() as session:
        agencies.register(session, "B", "ข", "hrmo-2565", now=datetime(2021, 1, 1))  # noqa: DTZ001 # the mistake tested


def test_a_failing_block_leaves_nothing_behind(bench: Bench) -> None:
    def break_off() -> None:
        with bench.database.writing() as session:
            agencies.register(session, "B", "ข", "hrmo-2565", now=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    with bench.database.reading() as session:
        assert agencies.find(session, "B") is None


def test_sqlite_is_set_up_to_lose_nothing(sqlite: Database) -> None:
    with sqlite.reading() as session:
        found = [session.execute(text(f"pragma {name}")).scalar() for name in ("journal_mode", "synchronous")]
        foreign_keys = session.execute(text("pragma foreign_keys")).scalar()

    assert (found, foreign_keys) == (["wal", 2], 1)


def test_writers_at_once_wait_for_one_another(bench: Bench) -> None:
    def add(number: int) -> None:
        for step in range(5):
            with bench.database.writing() as session:
                count = len(agencies.active(session))
                agencies.register(session, f"{number}-{step}", str(count), "hrmo-2565", now=NOON)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with bench.database.reading() as session:
        assert len(agencies.active(session)) == 21


def test_a_changed_workbook_is_claimed_once_and_settled(bench: Bench) -> None:
    with bench.database.writing() as session:
        workbooks.connect(session, "f", "A-1", identity="bot", url="https://x", now=NOON)
    with bench.database.writing() as session:
        claim = workbooks.claim_dirty(session, NOON)
        assert claim is not None
        assert workbooks.claim_dirty(session, NOON) is None
        settled = workbooks.settle(session, claim, scored_hash="h", feedback_hash=None, problem=None, now=NOON)

    with bench.database.writing() as session:
        assert settled
        assert not workbooks.anything_due(session, NOON)
        assert workbooks.mark_dirty(session, ["f", "unknown"], NOON) == 1
        assert workbooks.anything_due(session, NOON)


def test_a_workbook_changed_while_it_is_read_stays_dirty(bench: Bench) -> None:
    with bench.database.writing() as session:
        workbooks.connect(session, "f", "A-1", identity="bot", url="https://x", now=NOON)
        claim = workbooks.claim_dirty(session, NOON)
        assert claim is not None
    with bench.database.writing() as session:
        workbooks.mark_dirty(session, ["f"], NOON)
        assert not workbooks.settle(session, claim, scored_hash="h", feedback_hash=None, problem=None, now=NOON)

    with bench.database.reading() as session:
        assert workbooks.anything_due(session, NOON)


def test_a_workbook_whose_reader_died_is_read_again(bench: Bench) -> None:
    with bench.database.writing() as session:
        workbooks.connect(session, "f", "A-1", identity="bot", url="https://x", now=NOON)
        workbooks.claim_dirty(session, NOON)

    with bench.database.writing() as session:
        again = workbooks.claim_dirty(session, NOON + workbooks.LEASE)
    assert again is not None
    assert again.attempts == 2


def test_a_page_token_is_kept_per_identity_and_drive(bench: Bench) -> None:
    with bench.database.writing() as session:
        drive_pages.save_token(session, "bot", "1", now=NOON)
        drive_pages.save_token(session, "bot", "7", drive="D", now=NOON)
        drive_pages.save_token(session, "bot", "2", now=NOON)

    with bench.database.reading() as session:
        assert [drive_pages.token_of(session, "bot", drive) for drive in ("", "D", "E")] == ["2", "7", None]


def test_a_reading_is_kept_once_and_read_back_equal(bench: Bench) -> None:
    with bench.database.writing() as session:
        first = readings.record(session, "A-1", "f", SUBMISSION, card(), now=NOON)
        same = readings.record(session, "A-1", "f", SUBMISSION, card(), now=NOON + timedelta(1))
        changed = readings.record(session, "A-1", "f", SUBMISSION, card("i2", "r2"), now=NOON + timedelta(2))
        assert (first.id == same.id, changed.id == first.id) == (True, False)

    with bench.database.reading() as session:
        latest = readings.latest(session, "A-1")
        assert latest is not None
        assert latest.as_submission() == SUBMISSION
        assert latest.totals == {"tier_a": {"points": "211/3", "max": "100"}}
        assert [reading.input_hash for reading in readings.history(session, "A-1")] == ["i2", "i1"]


def test_what_was_frozen_first_for_a_deadline_stays(bench: Bench) -> None:
    with bench.database.writing() as session:
        first = readings.record(session, "A-1", "f", SUBMISSION, card(), now=NOON)
        readings.freeze(session, first, "d1", now=NOON)
        later = readings.record(session, "A-1", "f", SUBMISSION, card("i2", "r2"), now=NOON)
        readings.freeze(session, later, "d1", now=NOON)

    with bench.database.reading() as session:
        frozen, latest = readings.frozen(session, "f", "d1"), readings.latest(session, "A-1")
        assert frozen is not None
        assert latest is not None
        assert (frozen.input_hash, latest.input_hash) == ("i1", "i2")


def test_the_latest_review_of_a_criterion_counts_and_can_be_taken_back(bench: Bench) -> None:
    def review(criterion: str, level: int | None) -> Review:
        given: dict[str, Any] = {"agency_code": "A-1", "programme": "hrmo-2565", "reason": "เห็นเอกสาร"}
        return Review(criterion=criterion, level=level, assessor="ก", at=NOON, **given)

    with bench.database.writing() as session:
        for criterion, level in [("1.1", 2), ("1.1", 3), ("1.2", 1), ("1.2", None)]:
            reviews.give(session, review(criterion, level))

        assert reviews.confirmed(session, "A-1", "hrmo-2565") == {"1.1": 3}


def test_only_what_was_released_is_shown_and_only_once(bench: Bench) -> None:
    with bench.database.writing() as session:
        given = {"agency_code": "A-1", "programme": "hrmo-2565", "stage": "final", "title": "ผล", "note": "ดี"}
        decision = decisions.decide(session, Decision(**given, decided_by="ก", decided_at=NOON))
        assert decisions.released(session, "A-1") is None
        assert decisions.unreleased(session) == [decision]

        assert decisions.release(session, decision.id, "ข", NOON) is True
        assert decisions.release(session, decision.id, "ค", NOON) is False

        released = decisions.released(session, "A-1")
        assert released is not None
        assert (released.title, released.released_by, decisions.unreleased(session)) == ("ผล", "ข", [])


def test_only_a_final_result_ends_the_waiting_for_one(bench: Bench) -> None:
    given = {"agency_code": "A-1", "programme": "hrmo-2565", "title": "ผล", "note": "", "decided_by": "ก"}
    with bench.database.writing() as session:
        for stage, ended in (("preliminary", set()), ("final", {"A-1"})):
            made = decisions.decide(session, Decision(stage=stage, decided_at=NOON, **given))
            decisions.release(session, made.id, "ข", NOON)
            assert decisions.finally_announced(session) == ended


def test_a_newer_decision_replaces_one_that_waits(bench: Bench) -> None:
    given = {"programme": "hrmo-2565", "stage": "final", "note": "", "decided_by": "ก", "decided_at": NOON}
    with bench.database.writing() as session:
        agencies.register(session, "A-2", "ข", "hrmo-2565", now=NOON)
        older, other, newer = (
            decisions.decide(session, Decision(agency_code=code, title=title, **given))
            for code, title in [("A-1", "เก่า"), ("A-2", "อื่น"), ("A-1", "ใหม่")]
        )
        assert decisions.unreleased(session) == [other, newer]
        assert decisions.waiting(session, "A-1") == newer
        assert decisions.still_waiting(session, newer.id) == newer
        assert decisions.still_waiting(session, older.id) is None
        assert decisions.still_waiting(session, 99) is None

        decisions.release(session, newer.id, "ข", NOON)

        assert decisions.waiting(session, "A-1") is None
        assert decisions.still_waiting(session, newer.id) is None
        assert decisions.unreleased(session) == [other]


def test_officers_and_the_audit_log(bench: Bench) -> None:
    with bench.database.writing() as session:
        officers.add(session, USER, "ก", NOON)
        audit.note(session, "ก", "rescore", "A-1", now=NOON, reason="ขอ")
        assert (officers.is_officer(session, USER), officers.is_officer(session, None)) == (True, False)
        officers.remove(session, USER)
        assert not officers.is_officer(session, USER)
        assert [(entry.act, entry.details) for entry in audit.entries(session, "A-1")] == [
            ("rescore", {"reason": "ขอ"})
        ]


def issue(bench: Bench) -> str:
    with bench.database.writing() as session:
        return link_codes.issue(session, "A-1", secret=SECRET, issued_by="ก", now=bench.clock.now())


def show(bench: Bench, code: str, chat_id: str = USER) -> str:
    """The agency that a code stands for, or why it is refused."""
    with bench.database.writing() as session:
        chats.meet(session, chat_id, "user", bench.clock.now())
        shown = link_codes.show(session, code, chat_id, secret=SECRET, now=bench.clock.now())
        return shown if isinstance(shown, str) else str(shown.agency_code)


def use(bench: Bench, chat_id: str = USER) -> bool:
    with bench.database.writing() as session:
        return link_codes.use(session, "A-1", chat_id, bench.clock.now()) is not None


def test_a_code_is_shown_confirmed_and_never_used_again(bench: Bench) -> None:
    code = issue(bench)

    assert use(bench) is False
    assert show(bench, f" {code[:4].lower()}-{code[4:]} ") == "A-1"
    assert (use(bench), use(bench)) == (True, False)
    assert show(bench, code) == "used"


def test_a_code_shown_in_one_chat_cannot_be_confirmed_in_another(bench: Bench) -> None:
    code, other = issue(bench), "U" + "4" * 32
    show(bench, code)

    assert show(bench, code, other) == "used"
    assert use(bench, other) is False


def test_a_code_expires_and_can_be_burnt(bench: Bench) -> None:
    burnt, old = issue(bench), issue(bench)
    with bench.database.writing() as session:
        assert link_codes.burn(session, burnt, GROUP, secret=SECRET, now=NOON)
        assert not link_codes.burn(session, burnt, GROUP, secret=SECRET, now=NOON)
    assert show(bench, burnt) == "used"
    bench.clock.advance(days=7)
    assert show(bench, old) == "expired"


def test_guessing_codes_is_stopped_for_an_hour(bench: Bench) -> None:
    code = issue(bench)

    assert [show(bench, "WRONG222") for _ in range(6)] == ["unknown"] * 5 + ["too_many_tries"]
    assert show(bench, code) == "too_many_tries"
    bench.clock.advance(hours=1)
    assert show(bench, code) == "A-1"


def test_neither_erasing_oneself_nor_a_good_code_in_between_gives_more_guesses(bench: Bench) -> None:
    code = issue(bench)
    tries = [show(bench, "WRONG222") for _ in range(3)] + [show(bench, code), show(bench, "WRONG222")]
    with bench.database.writing() as session:
        erasure.erase_chat(session, USER, NOON)
        chats.meet(session, USER, "user", NOON)

    assert [*tries, show(bench, "WRONG222"), show(bench, "WRONG222")] == [
        *["unknown"] * 3,
        "A-1",
        *["unknown"] * 2,
        "too_many_tries",
    ]


def test_many_accounts_that_guess_are_stopped_together_and_forgotten_in_an_hour(bench: Bench) -> None:
    code = issue(bench)
    with bench.database.writing() as session:
        for number in range(code_guesses.MOST_OF_ALL):
            code_guesses.note(session, f"U~{number}", bench.clock.now())
        code_guesses.note(session, "C~1", bench.clock.now(), in_private=False)
    bench.clock.advance(minutes=20)

    assert show(bench, code) == "too_many_tries"
    with bench.database.writing() as session:
        assert code_guesses.locked_until(session, "U~new", bench.clock.now()) == NOON + timedelta(hours=1)
        assert code_guesses.locked_until(session, "C~new", bench.clock.now(), in_private=False) is None
        code_guesses.forget_old(session, NOON + timedelta(hours=1))
    assert show(bench, code) == "A-1"


def test_a_group_that_shows_what_is_no_code_is_soon_told_nothing_but_a_code_is_burnt_all_the_same(bench: Bench) -> None:
    code, other = issue(bench), issue(bench)
    with bench.database.writing() as session:
        burnt = [link_codes.burn(session, each, GROUP, secret=SECRET, now=NOON) for each in [code, *["WRONG222"] * 5]]
        burnt.append(link_codes.burn(session, other, GROUP, secret=SECRET, now=NOON))

    assert burnt == [True, *[False] * 6]
    assert show(bench, other) == "used"


def test_no_code_stands_in_the_database(bench: Bench) -> None:
    code = issue(bench)

    with bench.database.reading() as session:
        (kept,) = session.query(link_codes.LinkCode).all()
        assert code not in str(vars(kept))


def test_a_chat_that_is_disabled_or_unlinked_is_not_notified(bench: Bench) -> None:
    with bench.database.writing() as session:
        assert [chat.id for chat in chats.to_notify(session)] == [USER]
        chats.disable(session, USER, "unfollowed", NOON)
        assert chats.to_notify(session) == []
        chats.enable(session, USER)
        chats.unlink(session, USER)
        assert chats.to_notify(session) == []


def test_what_a_chat_is_to_remember_is_kept_until_it_is_forgotten(bench: Bench) -> None:
    with bench.database.writing() as session:
        chats.remember(session, USER, {"asks": "link"})
        assert chats.pending(session, USER) == {"asks": "link"}
        chats.remember(session, USER, {})
        assert chats.pending(session, USER) == {}


def test_what_waits_without_a_chat_to_answer_in_is_set_aside(bench: Bench) -> None:
    bench.take_in(bench.event("brandNew"), bench.text("x"))
    bench.clock.advance(days=31)
    bench.take_in(bench.event("brandNew"))

    with bench.database.writing() as session:
        inbox.tidy(session, bench.clock.now())

    ignored = ("ignored", "unknown type")
    assert bench.kept() == [("event-0", *ignored), ("event-1", "set_aside", "never answered"), ("event-2", *ignored)]
