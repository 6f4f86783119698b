"""Who signs in: a service account for the bot, or a person who may own files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import google.auth
from google.auth import exceptions as auth_errors
from google.auth.credentials import Credentials
from google.oauth2 import credentials as personal
from google.oauth2 import service_account

from bot.google.errors import CredentialsMalformedError, CredentialsMissingError
from bot.google.key_file import is_googles, key_in, keys_in, token_address

_AUTH = "https://www.googleapis.com/auth/"
READING_AND_FEEDBACK = (f"{_AUTH}spreadsheets", f"{_AUTH}drive.metadata.readonly")
"""All the bot needs where agencies share their own copies with it."""
PROVISIONING = (f"{_AUTH}spreadsheets", f"{_AUTH}drive")
"""What making, copying and sharing workbooks needs."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Credentials and the e-mail address behind them, empty where the environment does not tell."""

    credentials: Credentials
    email: str


class _SandboxServiceAccount(service_account.Credentials):
    """A service account that is unknown at Google.

    google-auth asks iamcredentials.googleapis.com for the account's region beside every refresh; a token of a sandbox
    is not to be sent there.
    """

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def bot_sign_in(key: str, *, scopes: Sequence[str] = READING_AND_FEEDBACK, any_token_address: bool = False) -> SignIn:
    """The bot's sign-in: the service account of `key`, or this machine's default credentials where it is empty.

    `any_token_address` allows a key whose tokens do not come from Google; only for roots that are not Google's.
    """
    return bot_sign_ins(key, scopes=scopes, any_token_address=any_token_address)[0]


def bot_sign_ins(
    keys: str, *, scopes: Sequence[str] = READING_AND_FEEDBACK, any_token_address: bool = False
) -> tuple[SignIn, ...]:
    """The bot's sign-ins where `keys` may be a JSON list of several service accounts' keys, in their order."""
    if not keys.strip():
        return (_default(scopes),)
    return tuple(_service_account(info, scopes, any_token_address) for info in keys_in(keys, "service_account"))


def person_sign_in(key: str, *, scopes: Sequence[str] = PROVISIONING, any_token_address: bool = False) -> SignIn:
    """A person's sign-in, from the authorised-user file that an OAuth consent left."""
    info = key_in(key, "authorized_user")
    make: Any = personal.Credentials  # its own way to read the file pays no heed to token_uri, and has no types
    made: Credentials = make(
        token=None,
        refresh_token=info["refresh_token"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
        token_uri=token_address(info, any_address=any_token_address),
        scopes=list(scopes),
    )
    return SignIn(made, str(info.get("account", "")))


def _service_account(info: Mapping[str, Any], scopes: Sequence[str], any_token_address: bool) -> SignIn:
    address = token_address(info, any_address=any_token_address)
    kind = service_account.Credentials if is_googles(address) else _SandboxServiceAccount
    return SignIn(_from_key(kind, {**info, "token_uri": address}, scopes), str(info["client_email"]))


def _from_key(kind: Any, info: Mapping[str, Any], scopes: Sequence[str]) -> Credentials:
    try:
        made: Credentials = kind.from_service_account_info(info, scopes=list(scopes))
    except ValueError as error:
        raise CredentialsMalformedError("its private key cannot be read") from error
    return made


def _default(scopes: Sequence[str]) -> SignIn:
    try:
        made, _ = google.auth.default(scopes=list(scopes))
    except auth_errors.DefaultCredentialsError as error:
        raise CredentialsMissingError(str(error.args[0])[:200] if error.args else "") from error
    return SignIn(made, str(getattr(made, "service_account_email", "") or ""))
