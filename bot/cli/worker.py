"""`tonbaeb worker`."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.starting import installation, signed_in, told_kindly, with_schema
from bot.jobs.wakeups import worker


@told_kindly
def run(_: Namespace) -> int:
    """Work until told to stop, then finish the piece in hand."""
    started = with_schema(signed_in(installation()))
    consumer, _services = worker(started.wake.huey), started.services  # made now, so that what it lacks is told now
    consumer.run()
    return 0
