"""Settings are read once, and every mistake is told at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import LINE_NEEDS, Mistake, Settings, SettingsError, read

NAMES = [name.upper() for name in Settings.model_fields if name != "needs"]
KEY = json.dumps({"type": "service_account", "client_email": "a@b", "private_key": "-----\n", "token_uri": "https://t"})


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def mistakes_of(needs: frozenset[str] = frozenset()) -> tuple[Mistake, ...]:
    with pytest.raises(SettingsError) as raised:
        read(needs=needs)
    return raised.value.mistakes


def test_the_defaults_are_the_real_services_and_a_sqlite_file() -> None:
    settings = read()

    assert settings.database_url.get_secret_value() == "sqlite:///tonbaeb.db"
    assert settings.queue_url.get_secret_value() == "sqlite:///tonbaeb-queue.db"
    assert (settings.port, settings.base_url) == (8000, "http://127.0.0.1:8000")
    assert settings.google_sheets_root == "https://sheets.googleapis.com"
    assert settings.google_drive_root == "https://www.googleapis.com"
    assert settings.line_api_root == "https://api.line.me"
    assert settings.unreal_roots() == []


def test_a_dotenv_file_is_read_with_a_key_on_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"GOOGLE_SERVICE_ACCOUNT_JSON='{KEY}'\nPORT=8123\n", encoding="utf-8")

    settings = read()

    assert json.loads(settings.google_service_account_json.get_secret_value()) == json.loads(KEY)
    assert settings.base_url == "http://127.0.0.1:8123"


def test_phones_are_not_sent_to_this_machine_unless_line_is_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read().pages_root() == ""
    monkeypatch.setenv("BASE_URL", "https://tonbaeb.example.go.th/")
    assert read().pages_root() == "https://tonbaeb.example.go.th"
    monkeypatch.delenv("BASE_URL")
    monkeypatch.setenv("LINE_API_ROOT", "http://127.0.0.1:9000")
    assert read().pages_root() == "http://127.0.0.1:8000"


def test_how_to_reach_the_secretariat_stands_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTACT_PHONE", " 0 2141\n5100 ")
    assert read().contact_phone == "0 2141 5100"
    monkeypatch.setenv("CONTACT_HOURS", "ก" * 121)
    assert [mistake.name for mistake in mistakes_of()] == ["CONTACT_HOURS"]


def test_every_mistake_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    monkeypatch.setenv("DATABASE_URL", "mysql://x/y")
    monkeypatch.setenv("LINE_API_ROOT", "ftp://line")
    monkeypatch.setenv("SECRET_KEY", "short")

    found = mistakes_of(needs=LINE_NEEDS | {"google_service_account_json"})

    assert {mistake.name for mistake in found} == {
        "GOOGLE_SERVICE_ACCOUNT_JSON",
        "LINE_CHANNEL_SECRET",
        "LINE_CHANNEL_ACCESS_TOKEN",
        "PORT",
        "DATABASE_URL",
        "LINE_API_ROOT",
        "SECRET_KEY",
    }
    assert len(found) == 7


def test_a_mistake_is_told_in_thai_and_english_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "0")

    assert mistakes_of() == (Mistake("PORT", "ต้องเป็นเลข 1 ถึง 65535 / must be a number from 1 to 65535"),)


@pytest.mark.parametrize("name", ["GOOGLE_SERVICE_ACCOUNT_JSON", "GOOGLE_AUTHORIZED_USER_JSON"])
def test_a_key_that_nests_without_end_is_a_mistake_as_any_other(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "[" * 100_000)

    assert [mistake.name for mistake in mistakes_of()] == [name]


@pytest.mark.parametrize("name", ["GOOGLE_SERVICE_ACCOUNT_JSON", "LINE_CHANNEL_SECRET", "SECRET_KEY", "DATABASE_URL"])
def test_no_value_stands_in_the_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "p4ss wörd")

    with pytest.raises(SettingsError) as raised:
        read()

    assert "p4ss" not in str(raised.value)
    assert "p4ss" not in repr(raised.value.__cause__) + repr(raised.value.__context__)


def test_secrets_do_not_show_in_the_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("DATABASE_URL", "postgres://me:hidden@db/x")

    text = repr(read())

    assert "0123456789abcdef" not in text
    assert "hidden" not in text


def test_a_postgres_address_gets_the_driver_and_the_queue_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me:p%40ss@db:5433/award?sslmode=require")

    settings = read()

    assert settings.database_url.get_secret_value() == "postgresql+psycopg://me:p%40ss@db:5433/award?sslmode=require"
    assert settings.queue_url.get_secret_value() == "postgresql://me:p%40ss@db:5433/award?sslmode=require"


def test_a_queue_on_redis_without_its_client_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEUE_URL", "redis://localhost:6379/0")

    assert "pip install redis" in mistakes_of()[0].sentence


def test_roots_that_are_not_the_real_ones_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_API_ROOT", "http://127.0.0.1:9000/")
    monkeypatch.setenv("GOOGLE_SHEETS_ROOT", "https://sheets.googleapis.com/")

    assert read().unreal_roots() == [("LINE_API_ROOT", "http://127.0.0.1:9000")]


def test_a_movable_clock_is_refused_on_the_real_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOCK_URL", "http://127.0.0.1:9000/sandbox/api/clock")

    assert [mistake.name for mistake in mistakes_of()] == ["CLOCK_URL"]


def test_a_secret_key_is_derived_where_none_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "0123456789abcdef0123456789abcdef")

    first, second = read().secret_key.get_secret_value(), read().secret_key.get_secret_value()

    assert first == second
    assert len(first) == 64
    assert "0123456789abcdef" not in first


def test_a_credentials_file_that_is_not_there_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "nowhere.json")

    assert [mistake.name for mistake in mistakes_of()] == ["GOOGLE_APPLICATION_CREDENTIALS"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("", "all"), ("true", "all"), ("All", "all"), ("drive", "drive"), ("off", "off"), ("False", "off"), ("0", "off")],
)
def test_how_far_links_are_checked_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, given: str, kept: str
) -> None:
    monkeypatch.setenv("CHECK_LINKS", given)

    assert read().check_links == kept


def test_another_word_for_how_far_links_are_checked_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECK_LINKS", "sometimes")

    assert [mistake.name for mistake in mistakes_of()] == ["CHECK_LINKS"]


def test_drive_calls_only_where_that_is_wanted_and_the_address_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read().google_push == "off"

    monkeypatch.setenv("GOOGLE_PUSH", "Yes")
    assert [(each.name, "BASE_URL" in each.sentence) for each in mistakes_of()] == [("GOOGLE_PUSH", True)]
    monkeypatch.setenv("BASE_URL", "https://tonbaeb.example.go.th")
    assert read().google_push == "on"
    monkeypatch.setenv("BASE_URL", "nowhere")
    assert [mistake.name for mistake in mistakes_of()] == ["BASE_URL"]
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("GOOGLE_DRIVE_ROOT", "http://127.0.0.1:9000")
    assert read().google_push == "on"
    monkeypatch.setenv("GOOGLE_PUSH", "sometimes")
    assert [mistake.name for mistake in mistakes_of()] == ["GOOGLE_PUSH"]


def test_an_empty_setting_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("CLOCK_URL", "")

    assert (read().port, read().clock_url) == (8000, "")


def test_codes_stand_in_workbooks_unless_they_are_not_wanted_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read().codes_in_workbooks == "on"

    monkeypatch.setenv("CODES_IN_WORKBOOKS", "No")
    assert read().codes_in_workbooks == "off"
    monkeypatch.setenv("CODES_IN_WORKBOOKS", "sometimes")
    assert [mistake.name for mistake in mistakes_of()] == ["CODES_IN_WORKBOOKS"]


def test_what_the_log_must_hide_is_told_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    key = {
        "type": "service_account",
        "client_email": "a@b",
        "token_uri": "https://t",
        "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END PRIVATE KEY-----\n",
    }
    monkeypatch.setenv("GOOGLE_SERVICE_ACCOUNT_JSON", json.dumps(key))
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "channel-secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "access-token")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:pa55word@db/tonbaeb")
    monkeypatch.setenv("QUEUE_URL", "postgresql://bot:queue-pass@db/queue")

    assert sorted(read().secrets()) == sorted(
        ["MIIEvQIBADAN", "BgkqhkiG9w0B", "channel-secret", "access-token", "k" * 32, "pa55word", "queue-pass"]
    )
