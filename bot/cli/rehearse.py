"""`tonbaeb rehearse NEW --on FOLDER`: a new programme tried on a folder of workbooks, offline."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.cli.complaint import CannotError
from bot.cli.new_programme import programme_at
from bot.cli.programme_of import Spoken, programme_of_tabs
from bot.cli.workbook_file import tabs_of
from scoring.engine import score
from scoring.explain import Explainer
from scoring.rehearsal import Change, Move, Played, rehearsal
from sheets_schema.reader import WorkbookReader

_MOST_NAMED = 5


class _Unread(NamedTuple):
    name: str
    reason: str


def run(asked: Namespace) -> int:
    """Score every workbook under its own programme and under the new one, and say who would move and why."""
    new = programme_at(asked.new)
    files = sorted(path for path in asked.on.glob("*.xlsx") if not path.name.startswith("~$"))
    if not files:
        raise CannotError(f"ไม่มีไฟล์ .xlsx ในโฟลเดอร์ {asked.on} (there is no .xlsx file in {asked.on})")
    now = asked.at or datetime.now(UTC)
    tried = [_play(file, new, now) for file in files]
    played = [one for one in tried if isinstance(one, Played)]
    print("\n".join(_lines(rehearsal(played), new)))
    unread = [one for one in tried if isinstance(one, _Unread)]
    for one in unread:
        print(f"! {one.name}: {one.reason}")
    return 1 if unread else 0


def _play(file: Path, new: Spoken, now: datetime) -> Played | _Unread:
    try:
        tabs = tabs_of(file)
        own = programme_of_tabs(tabs, None, file)
    except CannotError as error:
        return _Unread(file.name, str(error))
    cards = []
    absent: tuple[str, ...] = ()
    for programme, words in (own, new):
        reader = WorkbookReader(programme, words)
        located = reader.locate(tabs)
        cards.append(score(programme, reader.read(located), now=now))
        absent = tuple(key for key in programme.inputs if key not in located.rows)
    return Played(file.name, cards[0], cards[1], absent)


def _lines(moves: tuple[Move, ...], new: Spoken) -> Iterator[str]:
    explain = Explainer(new.programme, new.words)
    moving = [move for move in moves if move.is_one]
    yield f"ซ้อมเกณฑ์ {new.programme.id} กับ {len(moves)} แผ่นงาน: เปลี่ยน {len(moving)} ไม่เปลี่ยน {len(moves) - len(moving)}"
    for move in moving:
        yield ""
        yield _heading(move, explain)
        yield from (f"    {line}" for line in _why(move, explain))
    yield ""


def _heading(move: Move, explain: Explainer) -> str:
    name = move.played.after.organisation or move.played.before.organisation or move.played.name
    scores = f"{explain.points(move.score_before)} → {explain.points(move.score_after)}"
    places = f"อันดับ {move.place_before} → {move.place_after}"
    sign = "▲" if move.gain > 0 else "▼" if move.gain < 0 else "–"
    return f"{sign} {name} ({move.played.name}): {scores} · {places}"


def _why(move: Move, explain: Explainer) -> Iterator[str]:
    for change in move.changes:
        yield _change(change, move, explain)
    if move.played.absent:
        more = len(move.played.absent) - _MOST_NAMED
        others = f" และอีก {more}" if more > 0 else ""
        yield f"แผ่นงานนี้ยังไม่มีรายการของเกณฑ์ใหม่: {', '.join(move.played.absent[:_MOST_NAMED])}{others}"


def _change(change: Change, move: Move, explain: Explainer) -> str:
    was, now = (_state(value) for value in (change.before, change.after))
    if isinstance(change.after, int):
        result = move.played.after.criterion(change.id)
        gain = f"{'+' if change.gain >= 0 else '-'}{explain.points(abs(change.gain))} คะแนน"
        return f"ข้อ {change.id}: ระดับ {was} → {now} ({gain}) {explain.reason(result)}"
    if isinstance(change.after, str):
        return f"{explain.requirement(move.played.after.requirement(change.id))} (เดิม {was})"
    return f"{change.id}: ไม่มีในเกณฑ์ใหม่ (เดิม {was})"


def _state(value: int | str | None) -> str:
    return "ไม่มี" if value is None else str(value)
