"""Someone's browser at the bot's own pages: opens a link, presses the button of the form that it shows."""

from __future__ import annotations

from html.parser import HTMLParser

import requests

TIMEOUT = 30


class Browser:
    """Keeps its cookies from page to page."""

    def __init__(self) -> None:
        self._session = requests.Session()

    def come_in_by(self, link: str) -> str:
        """Open a one-time link and press its button; gives the heading of the page behind it."""
        door = self._session.get(link, timeout=TIMEOUT)
        door.raise_for_status()
        entered = self._session.post(link, data=_Form.in_(door.text), timeout=TIMEOUT)
        entered.raise_for_status()
        return _Heading.of(entered.text)


class _Form(HTMLParser):
    """The hidden fields of a page's forms."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    @classmethod
    def in_(cls, page: str) -> dict[str, str]:
        form = cls()
        form.feed(page)
        return form.fields

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given.get("name") or ""] = given.get("value") or ""


class _Heading(HTMLParser):
    """The text of a page's first heading."""

    def __init__(self) -> None:
        super().__init__()
        self.open = False
        self.text = ""

    @classmethod
    def of(cls, page: str) -> str:
        heading = cls()
        heading.feed(page)
        return heading.text.strip()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.open = tag == "h1" and not self.text

    def handle_endtag(self, _: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text += data
