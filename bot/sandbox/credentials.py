"""Who may talk to the sandbox, and the files that clients need for it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.sandbox.state import Sandbox

PROJECT = "sandbox"
BOT = "tonbaeb-bot@sandbox.iam.gserviceaccount.com"
SECRETARIAT = "secretariat@sandbox.example"

ACCOUNTS = "google.account"
CHANNEL = "line.channel"


@dataclass(frozen=True)
class LineChannel:
    secret: str
    access_token: str


def service_account_info(sandbox: Sandbox, email: str = BOT) -> dict[str, Any]:
    """The key file of a service account, which is made when it is first asked for."""
    kept = sandbox.shelf.get(ACCOUNTS, email) or _keep(sandbox, email, _new_service_account())
    return {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": kept["key_id"],
        "private_key": kept["private_key"],
        "client_email": email,
        "client_id": kept["client_id"],
        "auth_uri": f"{sandbox.root}/auth",
        "token_uri": f"{sandbox.root}/token",
    }


def authorized_user_info(sandbox: Sandbox, email: str = SECRETARIAT) -> dict[str, Any]:
    """The OAuth file of a person, who may own files; the account is made when it is first asked for."""
    kept = sandbox.shelf.get(ACCOUNTS, email) or _keep(sandbox, email, _new_person())
    return {
        "type": "authorized_user",
        "client_id": kept["client_id"],
        "client_secret": kept["client_secret"],
        "refresh_token": kept["refresh_token"],
        "token_uri": f"{sandbox.root}/token",
        "account": email,
    }


def line_channel(sandbox: Sandbox) -> LineChannel:
    """The secret and the access token of the sandbox's LINE channel."""
    kept = sandbox.shelf.get(CHANNEL, "channel")
    if kept is None:
        kept = {"secret": secrets.token_hex(16), "access_token": secrets.token_urlsafe(96)}
        sandbox.shelf.put(CHANNEL, "channel", kept)
    return LineChannel(kept["secret"], kept["access_token"])


def bot_settings(sandbox: Sandbox) -> dict[str, str]:
    """All settings for a bot that talks to this sandbox."""
    channel = line_channel(sandbox)
    return {
        "GOOGLE_SERVICE_ACCOUNT_JSON": json.dumps(service_account_info(sandbox)),
        "LINE_CHANNEL_SECRET": channel.secret,
        "LINE_CHANNEL_ACCESS_TOKEN": channel.access_token,
        "GOOGLE_SHEETS_ROOT": sandbox.root,
        "GOOGLE_DRIVE_ROOT": sandbox.root,
        "LINE_API_ROOT": sandbox.root,
        "CLOCK_URL": f"{sandbox.root}/sandbox/api/clock",
        "CHECK_LINKS": "drive",  # the sandbox stands in for Drive alone; nothing else is to be asked
    }


def write_files(sandbox: Sandbox, folder: Path) -> None:
    """Write service-account.json, authorized-user.json and bot.env; only their owner may read them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}='{value}'\n" for name, value in bot_settings(sandbox).items()]
    _write(folder / "service-account.json", json.dumps(service_account_info(sandbox), indent=2))
    _write(folder / "authorized-user.json", json.dumps(authorized_user_info(sandbox), indent=2))
    _write(folder / "bot.env", "".join(lines))


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _keep(sandbox: Sandbox, email: str, account: dict[str, Any]) -> dict[str, Any]:
    sandbox.shelf.put(ACCOUNTS, email, account)
    return account


def _new_service_account() -> dict[str, Any]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "kind": "service",
        "key_id": secrets.token_hex(20),
        "client_id": str(10**20 + secrets.randbelow(10**20)),
        "private_key": pem.decode("ascii"),
    }


def _new_person() -> dict[str, Any]:
    return {
        "kind": "person",
        "client_id": f"{secrets.token_hex(8)}.apps.googleusercontent.com",
        "client_secret": secrets.token_urlsafe(24),
        "refresh_token": f"1//{secrets.token_urlsafe(48)}",
    }
