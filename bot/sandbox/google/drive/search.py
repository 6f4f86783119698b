"""The query language of files.list, read into a test of one file."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.google.errors import ApiError, unspoken
from bot.sandbox.google.files import File, Files, root_folder, stamp

Test = Callable[[File], bool]

_TOKEN = re.compile(r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<word>[A-Za-z]+|[<>!]?=|[<>(){}]))""")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TIMES: dict[str, Callable[[File, str], str]] = {
    "modifiedTime": lambda file, _: file.modified,
    "createdTime": lambda file, _: file.created,
    "sharedWithMeTime": lambda file, asking: file.shared_times.get(asking, ""),
}
_UNSPOKEN = {"fullText", "visibility", "shortcutDetails", "viewedByMeTime", "memberCount", "labels"}


def read_query(text: str, files: Files, asking: str) -> Test:
    """The test that `q` stands for, or ApiError 400 "Invalid Value"."""
    reader = _Reader(_tokens(text), files, asking)
    test = reader.either()
    if reader.tokens:
        raise invalid_value("q")
    return test


def invalid_value(parameter: str) -> ApiError:
    place = {"locationType": "parameter", "location": parameter}
    return ApiError(400, "Invalid Value", reason="invalid", location=place)


def _tokens(text: str) -> list[str]:
    """Words and signs as they are; texts with their opening quote before them."""
    tokens = []
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise invalid_value("q")
        quoted = match.group("text")
        tokens.append("'" + re.sub(r"\\(.)", r"\1", quoted[1:-1]) if quoted else match.group("word"))
        place = match.end()
    return tokens


@dataclass
class _Reader:
    tokens: list[str]
    files: Files
    asking: str

    def either(self) -> Test:
        tests = [self._both()]
        while self._skip("or"):
            tests.append(self._both())
        return lambda file: any(test(file) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._skip("and"):
            tests.append(self._one())
        return lambda file: all(test(file) for test in tests)

    def _one(self) -> Test:
        if self._skip("not"):
            inner = self._one()
            return lambda file: not inner(file)
        if self._skip("("):
            inner = self.either()
            self._expect(")")
            return inner
        return self._term(self._next())

    def _term(self, name: str) -> Test:
        if name.startswith("'"):
            self._expect("in")
            return self._membership(self._next(), name[1:])
        if name in _UNSPOKEN:
            raise unspoken(f"the search term {name}")
        sign = self._next()
        if sign == "in":
            return self._membership(name, self._text())
        if sign == "has":
            return self._property(name)
        return self._comparison(name, sign)

    def _membership(self, collection: str, value: str) -> Test:
        if collection == "parents":
            folder = root_folder(self.asking) if value == "root" else value
            return lambda file: folder in file.parents
        roles = {"owners": {"owner"}, "writers": {"owner", "writer"}, "readers": {"owner", "writer", "reader"}}
        if collection not in roles:
            raise invalid_value("q")
        email = self.asking if value == "me" else value
        return lambda file: self.files.role(file, email, by_link=False) in roles[collection]

    def _property(self, collection: str) -> Test:
        """{ key='a' and value='b' }"""
        for word in ("{", "key", "="):
            self._expect(word)
        key = self._text()
        for word in ("and", "value", "="):
            self._expect(word)
        value = self._text()
        self._expect("}")
        if collection == "appProperties":
            return lambda file: file.app_properties.get(key) == value
        if collection == "properties":
            return lambda file: file.properties.get(key) == value
        raise invalid_value("q")

    def _comparison(self, name: str, sign: str) -> Test:
        if name == "sharedWithMe" and sign == "=":
            wanted = self._truth()
            return lambda file: (self.asking in file.shared_times) == wanted
        if name in ("trashed", "starred") and sign in ("=", "!="):
            wanted = self._truth() == (sign == "=")
            return lambda file: getattr(file, name) == wanted
        if name in _TIMES and sign in _COMPARISONS:
            moment, read, compare = _moment(self._text()), _TIMES[name], _COMPARISONS[sign]
            return lambda file: compare(read(file, self.asking), moment)
        return self._words(name, sign)

    def _words(self, name: str, sign: str) -> Test:
        attribute = {"name": "name", "mimeType": "mime_type"}.get(name, "")
        value = self._text().casefold()
        if not attribute or sign not in ("=", "!=", "contains"):
            raise invalid_value("q")
        if sign == "contains":  # Drive matches the beginnings of words only
            start = re.compile(r"(?:^|[^\w])" + re.escape(value))
            return lambda file: start.search(getattr(file, attribute).casefold()) is not None
        return lambda file: (getattr(file, attribute).casefold() == value) == (sign == "=")

    def _truth(self) -> bool:
        word = self._next()
        if word not in ("true", "false"):
            raise invalid_value("q")
        return word == "true"

    def _text(self) -> str:
        word = self._next()
        if not word.startswith("'"):
            raise invalid_value("q")
        return word[1:]

    def _next(self) -> str:
        if not self.tokens:
            raise invalid_value("q")
        return self.tokens.pop(0)

    def _skip(self, word: str) -> bool:
        if self.tokens[:1] != [word]:
            return False
        self.tokens.pop(0)
        return True

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise invalid_value("q")


def _moment(text: str) -> str:
    """An RFC 3339 time, in UTC where it names no zone, as files keep theirs."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid_value("q") from None
    return stamp(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC))
