"""The methods of the two APIs: where each is called, with which parameters, scopes and messages."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_PATH_NAMES = {
    "spreadsheetId": "<spreadsheet_id>",
    "range": "<path:range_>",
    "fileId": "<file_id>",
    "permissionId": "<permission>",
    "driveId": "<drive_id>",
}


@dataclass(frozen=True)
class Method:
    """One method as Google describes it, in the words of methods.yaml."""

    id: str
    verb: str
    path: str
    parameters: Mapping[str, str]
    scopes: tuple[str, ...]
    request: str = ""
    response: str = ""
    body: str = ""

    @property
    def rule(self) -> str:
        """Its path as a rule of flask's; a tab's title may hold slashes, so a range is all that is left."""
        return re.sub(r"\{(\w+)\}", lambda found: _PATH_NAMES[found.group(1)], self.path)


@functools.cache
def known_methods() -> dict[str, Method]:
    text = (Path(__file__).parent / "methods.yaml").read_text(encoding="utf-8")
    return {name: _method(name, told) for name, told in yaml.safe_load(text).items()}


def _method(name: str, told: dict[str, Any]) -> Method:
    verb, _, path = told["call"].partition(" ")
    messages = {part: told.get(part, "") for part in ("request", "response", "body")}
    return Method(name, verb, path, told.get("parameters", {}), tuple(told["scopes"]), **messages)
