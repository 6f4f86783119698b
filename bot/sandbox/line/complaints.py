"""From what is wrong with a body to the one answer that LINE gives for it.

LINE writes places in three ways: `messages[0].text` for the body itself, `/body/contents/0` inside a Flex
container and `template/actions/0/uri` inside the other nested parts of a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.sandbox.line.refusals import RefusalError, invalid_property
from bot.sandbox.line.shapes import INVALID, Check, Complaint, Path

_NESTED = frozenset({"contents", "template", "quickReply"})


def insist(check: Check, body: object) -> None:
    """Raise the refusal of `body` where `check` finds anything wrong with it."""
    found = list(check(body, ()))
    if found:
        raise refusal_of(found)


def refusal_of(complaints: Sequence[Complaint]) -> RefusalError:
    outer = [complaint for complaint in complaints if not _is_nested(complaint.path)]
    if not outer:
        return _refused_message(complaints)
    if outer[0].message == INVALID:
        return invalid_property(dotted(outer[0].path))
    told = [complaint for complaint in outer if complaint.message != INVALID]
    details = [{"message": complaint.message, "property": dotted(complaint.path)} for complaint in told]
    return RefusalError(400, f"The request body has {len(told)} error(s)", details)


def dotted(path: Path) -> str:
    """messages[0].text"""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step}"
    return name.removeprefix(".")


def _is_nested(path: Path) -> bool:
    return len(path) > 2 and path[0] == "messages" and path[2] in _NESTED and len(path) != 3


def _refused_message(complaints: Iterable[Complaint]) -> RefusalError:
    """The first message that is wrong, with everything that is wrong in it."""
    listed = list(complaints)
    index = listed[0].path[1]
    details = [
        {"message": complaint.message, "property": _nested_place(complaint.path)}
        for complaint in listed
        if complaint.path[1] == index
    ]
    return RefusalError(400, f"A message (messages[{index}]) in the request body is invalid", details)


def _nested_place(path: Path) -> str:
    steps = [str(step) for step in path[2:]]
    return "/" + "/".join(steps[1:]) if steps[0] == "contents" else "/".join(steps)
