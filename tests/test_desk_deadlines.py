"""The desk's page of deadlines: entering, moving, removing, and what is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.store import audit, deadlines
from bot.store.database import Database
from scoring.deadlines import Deadline
from tests.support.desk_web import DeskWeb

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
FORM = {
    "id": "hrmo-2565.apply",
    "programme": "hrmo-2565",
    "title_th": "ส่งใบสมัคร",
    "title_en": "Applications",
    "closes": "2022-04-01T00:00",
    "zone": "Asia/Bangkok",
    "remind": "7d 3h",
    "source": "",
}


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    return DeskWeb(sqlite, NOW)


def enter(web: DeskWeb, **changes: str) -> str:
    officer = web.browser()
    answer = officer.send("/desk/deadlines/new", officer.page("/desk/deadlines/new"), **{**FORM, **changes})
    return answer.get_data(as_text=True)


def standing(web: DeskWeb) -> list[Deadline]:
    with web.database.reading() as session:
        return deadlines.standing(session)


def test_a_deadline_is_entered_and_listed_with_the_last_minute_that_is_in_time(web: DeskWeb) -> None:
    page = enter(web)

    (entered,) = standing(web)
    assert entered == Deadline(
        id="hrmo-2565.apply",
        programme="hrmo-2565",
        title_th="ส่งใบสมัคร",
        title_en="Applications",
        closes_at=datetime(2022, 3, 31, 17, tzinfo=UTC),
        source_text="",
        source_zone="Asia/Bangkok",
        version=1,
        offsets=(timedelta(days=7), timedelta(hours=3)),
    )
    assert "วันพฤหัสบดีที่ 31 มี.ค. 2565 23.59 น." in page


def test_a_time_of_a_foreign_zone_is_taken_on_its_clocks(web: DeskWeb) -> None:
    enter(web, closes="2022-12-03T00:00", zone="America/New_York")

    assert standing(web)[0].closes_at == datetime(2022, 12, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"closes": "พรุ่งนี้"}, "โปรดกรอกเวลาปิดรับ"),
        ({"closes": "2565-04-01T00:00"}, "โปรดใช้ปีคริสต์ศักราช"),
        ({"closes": "2022-03-13T02:30", "zone": "America/New_York"}, "ปรับเวลาฤดูร้อน"),
        ({"zone": "ไทย"}, "ไม่รู้จักเขตเวลา ไทย"),
        ({"remind": "soon"}, "“soon” ไม่ใช่ระยะเตือน"),
        ({"remind": ""}, "โปรดระบุการเตือน"),
        ({"title_th": " "}, "โปรดกรอกชื่อภาษาไทย"),
        ({"id": "ก"}, "รหัสใช้ตัวพิมพ์เล็ก"),
        ({"programme": "none"}, "โปรดเลือกโปรแกรม"),
    ],
)
def test_what_cannot_be_used_is_told_and_what_was_typed_is_kept(
    web: DeskWeb, changes: dict[str, str], told: str
) -> None:
    page = enter(web, **changes, title_en="As typed")

    assert (told in page, 'value="As typed"' in page, standing(web)) == (True, True, [])


def test_one_that_stands_is_not_entered_twice(web: DeskWeb) -> None:
    enter(web)

    assert "มีกำหนดส่งรหัสนี้อยู่แล้ว" in enter(web, closes="2022-05-01T00:00")
    assert [each.version for each in standing(web)] == [1]


def test_moving_makes_a_new_version_and_the_second_of_two_who_move_it_is_stopped(web: DeskWeb) -> None:
    enter(web)
    mine, other = web.browser(), web.browser(name="สมชาย")
    address = "/desk/deadlines/change?id=hrmo-2565.apply"
    seen, seen_too = mine.page(address), other.page(address)
    assert 'value="2022-04-01T00:00"' in seen

    mine.send(address, seen, **{**FORM, "version": "1", "closes": "2022-04-08T00:00"})
    late = other.send(address, seen_too, **{**FORM, "version": "1", "closes": "2022-04-15T00:00"})
    assert "มีผู้แก้ไขรายการนี้ก่อนท่าน" in late.get_data(as_text=True)
    (moved,) = standing(web)
    assert (moved.version, moved.closes_at) == (2, datetime(2022, 4, 7, 17, tzinfo=UTC))


def test_removing_is_noted_with_who_did_it(web: DeskWeb) -> None:
    enter(web)
    officer = web.browser()
    page = officer.page("/desk/deadlines")
    officer.send("/desk/deadlines/remove", page, id="hrmo-2565.apply")

    assert standing(web) == []
    with web.database.reading() as session:
        last = audit.entries(session, "hrmo-2565.apply")[0]
    assert (last.actor, last.act) == ("สมหญิง", "remove deadline")
    assert officer.send("/desk/deadlines/remove", page, id="hrmo-2565.apply").status_code == 404


def test_the_log_is_searched_by_person_act_or_subject_and_paged(web: DeskWeb) -> None:
    with web.database.writing() as session:
        for number in range(120):
            audit.note(session, "สมชาย", "rescore", f"A-{number:03}", now=NOW, workbooks=1)
    officer = web.browser()
    first = officer.page("/desk/audit?q=rescore")
    older = re.search(r'href="(/desk/audit\?q=rescore[^"]*before=\d+)"', first)
    assert older is not None

    second = officer.page(older.group(1).replace("&amp;", "&"))
    assert re.findall(r"A-\d{3}", first) == [f"A-{number:03}" for number in range(119, 69, -1)]
    assert re.findall(r"A-\d{3}", second) == [f"A-{number:03}" for number in range(69, 19, -1)]
    assert re.findall(r"A-\d{3}", officer.page("/desk/audit?q=a-007")) == ["A-007", "A-007"][:1]
    assert "ไม่พบรายการ" in officer.page("/desk/audit?q=%25")
