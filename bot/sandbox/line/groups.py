"""Group chats: their members, and whether the bot is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, cast

from bot.sandbox.line import ids
from bot.sandbox.shelf import Shelf

_KIND = "line.group"


class Group(TypedDict):
    """`members` are user ids; the bot is not among them, `joined` says whether it is in the group."""

    groupId: str
    groupName: str
    members: list[str]
    joined: bool


class Groups:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, name: str, members: Sequence[str]) -> Group:
        """A new group that the bot has just been invited to."""
        return self.keep(
            Group(groupId=ids.group_id(), groupName=name, members=list(dict.fromkeys(members)), joined=True)
        )

    def find(self, group_id: str) -> Group | None:
        return cast("Group | None", self._shelf.get(_KIND, group_id))

    def joined(self, group_id: str) -> Group | None:
        """The group, if the bot is still in it."""
        group = self.find(group_id)
        return group if group and group["joined"] else None

    def all(self) -> list[Group]:
        return [cast("Group", document) for document in self._shelf.all(_KIND).values()]

    def keep(self, group: Group) -> Group:
        self._shelf.put(_KIND, group["groupId"], cast("dict[str, Any]", group))
        return group
