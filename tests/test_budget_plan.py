"""The month's messages: everything at its time while it fits, then folded, then the least urgent left over."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.budget.notices import MOST_TOGETHER, Notice, Send, next_digest
from bot.budget.plan import Mode, Plan, Room, plan_month
from bot.budget.urgency import Urgency
from bot.store.quiet_hours import BANGKOK

MONTH_END = datetime(2021, 12, 1, tzinfo=BANGKOK)
MONDAY = datetime(2021, 11, 8, 9, tzinfo=BANGKOK)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_MONDAY = MONDAY + timedelta(days=7)


def notice(name: str, chat: str = "U1", urgency: Urgency = Urgency.EARLY, **more: object) -> Notice:
    due = more.pop("due", TUESDAY)
    assert isinstance(due, datetime)
    given = {"people": 1, "agency": chat, "subject": name, "occasion": name, "until": due + timedelta(days=20), **more}
    return Notice(id=f"{name}:{chat}", chat=chat, urgency=urgency, due=due, **given)  # type: ignore[arg-type] # by name


def shown(plan: Plan) -> list[tuple[str, datetime, list[str]]]:
    return [(send.chat, send.at, [each.id.split(":")[0] for each in send.notices]) for send in plan.sends]


def left(plan: Plan) -> list[str]:
    return [each.id for each in plan.left_over]


def test_while_all_fits_all_goes_at_its_time_and_what_is_due_at_once_goes_together() -> None:
    notices = [notice("a"), notice("b"), notice("c", due=TUESDAY + timedelta(hours=1))]

    plan = plan_month(notices, Room(40, 0), MONTH_END)

    assert (plan.mode, plan.needed, plan.cost) == (Mode.PLENTY, 2, 2)
    assert shown(plan) == [("U1", TUESDAY, ["a", "b"]), ("U1", TUESDAY + timedelta(hours=1), ["c"])]


def test_without_a_limit_there_is_always_plenty() -> None:
    plan = plan_month([notice(str(number), f"U{number}") for number in range(1000)], Room(None, 9), MONTH_END)

    assert (plan.mode, plan.cost) == (Mode.PLENTY, 1000)


def test_a_reserve_of_a_twentieth_is_kept_for_what_is_promised() -> None:
    early = [notice("early", f"U{number}") for number in range(100)]
    results = [notice("result", f"U{number}", Urgency.RESULT) for number in range(100)]

    assert len(plan_month(early, Room(100, 0), MONTH_END).left_over) == 5
    assert plan_month(results, Room(100, 0), MONTH_END).left_over == ()


def test_where_it_does_not_fit_what_can_wait_goes_together_on_the_next_monday() -> None:
    notices = [notice("a"), notice("b", due=TUESDAY + timedelta(days=2)), *(notice("x", f"U{n}") for n in range(2, 21))]

    plan = plan_month(notices, Room(21, 0), MONTH_END)

    assert (plan.mode, plan.needed, plan.cost, left(plan)) == (Mode.FOLDING, 21, 19, ["x:U9"])
    assert shown(plan)[0] == ("U1", NEXT_MONDAY, ["a", "b"])


def test_what_can_wait_rides_for_nothing_on_what_cannot() -> None:
    result = notice("result", urgency=Urgency.RESULT, due=TUESDAY + timedelta(days=1))

    plan = plan_month([notice("early"), result], Room(1, 0), MONTH_END)

    assert shown(plan) == [("U1", TUESDAY + timedelta(days=1), ["result", "early"])]


def test_nothing_rides_on_what_comes_too_late_or_came_before() -> None:
    early = notice("early", until=TUESDAY + timedelta(hours=2))
    before = notice("before", urgency=Urgency.RESULT, due=MONDAY)
    too_late = notice("late", urgency=Urgency.RESULT, due=TUESDAY + timedelta(hours=2))

    plan = plan_month([early, before, too_late], Room(2, 0), MONTH_END)

    assert (left(plan), plan.cost) == (["early:U1"], 2)


def test_what_cannot_wait_for_the_digest_goes_at_its_time() -> None:
    notices = [notice("a", until=TUESDAY + timedelta(days=3)), notice("b", "U2"), notice("c", "U3")]

    plan = plan_month(notices, Room(3, 0), MONTH_END)

    assert shown(plan) == [("U1", TUESDAY, ["a"]), ("U2", NEXT_MONDAY, ["b"])]


def test_the_least_urgent_is_left_over_first() -> None:
    urgencies = [Urgency.EARLY, Urgency.WEEK, Urgency.NOTICE, Urgency.RESULT, Urgency.LAST_DAY]
    notices = [notice(urgency.name, f"U{urgency}", urgency) for urgency in urgencies]

    assert left(plan_month(notices, Room(5, 0), MONTH_END)) == ["EARLY:U70"]
    assert left(plan_month(notices, Room(5, 2), MONTH_END)) == ["NOTICE:U30", "WEEK:U50", "EARLY:U70"]


def test_where_results_do_not_fit_every_agency_is_told_once_before_any_is_told_twice() -> None:
    notices = [notice("result", f"{agency}{n}", Urgency.RESULT, agency=agency) for agency in "ABC" for n in range(1, 4)]

    plan = plan_month(notices, Room(4, 0), MONTH_END)

    assert plan.mode == Mode.SHORT
    assert [send.chat for send in plan.sends] == ["A1", "A2", "B1", "C1"]


def test_who_was_told_before_comes_after_those_who_were_not() -> None:
    again = notice("result", "A2", Urgency.RESULT, agency="A", told=1)
    first = notice("result", "B1", Urgency.RESULT, agency="B")

    assert left(plan_month([again, first], Room(1, 0), MONTH_END)) == ["result:A2"]


def test_what_results_will_cost_that_may_come_on_any_day_is_kept_from_the_rest_alone() -> None:
    early, last_day = notice("early", "U1"), notice("last", "U2", Urgency.LAST_DAY)

    plan = plan_month([early, last_day], Room(20, 0, awaited=18), MONTH_END)

    assert (plan.mode, left(plan)) == (Mode.FOLDING, ["early:U1"])


def test_no_agency_is_told_twice_out_of_what_tells_another_one_once() -> None:
    second = notice("last", "U2", Urgency.LAST_DAY, agency="A")
    first = notice("last", "U1", Urgency.LAST_DAY, agency="A")

    plan = plan_month([first, second], Room(10, 0, awaited=27, awaited_once=9), MONTH_END)

    assert (plan.mode, left(plan)) == (Mode.SHORT, ["last:U2"])


def test_no_more_is_folded_than_has_to_be() -> None:
    def steps(chat: str, people: int = 1) -> list[Notice]:
        urgencies = (Urgency.EARLY, Urgency.FORTNIGHT, Urgency.WEEK)
        more = {"agency": "A", "people": people}
        return [
            notice(str(n), chat, urgency, due=TUESDAY + timedelta(days=n), **more)
            for n, urgency in enumerate(urgencies)
        ]

    def times(plan: Plan, chat: str) -> list[datetime]:
        return [send.at for send in plan.sends if send.chat == chat]

    at_their_time = [TUESDAY + timedelta(days=n) for n in range(3)]
    notices = [*steps("U1"), *steps("C1", 10)]

    assert times(plan_month(notices, Room(40, 0), MONTH_END), "C1") == at_their_time
    beside = plan_month(notices, Room(30, 0), MONTH_END)
    assert (times(beside, "U1"), times(beside, "C1")) == (at_their_time, at_their_time[1:])
    both = plan_month(notices, Room(13, 0), MONTH_END)
    assert (times(both, "U1"), times(both, "C1")) == (at_their_time[1:], [NEXT_MONDAY])


def test_a_group_costs_its_members_and_comes_after_the_private_chats() -> None:
    private = notice("early", "U1", agency="A")
    group = notice("early", "C1", agency="A", people=12)

    assert left(plan_month([group, private], Room(12, 0), MONTH_END)) == ["early:C1"]
    assert plan_month([group, private], Room(20, 0), MONTH_END).cost == 13


def test_an_earlier_word_on_a_subject_rides_on_a_later_one_without_a_message_of_its_own() -> None:
    last = [notice(str(n), urgency=Urgency.LAST_DAY, subject="d" if n == 0 else str(n)) for n in range(5)]

    plan = plan_month([*last, notice("early", subject="d"), notice("other")], Room(1, 0), MONTH_END)

    assert [len(send.notices) for send in plan.sends] == [6]
    assert left(plan) == ["other:U1"]


def test_what_is_due_next_month_is_no_concern_of_this_one() -> None:
    assert plan_month([notice("a", due=MONTH_END)], Room(10, 0), MONTH_END).sends == ()


def test_digests_are_on_mondays_at_nine() -> None:
    assert next_digest(MONDAY) == MONDAY
    assert next_digest(MONDAY + timedelta(seconds=1)) == NEXT_MONDAY
    assert next_digest(MONDAY - timedelta(hours=9)) == MONDAY


CHATS = st.sampled_from([("U1", 1, "A"), ("U2", 1, "A"), ("U3", 1, "B"), ("C1", 7, "A"), ("C2", 3, "B")])


@st.composite
def months(draw: st.DrawFn) -> list[Notice]:
    made = []
    for number in range(draw(st.integers(0, 30))):
        chat, people, agency = draw(CHATS)
        due = MONDAY + timedelta(hours=draw(st.integers(-200, 600)))
        until = due + timedelta(hours=draw(st.integers(1, 400)))
        subject = draw(st.sampled_from(["", "d1", "d2", "d3"]))
        urgency = draw(st.sampled_from(Urgency))
        size = draw(st.integers(1, 3))
        made.append(Notice(str(number), chat, people, agency, subject, subject, urgency, due, until, size))
    return made


ROOMS = st.builds(
    Room, st.one_of(st.none(), st.integers(0, 80)), st.integers(0, 100), st.integers(10, 20), st.integers(0, 10)
)


@given(months(), ROOMS)
def test_never_more_is_spent_than_is_left(notices: list[Notice], room: Room) -> None:
    plan = plan_month(notices, room, MONTH_END)

    assert room.left is None or plan.cost <= room.left
    assert plan.cost <= plan.needed


@given(months(), ROOMS)
def test_nothing_is_lost_and_nothing_is_said_twice(notices: list[Notice], room: Room) -> None:
    plan = plan_month(notices, room, MONTH_END)

    placed = [each.id for send in plan.sends for each in send.notices] + left(plan)
    assert Counter(placed) == Counter(each.id for each in notices if each.due < MONTH_END)


@given(months(), ROOMS)
def test_nothing_promised_is_left_over_for_the_sake_of_something_else(notices: list[Notice], room: Room) -> None:
    promised = [each for each in notices if each.urgency.is_promised]
    alone = plan_month(promised, room, MONTH_END)
    among_others = plan_month(notices, room, MONTH_END)

    def dropped(plan: Plan) -> set[str]:
        return {each.id for each in plan.left_over if each.urgency.is_promised}

    assert dropped(among_others) <= dropped(alone)


@given(months(), ROOMS)
def test_every_send_is_one_that_line_takes_at_a_time_when_all_of_it_is_of_use(
    notices: list[Notice], room: Room
) -> None:
    plan = plan_month(notices, room, MONTH_END)

    assert [send for send in plan.sends if not _is_sound(send)] == []


def _is_sound(send: Send) -> bool:
    sizes = {each.subject or each.id: each.size for each in reversed(send.notices)}
    promised_on_time = all(each.due == send.at for each in send.notices if each.urgency.is_promised)
    in_time = all(each.due <= send.at < each.until for each in send.notices)
    one_chat = {(each.chat, each.people) for each in send.notices} == {(send.chat, send.people)}
    return sum(sizes.values()) <= MOST_TOGETHER and promised_on_time and in_time and one_chat and send.at < MONTH_END
