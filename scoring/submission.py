"""What an organisation entered: one answer per input, already read and normalised, with where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

Value = bool | int | str | date
State = Literal["given", "blank", "not_applicable", "invalid", "deleted"]


class Place(NamedTuple):
    """Where something stands in a workbook: the tab's title and the cell, such as `D14`."""

    tab: str
    cell: str


class Answer(NamedTuple):
    """One input as it was read.

    `value` is set only in state `given`: a bool for yes_no, an int for count, a code for choice, a date or a text.
    Blank, zero, "no" and not applicable stay apart: blank and not applicable are states, zero and no are values.
    `links` are the usable evidence links, in the order of the cell. `found` is the text as it stood, for messages.
    """

    key: str
    state: State
    value: Value | None = None
    links: tuple[str, ...] = ()
    found: str = ""
    place: Place | None = None

    def without_value(self) -> Answer:
        """This answer after a problem was found with it: it is ignored, its links and text stay for messages."""
        return Answer(self.key, "invalid", None, self.links, self.found, self.place)


class Problem(NamedTuple):
    """Something in the workbook that could not be used, with all that a message needs.

    `code` is one of the contract's problem codes. `limit` is what was exceeded (a total, a maximum, another date).
    """

    code: str
    key: str | None
    place: Place | None = None
    found: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """All answers of one workbook, one for every input of the programme, and the problems met in reading it."""

    programme: str
    answers: Mapping[str, Answer]
    problems: tuple[Problem, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """A JSON-able record from which `from_json` makes an equal submission."""
        return {
            "programme": self.programme,
            "answers": [_answer_to_json(answer) for answer in self.answers.values()],
            "problems": [_problem_to_json(problem) for problem in self.problems],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Submission:
        """The submission that `to_json` wrote."""
        answers = [_answer_from_json(item) for item in record["answers"]]
        problems = tuple(_problem_from_json(item) for item in record["problems"])
        return cls(record["programme"], {answer.key: answer for answer in answers}, problems)


def _answer_to_json(answer: Answer) -> dict[str, Any]:
    value = {"date": answer.value.isoformat()} if isinstance(answer.value, date) else answer.value
    return {
        "key": answer.key,
        "state": answer.state,
        "value": value,
        "links": list(answer.links),
        "found": answer.found,
        "place": _place_to_json(answer.place),
    }


def _answer_from_json(item: Mapping[str, Any]) -> Answer:
    value = item["value"]
    if isinstance(value, dict):
        value = date.fromisoformat(value["date"])
    place = _place_from_json(item["place"])
    return Answer(item["key"], item["state"], value, tuple(item["links"]), item["found"], place)


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "key": problem.key,
        "place": _place_to_json(problem.place),
        "found": problem.found,
        "limit": problem.limit,
    }


def _problem_from_json(item: Mapping[str, Any]) -> Problem:
    return Problem(item["code"], item["key"], _place_from_json(item["place"]), item["found"], item["limit"])


def _place_to_json(place: Place | None) -> list[str] | None:
    return None if place is None else [place.tab, place.cell]


def _place_from_json(item: list[str] | None) -> Place | None:
    return None if item is None else Place(*item)
