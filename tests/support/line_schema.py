"""LINE's OpenAPI documents as strict JSON schemas, for contract tests.

The documents describe kinds of objects by a discriminator and inheritance, which plain validators do not follow:
they see the base alone. So each such schema is turned into `if type is ... then ...`. What passes is checked a
second time with every unknown property forbidden; in one pass, each real error would bring misleading ones.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

Schema = dict[str, Any]
Schemas = dict[str, Schema]

BASE = "__base"
_HERE = "#/components/schemas/"
_CHECKOUT = Path(__file__).parents[2]


def folder() -> Path:
    """Where the documents are; the test is skipped where there are none."""
    path = Path(os.environ.get("LINE_OPENAPI_DIR", _CHECKOUT.parent / "shared" / "specs" / "line"))
    if not (path / "messaging-api.yml").is_file():
        pytest.skip(f"LINE's OpenAPI documents are not in {path}; set LINE_OPENAPI_DIR to their folder")
    return path


class LineDocument:
    """One OpenAPI document: its schemas in both strictnesses, and its operations."""

    def __init__(self, path: Path) -> None:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        self._paths: dict[str, Any] = loaded["paths"]
        self._schemas: Schemas = loaded["components"]["schemas"]
        plain = with_kinds(self._schemas)
        self._plain = plain
        self._strict = {name: schema if name.endswith(BASE) else closed(schema) for name, schema in plain.items()}

    def problems(self, name: str, instance: object) -> list[str]:
        """What is wrong with `instance` as a schema's `name`, each as "place: message"."""
        return _errors(self._plain, name, instance) or _errors(self._strict, name, instance)

    def kinds(self, name: str) -> set[str]:
        """The kinds of objects that a schema with a discriminator tells apart."""
        return set(self._schemas[name]["discriminator"]["mapping"])

    def answer_problems(self, method: str, path: str, status: int, body: object) -> list[str]:
        """What is wrong with the JSON answer to an operation; errors that it does not list are ErrorResponse."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"no operation {method} {path}"]
        answer = operation["responses"].get(str(status))
        if answer is None:
            return self.problems("ErrorResponse", body) if status >= 400 else [f"status {status} is not foreseen"]
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return [] if body == {} else [f"an empty object was foreseen, not {body}"]
        return self.problems(schema["$ref"].removeprefix(_HERE), body)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        """The operation of the path without parameters, else of the path whose parameters fit."""
        fitting = [template for template in self._paths if re.fullmatch(_pattern(template), path)]
        spoken = [self._paths[template] for template in sorted(fitting, key=lambda each: each.count("{"))]
        found = [operations[method.lower()] for operations in spoken if method.lower() in operations]
        return found[0] if found else None


def load(name: str) -> LineDocument:
    """The document `name`.yml."""
    return LineDocument(folder() / f"{name}.yml")


def with_kinds(schemas: Schemas) -> Schemas:
    """The schemas with each discriminator turned into conditions on `type`."""
    kinds = {name: schema["discriminator"] for name, schema in schemas.items() if "discriminator" in schema}
    made: Schemas = {}
    for name, schema in schemas.items():
        own = _converted(_inheriting_from_bases(schema, frozenset(kinds)))
        if name in kinds:
            made[name + BASE] = {key: value for key, value in own.items() if key != "discriminator"}
            own = _dispatch(own, kinds[name])
        made[name] = own
    return made


def _dispatch(schema: Schema, discriminator: dict[str, Any]) -> Schema:
    tag, mapping = discriminator["propertyName"], discriminator["mapping"]
    conditions = [
        {"if": {"properties": {tag: {"const": kind}}, "required": [tag]}, "then": {"$ref": reference}}
        for kind, reference in mapping.items()
    ]
    known = {tag: {"enum": list(mapping)}}
    return {
        "type": "object",
        "required": schema.get("required", []),
        "properties": known,
        "allOf": conditions,
    }


def _inheriting_from_bases(schema: Schema, kinds: frozenset[str]) -> Schema:
    def redirected(part: Schema) -> Schema:
        name = part.get("$ref", "").removeprefix(_HERE)
        return {"$ref": _HERE + name + BASE} if name in kinds else part

    parts = [redirected(part) for part in schema.get("allOf", [])]
    return {**schema, "allOf": parts} if parts else schema


def _converted(schema: Any) -> Any:
    """OpenAPI 3.0's own words in those of JSON Schema 2020-12."""
    if isinstance(schema, list):
        return [_converted(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _converted(value) for key, value in schema.items() if key not in {"example", "externalDocs"}}
    if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    for bound in ("Minimum", "Maximum"):
        if made.get(f"exclusive{bound}") is True:
            made[f"exclusive{bound}"] = made.pop(bound.lower())
        elif made.get(f"exclusive{bound}") is False:
            del made[f"exclusive{bound}"]
    return made


def closed(schema: Schema) -> Schema:
    """The schema with unknown properties forbidden, in it and in the objects described inside it."""
    made = {key: _closed_inside(key, value) for key, value in schema.items()}
    describes = "properties" in made or "allOf" in made or made.get("type") == "object"
    dispatches = any("if" in part for part in made.get("allOf", []))
    if describes and not dispatches and "additionalProperties" not in made:
        made["unevaluatedProperties"] = False
    return made


def _closed_inside(key: str, value: Any) -> Any:
    """Parts of an allOf stay open: only the whole knows all properties."""
    if key == "allOf":
        return [{name: _closed_inside(name, each) for name, each in part.items()} for part in value]
    if key == "properties":
        return {name: closed(each) for name, each in value.items()}
    return closed(value) if key == "items" else value


def _errors(schemas: Schemas, name: str, instance: object) -> list[str]:
    whole = {"$ref": _HERE + name, "components": {"schemas": schemas}}
    found = Draft202012Validator(whole).iter_errors(instance)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def _pattern(template: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
