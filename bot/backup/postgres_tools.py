"""PostgreSQL's own pg_dump and pg_restore. Passwords go to them in a file that only its owner may read."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Sequence
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine

from bot.backup.archive import BackupError


def dump(engine: Engine, tables: Collection[str], snapshot: str, target: Path) -> None:
    """Dump these tables as a transaction that exported `snapshot` sees them."""
    chosen = [f"--table=public.{table}" for table in sorted(tables)]
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", *chosen]
    _run("pg_dump", [*options, f"--file={target}"], engine.url, target.parent)


def load(engine: Engine, source: Path) -> None:
    """Load a dump into a database without these tables, all of it or nothing."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*options, str(source)], engine.url, source.parent)


def _run(tool: str, options: Sequence[str], url: URL, folder: Path) -> None:
    program = shutil.which(tool)
    if program is None:
        raise BackupError(
            f"ไม่พบคำสั่ง {tool} โปรดติดตั้งโปรแกรมของ PostgreSQL (แพ็กเกจ postgresql-client) รุ่นเดียวกับเซิร์ฟเวอร์ "
            f"({tool} is not there: install PostgreSQL's client programs, of the server's release)"
        )
    command = [program, f"--dbname={_conninfo(url, folder)}", "--no-password", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # a program of PostgreSQL, no shell
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise BackupError(f"{tool} ทำไม่สำเร็จ ({tool} failed): {last}")


def _conninfo(url: URL, folder: Path) -> str:
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    given = {"host": url.host, "port": str(url.port or ""), "user": url.username, "dbname": url.database, **query}
    password = folder / "password"
    password.touch(mode=0o600)
    words = str(url.password or "").replace("\\", "\\\\").replace(":", "\\:")
    password.write_text(f"*:*:*:*:{words}\n", encoding="utf-8")
    return make_conninfo(**{name: value for name, value in given.items() if value}, passfile=str(password))
