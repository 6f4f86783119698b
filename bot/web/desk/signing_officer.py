"""The officer at the desk as one who signs decisions."""

from __future__ import annotations

from bot.cases.deciding import Signer
from bot.logs import hashed
from bot.web.desk.people import person
from bot.web.parts import WebParts


def signer(parts: WebParts) -> Signer:
    """Whoever is signed in, with the hash under which the audit log knows them from LINE; only within a page."""
    return Signer(person().name, person().person, hashed(person().person, parts.secret_key))
