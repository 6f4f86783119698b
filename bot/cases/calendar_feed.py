"""A person's own feed of their agency's deadlines: its address, and what stands in it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.calendar_text import Entry, calendar_text
from bot.cases.views import agency_view, concerns
from bot.store import agencies, chats, deadlines


class CalendarFeeds:
    """Feeds by secret addresses. What the database holds of an address is no address without `secret`."""

    def __init__(self, base_url: str, secret: str) -> None:
        self._base_url = base_url
        self._secret = secret

    def address(self, key: str | None) -> str:
        """The address of the feed with this key (of a chat); blank without one."""
        return f"{self._base_url}/calendar/{key}.{self._mark(key)}.ics" if key and self._base_url else ""

    def text(self, session: Session, token: str, now: datetime) -> str | None:
        """The feed at `KEY.MARK`; None where it was renewed, its chat unlinked, or it never was one."""
        key, _, mark = token.rpartition(".")
        if not key or not hmac.compare_digest(mark.encode(), self._mark(key).encode()):
            return None
        chat = chats.with_calendar(session, key)
        agency = agencies.find(session, chat.agency_code) if chat and chat.agency_code else None
        if agency is None:
            return None
        view = agency_view(session, agency, now)
        found = (entry for entry in deadlines.ever_entered(session) if concerns(view, entry[0]))
        entries = [Entry(deadline, changed_at, removed) for deadline, changed_at, removed in found]
        return calendar_text(f"กำหนดส่ง {agency.name}", entries)

    def _mark(self, key: str) -> str:
        return hmac.new(self._secret.encode(), f"calendar:{key}".encode(), hashlib.sha256).hexdigest()[:32]
