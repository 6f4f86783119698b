"""Deadlines that programmes state: which there are, how they are entered, and how they follow a setting."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.cases import deadline_entry, secretariat
from bot.cli import main
from bot.sandbox.credentials import bot_settings
from bot.store import audit, deadlines
from bot.store.database import Database
from scoring import programmes
from scoring.deadlines import Deadline, deadlines_of, due_on
from scoring.wording import Wording
from tests.support.sandbox import running_sandbox
from tests.support.small_programmes import programme

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2021, 1, 4, 3, 0, tzinfo=UTC)
PLAN = "cso-plan-1"
NEW_YORK = ("--zone", "America/New_York", "--closes")
TITLES = ("--title-th", "รับสมัคร ปี 2566", "--title-en", "Applications 2566")


def stated(programme_id: str, **settings: str) -> tuple[Deadline, ...]:
    of = programmes.load(programme_id, settings)
    return deadlines_of(of, programmes.words(programme_id), programmes.words(programme_id, "en"))


def test_a_deadline_of_the_source_is_the_sources_own_instant() -> None:
    assert stated("unpsa-2022") == (
        Deadline(
            id="unpsa-2022.application",
            programme="unpsa-2022",
            title_th=programmes.words("unpsa-2022").closing("application", "title"),
            title_en=programmes.words("unpsa-2022", "en").closing("application", "title"),
            closes_at=datetime(2021, 12, 4, 5, 0, tzinfo=UTC),
            source_text=programmes.words("unpsa-2022").closing("application", "source"),
            source_zone="EST (UTC-5)",
        ),
    )


def test_a_report_is_due_until_the_midnight_after_its_day_and_names_what_coincides() -> None:
    half_2 = next(deadline for deadline in stated(PLAN) if deadline.requirement == "report.half_2")

    assert half_2 == Deadline(
        id="cso-plan-1/report.half_2",
        programme=PLAN,
        title_th="รายงานความก้าวหน้า งวดครึ่งปีที่ 2 (รายงานทุกครึ่งปี และรายงานครึ่งระยะเวลาแผน)",
        title_en="Progress report, half-year 2 (Half-yearly report and Mid-plan report)",
        closes_at=datetime(2021, 9, 30, 17, 0, tzinfo=UTC),
        source_text="",
        source_zone="Asia/Bangkok",
    )


def test_the_instants_are_told_in_utc() -> None:
    assert {deadline.closes_at.tzinfo for name in ("unpsa-2022", PLAN) for deadline in stated(name)} == {UTC}


def test_programmes_without_days_state_no_deadlines() -> None:
    assert [stated(name) for name in ("hrmo-2564", "hrmo-2565", "provincial-hr")] == [(), (), ()]


def test_requirements_of_one_day_share_a_deadline_and_other_bodies_have_their_own() -> None:
    asked = [
        {"key": "a", "type": "yes_no", "due": date(2021, 3, 31)},
        {"key": "b", "type": "yes_no", "due": date(2021, 3, 31)},
        {"key": "c", "type": "yes_no", "due": date(2021, 3, 31), "applies": {"is_yes": "a"}},
        {"key": "d", "type": "yes_no"},
    ]
    of = programme({"id": "s", "requirements": asked})
    words = Wording({"inputs": {key: {"label": f"ส่ง {key}"} for key in "abcd"}})
    found = deadlines_of(of, words, words)

    assert [(d.id, d.title_th, d.title_en, due_on(of, d)) for d in found] == [
        ("small/a", "ส่ง a และอีก 1 รายการ", "ส่ง a and 1 more", ("a", "b")),
        ("small/c", "ส่ง c", "ส่ง c", ("c",)),
    ]


def test_what_closes_a_call_or_belongs_to_another_programme_is_no_last_day_of_a_requirement() -> None:
    plan, call = programmes.load(PLAN), stated("unpsa-2022")[0]

    assert (call.requirement, due_on(plan, call)) == (None, ())
    assert due_on(programmes.load("unpsa-2022"), stated(PLAN)[0]) == ()


def days(session: Session) -> dict[str, tuple[str, int]]:
    """The last day and the version of every deadline that stands, by its id."""
    return {d.id: (d.last_minute.date().isoformat(), d.version) for d in deadlines.standing(session)}


def test_entering_what_a_programme_states_twice_is_entering_it_once(sqlite: Database) -> None:
    with sqlite.writing() as session:
        first = deadline_entry.enter_stated(session, PLAN, by="a", now=NOW)
        again = deadline_entry.enter_stated(session, PLAN, by="a", now=NOW)

    with sqlite.reading() as session:
        assert again == first
        assert {d.version for d in deadlines.standing(session)} == {1}
        assert audit.entries(session, "cso-plan-1/report.half_1")[0].details == {
            "version": 1,
            "closes_at": "2021-03-31T17:00:00+00:00",
            "reminders": ["720h", "336h", "168h", "72h", "24h", "3h"],
        }


def test_a_setting_moves_the_days_that_stand_and_leaves_the_others(sqlite: Database) -> None:
    with sqlite.writing() as session:
        deadline_entry.enter_stated(session, PLAN, by="a", now=NOW)
        deadline_entry.remove(session, "cso-plan-1/report.half_3", by="a", now=NOW)
        secretariat.change_settings(session, PLAN, {"half_year_calendar": "calendar"}, by="a", now=NOW)

    with sqlite.reading() as session:
        assert days(session) == {
            "cso-plan-1/report.half_1": ("2021-06-30", 2),
            "cso-plan-1/report.year_1": ("2021-09-30", 1),
            "cso-plan-1/report.half_2": ("2021-12-31", 2),
            "cso-plan-1/report.year_2": ("2022-09-30", 1),
            "cso-plan-1/report.half_4": ("2022-12-31", 2),
        }


def test_a_setting_enters_nothing_that_nobody_entered(sqlite: Database) -> None:
    with sqlite.writing() as session:
        secretariat.change_settings(session, PLAN, {"half_year_calendar": "calendar"}, by="a", now=NOW)
        assert days(session) == {}


def test_a_setting_that_moves_no_day_keeps_what_the_secretariat_moved_itself(sqlite: Database) -> None:
    later = datetime(2021, 4, 30, 17, 0, tzinfo=UTC)
    with sqlite.writing() as session:
        first, *_ = deadline_entry.enter_stated(session, PLAN, by="a", now=NOW)
        moved = Deadline(first.id, PLAN, first.title_th, first.title_en, later, "", "Asia/Bangkok")
        deadline_entry.enter(session, moved, by="a", now=NOW)
        secretariat.change_settings(session, PLAN, {"provincial_year": "calendar"}, by="a", now=NOW)

        assert days(session)[first.id] == ("2021-04-30", 2)


def test_reports_that_a_setting_puts_together_or_parts_follow_as_one_or_two(sqlite: Database) -> None:
    apart = programme(reports(date(2021, 9, 30), date(2021, 12, 31)), id=PLAN)
    together = programme(reports(date(2021, 9, 30), date(2021, 9, 30)), id=PLAN)
    with sqlite.writing() as session:
        for deadline in deadlines_of(apart, programmes.words(PLAN), programmes.words(PLAN, "en")):
            deadline_entry.enter(session, deadline, by="a", now=NOW)
        deadline_entry.follow_setting(session, apart, together, by="a", now=NOW)
        as_one = days(session)
        deadline_entry.follow_setting(session, together, apart, by="a", now=NOW)
        as_two = days(session)

    assert as_one == {"cso-plan-1/report.half_2": ("2021-09-30", 1)}
    assert as_two == {
        "cso-plan-1/report.half_2": ("2021-09-30", 1),
        "cso-plan-1/report.half_3": ("2021-12-31", 2),
    }


def reports(half_2: date, half_3: date) -> dict[str, object]:
    return {
        "id": "s",
        "reports": [
            {"id": "report.half_2", "kind": "half_yearly", "due": half_2},
            {"id": "report.half_3", "kind": "half_yearly", "due": half_3},
        ],
    }


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    with running_sandbox() as sandbox:
        sandbox.clock.set(NOW)
        lines = (f"{name}='{value}'\n" for name, value in bot_settings(sandbox).items())
        Path(".env").write_text("".join(lines), encoding="utf-8")
        main(["migrate"])
        capsys.readouterr()
        yield
    logging.getLogger().handlers.clear()  # else the log of later tests would go to this test's streams


@pytest.mark.usefixtures("installed")
def test_the_command_enters_lists_and_removes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines"]) == 0
    assert capsys.readouterr().out == "ยังไม่มีกำหนดส่ง (no deadlines stand)\n"

    closes = ["--closes", "2021-06-01T00:00:00+07:00", "--source", "31 พ.ค. 2564", "--zone", "Asia/Bangkok"]
    assert main(["deadlines", "add", "call", "--programme", "hrmo-2566", *TITLES, *closes]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "call  รับสมัคร ปี 2566",
        "    วันจันทร์ที่ 31 พ.ค. 2564 23.59 น. (อีก 147 วัน)  รุ่น 1",
        "    ตามประกาศ: 31 พ.ค. 2564",
        "    เตือนก่อน: 30 วัน 14 วัน 7 วัน 3 วัน 1 วัน 3 ชั่วโมง ครั้งถัดไป 2 พ.ค. 2564 08.00 น.",
    ]

    assert main(["deadlines", "--from", "unpsa-2022"]) == 0
    capsys.readouterr()
    assert main(["deadlines", "remove", "call"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "] == [
        "unpsa-2022.application"
    ]


@pytest.mark.usefixtures("installed")
def test_the_command_changes_what_is_given_and_leaves_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    closes = ["--closes", "2021-03-13T23:59", "--zone", "America/New_York"]
    assert main(["deadlines", "add", "call", "--programme", "unpsa-2021", *TITLES, *closes]) == 0
    assert main(["deadlines", "change", "call", "--remind", "2d, 90m,2d"]) == 0
    capsys.readouterr()

    assert main(["deadlines", "change", "call", "--closes", "2021-03-15T00:00", "--zone", "America/New_York"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "call  รับสมัคร ปี 2566",
        "    วันจันทร์ที่ 15 มี.ค. 2564 10.59 น. (อีก 70 วัน)  รุ่น 2",
        "    เวลาของต้นทาง: อา. 14 มี.ค. 2564 23.59 น. America/New_York (UTC-4)",
        "    เตือนก่อน: 2 วัน 90 นาที ครั้งถัดไป 13 มี.ค. 2564 11.00 น.",
    ]

    assert main(["deadlines", "add", "call", "--programme", "unpsa-2021", *TITLES, *closes]) == 0
    assert "เตือนก่อน: 2 วัน 90 นาที" in capsys.readouterr().out
    assert main(["deadlines", "change", "call", "--remind", "none"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "    ไม่เตือน"


@pytest.mark.usefixtures("installed")
def test_entering_again_what_a_programme_states_keeps_the_steps_that_the_secretariat_chose(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["deadlines", "--from", "unpsa-2022"]) == 0
    assert main(["deadlines", "change", "unpsa-2022.application", "--remind", "60d"]) == 0
    assert main(["deadlines", "--from", "unpsa-2022"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[-4:] == [
        "    วันเสาร์ที่ 4 ธ.ค. 2564 11.59 น. (อีก 334 วัน)  รุ่น 1",
        "    ตามประกาศ: ภายในวันที่ 3 ธันวาคม 2564 ก่อนเที่ยงคืน ตามโซนเวลา EST",
        "    เวลาของต้นทาง: ศ. 3 ธ.ค. 2564 23.59 น. EST (UTC-5)",
        "    เตือนก่อน: 60 วัน ครั้งถัดไป 5 ต.ค. 2564 12.00 น.",
    ]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("steps", ["3", "0d", "367d", "1w", ",", " ".join(f"{number}h" for number in range(1, 14))])
def test_steps_that_are_none_are_wrong_usage(steps: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["deadlines", "change", "call", "--remind", steps])
    assert left.value.code == 2


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["remove", "x"], "ไม่มีกำหนดส่ง x ที่มีอยู่คือ ไม่มี"),
        (["change", "x", "--remind", "1d"], "ไม่มีกำหนดส่ง x ที่มีอยู่คือ ไม่มี"),
        (["add", "x", "--programme", PLAN, *TITLES, *NEW_YORK, "2021-03-14T02:30"], "ไม่มีอยู่จริง (never comes)"),
        (["add", "x", "--programme", PLAN, *TITLES, *NEW_YORK, "2021-11-07T01:30"], "มีสองครั้ง (comes twice)"),
        (["add", "x", "--programme", PLAN, *TITLES, "--zone", "?", "--closes", "2021-11-07T01:30"], "ไม่รู้จักเขตเวลา ?"),
        (["--from", "hrmo-2565"], "โปรแกรม hrmo-2565 ไม่ได้ระบุกำหนดส่งไว้"),
        (["--from", "x"], "ไม่มีโปรแกรม x ที่มีคือ"),
        (
            ["add", "cso-plan-1/x", "--programme", PLAN, *TITLES, "--closes", "2021-06-01T00:00:00+07:00"],
            "cso-plan-1/x ใช้เป็นรหัสไม่ได้",
        ),
    ],
)
def test_the_command_says_why_it_cannot(asked: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", *asked]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("name", "closes"), [("x", "2021-06-01T00:00:00"), (" ", "2021-06-01T00:00:00+07:00")])
def test_an_instant_without_an_offset_and_a_blank_id_are_wrong_usage(name: str, closes: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["deadlines", "add", name, "--programme", "p", *TITLES, "--closes", closes])
    assert left.value.code == 2
