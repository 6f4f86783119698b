"""Google's own descriptions of its two APIs, as google-api-python-client ships them, and what does not fit them.

Independent of the sandbox's list: neither the sandbox nor its YAML is asked anything here.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_PACKAGE = importlib.util.find_spec("googleapiclient")
IS_INSTALLED = _PACKAGE is not None
DOCUMENTS = {"sheets": "sheets.v4", "drive": "drive.v3"}
# Google's documents call these output-only although permissions.create and update are told them.
WRITABLE_ALL_THE_SAME = {"Permission.emailAddress", "Permission.domain"}
# What the `fields` of an update are counted from.
MASKED = {
    "UpdateCellsRequest": "CellData",
    "RepeatCellRequest": "CellData",
    "UpdateSheetPropertiesRequest": "SheetProperties",
    "UpdateSpreadsheetPropertiesRequest": "SpreadsheetProperties",
    "UpdateDimensionPropertiesRequest": "DimensionProperties",
}
_WHOLE = re.compile(r"^-?[0-9]+$")
_MASK_TOKEN = re.compile(r"[^\s(),/.]+|[(),/.]")


Tree = dict[str, "Tree"]


@dataclass(frozen=True)
class DescribedMethod:
    """A method of a document; `path` matches the path of a request and names its parameters."""

    api: str
    id: str
    verb: str
    path: re.Pattern[str]
    described: Mapping[str, Any]

    def message(self, part: str) -> str:
        """The name of the message that is sent ("request") or told ("response"), empty where there is none."""
        return str(self.described.get(part, {}).get("$ref", ""))


@functools.cache
def document(api: str) -> dict[str, Any]:
    assert _PACKAGE is not None, "google-api-python-client is not installed"
    assert _PACKAGE.origin is not None
    folder = Path(_PACKAGE.origin).parent / "discovery_cache" / "documents"
    found: dict[str, Any] = json.loads((folder / f"{DOCUMENTS[api]}.json").read_text(encoding="utf-8"))
    return found


@functools.cache
def described_methods() -> dict[str, DescribedMethod]:
    return {method.id: method for api in DOCUMENTS for method in _methods(api, document(api))}


def method_at(verb: str, path: str) -> DescribedMethod | None:
    """The method that a request calls; a more exact path wins over one that ends in any text."""
    found = [each for each in described_methods().values() if each.verb == verb and each.path.fullmatch(path)]
    return max(found, key=lambda method: len(re.sub(r"\(\?P<.*?\)", "", method.path.pattern)), default=None)


def faults_of_parameters(method: DescribedMethod, sent: Mapping[str, list[str]]) -> Iterator[str]:
    """What Google would refuse in a query."""
    common = document(method.api)["parameters"]
    own = {k: v for k, v in method.described.get("parameters", {}).items() if v["location"] == "query"}
    for name, values in sent.items():
        shape = own.get(name) or common.get(name)
        if shape is None:
            yield f"unknown parameter {name}"
            continue
        if len(values) > 1 and not shape.get("repeated"):
            yield f"parameter {name} is repeated"
        for value in values:
            yield from _faults_of_parameter(name, shape, value)
    yield from (f"parameter {name} is required" for name in own if own[name].get("required") and not sent.get(name))


def faults_of_message(api: str, kind: str, value: Any, *, asked: str = "") -> Iterator[str]:
    """What does not fit the message `kind`. `asked` is the method for which it is a request; replies leave it empty."""
    yield from _faults(api, {"$ref": kind}, value, kind, asked)


def faults_of_mask(api: str, kind: str, tree: Tree, path: str = "") -> Iterator[str]:
    """Which names of a field mask the message `kind` does not have."""
    yield from _faults_of_names(api, {"$ref": kind}, tree, path)


def beyond_mask(value: Any, tree: Tree, path: str = "") -> Iterator[str]:
    """What a reply tells although its mask does not ask for it."""
    if not tree or "*" in tree:
        return
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from beyond_mask(each, tree, f"{path}[{place}]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in tree:
                yield f"{path}.{name} was not asked for"
            else:
                yield from beyond_mask(inner, tree[name], f"{path}.{name}")


def mask_tree(mask: str) -> Tree:
    """A field mask as a tree of names; an empty branch is all that lies there. ValueError where it is none."""
    tokens = _MASK_TOKEN.findall(mask)
    tree = _names(tokens)
    if tokens or not tree:
        raise ValueError(f"no field mask: {mask}")
    return tree


def _methods(api: str, part: Mapping[str, Any]) -> Iterator[DescribedMethod]:
    for described in part.get("methods", {}).values():
        path = re.escape("/" + document(api)["servicePath"] + described["path"]).replace(r"\{", "{").replace(r"\}", "}")
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/:]+)", path))
        yield DescribedMethod(api, described["id"], described["httpMethod"], pattern, described)
    for resource in part.get("resources", {}).values():
        yield from _methods(api, resource)


def _faults_of_parameter(name: str, shape: Mapping[str, Any], value: str) -> Iterator[str]:
    kind = shape["type"]
    if kind == "boolean" and value.lower() not in ("true", "false"):
        yield f"parameter {name} is no truth value: {value}"
    if kind == "integer":
        lowest, highest = int(shape.get("minimum", -(2**31))), int(shape.get("maximum", 2**31 - 1))
        if not _WHOLE.match(value) or not lowest <= int(value) <= highest:
            yield f"parameter {name} is no number within its bounds: {value}"
    if "enum" in shape and value not in shape["enum"]:
        yield f"parameter {name} has no value {value}"


def _faults(api: str, shape: Mapping[str, Any], value: Any, path: str, asked: str) -> Iterator[str]:
    if "$ref" in shape:
        yield from _faults_of_object(api, document(api)["schemas"][shape["$ref"]], value, path, asked, shape["$ref"])
    elif shape["type"] == "array":
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        for place, each in enumerate(value):
            yield from _faults(api, shape["items"], each, f"{path}[{place}]", asked)
    elif shape["type"] == "object":
        yield from _faults_of_object(api, shape, value, path, asked, path)
    else:
        yield from _faults_of_plain(shape, value, path)


def _faults_of_object(
    api: str, shape: Mapping[str, Any], value: Any, path: str, asked: str, kind: str
) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no object"
        return
    fields = shape.get("properties", {})
    for name, inner in value.items():
        described = fields.get(name) or shape.get("additionalProperties")
        if described is None:
            yield f"{path}.{name} is unknown"
        elif inner is None and asked:
            continue  # both services overlook a null
        elif asked and described.get("readOnly") and f"{kind}.{name}" not in WRITABLE_ALL_THE_SAME:
            yield f"{path}.{name} may only be read"
        else:
            yield from _faults(api, described, inner, f"{path}.{name}", asked)
    if asked and kind in MASKED:
        yield from _faults_of_update_mask(api, MASKED[kind], value.get("fields", ""), path)
    for name, described in fields.items():
        if asked and asked in described.get("annotations", {}).get("required", []) and name not in value:
            yield f"{path}.{name} is required"


def _faults_of_update_mask(api: str, kind: str, mask: str, path: str) -> Iterator[str]:
    try:
        yield from faults_of_mask(api, kind, mask_tree(mask), f"{path}.fields")
    except ValueError as error:
        yield f"{path}.fields: {error}"


def _faults_of_plain(shape: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    kind, form = shape["type"], shape.get("format", "")
    if not _fits(kind, form, value):
        yield f"{path} is no {form or kind}: {value!r}"
    elif "enum" in shape and value not in shape["enum"]:
        yield f"{path} has no value {value!r}"


def _fits(kind: str, form: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind in ("boolean", "any")
    if kind == "integer":
        return isinstance(value, int) and abs(value) < 2**31
    if kind == "number":
        return isinstance(value, int | float)
    return kind == "any" or (kind == "string" and isinstance(value, str) and _fits_form(form, value))


def _fits_form(form: str, value: str) -> bool:
    if form == "int64":
        return bool(_WHOLE.match(value)) and abs(int(value)) < 2**63
    if form in ("date-time", "google-datetime"):
        try:
            return datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False
    return True


def _faults_of_names(api: str, shape: Mapping[str, Any], tree: Tree, path: str) -> Iterator[str]:
    for name, below in tree.items():
        found = shape if name == "*" else _field_of(api, shape, name)
        if found is None:
            yield f"mask names {path}.{name}, which is unknown"
        else:
            yield from _faults_of_names(api, found, below, f"{path}.{name}")


def _field_of(api: str, shape: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    while "$ref" in shape or shape.get("type") == "array":
        shape = document(api)["schemas"][shape["$ref"]] if "$ref" in shape else shape["items"]
    if shape.get("type") == "any":
        return shape
    found: Mapping[str, Any] | None = shape.get("properties", {}).get(name) or shape.get("additionalProperties")
    return found


def _names(tokens: list[str]) -> Tree:
    """Names parted by commas, each with what hangs on it, up to a closing bracket or the end."""
    tree: Tree = {}
    while True:
        branch = tree
        while True:
            if not tokens or tokens[0] in "(),/.":
                raise ValueError("a name is missing in the field mask")
            branch = branch.setdefault(tokens.pop(0), {})
            if not tokens or tokens[0] not in "/.":
                break
            tokens.pop(0)
        if tokens[:1] == ["("]:
            tokens.pop(0)
            branch.update(_names(tokens))
            if tokens[:1] != [")"]:
                raise ValueError("a bracket is missing in the field mask")
            tokens.pop(0)
        if tokens[:1] != [","]:
            return tree
        tokens.pop(0)
