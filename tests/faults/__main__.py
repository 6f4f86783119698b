"""`make faults`: a season's day with 200 kills on PostgreSQL and 40 on SQLite; prints what was lost and repeated."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.store.database import engine
from bot.store.migrate import migrate
from sheets_schema.thai import BANGKOK
from tests.faults.account import Account, difference
from tests.faults.played import Plan, Played, play
from tests.faults.processes import ONE, SEVERAL
from tests.support.databases import new_postgres_database, postgres_in

AGENCIES = 4


def main() -> int:
    """0 where nothing was lost, repeated or left wrong."""
    asked = ArgumentParser(prog="make faults", description=__doc__)
    asked.add_argument("--seed", type=int, default=2565)
    asked.add_argument(
        "--rounds", type=int, default=40, help="of the day: five kills each on PostgreSQL, one on SQLite"
    )
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="tonbaeb-faults-") as name, postgres_in(Path(name)) as server:
        folder = Path(name)
        urls = {kind: f"sqlite:///{folder / kind}.db" for kind in ("calm", "one")}
        urls["several"] = new_postgres_database(server)
        for url in urls.values():
            migrate(engine(url))
        calm = play(Plan(given.seed, given.rounds, AGENCIES), ONE, folder / "calm", urls["calm"]).account
        print(f"{datetime.now(BANGKOK):%d.%m.%Y}, seed {given.seed}\n\n{HEAD}", flush=True)
        runs = (
            (
                "PostgreSQL, five processes",
                SEVERAL,
                "several",
                Plan(given.seed, given.rounds, AGENCIES, 5, storms=True),
            ),
            ("SQLite, one process", ONE, "one", Plan(given.seed, given.rounds, AGENCIES, 1, storms=True)),
        )
        return max([_run(calm, title, plan, roles, folder / kind, urls[kind]) for title, roles, kind, plan in runs])


COLUMNS = ("installation", "killed", "told", "leases waited for", "seconds", "lost", "repeated", "wrong")
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"


def _run(calm: Account, title: str, plan: Plan, roles: Sequence[str], folder: Path, url: str) -> int:
    broken = play(plan, roles, folder, url, tell=lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    found = difference(calm, broken.account)
    kinds = (found.lost, found.repeated, found.wrong)
    print(f"| {title} | {_figures(broken)} | {' | '.join(str(len(kind)) for kind in kinds)} |", flush=True)
    for name, each in zip(("lost", "repeated", "wrong"), kinds, strict=True):
        for what in each:
            print(f"  {name}: {what}", file=sys.stderr)
    return int(any(kinds))


def _figures(played: Played) -> str:
    killed = ", ".join(f"{role} {count}" for role, count in sorted(played.kills.items()))
    told = sum(words.total() for words in played.account.told.values())
    return f"{played.kills.total()} ({killed}) | {told:,} | {played.jumps} | {played.seconds:.0f}"


if __name__ == "__main__":
    sys.exit(main())
