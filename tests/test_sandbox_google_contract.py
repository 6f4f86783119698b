"""The sandbox's own list of Google's APIs against Google's documents, and the watch that all tests are under."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.sandbox.google.messages import Messages, drive_messages, sheets_messages
from bot.sandbox.google.methods import known_methods
from bot.sandbox.google.parameters import COMMON, TOLERATED
from tests.support import discovery
from tests.support.google_stage import GoogleStage, refused, stage, told
from tests.support.google_watch import Exchange, Watch

__all__ = ["stage"]

pytestmark = pytest.mark.skipif(not discovery.IS_INSTALLED, reason="google-api-python-client is not installed")

SCOPES = "https://www.googleapis.com/auth/"
PLAIN = {
    ("string", ""): "string",
    ("string", "int64"): "int64",
    ("string", "date-time"): "time",
    ("string", "google-fieldmask"): "mask",
    ("boolean", ""): "boolean",
    ("integer", "int32"): "int",
    ("number", "double"): "number",
    ("number", "float"): "number",
    ("any", ""): "any",
}


def kind_of(described: dict[str, Any], unnamed: str = "") -> str:
    """A field of a discovery document in the words of the sandbox's own list."""
    if "$ref" in described:
        return str(described["$ref"])
    if described["type"] == "array":
        return f"[{kind_of(described['items'])}]"
    if described["type"] == "object":
        more = described.get("additionalProperties")
        return f"{{{kind_of(more)}}}" if more else unnamed
    if "enum" in described:
        return "|".join(described["enum"])
    return PLAIN[described["type"], described.get("format", "")]


def parameter_of(described: dict[str, Any]) -> str:
    kind = f"{described['minimum']}..{described['maximum']}" if "minimum" in described else kind_of(described)
    kind = f"[{kind}]" if described.get("repeated") else kind
    return kind + ("!" if described.get("required") else "")


def fields_of(api: str, kind: str) -> dict[str, Any]:
    """The fields of a message, or of one that lies unnamed in another: "File.capabilities"."""
    name, _, inner = kind.partition(".")
    described = discovery.document(api)["schemas"][name]
    fields: dict[str, Any] = (described["properties"][inner] if inner else described).get("properties", {})
    return fields


@pytest.mark.parametrize(("api", "messages"), [("sheets", sheets_messages()), ("drive", drive_messages())])
def test_every_message_is_what_google_describes(api: str, messages: Messages) -> None:
    for kind, fields in messages.types.items():
        described = {name: kind_of(shape, f"{kind}.{name}") for name, shape in fields_of(api, kind).items()}
        ours = {name: described.get(name) if told == "unspoken" else told for name, told in fields.items()}
        assert ours == described, kind


@pytest.mark.parametrize("name", known_methods())
def test_every_method_is_what_google_describes(name: str) -> None:
    ours, theirs = known_methods()[name], discovery.described_methods()[name]
    query = {k: v for k, v in theirs.described.get("parameters", {}).items() if v["location"] == "query"}

    path = f"/{discovery.document(theirs.api)['servicePath']}{theirs.described['path']}"
    assert (ours.verb, ours.path) == (theirs.verb, path)
    assert ours.parameters == {k: parameter_of(v) for k, v in query.items()}
    assert [SCOPES + scope for scope in ours.scopes] == sorted(theirs.described["scopes"])
    assert (ours.request, ours.response) == (theirs.message("request"), theirs.message("response"))


@pytest.mark.parametrize("api", discovery.DOCUMENTS)
def test_the_parameters_of_all_methods_are_what_google_describes(api: str) -> None:
    assert {k: parameter_of(v) for k, v in discovery.document(api)["parameters"].items()} == COMMON


def test_what_is_tolerated_beyond_the_documents_is_one_parameter() -> None:
    assert TOLERATED == {"drive.files.get": {"includeItemsFromAllDrives": "boolean"}}


def test_all_unknown_names_are_told_at_once(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    with refused() as refusal:
        stage.batch(workbook_id, {"addSheet": {"colour": 1, "properties": {"titel": "ก", "index": "x"}}})

    unknown = "Invalid JSON payload received. Unknown name"
    sentences = [
        f"{unknown} \"colour\" at 'requests[0].add_sheet': Cannot find field.",
        f"{unknown} \"titel\" at 'requests[0].add_sheet.properties': Cannot find field.",
        "Invalid value at 'requests[0].add_sheet.properties.index' (TYPE_INT32), \"x\"",
    ]
    places = ["requests[0].add_sheet", "requests[0].add_sheet.properties", "requests[0].add_sheet.properties.index"]
    violations = [{"field": at, "description": each} for at, each in zip(places, sentences, strict=True)]
    assert refusal.value.response.json() == {
        "error": {
            "code": 400,
            "message": "\n".join(sentences),
            "status": "INVALID_ARGUMENT",
            "details": [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}],
        }
    }


@pytest.mark.parametrize(
    ("path", "parameters", "code", "message"),
    [
        ("changes", {}, 400, "Required parameter: pageToken"),
        ("changes", {"pageToken": "1", "includeRemoved": "maybe"}, 400, "Invalid boolean value: 'maybe'."),
        (
            "changes",
            {"pageToken": "1", "pageSize": "1001"},
            400,
            "Invalid value '1001'. Values must be within the range:",
        ),
        ("files", {"pageSize": "0"}, 400, "Invalid value '0'. Values must be within the range: [1, 1000]"),
        ("files", {"corpus": "all"}, 400, "Invalid string value: 'all'. Allowed values: [domain, user]"),
        ("files", {"fields": "files/capabilities/canFly"}, 400, "Invalid field selection files.capabilities.canFly"),
        ("files", {"fields": "files/contentHints/x"}, 501, "the sandbox does not speak the field files.contentHints.x"),
        ("files", {"alt": "media"}, 501, "the sandbox does not speak the parameter alt=media"),
    ],
)
def test_parameters_are_read_strictly(
    stage: GoogleStage, path: str, parameters: dict[str, Any], code: int, message: str
) -> None:
    with refused() as refusal:
        stage.drive(path, **parameters)
    assert told(refusal)[0] == code
    assert told(refusal)[1].startswith(message)


def test_a_parameter_of_sheets_is_refused_in_its_own_words(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"includeGridData": "2"}, "Invalid value at 'include_grid_data' (TYPE_BOOL), \"2\""),
        ({"commentsViewMode": "X"}, "Invalid value at 'comments_view_mode' (enum), \"X\""),
    ]
    for parameters, message in wrong:
        with refused() as refusal:
            stage.bot.http_client.spreadsheets_get(workbook_id, parameters)
        assert told(refusal) == (400, message)


def exchange(verb: str, address: str, status: int, reply: Any, body: Any = None) -> Exchange:
    path, _, query = address.partition("?")
    sent = b"" if body is None else json.dumps(body).encode()
    return Exchange(verb, path, query, sent, status, json.dumps(reply).encode())


@pytest.mark.parametrize(
    ("seen", "complaint"),
    [
        (exchange("GET", "/v4/spreadsheets/x?colour=red", 200, {}), "unknown parameter colour"),
        (exchange("GET", "/v4/spreadsheets/x/colours", 200, {}), "no method of Google's is called so"),
        (exchange("GET", "/v4/spreadsheets/x", 200, {"titel": "ก"}), "Spreadsheet.titel is unknown"),
        (
            exchange("GET", "/v4/spreadsheets/x?fields=sheets", 200, {"spreadsheetId": "x"}),
            ".spreadsheetId was not asked",
        ),
        (
            exchange("GET", "/v4/spreadsheets/x?fields=sheets/titel", 200, {}),
            "mask names .sheets.titel, which is unknown",
        ),
        (exchange("GET", "/drive/v3/files/x", 200, {"version": 3}), "File.version is no int64: 3"),
        (exchange("GET", "/drive/v3/files/x", 200, {"createdTime": "today"}), "File.createdTime is no date-time"),
        (exchange("GET", "/drive/v3/changes", 200, {}), "parameter pageToken is required"),
        (exchange("POST", "/drive/v3/files/x/permissions", 200, {}, {"type": "user"}), "Permission.role is required"),
        (exchange("POST", "/v4/spreadsheets", 200, {}, {"dataSourceSchedules": []}), "may only be read"),
        (
            exchange("POST", "/v4/spreadsheets", 200, {}, {"properties": {"autoRecalc": "NEVER"}}),
            "has no value 'NEVER'",
        ),
        (
            exchange("GET", "/v4/spreadsheets/x", 404, {"error": {"code": 404, "message": "?", "errors": []}}),
            "refusal has",
        ),
    ],
)
def test_the_watch_finds_what_google_would_not_do(seen: Exchange, complaint: str) -> None:
    found = Watch([seen]).complaints()

    assert len(found) >= 1
    assert complaint in found[0]


def test_the_watch_sees_what_passes_through() -> None:
    watch = Watch()
    application = watch.around(lambda environ, start: start("200 OK", []) or [environ["wsgi.input"].read()])
    environ = {
        "PATH_INFO": "/v4/spreadsheets",
        "REQUEST_URI": "/v4/spreadsheets?fields=*",
        "REQUEST_METHOD": "POST",
        "wsgi.input": io.BytesIO(b"{}"),
    }
    assert application(environ, lambda *_: None) == [b"{}"]
    assert watch.seen == [Exchange("POST", "/v4/spreadsheets", "fields=*", b"{}", 200, b"{}")]
