"""Whom LINE is told to show which menu: as soon as it follows from what is known, and never for nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.jobs.menus import LEASE, MOST_PEOPLE, show_due_menus
from bot.jobs.ticker import offer_menus
from bot.line import errors
from bot.line.client import TIMEOUT
from bot.store import chats, erasure, officers, shown_menus
from bot.store.database import Database
from tests.support.job_services import GROUP, NOON, Bench

pytest_plugins = ["tests.support.databases"]

ONE, OTHER = "U" + "1" * 32, "U" + "2" * 32
MENUS = (("unlinked", "menu-all"), ("linked", "menu-linked"), ("officer", "menu-officer"))


class Phones:
    """What LINE shows to whom, with troubles that are met one per call, None for none."""

    def __init__(self) -> None:
        self.shows: dict[str, str] = {}
        self.calls: list[tuple[int, str | None]] = []
        self.troubles: list[Exception | None] = []

    def show(self, user_ids: Sequence[str], menu_id: str | None) -> None:
        self.calls.append((len(user_ids), menu_id))
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is not None:
            raise trouble
        for user_id in user_ids:
            self.shows.pop(user_id, None) if menu_id is None else self.shows.update({user_id: menu_id})


class Desk:
    """A bench with menus in use, and phones that show them."""

    def __init__(self, database: Database) -> None:
        self.bench = Bench(database)
        self.database, self.clock, self.phones = database, self.bench.clock, Phones()
        with database.writing() as session:
            shown_menus.enter(session, MENUS)

    def show(self) -> int:
        return show_due_menus(self.database, self.clock, self.phones.show)

    def link(self, user_id: str) -> None:
        self.bench.link(user_id)

    def is_due(self) -> bool:
        with self.database.reading() as session:
            return shown_menus.anything_due(session, self.clock.now())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_who_is_not_linked_sees_what_all_see_without_a_call(desk: Desk) -> None:
    with desk.database.writing() as session:
        chats.meet(session, ONE, "user", NOON)

    assert not desk.is_due()
    assert desk.show() == 0
    assert desk.phones.calls == []


def test_linking_shows_the_menu_of_agencies_and_unlinking_takes_it_away(desk: Desk) -> None:
    desk.link(ONE)
    assert desk.is_due()
    desk.show()
    assert desk.phones.shows == {ONE: "menu-linked"}

    with desk.database.writing() as session:
        chats.unlink(session, ONE)
    desk.show()

    assert desk.phones.shows == {}
    assert not desk.is_due()
    assert desk.phones.calls == [(1, "menu-linked"), (1, None)]


def test_an_officer_sees_the_officers_menu_also_when_linked(desk: Desk) -> None:
    desk.link(ONE)
    with desk.database.writing() as session:
        officers.add(session, ONE, "สมชาย", NOON)
    desk.show()
    assert desk.phones.shows == {ONE: "menu-officer"}

    with desk.database.writing() as session:
        officers.remove(session, ONE)
    desk.show()

    assert desk.phones.shows == {ONE: "menu-linked"}


def test_who_is_erased_sees_what_all_see_and_leaves_no_trace(desk: Desk) -> None:
    desk.link(ONE)
    desk.show()
    with desk.database.writing() as session:
        erasure.erase_chat(session, ONE, NOON)
    desk.show()

    assert desk.phones.shows == {}
    with desk.database.reading() as session:
        assert session.get(shown_menus.ShownMenu, ONE) is None


def test_groups_and_who_blocked_the_account_are_left_alone(desk: Desk) -> None:
    desk.link(ONE)
    desk.link(GROUP)
    with desk.database.writing() as session:
        session.get_one(chats.ChatRow, GROUP).kind = "group"
        chats.disable(session, ONE, "blocked", NOON)

    assert desk.show() == 0
    assert desk.phones.calls == []


def test_who_comes_back_is_shown_the_menu_again(desk: Desk) -> None:
    desk.link(ONE)
    desk.show()
    desk.phones.shows.clear()
    with desk.database.writing() as session:
        shown_menus.doubt(session, ONE, NOON)
    desk.show()

    assert desk.phones.shows == {ONE: "menu-linked"}


def test_a_new_menu_is_shown_to_all_in_calls_of_at_most_500(desk: Desk) -> None:
    people = [f"U{number:032x}" for number in range(MOST_PEOPLE + 3)]
    for user_id in people:
        desk.link(user_id)
    desk.show()
    with desk.database.writing() as session:
        shown_menus.enter(session, [("linked", "menu-new")])
    desk.show()

    assert desk.phones.calls == [(500, "menu-linked"), (3, "menu-linked"), (500, "menu-new"), (3, "menu-new")]
    assert desk.phones.shows == dict.fromkeys(people, "menu-new")


@pytest.mark.parametrize("trouble", [errors.TimedOutError("slow"), errors.NotAcceptedError("429"), OSError("killed")])
def test_after_a_failure_or_a_crash_it_is_told_again_once_the_lease_has_passed(desk: Desk, trouble: Exception) -> None:
    desk.link(ONE)
    desk.phones.troubles = [trouble]
    if isinstance(trouble, OSError):
        with pytest.raises(OSError, match="killed"):
            desk.show()
    else:
        assert desk.show() == 0
    assert not desk.is_due()

    desk.clock.advance(seconds=LEASE.total_seconds())

    assert desk.is_due()
    assert desk.show() == 1
    assert desk.phones.shows == {ONE: "menu-linked"}


def test_what_changed_while_line_did_not_answer_is_told_as_it_is_then(desk: Desk) -> None:
    """Linked, told without an answer, unlinked meanwhile: LINE may show the menu, so it is taken away."""
    desk.link(ONE)
    desk.phones.troubles = [errors.TimedOutError("slow")]
    desk.show()
    desk.phones.shows[ONE] = "menu-linked"
    with desk.database.writing() as session:
        chats.unlink(session, ONE)
    desk.clock.advance(seconds=LEASE.total_seconds())
    desk.show()

    assert desk.phones.shows == {}
    assert not desk.is_due()


def test_two_workers_take_different_people(desk: Desk) -> None:
    desk.link(ONE)
    desk.link(OTHER)
    with desk.database.writing() as session:
        first = shown_menus.take(session, NOON, LEASE, 1)
    with desk.database.writing() as session:
        second = shown_menus.take(session, NOON, LEASE, 5)
    with desk.database.writing() as session:
        third = shown_menus.take(session, NOON, LEASE, 5)

    assert first is not None
    assert second is not None
    assert (first.user_ids, second.user_ids, third) == ((ONE,), (OTHER,), None)


def test_a_worker_that_was_too_slow_settles_nothing(desk: Desk) -> None:
    desk.link(ONE)
    with desk.database.writing() as session:
        slow = shown_menus.take(session, NOON, LEASE, 5)
        assert slow is not None
    later = desk.clock.advance(minutes=2)
    with desk.database.writing() as session:
        chats.unlink(session, ONE)
        quick = shown_menus.take(session, later, LEASE, 5)
        assert quick is not None
        shown_menus.settle(session, slow)
        shown_menus.settle(session, quick)
        assert session.get(shown_menus.ShownMenu, ONE) is None


def test_one_whom_line_refuses_does_not_keep_the_menu_from_others(desk: Desk) -> None:
    desk.link(ONE)
    desk.link(OTHER)
    refused = errors.RefusedError("The value for the 'userId' parameter is invalid", status=400)
    desk.phones.troubles = [refused, refused]
    desk.show()

    assert desk.phones.calls == [(2, "menu-linked"), (1, "menu-linked"), (1, "menu-linked")]
    assert desk.phones.shows == {OTHER: "menu-linked"}
    assert not desk.is_due()


def test_a_menu_that_someone_deleted_at_line_is_not_asked_for_again_and_again(desk: Desk) -> None:
    desk.link(ONE)
    desk.phones.troubles = [errors.AddressUnknownError("richmenu not found", status=404)]
    assert desk.show() == 0
    desk.clock.advance(seconds=LEASE.total_seconds())
    desk.show()

    assert not desk.is_due()
    with desk.database.reading() as session:
        assert shown_menus.in_use(session) == {"unlinked": "menu-all", "officer": "menu-officer"}


def test_the_clock_wakes_a_worker_only_where_someone_is_due(desk: Desk) -> None:
    class Woken:
        times = 0

        def menus(self) -> None:
            self.times += 1

    woken = Woken()
    services = desk.bench.services()
    offer_menus(services, woken)  # type: ignore[arg-type] # the one wake-up it calls
    assert woken.times == 0

    desk.link(ONE)
    offer_menus(services, woken)  # type: ignore[arg-type] # the one wake-up it calls
    assert woken.times == 1


def test_a_lease_outlives_every_call() -> None:
    assert sum(TIMEOUT) < LEASE.total_seconds()
