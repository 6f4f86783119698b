"""Where the sandbox keeps its documents: kind and key lead to one JSON-able dict."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FILE_NAME = "sandbox.db"

_TABLE = """
CREATE TABLE IF NOT EXISTS document (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, key)
)
"""
_PUT = """
INSERT INTO document (kind, key, body) VALUES (?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body
"""


class Shelf:
    """Write-through documents. What `get` and `all` hand out are copies: a change counts once it is `put`."""

    def __init__(self, data_dir: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(_place(data_dir), check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(_TABLE)

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        found = self._rows("SELECT key, body FROM document WHERE kind = ? AND key = ?", kind, key)
        return found.get(key)

    def put(self, kind: str, key: str, document: dict[str, Any]) -> None:
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        with self._lock:
            self._connection.execute(_PUT, (kind, key, body))

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """A block whose changes are written together, which is quicker where there are thousands; all or none."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN")
            yield

    def delete(self, kind: str, key: str) -> None:
        with self._lock:
            self._connection.execute("DELETE FROM document WHERE kind = ? AND key = ?", (kind, key))

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        """Every document of a kind by key, in the order in which the keys were first put."""
        return self._rows("SELECT key, body FROM document WHERE kind = ? ORDER BY position", kind)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _rows(self, query: str, *values: str) -> dict[str, dict[str, Any]]:
        with self._lock:
            rows = self._connection.execute(query, values).fetchall()
        return {key: json.loads(body) for key, body in rows}


def _place(data_dir: Path | None) -> str:
    if data_dir is None:
        return ":memory:"
    data_dir.mkdir(parents=True, exist_ok=True)
    return str(data_dir / FILE_NAME)
