"""No person and no secret can be found in the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import logs

USER = "U" + "0123456789abcdef" * 2


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    lines = io.StringIO()
    logs.configure(lines, salt="salt", secrets=["t0ken"])
    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)


def records(stream: io.StringIO) -> list[dict[str, Any]]:
    """What the log says, each line by itself."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_id_appears_only_as_a_short_hash(stream: io.StringIO) -> None:
    logging.getLogger("test").info("push accepted", extra=logs.fields(chat=USER, request="r 1", people=3, more=None))

    (told,) = records(stream)
    time = datetime.fromisoformat(told.pop("time"))
    expected = {"chat": logs.hashed(USER, "salt"), "request": "r 1", "people": 3, "more": None}
    assert told == {"level": "INFO", "logger": "test", "event": "push accepted", **expected}
    assert time.tzinfo is UTC
    assert logs.hashed(USER, "salt") != logs.hashed(USER, "other salt")


def test_an_exception_is_told_by_kinds_and_places_without_a_word_of_its_text(stream: io.StringIO) -> None:
    try:
        try:
            int(f"{USER} t0ken ความลับ")
        except ValueError as error:
            raise KeyError("ความลับของผู้เขียน") from error
    except KeyError:
        logging.getLogger("test").exception("broke")

    (told,) = records(stream)
    kinds = [each for each in told["trace"] if ":" not in each]
    assert kinds == ["KeyError", "ValueError"]
    assert all(each.startswith("test_jobs_logs.py:") for each in told["trace"] if ":" in each)
    assert [word for word in ("t0ken", USER, "ความลับ") if word in stream.getvalue()] == []


def test_a_field_cannot_pass_for_what_every_line_has(stream: io.StringIO) -> None:
    logging.getLogger("test").info("seen", extra=logs.fields(level="CRITICAL", event="forged"))

    (told,) = records(stream)
    assert (told["level"], told["event"]) == ("INFO", "seen")


def test_where_names_the_place_of_an_error_and_not_its_words() -> None:
    try:
        int("what a person wrote")
    except ValueError as error:
        told = logs.where(error)

    assert told.startswith("ValueError at test_jobs_logs.py:")
    assert "person" not in told


FORGED = "x\n2027-01-01T00:00:00.000+00:00 INFO bot.web entered officer=forged\r\x1b[31m\u2028\x85"


def test_what_comes_from_outside_begins_no_line_and_colours_no_terminal(stream: io.StringIO) -> None:
    logger = logging.getLogger("test")
    logger.info("asked for %s", FORGED)
    logger.info("asked", extra=logs.fields(path=FORGED, plain="\x1b[2J"))
    try:
        int(FORGED)
    except ValueError:
        logger.exception("broke")

    assert [(told["level"], told["event"][:5]) for told in records(stream)] == [
        ("INFO", "asked"),
        ("INFO", "asked"),
        ("ERROR", "broke"),
    ]
    assert records(stream)[0]["event"] == f"asked for {FORGED}"
    assert all(line.isprintable() for line in stream.getvalue().splitlines())


def test_addresses_that_are_keys_are_not_seen_in_the_log(stream: io.StringIO) -> None:
    logging.getLogger("test").info("GET /desk/enter/Ab_c-9 and https://t.example/calendar/0f.9a.ics HTTP/1.1")

    assert records(stream)[0]["event"] == "GET /desk/enter/*** and https://t.example/calendar/*** HTTP/1.1"
