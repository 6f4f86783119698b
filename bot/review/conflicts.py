"""Conflicts of interest between an assessor and an agency: the same ministry, or the agency itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

Conflict = Literal["agency", "ministry"]


class Judge(NamedTuple):
    """An assessor with the ministry and the agency to which they belong; blank where that is not known."""

    code: str
    ministry: str
    agency: str


class Body(NamedTuple):
    """An agency that is judged, with its ministry; blank where that is not known."""

    code: str
    ministry: str


def conflict(judge: Judge, body: Body) -> Conflict | None:
    """What forbids this assessor to judge this agency; spaces and case make no other ministry."""
    if judge.agency and _plain(judge.agency) == _plain(body.code):
        return "agency"
    if judge.ministry and _plain(judge.ministry) == _plain(body.ministry):
        return "ministry"
    return None


def is_open_question(judge: Judge, body: Body) -> bool:
    """Whether a ministry is not known, so that only the assessor can say that there is no conflict."""
    return not _plain(judge.ministry) or not _plain(body.ministry)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
