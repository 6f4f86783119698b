from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.google.credentials import PROVISIONING, bot_sign_in, bot_sign_ins, person_sign_in
from bot.google.errors import CredentialsMalformedError, CredentialsMissingError
from bot.google.key_file import GOOGLE_TOKEN_URI


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    email = "bot@example.iam.gserviceaccount.com"
    return {"type": "service_account", "client_email": email, "private_key": pem, "token_uri": GOOGLE_TOKEN_URI}


def doubled_newlines(key: dict[str, Any]) -> str:
    return json.dumps({**key, "private_key": key["private_key"].replace("\n", "\\n")})


def raw_newlines(key: dict[str, Any]) -> str:
    return json.dumps(key).replace("\\n", "\n")


def in_base64(key: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(key).encode()).decode()


@pytest.mark.parametrize("pasted", [json.dumps, in_base64, doubled_newlines, raw_newlines])
def test_a_key_is_read_however_it_was_pasted(key: dict[str, Any], pasted: Any) -> None:
    sign_in = bot_sign_in(f"\n{pasted(key)}\n")

    assert sign_in.email == key["client_email"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "neither JSON nor base64"),
        ("/home/me/key.json", "neither JSON nor base64"),
        ("[]", "neither JSON nor base64"),
        ("[" * 100_000, "neither JSON nor base64"),
        ('{"type": "authorized_user"}', "type is not service_account"),
        ('{"type": "service_account", "client_email": "a@b"}', "lacks private_key, token_uri"),
    ],
)
def test_what_is_no_key_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CredentialsMalformedError, match=why):
        bot_sign_in(text)


def test_several_keys_are_a_list_in_their_order(key: dict[str, Any]) -> None:
    second = {**key, "client_email": "two@example.iam.gserviceaccount.com"}

    for pasted in (json.dumps([key, second]), base64.b64encode(json.dumps([key, second]).encode()).decode()):
        assert [each.email for each in bot_sign_ins(pasted)] == [key["client_email"], second["client_email"]]


@pytest.mark.parametrize(("keys", "why"), [("[1]", "no key"), ("[{}, {}]", "type is not service_account")])
def test_a_list_with_something_else_in_it_is_refused(keys: str, why: str) -> None:
    with pytest.raises(CredentialsMalformedError, match=why):
        bot_sign_ins(keys)


def test_one_account_twice_is_refused(key: dict[str, Any]) -> None:
    with pytest.raises(CredentialsMalformedError, match="twice"):
        bot_sign_ins(json.dumps([key, key]))


def test_a_damaged_private_key_is_refused_and_never_shown(key: dict[str, Any]) -> None:
    damaged = json.dumps({**key, "private_key": key["private_key"].replace("A", "!", 3)})

    with pytest.raises(CredentialsMalformedError) as refused:
        bot_sign_in(damaged)

    assert "PRIVATE" not in str(refused.value)


def test_a_key_whose_tokens_come_from_a_stranger_is_refused_unless_the_roots_are_changed(key: dict[str, Any]) -> None:
    elsewhere = json.dumps({**key, "token_uri": "https://example.org/token"})

    with pytest.raises(CredentialsMalformedError, match="token_uri is not Google's"):
        bot_sign_in(elsewhere)
    assert bot_sign_in(elsewhere, any_token_address=True).email == key["client_email"]


def test_the_bot_asks_for_no_more_than_it_needs(key: dict[str, Any]) -> None:
    credentials: Any = bot_sign_in(json.dumps(key)).credentials

    assert credentials.scopes == [
        "https://www.googleapis.com/auth/spreadsheets",
        "https://www.googleapis.com/auth/drive.metadata.readonly",
    ]


def test_without_a_key_this_machines_own_credentials_are_taken(
    key: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "key.json"
    file.write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))

    assert bot_sign_in("").email == key["client_email"]


def test_where_there_are_no_credentials_at_all_the_cure_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "nothing.json"))

    with pytest.raises(CredentialsMissingError, match="GOOGLE_SERVICE_ACCOUNT_JSON"):
        bot_sign_in("")


def test_a_person_signs_in_with_the_file_of_their_consent() -> None:
    consent = {
        "type": "authorized_user",
        "client_id": "1.apps.googleusercontent.com",
        "client_secret": "hidden",
        "refresh_token": "1//long",
        "account": "someone@example.go.th",
    }

    sign_in = person_sign_in(json.dumps(consent))
    credentials: Any = sign_in.credentials

    assert sign_in.email == "someone@example.go.th"
    assert credentials.scopes == list(PROVISIONING)
    assert credentials.token_uri == GOOGLE_TOKEN_URI
