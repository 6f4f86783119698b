"""From a file's bytes to its `Page`, with a finding for everything in it that is no plain YAML."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from scoring.linter.finding import Finding
from scoring.linter.page import UNREADABLE, Page, Path, finding

_DEEPEST = 40
_DEEPEST_NODES = 1_000
"""Composing nodes that stand in each other far deeper than this ends the process, without an error to catch."""
_KEYS = (str, int)


def read(file: str, content: bytes | None) -> tuple[Page | None, tuple[Finding, ...]]:
    """The page of a file (None where there is nothing to look at) and what was found in reading it."""
    if content is None:
        return None, (finding(file, 1, "no-file"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (finding(file, _line_at(content, error.start), "not-utf-8"),)
    try:
        if too_deep := _first_line_too_deep(text):
            return None, (finding(file, too_deep, "too-deep"),)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        return None, (_not_yaml(file, text, error),)
    if node is None:
        return None, (finding(file, 1, "empty-file"),)
    walk = _Walk(file)
    value = walk.value(node, ())
    return Page(file, value, walk.lines), tuple(walk.found)


def _first_line_too_deep(text: str) -> int | None:
    """The line on which lists and mappings stand too deep in each other to be composed; None where none does."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST_NODES:
            assert event.start_mark is not None, "what was read from a text has its place"
            return event.start_mark.line + 1
    return None


def _not_yaml(file: str, text: str, error: Exception) -> Finding:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else _line_at(text.encode(), getattr(error, "position", 0))
    last = max(1, len(text.splitlines()))
    return finding(file, min(line, last), "not-yaml", problem=getattr(error, "problem", None) or "unreadable")


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


class _Walk:
    """One walk over composed nodes, which notes the line of each place on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.found: list[Finding] = []
        self._seen: set[int] = set()
        self._resolver = Resolver()
        self._constructor = SafeConstructor()

    def value(self, node: yaml.Node, path: Path) -> Any:
        """What a node states; `UNREADABLE` where that cannot be told, with a finding."""
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:
            return self._refuse(line, "alias")
        self._seen.add(id(node))
        if len(path) > _DEEPEST:
            return self._refuse(line, "too-deep")
        if node.tag != self._plain_tag(node):
            return self._refuse(line, "tag", tag=node.tag)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path)
            case yaml.SequenceNode():
                return [self.value(item, (*path, position)) for position, item in enumerate(node.value)]
        return self._scalar(node)

    def _plain_tag(self, node: yaml.Node) -> str:
        """The tag a node has when none is written before it."""
        if isinstance(node, yaml.ScalarNode) and node.style:
            return Resolver.DEFAULT_SCALAR_TAG
        tag: str = self._resolver.resolve(  # type: ignore[no-untyped-call] # its stubs have no types here
            type(node), node.value, (True, False)
        )
        return tag

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            return self._refuse(node.start_mark.line + 1, "unreadable-value", value=node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str | int, Any]:
        mapping: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            line = key_node.start_mark.line + 1
            if key in mapping:
                self._refuse(line, "repeated-field", field=key)
            self.lines[*path, key] = line
            mapping[key] = self.value(value_node, (*path, key))
        return mapping

    def _key(self, node: yaml.Node) -> str | int:
        key = self.value(node, ()) if isinstance(node, yaml.ScalarNode) else None
        if isinstance(key, _KEYS) and not isinstance(key, bool):
            return key
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else "?"
        self._refuse(node.start_mark.line + 1, "odd-field", field=text)
        return text

    def _refuse(self, line: int, code: str, **words: object) -> object:
        self.found.append(finding(self.file, line, code, **words))
        return UNREADABLE
