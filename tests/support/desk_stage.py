"""The desk behind a real server, in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.desk_web import DeskWeb

CHROMIUM = shutil.which("chromium")
PHONE = {"width": 390, "height": 844}

in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


class _Silent(WSGIRequestHandler):
    """Answers without telling each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None: ...


@dataclass
class DeskStage:
    """One person's browser at the desk; `open` gives a page that is whole and that everyone can use."""

    web: DeskWeb
    page: Page
    root: str

    def open(self, address: str) -> Page:
        self.page.goto(f"{self.root}{address}")
        return self.page

    def sign_in(self) -> None:
        self.open(self.web.link())
        self.page.get_by_role("button").first.click()

    def serious_findings(self) -> Sequence[str]:
        """What axe finds serious or critical on the page as it is shown: rule and place."""
        found: dict[str, Any] = Axe().run(self.page).response
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]

    def is_wider_than_its_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@contextmanager
def desk_stage(web: DeskWeb, viewport: dict[str, int] | None = None) -> Iterator[DeskStage]:
    """The desk on 127.0.0.1, with someone signed in."""
    server = make_server("127.0.0.1", 0, web.app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            page = browser.new_page(viewport=viewport or {"width": 1280, "height": 900})  # type: ignore[arg-type] # width and height
            stage = DeskStage(web, page, f"http://127.0.0.1:{server.server_port}")
            stage.sign_in()
            yield stage
            browser.close()
    finally:
        server.shutdown()
        thread.join(5)
