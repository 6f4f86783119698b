"""Token buckets that all processes share: how many requests a minute an identity may send to Google.

Time is the database's own, so that the clocks of several machines need not agree. The sandbox's clock has no part in
it: Google's quota runs in real time.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import BigInteger, Engine, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.database import Database

_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "cast(extract(epoch from clock_timestamp()) as double precision)",
}
_LESS = {"sqlite": "min", "postgresql": "least"}
_MORE = {"sqlite": "max", "postgresql": "greatest"}


class BudgetRow(Base):
    """One bucket: how full it was at `seen` (seconds since 1970). In debt it is below zero.

    `spent` is how many requests were ever taken out of it.
    """

    __tablename__ = "budgets"

    identity: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    tokens: Mapped[float]
    seen: Mapped[float]
    spent: Mapped[int] = mapped_column(BigInteger, server_default="0")


def spent_by_kind(session: Session) -> dict[str, int]:
    """How many requests of each kind were ever sent, by all identities together."""
    query = select(BudgetRow.kind, func.sum(BudgetRow.spent)).group_by(BudgetRow.kind)
    return {kind: int(spent) for kind, spent in session.execute(query)}


class SharedBudget:
    """One budget for all processes on this database: so many requests of each kind a minute, `burst` of them at once.

    A bucket may go into debt: whoever finds it empty is told to wait until the token it took would have been there.
    Spending is a short transaction of its own. On SQLite it waits for whoever writes, so never send requests while
    holding a transaction that writes.
    """

    def __init__(self, database: Database, per_minute: Mapping[str, int], *, burst: int) -> None:
        self._database = database
        self._per_minute = per_minute
        self._burst = float(burst)
        self._take = text(_taking(database.engine))

    def spend(self, identity: str, kind: str) -> float:
        """Take one request from the budget; how many seconds to wait before sending it."""
        per_second = self._per_minute[kind] / 60
        asked = {"identity": identity, "kind": kind, "burst": self._burst, "rate": per_second}
        with self._database.writing() as session:
            left: float = session.execute(self._take, asked).scalar_one()
        return max(0.0, -left / per_second)


def _taking(engine: Engine) -> str:
    """One statement that fills a bucket for the time that has passed and takes one token out of it."""
    dialect = engine.dialect.name
    now, less, more = _NOW[dialect], _LESS[dialect], _MORE[dialect]
    filled = f"{less}(:burst, budgets.tokens + {more}(0.0, {now} - budgets.seen) * :rate)"
    return (
        f"insert into budgets (identity, kind, tokens, seen, spent) values (:identity, :kind, :burst - 1, {now}, 1) "  # noqa: S608 # no value of others stands in it
        f"on conflict (identity, kind) do update set tokens = {filled} - 1, seen = {more}({now}, budgets.seen), "
        "spent = budgets.spent + 1 "
        "returning tokens"
    )
