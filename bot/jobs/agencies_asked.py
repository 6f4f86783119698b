"""Asking what agencies lack, one by one: where that breaks for one of them, the others are reminded all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.jobs.services import Message, Services
from bot.logs import where
from scoring.deadlines import Deadline

Answer = TypeVar("Answer")


@dataclass
class AgenciesAsked:
    """One reading of the store at `now`. Whoever is set `aside` is not asked; `broken` says where it broke for whom.

    Where the database itself fails, the error is raised: it has nothing to do with the agency.
    """

    services: Services
    session: Session
    now: datetime
    aside: Collection[str]
    broken: dict[str, str] = field(default_factory=dict)
    well: set[str] = field(default_factory=set)
    _newest: dict[tuple[str, Deadline], list[Message]] = field(default_factory=dict)

    def reminder(self, agency: str, deadline: Deadline) -> list[Message]:
        """What an agency (by its code) is reminded of; nothing where it lacks nothing, or that cannot be told.

        Only the newest is kept, for the agency's other chats: the reminders of a nation would fill the memory.
        """
        if (agency, deadline) not in self._newest:
            self._newest = {(agency, deadline): self._asked(agency, lambda: self._reminder(agency, deadline)) or []}
        return self._newest[agency, deadline]

    def may_lack(self, agency: str, deadline: Deadline) -> bool:
        """Whether it lacks something, or that cannot be told."""
        return self._asked(agency, lambda: self._lacks(agency, deadline)) is not False

    def _reminder(self, agency: str, deadline: Deadline) -> list[Message]:
        if not self._lacks(agency, deadline):
            return []
        return self.services.reminder_messages(self.session, agency, deadline, self.now)

    def _lacks(self, agency: str, deadline: Deadline) -> bool:
        return self.services.lacks(self.session, agency, deadline, self.now)

    def _asked(self, agency: str, ask: Callable[[], Answer]) -> Answer | None:
        if agency in self.aside or agency in self.broken:
            return None
        try:
            answer = ask()
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 # one agency that breaks must not keep the others waiting
            self.broken[agency] = where(error)
            self.well.discard(agency)
            return None
        self.well.add(agency)
        return answer
