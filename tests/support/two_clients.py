"""One way to call a method of Google's by its id, by gspread's HTTP client and by Google's own client."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import gspread
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from bot.sandbox.state import Sandbox
from tests.support import discovery
from tests.support.sandbox import gspread_for

# Method id, body and arguments to the reply; a refusal is told as {"refused": code, "error": Google's own}.
Ask = Callable[..., Any]
GOOGLE_ROOTS = {"sheets": "https://sheets.googleapis.com", "drive": "https://www.googleapis.com"}


def by_gspread(sandbox: Sandbox, credentials: Any) -> Ask:
    client = gspread_for(sandbox, credentials).http_client

    def ask(method_id: str, body: Any = None, **arguments: Any) -> Any:
        method = discovery.described_methods()[method_id]
        path = f"/{discovery.document(method.api)['servicePath']}{method.described['path']}"
        for name in re.findall(r"\{(\w+)\}", path):
            path = path.replace(f"{{{name}}}", quote(arguments.pop(name), safe=""))
        try:
            reply = client.request(method.verb, GOOGLE_ROOTS[method.api] + path, params=arguments, json=body)
        except gspread.exceptions.APIError as error:
            return _refusal(error.response.status_code, error.response.content)
        return reply.json() if reply.content else ""

    return ask


def by_googles_client(sandbox: Sandbox, credentials: Any) -> Ask:
    services = {api: _service(sandbox, credentials, api) for api in discovery.DOCUMENTS}

    def ask(method_id: str, body: Any = None, **arguments: Any) -> Any:
        api, *resources, name = method_id.split(".")
        resource = services[api]
        for each in resources:
            resource = getattr(resource, each)()
        sent = arguments if body is None else {**arguments, "body": body}
        try:
            return getattr(resource, name)(**sent).execute()
        except HttpError as error:
            return _refusal(error.status_code, error.content)

    return ask


def _service(sandbox: Sandbox, credentials: Any, api: str) -> Any:
    document = discovery.document(api)
    options = {"api_endpoint": f"{sandbox.root}/{document['servicePath']}"}
    named = (document["name"], document["version"])
    return build(*named, credentials=credentials, client_options=options, static_discovery=True)


def _refusal(code: int, content: bytes) -> dict[str, Any]:
    return {"refused": code, "error": json.loads(content)["error"]}
