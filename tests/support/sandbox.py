"""A sandbox that runs for the length of a test, and Google's own clients turned towards it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import google.auth.transport.requests
import gspread
import requests
from google.oauth2.credentials import Credentials as PersonCredentials
from google.oauth2.service_account import Credentials as ServiceCredentials

from bot.sandbox.credentials import BOT, SECRETARIAT, authorized_user_info, service_account_info
from bot.sandbox.server import start
from bot.sandbox.state import Sandbox
from tests.support.google_watch import Watch

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]
GOOGLE_ROOTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class LocalCredentials(ServiceCredentials):
    """google-auth's own, without the call to iamcredentials.googleapis.com that it makes beside every refresh."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@contextmanager
def running_sandbox(data_dir: Path | None = None) -> Iterator[Sandbox]:
    """A fresh sandbox, served at `.root` on a free port of this machine until the block ends.

    Whatever was exchanged with its Google side must be what Google's documents allow, whatever the test is about.
    """
    sandbox = Sandbox(data_dir)
    watch = Watch()
    server = start(sandbox, around=watch.around)
    try:
        yield sandbox
    finally:
        server.stop()
        sandbox.shelf.close()
    assert watch.complaints() == []


def client_towards(root: str) -> type[gspread.HTTPClient]:
    """gspread's own HTTP client; only the two roots differ."""

    class TowardsSandbox(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
            for google_root in GOOGLE_ROOTS:
                endpoint = endpoint.replace(google_root, root, 1)
            return super().request(method, endpoint, *args, **kwargs)

    return TowardsSandbox


def bot_credentials(sandbox: Sandbox, email: str = BOT, scopes: list[str] = SCOPES) -> Any:
    make: Any = LocalCredentials.from_service_account_info
    return make(service_account_info(sandbox, email), scopes=scopes)


def person_credentials(sandbox: Sandbox, email: str = SECRETARIAT) -> Any:
    """Made by hand: google-auth's from_authorized_user_info pays no heed to the file's token_uri."""
    info = authorized_user_info(sandbox, email)
    names = ("refresh_token", "token_uri", "client_id", "client_secret")
    make: Any = PersonCredentials
    return make(None, scopes=SCOPES, **{name: info[name] for name in names})


def gspread_for(sandbox: Sandbox, credentials: Any) -> gspread.Client:
    return gspread.Client(credentials, http_client=client_towards(sandbox.root))


def session_for(credentials: Any) -> requests.Session:
    make: Any = google.auth.transport.requests.AuthorizedSession
    session: requests.Session = make(credentials)
    return session


def share(owner: gspread.Client, file_id: str, email: str = BOT, role: str = "writer") -> None:
    owner.insert_permission(file_id, email, "user", role, notify=False)
