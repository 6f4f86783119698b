"""`make faults`: a season's day with 200 kills on PostgreSQL and 100 on SQLite; prints what was lost and repeated."""

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
from tests.faults.account import difference
from tests.faults.played import Plan, Played, play
from tests.faults.processes import ONE, SEVERAL
from tests.support.databases import new_postgres_database, postgres_in

AGENCIES = 4


def main() -> int:
    """0 where nothing was lost, repeated or left wrong."""
    asked = ArgumentParser(prog="make faults", description=__doc__)
    asked.add_argument("--seed", type=int, default=2565)
    asked.add_argument(
        "--rounds", type=int, default=100, help="of the day; on PostgreSQL half of it with four kills each"
    )
    given = asked.parse_args()
    seed, rounds = given.seed, given.rounds
    with tempfile.TemporaryDirectory(prefix="tonbaeb-faults-") as name, postgres_in(Path(name)) as server:
        folder = Path(name)
        one, several = f"sqlite:///{folder / 'one.db'}", new_postgres_database(server)
        runs = (
            ("SQLite, one process", ONE, one, Plan(seed, rounds, AGENCIES, kills=1, storms=True)),
            ("PostgreSQL, five processes", SEVERAL, several, Plan(seed, rounds // 2, AGENCIES, kills=4, storms=True)),
        )
        print(f"{datetime.now(BANGKOK):%d.%m.%Y}, seed {seed}\n\n{HEAD}")
        return max(_run(folder, *run) for run in runs)


COLUMNS = ("installation", "killed", "told", "leases waited for", "seconds", "lost", "repeated", "wrong")
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"


def _run(folder: Path, title: str, roles: Sequence[str], url: str, plan: Plan) -> int:
    calm_url = f"sqlite:///{folder / f'calm-{plan.rounds}'}.db"
    for empty in (calm_url, url):
        migrate(engine(empty))
    calm = play(Plan(plan.seed, plan.rounds, plan.agencies), ONE, folder / f"calm-{plan.rounds}", calm_url)
    broken = play(
        plan, roles, folder / roles[0], url, tell=lambda line: print(f"  {line}", file=sys.stderr, flush=True)
    )
    found = difference(calm.account, broken.account)
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
