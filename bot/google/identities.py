"""The bot's accounts at Google. With several of them more requests a minute go, since Google counts by account."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from bot.google.transport import Transport


class Identities:
    """One transport for each account, in the order of the keys."""

    def __init__(self, transports: Iterable[Transport]) -> None:
        self._by_email = {transport.identity: transport for transport in transports}

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(self._by_email)

    def __iter__(self) -> Iterator[Transport]:
        return iter(self._by_email.values())

    def served_by(self, email: str) -> Transport:
        """The transport of an account; the first one where its key is no longer here."""
        return self._by_email.get(email) or next(iter(self._by_email.values()))

    def others(self, email: str) -> frozenset[str]:
        """The accounts beside this one."""
        return frozenset(self._by_email) - {email}

    def chosen_for(self, name: str) -> str:
        """The account that a new workbook is to be shared with, spread evenly; a new key moves few of them."""
        return max(self._by_email, key=lambda email: hashlib.sha256(f"{email} {name}".encode()).digest())
