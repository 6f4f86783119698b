"""Small programmes for tests of a rule, and submissions to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.programme import Programme
from scoring.programme_file import programme_from
from scoring.submission import Answer, Submission, Value

LINK = "https://www.example.go.th/evidence"


def document(*sections: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The logic of a programme with these sections and nothing that is not asked for."""
    name = {"id": "org", "inputs": [{"key": "org.name", "type": "text"}]}
    return {
        "id": "small",
        "version": 1,
        "zone": "Asia/Bangkok",
        "choices": {},
        "parts": {},
        "periods": [],
        "tiers": [],
        "organisation": "org.name",
        "assumptions": {},
        "thresholds": [],
        "eligibility": [],
        "site_visit": [],
        "tabs": [{"id": "tab", "sheet": 1010, "sections": [name, *sections]}],
        **more,
    }


def programme(*sections: Mapping[str, Any], **more: Any) -> Programme:
    return programme_from(document(*sections, **more))


def submission(
    of: Programme, values: Mapping[str, Value], links: Sequence[str] = (), more_links: Mapping[str, int] | None = None
) -> Submission:
    """These answers, the others blank; `links` are keys with one link each, `more_links` says how many."""
    counts = {**dict.fromkeys(links, 1), **(more_links or {})}
    answers = {
        key: Answer(key, "given" if key in values else "blank", values.get(key), (LINK,) * counts.get(key, 0))
        for key in of.inputs
    }
    return Submission(of.id, answers)
