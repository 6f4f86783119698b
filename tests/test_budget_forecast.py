"""What a month will cost, from deadlines, members, groups and results that wait to be announced."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.budget.forecast import Listener, awaited, foreseen, wait_of
from bot.budget.notices import Notice
from bot.budget.urgency import Urgency, of_reminder
from bot.store.quiet_hours import BANGKOK
from scoring.deadlines import Deadline

NOW = datetime(2021, 11, 1, 12, tzinfo=BANGKOK)
MONTH_END = datetime(2021, 12, 1, tzinfo=BANGKOK)
CALL = Deadline("call", "hrmo-2565", "ปิดรับ", "Call", datetime(2021, 11, 30, 16, 30, tzinfo=BANGKOK), "", "Asia/Bangkok")
REPORT = Deadline("cso-plan-1/report", "cso-plan-1", "รายงาน", "Report", CALL.closes_at, "", "Asia/Bangkok")

OFFICER = Listener("U1", 1, private=True, agency="A", programme="hrmo-2565")
GROUP = Listener("C1", 12, private=False, agency="A", programme="hrmo-2565")
MINISTRY = Listener("U2", 1, private=True, agency="B", programme="cso-plan-1")


def shown(notices: list[Notice]) -> list[tuple[str, str, Urgency]]:
    return [(f"{each.due.astimezone(BANGKOK):%d %H:%M}", each.chat, each.urgency) for each in notices]


def test_each_offset_that_is_to_come_costs_one_for_everyone_reached() -> None:
    found = foreseen([CALL], [OFFICER, GROUP], NOW, MONTH_END)

    reminders = [each for each in found if each.subject == "deadline:call:v1"]
    assert shown([each for each in reminders if each.chat == "U1"]) == [
        ("16 16:30", "U1", Urgency.FORTNIGHT),
        ("23 16:30", "U1", Urgency.WEEK),
        ("27 16:30", "U1", Urgency.THREE_DAYS),
        ("29 16:30", "U1", Urgency.LAST_DAY),
        ("30 13:30", "U1", Urgency.LAST_DAY),
    ]
    assert sum(each.people for each in reminders) == 5 * 13


def test_what_is_judged_is_told_in_private_after_the_closing() -> None:
    found = foreseen([CALL], [OFFICER, GROUP, MINISTRY], NOW, MONTH_END)

    assert shown([each for each in found if each.urgency is Urgency.NOTICE]) == [("30 16:30", "U1", Urgency.NOTICE)]


def test_a_call_concerns_everyone_and_a_report_only_its_own() -> None:
    def whom(deadline: Deadline) -> Counter[str]:
        return Counter(each.chat for each in foreseen([deadline], [OFFICER, MINISTRY], NOW, MONTH_END))

    assert whom(CALL) == {"U1": 6, "U2": 5}
    assert whom(REPORT) == {"U2": 5}


def test_who_handed_in_is_reminded_of_other_programmes_alone() -> None:
    handed_in = Listener("U1", 1, private=True, agency="A", programme="hrmo-2565", sealed=True)

    assert foreseen([CALL], [handed_in], NOW, MONTH_END) == []
    assert len(foreseen([REPORT], [Listener("U2", 1, True, "B", "cso-plan-1", True)], NOW, MONTH_END)) == 0
    assert len(foreseen([CALL], [Listener("U2", 1, True, "B", "unpsa-2022", True)], NOW, MONTH_END)) == 5


def test_results_that_may_come_on_any_day_cost_one_for_each_person() -> None:
    assert awaited([OFFICER, replace(OFFICER, chat="U3")], {"A"}) == (2, 1)
    assert awaited([OFFICER, GROUP, MINISTRY], {"A"}) == (1, 1)
    assert awaited([OFFICER, GROUP, MINISTRY], {"A", "B", "C"}) == (2, 2)


def test_what_falls_into_quiet_hours_or_another_month_is_counted_where_it_goes_out() -> None:
    night = Deadline("call", "hrmo-2565", "", "", datetime(2021, 12, 1, 2, tzinfo=BANGKOK), "", "Asia/Bangkok")
    found = foreseen([night], [OFFICER], datetime(2021, 11, 29, 12, tzinfo=BANGKOK), MONTH_END)

    assert shown(found) == [("30 08:00", "U1", Urgency.LAST_DAY), ("30 17:00", "U1", Urgency.LAST_DAY)]


def test_an_early_reminder_may_wait_until_the_last_day_and_other_notices_for_the_next_digest() -> None:
    due, closes = datetime(2021, 11, 1, tzinfo=UTC), datetime(2021, 11, 20, tzinfo=UTC)

    assert wait_of(Urgency.EARLY, due, closes) == closes - timedelta(days=1)
    assert wait_of(Urgency.LAST_DAY, due, closes) == closes
    assert wait_of(Urgency.EARLY, closes - timedelta(hours=1), closes) == closes
    assert wait_of(Urgency.NOTICE, due, None) == due + timedelta(days=8)


def test_the_nearer_the_deadline_the_more_urgent_the_reminder() -> None:
    hours = [1, 3, 24, 25, 72, 100, 168, 336, 720]

    assert [of_reminder(timedelta(hours=each)).name for each in hours] == [
        "LAST_DAY",
        "LAST_DAY",
        "LAST_DAY",
        "THREE_DAYS",
        "THREE_DAYS",
        "WEEK",
        "WEEK",
        "FORTNIGHT",
        "EARLY",
    ]
