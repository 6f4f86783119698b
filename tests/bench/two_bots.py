"""Our bot and a bot in the manner of the SDK's sample, each under gunicorn with the same settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.web import webhook
from tests.bench import as_sdk_sample
from tests.bench.web_processes import Web, free_port, gunicorn, process
from tests.bench.webhook_traffic import SECRET


@dataclass(frozen=True)
class Bot:
    """A bot's web processes, and the path at which it takes webhooks."""

    web: Web
    path: str


@dataclass(frozen=True)
class TwoBots:
    """`line_port` is where both expect LINE; whoever measures puts LINE there, or leaves it down."""

    sample: Bot
    ours: Bot
    line_port: int
    environment: dict[str, str]

    @contextmanager
    def with_a_worker(self) -> Iterator[None]:
        """Our bot's worker and clock work as well."""
        with ExitStack() as running:
            for name in ("worker", "clock"):
                running.enter_context(process([sys.executable, "-m", "bot", name], self.environment))
            yield


@contextmanager
def two_bots() -> Iterator[TwoBots]:
    """Both bots, answering; ours on a fresh SQLite file (its commits wait for the disk: synchronous=FULL)."""
    with TemporaryDirectory() as folder:
        line_port = free_port()
        environment = _environment(Path(folder), line_port)
        migrate = [sys.executable, "-m", "bot", "migrate"]
        subprocess.run(migrate, env={**os.environ, **environment}, check=True, capture_output=True)
        with (
            gunicorn("tests.bench.as_sdk_sample:application()", environment) as sample,
            gunicorn("bot.wsgi:application()", environment) as ours,
        ):
            yield TwoBots(Bot(sample, as_sdk_sample.PATH), Bot(ours, webhook.PATH), line_port, environment)


def _environment(folder: Path, line_port: int) -> dict[str, str]:
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
        "LINE_API_ROOT": f"http://127.0.0.1:{line_port}",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "GOOGLE_SERVICE_ACCOUNT_JSON": _key_of_nobody(),
        "CHECK_LINKS": "off",
    }


def _key_of_nobody() -> str:
    """A service account's key that is well formed; Google is never asked."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return json.dumps(
        {
            "type": "service_account",
            "project_id": "bench",
            "private_key_id": "1",
            "private_key": key.decode(),
            "client_email": "bench@bench.iam.gserviceaccount.com",
            "client_id": "1",
            "token_uri": "https://oauth2.googleapis.com/token",
        }
    )
