"""A balanced proposal of who judges whom: nobody their own house, and nobody more than is needed."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.review.conflicts import Body, Judge, conflict


class Pair(NamedTuple):
    """An agency and an assessor, by their codes."""

    body: str
    judge: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The pairs that are new, by agency; `short` are agencies that have too few assessors, with how many lack."""

    pairs: tuple[Pair, ...]
    short: Mapping[str, int]


def propose(
    judges: Iterable[Judge],
    bodies: Sequence[Body],
    held: Collection[Pair] = (),
    barred: Collection[Pair] = (),
    *,
    each: int,
) -> Proposal:
    """Give every agency `each` assessors beside those it has (`held`), the assessors with the fewest agencies first.

    `barred` are pairs that are out of the question, as when someone declined. The same input gives the same proposal,
    and no other choice of new pairs would make the loads more even.
    """
    known = sorted(judges)
    fixed = set(held)
    out = fixed | set(barred)
    able = {
        body.code: [
            judge.code for judge in known if conflict(judge, body) is None and Pair(body.code, judge.code) not in out
        ]
        for body in bodies
    }
    has = Counter(pair.body for pair in fixed)
    taken = Counter(pair.judge for pair in fixed)
    load = Counter({judge.code: taken[judge.code] for judge in known})
    chosen: dict[str, set[str]] = {}
    for code in sorted(able, key=lambda code: (len(able[code]), code)):
        lacking = max(0, each - has[code])
        chosen[code] = set(sorted(able[code], key=lambda judge: (load[judge], judge))[:lacking])
        load.update(chosen[code])
    while _even_out(chosen, able, load):
        pass
    pairs = tuple(Pair(code, judge) for code in sorted(chosen) for judge in sorted(chosen[code]))
    short = {code: each - has[code] - len(chosen[code]) for code in sorted(chosen)}
    return Proposal(pairs, {code: lacking for code, lacking in short.items() if lacking > 0})


def _even_out(chosen: dict[str, set[str]], able: Mapping[str, list[str]], load: Counter[str]) -> bool:
    """Hand one agency on from a busy assessor, over others if need be, to one with at least two fewer; whether it did.

    Each step of the chain hands one agency from one assessor to the next, so only the first and the last load change.
    """
    for busy in sorted(load, key=lambda judge: (-load[judge], judge)):
        chain = _chain(busy, chosen, able, load)
        if chain:
            for code, giver, taker in chain:
                chosen[code].remove(giver)
                chosen[code].add(taker)
            load[busy] -= 1
            load[chain[-1][2]] += 1
            return True
    return False


def _chain(
    busy: str, chosen: Mapping[str, set[str]], able: Mapping[str, list[str]], load: Mapping[str, int]
) -> list[tuple[str, str, str]]:
    """The shortest chain of handings-on (agency, giver, taker) to someone with at least two fewer; empty if none."""
    if load[busy] - min(load.values()) < 2:  # with one fewer nothing would be gained
        return []
    of_judge: dict[str, list[str]] = {}
    for code in sorted(chosen):
        for judge in chosen[code]:
            of_judge.setdefault(judge, []).append(code)
    came: dict[str, tuple[str, str, str] | None] = {busy: None}
    waiting = deque([busy])
    while waiting:
        giver = waiting.popleft()
        for code in of_judge.get(giver, ()):
            for taker in able[code]:
                if taker in came or taker in chosen[code]:
                    continue
                came[taker] = (code, giver, taker)
                if load[taker] <= load[busy] - 2:
                    return _back(came, taker)
                waiting.append(taker)
    return []


def _back(came: Mapping[str, tuple[str, str, str] | None], last: str) -> list[tuple[str, str, str]]:
    steps = []
    step = came[last]
    while step is not None:
        steps.append(step)
        step = came[step[1]]
    return steps[::-1]
