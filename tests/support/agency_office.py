"""An installation in a folder of its own, on a sandbox, as the secretariat's officer runs it from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cases.timing import AT_ONCE
from bot.cli import main
from bot.google.provisioning import Provisioning
from bot.google.transport import DRIVE, Transport
from bot.sandbox.credentials import BOT, authorized_user_info, bot_settings, service_account_info
from bot.sandbox.google.files import File
from bot.sandbox.state import Sandbox
from bot.services import Installation
from bot.settings import read
from tests.support.google_side import Naps, person_transport
from tests.support.sandbox import running_sandbox

SECOND_BOT = "tonbaeb-two@sandbox.iam.gserviceaccount.com"
FOLDER = "application/vnd.google-apps.folder"
FILES = f"{DRIVE}/drive/v3/files"


@dataclass(frozen=True)
class Office:
    """`person` is the secretariat's own Google account, which may own files."""

    sandbox: Sandbox
    person: Transport
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """A command: its exit status, and what it said on standard output and on standard error."""
        self.capsys.readouterr()
        status = main(arguments)
        said = self.capsys.readouterr()
        return status, said.out, "\n".join(line for line in said.err.splitlines() if not line.startswith("*"))

    def installation(self) -> Installation:
        return Installation(read(), AT_ONCE)

    def settings(self, **more: str) -> None:
        """Write the `.env` anew, with these settings besides the sandbox's own."""
        settings = {**bot_settings(self.sandbox), **more}
        Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), encoding="utf-8")

    def two_keys(self) -> str:
        """GOOGLE_SERVICE_ACCOUNT_JSON with two accounts."""
        return json.dumps([service_account_info(self.sandbox, email) for email in (BOT, SECOND_BOT)])

    def consent(self) -> str:
        """GOOGLE_AUTHORIZED_USER_JSON of the secretariat."""
        return json.dumps(authorized_user_info(self.sandbox))

    def drive(self, *members: str) -> str:
        """A new shared drive with these accounts as content managers."""
        made = self.person.ask("post", f"{DRIVE}/drive/v3/drives", params={"requestId": "1"}, json={"name": "รางวัล"})
        for email in members:
            self.share(made["id"], email, role="fileOrganizer")
        return str(made["id"])

    def folder(self, parent: str | None = None) -> str:
        """A new folder, in a shared drive or in the person's My Drive."""
        body = {"name": "ปี 2565", "mimeType": FOLDER, **({"parents": [parent]} if parent else {})}
        return str(self.person.ask("post", FILES, params={"supportsAllDrives": "true"}, json=body)["id"])

    def share(self, file_id: str, email: str = BOT, role: str = "writer") -> None:
        Provisioning(self.person).share(file_id, email, role=role)

    def agency_copies(self, file_id: str, title: str, *, share_with: str | None = BOT, role: str = "writer") -> str:
        """What an officer of an agency does with a copy link: the copy is their own (here the person's)."""
        copied = self.person.ask("post", f"{FILES}/{file_id}/copy", json={"name": title})["id"]
        if share_with:
            self.share(copied, share_with, role)
        return str(copied)

    def files(self) -> list[File]:
        """Every spreadsheet in the sandbox that is not deleted, from its shelf."""
        documents = self.sandbox.shelf.all("google.file").values()
        found = [File(**document) for document in documents]
        return [file for file in found if not file.deleted and file.mime_type.endswith("spreadsheet")]


@contextmanager
def agency_office(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    monkeypatch.chdir(folder)
    with running_sandbox() as sandbox:
        office = Office(sandbox, person_transport(sandbox, Naps()), capsys)
        office.settings()
        assert office.run("migrate")[0] == 0
        yield office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Office]:
    with agency_office(tmp_path, monkeypatch, capsys) as ready:
        yield ready
