"""All settings, read once from the environment or a `.env` file. The only place that reads the environment."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import setting_checks as checks

GOOGLE_SHEETS = "https://sheets.googleapis.com"
GOOGLE_DRIVE = "https://www.googleapis.com"
LINE_API = "https://api.line.me"

LINE_NEEDS = frozenset({"line_channel_secret", "line_channel_access_token"})
"""What every process that answers or sends in LINE cannot do without."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with one setting, and the cure, in Thai and in English. Holds no value."""

    name: str
    sentence: str


class SettingsError(Exception):
    """The settings cannot be used; `mistakes` lists everything that is wrong with them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        lines = [f"- {mistake.name}: {mistake.sentence}" for mistake in mistakes]
        super().__init__("\n".join(["การตั้งค่ายังไม่ถูกต้อง / The settings need correcting:", *lines]))


class Settings(BaseSettings):
    """The settings by their names in the environment (`DATABASE_URL` is `database_url`), checked and normalised.

    An empty secret was not given. `needs` names the fields that the caller cannot do without; make it with `read`.
    """

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, validate_default=True, hide_input_in_errors=True
    )

    # Stands first, so that the checks of the others can look at it; its alias can be no variable's name.
    needs: frozenset[str] = Field(default=frozenset(), validation_alias="needs of the caller")
    google_service_account_json: SecretStr = SecretStr("")
    google_application_credentials: str = ""
    google_authorized_user_json: SecretStr = SecretStr("")
    google_templates: str = ""
    line_channel_secret: SecretStr = SecretStr("")
    line_channel_access_token: SecretStr = SecretStr("")
    database_url: SecretStr = SecretStr("sqlite:///tonbaeb.db")
    queue_url: SecretStr = SecretStr("")
    secret_key: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    port: int = 8000
    base_url: str = ""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    google_sheets_root: str = GOOGLE_SHEETS
    google_drive_root: str = GOOGLE_DRIVE
    line_api_root: str = LINE_API
    clock_url: str = ""
    keep_events_days: int = Field(default=30, ge=8, le=365)
    keep_messages_days: int = Field(default=180, ge=8, le=3650)
    keep_codes_days: int = Field(default=90, ge=8, le=3650)
    keep_help_days: int = Field(default=30, ge=1, le=365)
    keep_senders_days: int = Field(default=30, ge=1, le=365)
    check_links: Literal["all", "drive", "off"] = "all"
    google_push: Literal["on", "off"] = "off"
    codes_in_workbooks: Literal["on", "off"] = "on"
    contact_office: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_hours: str = ""

    @field_validator("google_service_account_json", "line_channel_secret", "line_channel_access_token")
    @classmethod
    def _is_there(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if not value.get_secret_value() and info.field_name in info.data.get("needs", ()):
            raise checks.missing(str(info.field_name).upper())
        return value

    @field_validator("google_service_account_json")
    @classmethod
    def _is_a_key(cls, value: SecretStr) -> SecretStr:
        checks.service_account_keys(value.get_secret_value())
        return value

    @field_validator("google_authorized_user_json")
    @classmethod
    def _is_a_persons_key(cls, value: SecretStr) -> SecretStr:
        checks.authorized_user_key(value.get_secret_value())
        return value

    @field_validator("google_templates")
    @classmethod
    def _names_templates(cls, value: str) -> str:
        return checks.templates(value)

    @field_validator("google_application_credentials")
    @classmethod
    def _is_a_file(cls, value: str) -> str:
        return checks.existing_file(value)

    @field_validator("line_channel_secret", "line_channel_access_token")
    @classmethod
    def _is_one_word(cls, value: SecretStr) -> SecretStr:
        checks.one_word(value.get_secret_value())
        return value

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        checks.long_enough(value.get_secret_value())
        channel_secret: SecretStr | None = info.data.get("line_channel_secret")
        return value if value.get_secret_value() else _derived(channel_secret or SecretStr(""))

    @field_validator("metrics_token")
    @classmethod
    def _is_hard_to_guess(cls, value: SecretStr) -> SecretStr:
        checks.hard_to_guess(value.get_secret_value())
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr) -> SecretStr:
        return SecretStr(checks.database_url(value.get_secret_value()))

    @field_validator("queue_url")
    @classmethod
    def _is_a_queue(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        database: SecretStr | None = info.data.get("database_url")
        if not value.get_secret_value():
            return SecretStr(checks.queue_beside(database.get_secret_value()) if database else "")
        return SecretStr(checks.queue_url(value.get_secret_value()))

    @field_validator("port", mode="before")
    @classmethod
    def _is_a_port(cls, value: object) -> int:
        return checks.port(value)

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, value: str, info: ValidationInfo) -> str:
        return checks.web_root(value or f"http://127.0.0.1:{info.data.get('port', 8000)}")

    @field_validator("google_sheets_root", "google_drive_root", "line_api_root")
    @classmethod
    def _is_a_root(cls, value: str) -> str:
        return checks.web_root(value)

    @field_validator("clock_url")
    @classmethod
    def _is_a_sandbox_clock(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("line_api_root") == LINE_API:
            raise checks.clock_on_real_line()
        return checks.web_root(value) if value else ""

    @field_validator("check_links", mode="before")
    @classmethod
    def _is_how_far(cls, value: object) -> str:
        return checks.how_far(value)

    @field_validator("contact_office", "contact_phone", "contact_email", "contact_hours")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        return checks.one_line(value)

    @field_validator("google_push", mode="before")
    @classmethod
    def _is_a_switch(cls, value: object, info: ValidationInfo) -> str:
        switch = checks.on_or_off(value)
        if switch == "on" and info.data.get("google_drive_root") == GOOGLE_DRIVE:
            checks.callable_by_google(str(info.data.get("base_url", "https://")))
        return switch

    @field_validator("codes_in_workbooks", mode="before")
    @classmethod
    def _is_a_plain_switch(cls, value: object) -> str:
        return checks.on_or_off(value)

    def pages_root(self) -> str:
        """The address under which people's phones reach the pages; blank where it is this machine's own, unless LINE
        is the sandbox, whose people sit here too.
        """
        is_local = urlsplit(self.base_url).hostname in {"127.0.0.1", "localhost"}
        return "" if is_local and self.line_api_root == LINE_API else self.base_url

    def secrets(self) -> tuple[str, ...]:
        """Whatever must not be seen in a log: passwords and keys, also those that stand inside a setting."""
        given = [value.get_secret_value() for value in vars(self).values() if isinstance(value, SecretStr)]
        return tuple(part for text in given for part in checks.secret_parts(text))

    def templates(self) -> dict[str, str]:
        """The master templates named here: links by programme."""
        return {name: link for name, _, link in map(checks.parted, self.google_templates.split())}

    def unreal_roots(self) -> list[tuple[str, str]]:
        """The roots that are not the real services', by name; start-up must say them loudly."""
        roots = {
            "GOOGLE_SHEETS_ROOT": (self.google_sheets_root, GOOGLE_SHEETS),
            "GOOGLE_DRIVE_ROOT": (self.google_drive_root, GOOGLE_DRIVE),
            "LINE_API_ROOT": (self.line_api_root, LINE_API),
        }
        return [(name, root) for name, (root, real) in roots.items() if root != real]

    def leaves_google(self) -> bool:
        """Whether neither of Google's services is the real one; only then may tokens come from elsewhere."""
        return self.google_sheets_root != GOOGLE_SHEETS and self.google_drive_root != GOOGLE_DRIVE


def read(*, needs: Collection[str] = (), env_file: Path | str | None = ".env") -> Settings:
    """The settings of this process. SettingsError lists every mistake, also each of `needs` that was not given."""
    mistakes: tuple[Mistake, ...]
    try:
        given: dict[str, Any] = {"needs of the caller": frozenset(needs)}
        return Settings(_env_file=env_file, **given)
    except ValidationError as refused:
        mistakes = tuple(_mistake(error) for error in refused.errors(include_input=False, include_url=False))
    raise SettingsError(mistakes)


def _derived(channel_secret: SecretStr) -> SecretStr:
    """What stands in for SECRET_KEY where it was not given: the same in every process, known to none else."""
    secret = channel_secret.get_secret_value().encode()
    return SecretStr(hmac.new(secret, b"tonbaeb secret key", hashlib.sha256).hexdigest() if secret else "")


def _mistake(error: ErrorDetails) -> Mistake:
    name = str(error["loc"][0]).upper() if error["loc"] else "?"
    return Mistake(name, error["msg"])
