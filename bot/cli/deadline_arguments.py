"""What `tonbaeb deadlines` takes."""

from __future__ import annotations

import argparse
from datetime import timedelta

from bot.cli.instants import time_or_instant
from bot.reminder_steps import LONGEST, MOST, NONE, StepsError, steps_in


def deadline_arguments(deadlines: argparse.ArgumentParser) -> None:
    deadlines.add_argument("--from", dest="stated_by", metavar="PROGRAMME", help="enter those that a programme states")
    deadlines.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    acts = deadlines.add_subparsers(dest="act", metavar="add | change | remove")
    add = acts.add_parser("add", help="enter one, or enter it anew")
    add.add_argument("id", type=_filled, metavar="ID")
    for name in ("programme", "title-th", "title-en"):
        add.add_argument(f"--{name}", required=True, type=_filled, metavar="TEXT")
    _when_and_how_often(add, closes_required=True)
    change = acts.add_parser("change", help="move one, or change when it is reminded of; what is not given stays")
    change.add_argument("id", metavar="ID")
    for name in ("title-th", "title-en"):
        change.add_argument(f"--{name}", type=_filled, metavar="TEXT")
    _when_and_how_often(change, closes_required=False)
    remove = acts.add_parser("remove", help="remove one, and cancel its reminders")
    remove.add_argument("id", metavar="ID")


def _when_and_how_often(act: argparse.ArgumentParser, *, closes_required: bool) -> None:
    act.add_argument(
        "--closes",
        required=closes_required,
        type=time_or_instant,
        metavar="ISO-INSTANT",
        help="the first instant that is too late: 2022-04-01T00:00:00+07:00, or without its offset a time in --zone",
    )
    act.add_argument("--source", metavar="TEXT", help="how the source states it")
    act.add_argument("--zone", metavar="ZONE", help="zone of the source, such as America/New_York")
    act.add_argument(
        "--remind",
        type=steps,
        metavar="STEPS",
        help=f"how long before to remind: 30d,14d,7d,3d,1d,3h, of days, hours and minutes; {NONE}: not at all",
    )
    act.set_defaults(wrong_usage=act.error)


def steps(text: str) -> tuple[timedelta, ...]:
    """Steps before a deadline, the longest first and each once: `30d,3h` or `30d 3h`."""
    try:
        return steps_in(text)
    except StepsError as error:
        if not error.part:
            raise argparse.ArgumentTypeError(f"give 1 to {MOST} steps, such as 30d,14d,3h, or {NONE}") from error
        raise argparse.ArgumentTypeError(
            f"{error.part} is no step; write 30d, 3h or 45m, at most {LONGEST.days}d"
        ) from error


def _filled(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("it may not be blank")
    return text.strip()
