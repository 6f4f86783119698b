"""The code that stands in a workbook until somebody of the agency is linked, on the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.cases.deeds import Deeds
from bot.cases.invitations import Invitations
from bot.conversation import acts, outcomes
from bot.conversation.events import Chat, Incoming
from bot.demo.stage import Stage, stage
from bot.jobs.workbooks import drain_workbooks
from bot.store import agencies, chats, workbooks
from bot.store.database import Database
from bot.store.link_codes import LinkCode
from sheets_schema.feedback import Feedback
from sheets_schema.invitation import INVITATION, with_invitation
from sheets_schema.layout import FEEDBACK_SHEET
from tests.support.job_services import NOON

pytest_plugins = ["tests.support.databases"]


@pytest.fixture(scope="module")
def set_up() -> Iterator[Stage]:
    with stage(port=0, sandbox_port=0, pace=None) as ready:
        ready.installation.services.poll_changes()
        drain_workbooks(ready.installation.services)
        yield ready


def told(set_up: Stage) -> str:
    """What the feedback tab says of linking; blank where it says nothing."""
    first = set_up.players[0].file_id
    named, says = (set_up.hands.cell(first, FEEDBACK_SHEET, 1, column) for column in (0, 1))
    return says if named == INVITATION else ""


def code_in(says: str) -> str:
    return says.partition("ผูก ")[2].partition(" ")[0]


def carry_out(set_up: Stage, act: acts.Act) -> outcomes.Outcome | None:
    """Someone of the first agency does this in their private chat; what that changes is written into the workbook."""
    installation, who = set_up.installation, set_up.players[0].user_id
    now = installation.clock.now()
    with installation.database.writing() as session:
        chats.meet(session, who, "user", now)
        incoming = Incoming("text", Chat("user", who), who, "", "", False, now)
        came = Deeds(installation.secret)(session, incoming, act, now)
    drain_workbooks(installation.services)
    return came


def test_a_workbook_tells_its_code_until_someone_is_linked_and_another_one_after_they_left(set_up: Stage) -> None:
    agency = set_up.players[0].agency
    first = code_in(told(set_up))
    found = carry_out(set_up, acts.RedeemCode(first))
    assert isinstance(found, outcomes.CodeFound)
    assert code_in(told(set_up)) == first

    assert carry_out(set_up, acts.ConfirmLink(agency.code)) == outcomes.Linked(agency.name)
    assert told(set_up) == ""

    carry_out(set_up, acts.Unlink())
    second = code_in(told(set_up))
    assert second not in {"", first}
    assert carry_out(set_up, acts.RedeemCode(first)) == outcomes.CodeRefused("used")
    assert isinstance(carry_out(set_up, acts.RedeemCode(second)), outcomes.CodeFound)


def test_a_workbook_is_not_written_again_for_its_code(set_up: Stage) -> None:
    first = set_up.players[1]
    with set_up.installation.database.writing() as session:
        workbooks.mark_dirty(session, [first.file_id], set_up.installation.clock.now())
    set_up.hands.forget_calls()

    drain_workbooks(set_up.installation.services)

    assert [call["method"] for call in set_up.hands.calls()] == ["GET"]


def code_for(database: Database, *, days: int = 0, **settings: Any) -> str:
    with database.writing() as session:
        agencies.register(session, "A-1", "กรมตัวอย่าง", "hrmo-2565", now=NOON)
        agency = agencies.find(session, "A-1")
        assert agency is not None
        invitations = Invitations(**{"secret": "s" * 32, **settings})
        return invitations.code_for(session, agency, NOON + timedelta(days=days))


def test_a_code_in_a_workbook_stays_the_same_for_a_year(database: Database) -> None:
    first = code_for(database)

    assert [len(first), code_for(database, days=364) == first, code_for(database, days=365) == first] == [
        8,
        True,
        False,
    ]


def test_under_another_secret_another_code_is_told_since_the_old_one_is_not_known_any_more(database: Database) -> None:
    assert code_for(database) != code_for(database, secret="t" * 32)


def test_no_code_is_told_where_the_secretariat_wants_none(database: Database) -> None:
    assert code_for(database, wanted=False) == ""
    with database.reading() as session:
        assert session.scalars(select(LinkCode)).all() == []


def test_without_a_code_the_feedback_stays_as_it_is() -> None:
    plain = Feedback({}, (("ผลตรวจ",),))

    assert with_invitation(plain, "") == plain
    assert with_invitation(plain, "ABCD2345").summary[1][0] == INVITATION
