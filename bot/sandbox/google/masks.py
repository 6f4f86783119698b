"""Field masks: "a(b,c/d),e" as a tree, and replies cut down to such a tree."""

from __future__ import annotations

import re
from typing import Any

# A name leads to what is wanted below it; WHOLE is a leaf: everything there.
Mask = dict[str, "Mask"]
WHOLE: Mask = {}

_TOKEN = re.compile(r"[^\s(),/.]+|[(),/.]")


class MaskError(ValueError):
    """The text is no field mask."""


def parse(text: str) -> Mask:
    """The tree of a mask; "*" is the leaf WHOLE."""
    tokens = _TOKEN.findall(text)
    tree, rest = _fields(tokens)
    if rest or not tokens:
        raise MaskError(text)
    return WHOLE if "*" in tree else tree


def prune(value: Any, mask: Mask) -> Any:
    """What of `value` the mask asks for; lists are seen through, absent names stay absent."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [prune(each, mask) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: prune(value[name], below) for name, below in mask.items() if name in value}


def asks(mask: Mask, *path: str) -> bool:
    """Whether anything at or below `path` is wanted."""
    return below(mask, *path) is not None


def below(mask: Mask, *path: str) -> Mask | None:
    """The mask for what lies at `path`: WHOLE for all of it, None for nothing."""
    for name in path:
        if not mask or "*" in mask:
            return WHOLE
        if name not in mask:
            return None
        mask = mask[name]
    return mask


def _fields(tokens: list[str]) -> tuple[Mask, list[str]]:
    tree: Mask = {}
    while tokens:
        tokens = _field(tokens, tree)
        if not tokens or tokens[0] == ")":
            break
        if tokens[0] != "," or len(tokens) == 1:
            raise MaskError("".join(tokens))
        tokens = tokens[1:]
    return tree, tokens


def _field(tokens: list[str], tree: Mask) -> list[str]:
    """Read one field with what hangs on it into `tree`; returns the tokens after it."""
    name, rest = tokens[0], tokens[1:]
    if name in "(),/.":
        raise MaskError(name)
    if not rest or rest[0] in ",)":
        tree[name] = WHOLE
        return rest
    if rest[0] == "(":
        children, rest = _group(rest[1:])
    else:
        children = {}
        if len(rest) < 2:
            raise MaskError(name)
        rest = _field(rest[1:], children)
    if tree.get(name) is not WHOLE:
        _merge(tree.setdefault(name, {}), children)
    return rest


def _group(tokens: list[str]) -> tuple[Mask, list[str]]:
    children, rest = _fields(tokens)
    if not children or not rest:
        raise MaskError("(")
    return children, rest[1:]


def _merge(into: Mask, other: Mask) -> None:
    for name, children in other.items():
        if children is WHOLE or not children:
            into[name] = WHOLE
        elif name not in into:
            into[name] = children
        elif into[name]:
            _merge(into[name], children)
