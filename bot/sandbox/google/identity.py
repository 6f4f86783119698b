"""Who is asking: access tokens, the accounts behind them and what their scopes allow."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.sandbox.credentials import ACCOUNTS
from bot.sandbox.google.errors import ApiError
from bot.sandbox.state import Sandbox

TOKENS = "google.token"
TOKEN_LIFE = timedelta(seconds=3600)

_ROOT = "https://www.googleapis.com/auth/"
_UNAUTHENTICATED = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_SCOPE_DETAIL = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    "domain": "googleapis.com",
}


@dataclass(frozen=True)
class Identity:
    """An account that asks. A service account owns no files."""

    email: str
    scopes: frozenset[str]
    is_service: bool

    def may(self, *scopes: str) -> bool:
        """Whether the token carries one of these scopes, named without their common root."""
        return any(_ROOT + scope in self.scopes for scope in scopes)


def issue_token(sandbox: Sandbox, email: str, scopes: list[str]) -> str:
    token = f"ya29.{secrets.token_urlsafe(48)}"
    expiry = sandbox.clock.real_now() + TOKEN_LIFE
    document = {"email": email, "scopes": scopes, "expiry": expiry.timestamp()}
    sandbox.shelf.put(TOKENS, token, document)
    return token


def identify(sandbox: Sandbox, authorization: str | None) -> Identity:
    """The account behind a Bearer token; ApiError 401 for a missing, unknown or expired one."""
    scheme, _, token = (authorization or "").partition(" ")
    known = sandbox.shelf.get(TOKENS, token) if scheme.lower() == "bearer" else None
    if known is None or known["expiry"] < sandbox.clock.real_now().timestamp():
        place = {"locationType": "header", "location": "Authorization"}
        raise ApiError(401, _UNAUTHENTICATED, reason="authError", location=place)
    account = sandbox.shelf.get(ACCOUNTS, known["email"]) or {}
    return Identity(known["email"], frozenset(known["scopes"]), account.get("kind") == "service")


def demand(identity: Identity, *scopes: str) -> None:
    if not identity.may(*scopes):
        message = "Request had insufficient authentication scopes."
        raise ApiError(403, message, reason="insufficientPermissions", details=[_SCOPE_DETAIL])


def permission_id(email: str) -> str:
    """The number by which Drive knows an account: stable for each address."""
    digest = hashlib.sha256(email.casefold().encode()).digest()
    return f"{int.from_bytes(digest[:10]) % 10**20:020d}"


def shown_user(email: str, asking: str) -> dict[str, Any]:
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email == asking,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }
