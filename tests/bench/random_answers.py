"""Random answers, the same ones in every run, to prove that two ways of scoring agree before they are timed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from scoring.programme import Input, Programme
from scoring.submission import Answer, Value

_LINK = "https://www.example.go.th/evidence"


def random_answers(programme: Programme, number: int) -> Iterator[dict[str, Answer]]:
    """So many sets of answers: some nearly full, some nearly empty, small and large counts, with and without links."""
    random = Random(2565)
    for _ in range(number):
        filled = random.uniform(0.3, 1)
        yield {key: _answer(item, filled, random) for key, item in programme.inputs.items()}


def _answer(item: Input, filled: float, random: Random) -> Answer:
    links = (_LINK,) if random.random() < filled else ()
    if random.random() > filled:
        return Answer(item.key, "blank", None, links)
    return Answer(item.key, "given", _value(item, random), links)


def _value(item: Input, random: Random) -> Value:
    match item.type:
        case "yes_no":
            return random.random() < 0.8
        case "count":
            return random.randint(0, random.choice([3, 10, 200]))
        case "choice":
            return random.choice(item.codes)
        case "date":
            return date(2021, 10, random.randint(1, 31))
    return "ข้อความ"
