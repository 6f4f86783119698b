"""Logs as JSON lines, in which no person can be found: LINE ids only as salted hashes, no secrets, no texts."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import traceback
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

LINE_ID = re.compile(r"\b[UCR][0-9a-f]{32}\b")
_OPENS_SOMETHING = re.compile(r"(/desk/enter/|/calendar/)[\w.~-]+")
"""Addresses that are keys: a one-time link into the desk, a person's calendar."""
_MOVES_THE_CURSOR = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def fields(**values: object) -> dict[str, Any]:
    """The `extra` of a log call: `log.info("push accepted", extra=fields(chat=chat_id, request=request_id))`."""
    return {"fields": values}


def where(error: BaseException) -> str:
    """The kind of an error and the place where it was raised, without its text, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def hashed(line_id: str, salt: str) -> str:
    """A short name for a LINE id: the same within one installation, of no use outside it."""
    digest = hmac.new(salt.encode(), line_id.encode(), hashlib.sha256).hexdigest()
    return f"{line_id[:1]}~{digest[:10]}"


class Lines(logging.Formatter):
    """One JSON object on one line per record: `time`, `level`, `logger`, `event`, then the fields of the call.

    Of an exception it tells kinds and places, never texts, which may quote a person. Cleans whatever it prints.
    """

    def __init__(self, salt: str, secrets: Collection[str] = ()) -> None:
        super().__init__()
        self._salt = salt
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": self._cleaned(record.getMessage()),
        }
        for name, value in getattr(record, "fields", {}).items():
            told.setdefault(name, value if isinstance(value, int | float | None) else self._cleaned(str(value)))
        if record.exc_info and record.exc_info[1] is not None:
            told["trace"] = _trace(record.exc_info[1])
        return _on_one_line(json.dumps(told, ensure_ascii=False))

    def _cleaned(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        text = _OPENS_SOMETHING.sub(r"\1***", text)
        return LINE_ID.sub(lambda found: hashed(found.group(), self._salt), text)


def configure(stream: TextIO, *, salt: str, secrets: Collection[str] = (), level: int = logging.INFO) -> None:
    """Send the log of this process to `stream`. Called once, by the entry point."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(salt, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("apscheduler", "huey", "urllib3", "alembic"):
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))


def _on_one_line(text: str) -> str:
    """JSON leaves some control characters as they are: none may begin a line or colour a terminal."""
    return _MOVES_THE_CURSOR.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _trace(error: BaseException) -> list[str]:
    """The kind of an error and the places that led to it, then those of what it came from."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [type(error).__name__, *reversed(places), *(_trace(before) if before is not None else ())]
