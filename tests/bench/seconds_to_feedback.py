"""From a typed cell to its row's feedback and to the card in chat, at the paces of production."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from bot.demo.stage import Stage, stage
from bot.demo.story import SHORT_OF_A_LINK, Story
from bot.jobs.ticker import Pace
from bot.line.events import LINES_TOGETHER
from bot.store import workbooks
from sheets_schema.layout import POSITION
from tests.bench.rounds import heading, row_of_seconds

ROUNDS = 5
QUESTION = "คะแนน"
_PRODUCTION = Pace()
_POLLS_BY_HAND = replace(_PRODUCTION, changes=3600, reminders=3600)
"""Everything at the pace of production but the poll, whose minute nobody wants to sit out."""

_LOOK_AGAIN = 0.02
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Response:
    """Seconds: on paper until what was typed may be read, then really to the feedback, then to the card."""

    quiet: float
    feedback: float
    card: float


def responses() -> list[Response]:
    """So many times: an officer types, the poll comes, the row tells, the officer asks in chat."""
    with stage(port=0, sandbox_port=0, pace=_POLLS_BY_HAND) as set_up:
        story = Story(set_up, lambda _: None)
        story.workbooks_are_read()
        story.officers_link_their_chats()
        return [_response(set_up, typed) for typed in ("ใช่", "ไม่ใช่") * ROUNDS][:ROUNDS]


def print_responses(seen: list[Response]) -> None:
    """What is worked is real; the wait for the poll, half its pace on average and all of it at worst, is on paper."""
    quiet = median(each.quiet for each in seen)
    told, asked = median(each.feedback for each in seen), median(each.card for each in seen)
    lines = LINES_TOGETHER.total_seconds()
    print(heading("From a typed cell to its feedback; what Drive takes to note the edit comes on top"))
    print(row_of_seconds("from the poll to the row's feedback", told, "5 s at most"))
    print(row_of_seconds(f"from a question to the card, {lines:.0f} s of it for further lines", asked, "4 s at most"))
    if quiet:
        print(row_of_seconds("until nobody is typing any more, on paper", quiet, ""))
    for name, share in (("on average", 0.5), ("at worst", 1)):
        wait = quiet + share * _PRODUCTION.changes
        print(row_of_seconds(f"to the row's feedback, {name}", wait + told, f"{wait + 5:.0f} s at most"))
        print(row_of_seconds(f"to the card with it, {name}", wait + told + asked, f"{wait + 9:.0f} s at most"))


def _response(set_up: Stage, typed: str) -> Response:
    player, hands = set_up.players[1], set_up.hands
    sheet, row = set_up.row_of(SHORT_OF_A_LINK)
    told_before = _feedback(set_up)
    hands.type_into(player.file_id, sheet, row, POSITION["answer"], typed)
    began = time.monotonic()
    set_up.installation.wake.changes()
    _wait(lambda: _is_marked(set_up) or _feedback(set_up) != told_before)
    quiet = _skip_the_quiet_time(set_up)
    _wait(lambda: _feedback(set_up) != told_before)
    told = time.monotonic()
    heard = len(hands.messages(player.user_id))
    hands.write(player.user_id, QUESTION)
    _wait(lambda: len(hands.messages(player.user_id)) > heard)
    return Response(quiet, told - began, time.monotonic() - told)


def _feedback(set_up: Stage) -> str:
    sheet, row = set_up.row_of(SHORT_OF_A_LINK)
    return set_up.hands.cell(set_up.players[1].file_id, sheet, row, POSITION["feedback"])


def _is_marked(set_up: Stage) -> bool:
    with set_up.installation.database.reading() as session:
        book = workbooks.find(session, set_up.players[1].file_id)
    return book is not None and book.dirty_since is not None


def _skip_the_quiet_time(set_up: Stage) -> float:
    """Move the clock to where the workbook may be read; tells by how many seconds."""
    with set_up.installation.database.reading() as session:
        book = workbooks.find(session, set_up.players[1].file_id)
    assert book is not None
    left = book.not_before - set_up.installation.clock.now()
    if left.total_seconds() > 0:
        set_up.hands.advance(left)
    return max(0.0, left.total_seconds())


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not until():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(_LOOK_AGAIN)
