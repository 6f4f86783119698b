"""The desk in a browser without a screen: signing in, opening pages, sending forms."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.store import login_links
from bot.store.database import Database
from bot.store.login_links import Role
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.job_services import StillClock

SECRET = "desk-secret-of-tests"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class DeskWeb:
    """The web application around a database. Each `browser` is one person's, signed in as they would be."""

    def __init__(self, database: Database, now: datetime | None = None, **parts: Any) -> None:
        self.database = database
        self.clock = StillClock(now) if now else StillClock()
        made = WebParts(database, self.clock, "channel", SECRET, lambda: None, lambda: None, **parts)
        self.app: Flask = create_app(made)

    def link(self, role: Role = "officer", name: str = "สมหญิง", person: str = "") -> str:
        """The address of a new one-time link."""
        with self.database.writing() as session:
            token = login_links.issue(
                session, role, person or name, name, issued_by="test", secret=SECRET, now=self.clock.now()
            )
        return f"/desk/enter/{token}"

    def browser(self, role: Role = "officer", name: str = "สมหญิง", person: str = "") -> Browser:
        browser = self.stranger()
        link = self.link(role, name, person)
        browser.send(link, browser.open(link))
        return browser

    def stranger(self) -> Browser:
        return Browser(self.app.test_client())


class Browser:
    """One browser; `open` and `send` give the answers, `page` the text of a page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, address: str) -> TestResponse:
        return self.client.get(address)

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.get_data(as_text=True)

    def send(self, address: str, page: TestResponse | str, **fields: Any) -> TestResponse:
        """Send a form as it stood on a page, with its token, and follow to the page that comes after."""
        text = page if isinstance(page, str) else page.get_data(as_text=True)
        found = _TOKEN.search(text)
        assert found is not None, "the page has no form"
        return self.client.post(address, data={"csrf_token": found.group(1), **fields}, follow_redirects=True)
