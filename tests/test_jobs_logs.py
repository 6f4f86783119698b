"""No person and no secret can be found in the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

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


def test_a_line_id_appears_only_as_a_short_hash(stream: io.StringIO) -> None:
    logging.getLogger("test").info("push accepted", extra=logs.fields(chat=USER, request="r 1"))

    line = stream.getvalue()
    assert line.endswith(f'INFO test push accepted chat={logs.hashed(USER, "salt")} request="r 1"\n')
    assert USER not in line
    assert logs.hashed(USER, "salt") != logs.hashed(USER, "other salt")


def test_secrets_and_ids_are_cleaned_from_tracebacks_too(stream: io.StringIO) -> None:
    try:
        int(f"{USER} t0ken")
    except ValueError:
        logging.getLogger("test").exception("broke")

    assert "t0ken" not in stream.getvalue()
    assert USER not in stream.getvalue()


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

    lines = stream.getvalue().splitlines()
    assert [line.split()[1:4] for line in lines if not line.startswith("    ")] == [
        ["INFO", "test", "asked"],
        ["INFO", "test", "asked"],
        ["ERROR", "test", "broke"],
    ]
    assert all(line.isprintable() for line in lines)


def test_addresses_that_are_keys_are_not_seen_in_the_log(stream: io.StringIO) -> None:
    logging.getLogger("test").info("GET /desk/enter/Ab_c-9 and https://t.example/calendar/0f.9a.ics HTTP/1.1")

    assert stream.getvalue().endswith("GET /desk/enter/*** and https://t.example/calendar/*** HTTP/1.1\n")
