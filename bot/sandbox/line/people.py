"""People who have LINE: friends of the bot, those who blocked it, and strangers."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, cast

from bot.sandbox.line import ids
from bot.sandbox.shelf import Shelf

Standing = Literal["friend", "blocked", "stranger"]
_KIND = "line.person"


class Person(TypedDict):
    userId: str
    displayName: str
    language: str
    standing: Standing


class People:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, display_name: str, language: str) -> Person:
        """A new person; not yet a friend."""
        person = Person(userId=ids.user_id(), displayName=display_name, language=language, standing="stranger")
        return self._keep(person)

    def find(self, user_id: str) -> Person | None:
        return cast("Person | None", self._shelf.get(_KIND, user_id))

    def all(self) -> list[Person]:
        return [cast("Person", document) for document in self._shelf.all(_KIND).values()]

    def friends(self) -> list[str]:
        """Ids of those who have the bot as a friend and have not blocked it."""
        return [person["userId"] for person in self.all() if person["standing"] == "friend"]

    def is_friend(self, user_id: str) -> bool:
        person = self.find(user_id)
        return person is not None and person["standing"] == "friend"

    def put_standing(self, person: Person, standing: Standing) -> Person:
        return self._keep(cast("Person", {**person, "standing": standing}))

    def _keep(self, person: Person) -> Person:
        self._shelf.put(_KIND, person["userId"], cast("dict[str, Any]", person))
        return person
