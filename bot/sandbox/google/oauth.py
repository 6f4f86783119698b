"""The OAuth token address: signed assertions of service accounts, refresh tokens of persons."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Blueprint, Response, jsonify, request

from bot.sandbox.credentials import ACCOUNTS
from bot.sandbox.google.identity import TOKEN_LIFE, issue_token
from bot.sandbox.state import Sandbox

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ALL_SCOPES = [
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
]
# google-auth names Google's own address as the audience, whatever the token_uri of the key file says.
GOOGLE_AUDIENCE = "https://oauth2.googleapis.com/token"
_SKEW_SECONDS = 300  # Google lets clocks differ a little


class InvalidGrantError(ValueError):
    """The assertion or the refresh token does not prove what it should."""


def blueprint(sandbox: Sandbox) -> Blueprint:
    routes = Blueprint("oauth", __name__)

    @routes.post("/token")
    def token() -> Response:
        with sandbox.lock:
            email, scopes = _granted(sandbox, request.form)
            access_token = issue_token(sandbox, email, scopes)
        life = int(TOKEN_LIFE.total_seconds())
        body = {"access_token": access_token, "expires_in": life, "token_type": "Bearer"}
        return jsonify({**body, "scope": " ".join(scopes)})

    @routes.errorhandler(InvalidGrantError)
    def refuse(error: InvalidGrantError) -> tuple[Response, int]:
        return jsonify({"error": "invalid_grant", "error_description": str(error)}), 400

    return routes


def _granted(sandbox: Sandbox, form: Any) -> tuple[str, list[str]]:
    grant = form.get("grant_type")
    if grant == JWT_BEARER:
        return _service_account(sandbox, form.get("assertion", ""))
    if grant == "refresh_token":
        return _person(sandbox, form)
    raise InvalidGrantError(f"Unsupported grant_type: {grant}")


def _person(sandbox: Sandbox, form: Any) -> tuple[str, list[str]]:
    wanted = {name: form.get(name) for name in ("client_id", "client_secret", "refresh_token")}
    for email, account in sandbox.shelf.all(ACCOUNTS).items():
        if account["kind"] == "person" and wanted.items() <= account.items():
            return email, (form.get("scope") or " ".join(ALL_SCOPES)).split()
    raise InvalidGrantError("Token has been expired or revoked.")


def _service_account(sandbox: Sandbox, assertion: str) -> tuple[str, list[str]]:
    signed, _, signature = assertion.rpartition(".")
    claims = _claims(signed)
    email = str(claims.get("iss", ""))
    account = sandbox.shelf.get(ACCOUNTS, email)
    if account is None or account["kind"] != "service":
        raise InvalidGrantError("Invalid grant: account not found")
    _check_signature(account["private_key"], signed, signature)
    _check_claims(claims, f"{sandbox.root}/token", sandbox.clock.real_now().timestamp())
    return email, str(claims.get("scope", "")).split()


def _claims(signed: str) -> dict[str, Any]:
    try:
        header, payload = (json.loads(_decoded(part)) for part in signed.split("."))
    except ValueError:
        raise InvalidGrantError("Bad Request: the assertion is no JWT.") from None
    if not isinstance(payload, dict) or header.get("alg") != "RS256":
        raise InvalidGrantError("Invalid JWT: the assertion must be signed with RS256.")
    return payload


def _check_signature(private_key: str, signed: str, signature: str) -> None:
    key = load_pem_private_key(private_key.encode(), password=None)
    assert isinstance(key, RSAPrivateKey)
    try:
        key.public_key().verify(_decoded(signature), signed.encode(), PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error):
        raise InvalidGrantError("Invalid JWT Signature.") from None


def _check_claims(claims: dict[str, Any], audience: str, now: float) -> None:
    """By real time: clients sign by their own clock, which nobody moves."""
    if claims.get("aud") not in (audience, GOOGLE_AUDIENCE):
        raise InvalidGrantError("Invalid JWT: Failed audience check.")
    issued, expiry = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or not isinstance(expiry, int | float):
        raise InvalidGrantError("Invalid JWT: iat and exp are needed.")
    in_time = issued - _SKEW_SECONDS <= now <= expiry + _SKEW_SECONDS
    if not in_time or expiry - issued > TOKEN_LIFE.total_seconds():
        message = "Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
        raise InvalidGrantError(f"Invalid JWT: {message} Check your iat and exp values in the JWT claim.")
    if claims.get("sub", claims["iss"]) != claims["iss"]:
        raise InvalidGrantError("unauthorized_client: the sandbox has no domain-wide delegation.")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
