"""Rules that the stored data always keeps: a season breaks none, and each planted fault is found by its rule alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from bot.cases.invariants import RULES, Breach, broken
from bot.cli import main
from bot.jobs.nightly_check import check_data, check_if_due
from bot.store import (
    agencies,
    breaches,
    chats,
    decisions,
    officers,
    outbox,
    pulses,
    readings,
    reviews,
    seals,
    workbooks,
)
from bot.store.audit import AuditEntry
from bot.store.base import Base
from bot.store.chats import ChatRow
from bot.store.database import Database
from bot.store.decisions import Decision, Release
from bot.store.outbox import OutboxMessage
from bot.store.reading_briefs import ReadingBrief
from bot.store.readings import Reading
from bot.store.reviews import Review
from bot.store.seals import Seal
from bot.store.season import SeasonMove
from bot.store.workbooks import Workbook
from tests.support.closing import FILE, MIDNIGHT, agency, desk
from tests.support.desk_web import DeskWeb
from tests.support.job_services import GROUP, USER, Bench
from tests.support.two_officers import FIRST, SECOND, confirm, decide

pytest_plugins = ["tests.support.databases"]

NOW = MIDNIGHT + timedelta(days=1)


def season(database: Database) -> Bench:
    """An agency that was read, judged and told its result, and an officer who can be told."""
    office = desk(database)
    office.at(MIDNIGHT + timedelta(minutes=1))
    office.tick()
    office.read()
    with database.writing() as session:
        review = {"programme": agency(session).programme, "supported": 1, "assessor": "ก", "at": NOW}
        reviews.give(session, Review(agency_code="A-1", criterion="1.1", level=2, reason="เห็นหลักฐาน", **review))
        confirm(session, decide(session, agency(session), "ไม่ได้รับรางวัล", NOW), NOW)
        officers.add(session, FIRST.user_id, FIRST.name, NOW)
        chats.meet(session, FIRST.user_id, "user", NOW)
        for message in outbox.pending(session):
            message.state, message.ended_at = outbox.ACCEPTED, NOW
        workbooks.mark_dirty(session, [FILE], NOW)
    office.bench.clock.set(NOW)
    return office.bench


def rules_broken(database: Database) -> dict[str, list[str]]:
    """What is found, by rule."""
    with database.reading() as session:
        found: dict[str, list[str]] = {}
        for each in broken(session, NOW):
            found.setdefault(each.rule, []).append(f"{each.subject}: {each.found}")
    return found


def test_a_season_breaks_no_rule(database: Database) -> None:
    season(database)

    assert rules_broken(database) == {}


def columns_of(row: Base) -> dict[str, Any]:
    """What a second row like this one would hold."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name != "id"}


def alter_points(session: Session) -> None:
    """Someone gives a criterion another level in the result, but not in the total."""
    seal = seals.standing(session, "A-1")
    assert seal is not None
    reading = session.get_one(Reading, seal.scored_id)
    assert reading.result is not None
    first, *others = reading.result["criteria"]
    reading.result = {**reading.result, "criteria": [{**first, "points": "5/1000"}, *others]}


def alter_totals(session: Session) -> None:
    for reading in session.query(Reading):
        reading.totals = {**reading.totals, "combined": {"points": "99", "max": "100"}}
    for brief in session.query(ReadingBrief):
        brief.totals = {**brief.totals, "combined": {"points": "99", "max": "100"}}


def alter_brief(session: Session) -> None:
    for brief in session.query(ReadingBrief):
        brief.totals = {}


def take_reason_from_review(session: Session) -> None:
    session.execute(update(Review).values(reason=" "))


def let_one_officer_sign_twice(session: Session) -> None:
    session.execute(update(Release).values(released_by=FIRST.name))


def let_one_phone_sign_under_two_names(session: Session) -> None:
    for entry in session.query(AuditEntry).where(AuditEntry.act == "release"):
        entry.details = {**entry.details, "who": FIRST.who}


def take_a_signature_away(session: Session) -> None:
    session.execute(update(Decision).values(decided_by=""))


def withdraw_what_was_announced(session: Session) -> None:
    session.execute(update(Decision).values(withdrawn_at=NOW, withdrawn_by="ก", withdrawn_because="พลาด"))


def announce_nothing(session: Session) -> None:
    session.query(Release).delete()


def judge_a_second_thing(session: Session) -> None:
    session.execute(text("drop index uq_seals_agency_code"))
    seal = seals.standing(session, "A-1")
    assert seal is not None
    session.add(Seal(**columns_of(seal)))


def judge_other_inputs(session: Session) -> None:
    seal = seals.standing(session, "A-1")
    assert seal is not None
    other = readings.freeze(session, readings.history(session, "A-1")[-1], "elsewhere", now=NOW)
    other.input_hash = "0" * 64
    seal.scored_id = other.id


def send_the_result_to_a_group(session: Session) -> None:
    chats.meet(session, GROUP, "group", NOW)
    session.execute(update(OutboxMessage).where(OutboxMessage.kind == "result").values(chat_id=GROUP))


def send_the_result_again(session: Session) -> None:
    sent = session.query(OutboxMessage).where(OutboxMessage.kind == "result").one()
    session.add(OutboxMessage(**{**columns_of(sent), "dedup_key": "again"}))


def say_not_why(session: Session) -> None:
    session.execute(update(OutboxMessage).where(OutboxMessage.kind == "result").values(reason=""))


def let_a_message_outlive_its_use(session: Session) -> None:
    outlived = {"state": outbox.PENDING, "expires_at": NOW - timedelta(days=2), "ended_at": None}
    session.execute(update(OutboxMessage).where(OutboxMessage.kind == "result").values(**outlived))


def leave_a_workbook_unread(session: Session) -> None:
    session.execute(update(Workbook).values(dirty_since=NOW - timedelta(days=2), not_before=NOW + timedelta(hours=5)))


def hold_a_workbook_for_a_year(session: Session) -> None:
    session.execute(update(Workbook).values(claimed_until=NOW + timedelta(days=365)))


def hold_a_chat_for_a_year(session: Session) -> None:
    session.execute(update(ChatRow).where(ChatRow.id == USER).values(busy_until=NOW + timedelta(days=365)))


PLANTED: dict[Callable[[Session], None], set[str]] = {
    alter_points: {"sums", "receipts"},
    alter_totals: {"sums", "receipts"},
    alter_brief: {"briefs"},
    take_reason_from_review: {"reasons"},
    let_one_officer_sign_twice: {"signatures"},
    let_one_phone_sign_under_two_names: {"signatures"},
    take_a_signature_away: {"signatures"},
    withdraw_what_was_announced: {"signatures"},
    announce_nothing: {"announced"},
    judge_a_second_thing: {"seals"},
    judge_other_inputs: {"seals", "receipts"},
    send_the_result_to_a_group: {"groups"},
    send_the_result_again: {"repeated"},
    say_not_why: {"why"},
    let_a_message_outlive_its_use: {"outlived"},
    leave_a_workbook_unread: {"dirty"},
    hold_a_workbook_for_a_year: {"held"},
    hold_a_chat_for_a_year: {"held"},
}
"""Each fault with the rules that it breaks."""


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: str(plant.__name__))
def test_each_planted_fault_is_found_by_its_rule(sqlite: Database, plant: Callable[[Session], None]) -> None:
    season(sqlite)

    with sqlite.writing() as session:
        plant(session)

    assert set(rules_broken(sqlite)) == PLANTED[plant]


def test_a_row_that_names_one_that_is_gone_is_found(sqlite: Database) -> None:
    season(sqlite)
    connection = sqlite.engine.raw_connection()
    connection.driver_connection.execute("pragma foreign_keys = off")  # type: ignore[union-attr] # it is open
    connection.driver_connection.execute("update decisions set reading_id = 4711")  # type: ignore[union-attr] # the same
    connection.driver_connection.execute("pragma foreign_keys = on")  # type: ignore[union-attr] # the same
    connection.close()

    assert rules_broken(sqlite)["references"] == ["decisions 1: no such row of readings"]


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.id for rule in RULES} == {"references"}.union(*PLANTED.values())


def test_the_faults_are_found_in_postgresql_too(database: Database) -> None:
    season(database)
    with database.writing() as session:
        for plant in (
            alter_totals,
            take_reason_from_review,
            let_one_officer_sign_twice,
            say_not_why,
            judge_other_inputs,
        ):
            plant(session)

    assert set(rules_broken(database)) == {"sums", "receipts", "reasons", "signatures", "why", "seals"}


def test_findings_name_no_person_and_hold_no_words(sqlite: Database) -> None:
    season(sqlite)
    with sqlite.writing() as session:
        for plant in set(PLANTED) - {judge_a_second_thing}:
            plant(session)

    told = str(rules_broken(sqlite))

    assert [word for word in (USER, GROUP, FIRST.name, SECOND.name, "รางวัล", "หน่วยงาน A-1") if word in told] == []


def kept(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        return [(each.rule, each.subject, each.found) for each in breaches.standing(session)]


def told(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.chat_id for row in outbox.pending(session) if row.kind == "check"]


def test_officers_are_told_once_of_what_is_serious_and_it_is_forgotten_when_mended(sqlite: Database) -> None:
    services = season(sqlite).services()
    with sqlite.writing() as session:
        let_one_officer_sign_twice(session)

    assert check_data(services) == [Breach("signatures", "A-1", "decision 1: both signatures are one officer's")]
    check_data(services)

    assert kept(sqlite) == [("signatures", "A-1", "decision 1: both signatures are one officer's")]
    assert told(sqlite) == [FIRST.user_id]
    with sqlite.writing() as session:
        session.execute(update(Release).values(released_by=SECOND.name))
    check_data(services)
    assert kept(sqlite) == []


def test_what_is_not_serious_is_kept_but_disturbs_nobody(sqlite: Database) -> None:
    services = season(sqlite).services()
    with sqlite.writing() as session:
        say_not_why(session)

    check_data(services)

    assert ([rule for rule, _, _ in kept(sqlite)], told(sqlite)) == (["why"], [])


def test_it_is_done_once_each_night_and_made_up_for(sqlite: Database) -> None:
    bench = season(sqlite)
    services = bench.services()
    done = []
    for hours in (0, 1, 20, 24, 25, 24 * 3):  # from midnight in Bangkok; nothing runs on the third day
        bench.clock.set(NOW + timedelta(hours=hours))
        check_if_due(services)
        with sqlite.reading() as session:
            done.append(pulses.last(session)[pulses.CHECK] == bench.clock.now())

    assert done == [True, False, True, False, False, True]


def test_the_page_of_work_shows_what_is_amiss_with_its_cure(sqlite: Database) -> None:
    services = season(sqlite).services()
    web = DeskWeb(sqlite, NOW)
    assert "ยังไม่ได้ตรวจ" in web.browser().page("/desk/work")
    check_data(services)
    assert "ไม่พบสิ่งผิดปกติ" in web.browser().page("/desk/work")
    with sqlite.writing() as session:
        announce_nothing(session)
    check_data(services)

    page = web.browser().page("/desk/work")

    assert "สถานะบอกว่าประกาศแล้ว แต่ไม่มีประกาศ" in page
    assert 'A-1 · <span lang="en">released without a final announcement</span>' in page


def test_check_prints_what_is_amiss_with_status_one(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite.engine.url.render_as_string(hide_password=False))
    season(sqlite)
    with sqlite.writing() as session:  # the command reads this machine's clock
        session.execute(update(Workbook).values(dirty_since=None))

    well = main(["check"])
    with sqlite.writing() as session:
        announce_nothing(session)
        agencies.register(session, "A-2", "กรมสอง", "hrmo-2565", now=NOW)
        decisions.decide(session, _decision_of("A-2"))
        session.add(_announced_move("A-2"))
    ill = main(["check"])

    lines = capsys.readouterr().out.splitlines()
    assert (well, ill) == (0, 1)
    assert f"ตรวจ {len(RULES)} กฎ พบ 0 เรื่อง ({len(RULES)} rules, 0 found)" in lines
    assert "    A-2: released without a final announcement" in lines
    assert any(line.startswith("    วิธีแก้: ") for line in lines)
    assert not any("กรมสอง" in line for line in lines)


def _decision_of(code: str) -> Decision:
    given = {"stage": "final", "outcome": "not_awarded", "award": "", "title": "มติ", "note": ""}
    return Decision(agency_code=code, programme="hrmo-2565", decided_by="ก", decided_at=NOW, **given)


def _announced_move(code: str) -> SeasonMove:
    moved = {"act": "release", "origin": "decided", "reached": "released", "by": "ก", "why": "ข", "details": {}}
    return SeasonMove(agency_code=code, programme="hrmo-2565", at=NOW, **moved)
