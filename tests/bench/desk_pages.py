"""How long the desk's pages take with 300 and with 10,000 agencies, and how often they ask the database."""

from __future__ import annotations

import gc
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import event

from bot.store.database import Database, engine
from bot.store.migrate import migrate
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import enter_season

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
ROUNDS = 7
PAGES = {
    "overview with plots": "/desk/",
    "agencies": "/desk/agencies",
    "agencies, searched": "/desk/agencies?q=00017",
    "agencies by points, page 3": "/desk/agencies?sort=points&falling=1&page=3",
    "one agency": "/desk/agencies/A-00003",
    "a receipt proved": "/desk/agencies/A-00003/readings/3",
    "deadlines": "/desk/deadlines",
    "outgoing": "/desk/outgoing",
    "work": "/desk/work",
    "audit log": "/desk/audit",
    "what is to be reviewed": "/desk/review",
    "one agency under review": "/desk/review/A-00003",
    "assignments": "/desk/assignments",
    "season of one agency": "/desk/agencies/A-00003/season",
    "documents": "/desk/documents",
    "comments of the hearing": "/desk/comments",
    "the public hearing": "/hearing",
}


def print_pages() -> None:
    print("\nThe desk's pages on SQLite, medians: milliseconds (processor's time) and queries")
    for agencies in (300, 10_000):
        with TemporaryDirectory() as folder:
            print(f"  {agencies:,} agencies")
            for name, (passed, worked, queries) in _measured(agencies, Path(folder) / "desk.db").items():
                print(f"    {name:<30} {passed:7.0f} ({worked:.0f})  {queries}")


def _measured(agencies: int, file: Path) -> dict[str, tuple[float, float, int]]:
    made = engine(f"sqlite:///{file}")
    migrate(made)
    database = Database(made)
    enter_season(database, agencies, NOW)
    gc.collect()
    gc.freeze()  # as bot/wsgi.py does
    officer, asked = DeskWeb(database, NOW).browser(), list[int]()
    event.listen(made, "before_cursor_execute", lambda *_: asked.append(1))
    found = {}
    for name, address in PAGES.items():
        officer.page(address)
        passed, worked = [], []
        for _ in range(ROUNDS):
            asked.clear()
            begun, at_work = time.perf_counter(), time.process_time()
            officer.page(address)
            passed.append(1000 * (time.perf_counter() - begun))
            worked.append(1000 * (time.process_time() - at_work))
        found[name] = (median(passed), median(worked), len(asked))
    made.dispose()
    return found


if __name__ == "__main__":
    print_pages()
