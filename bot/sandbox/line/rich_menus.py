"""Rich menus: the menus, their images and aliases, and whose chat shows which."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line import ids
from bot.sandbox.line.contents import Contents
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.shelf import Shelf

MENUS = 1000
ALIASES = 1000

_MENU = "line.richMenu"
_ALIAS = "line.richMenuAlias"
_LINK = "line.richMenuLink"
_DEFAULT = "line.richMenuDefault"

RichMenu = dict[str, Any]


class RichMenus:
    """Keys of links are user ids; "all" stands for the default."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.images = Contents(shelf, "line.richMenuImage")

    def create(self, menu: RichMenu) -> str:
        if len(self._shelf.all(_MENU)) >= MENUS:
            raise RefusalError(400, "The maximum number of rich menus has been reached")
        menu_id = ids.rich_menu_id()
        self._shelf.put(_MENU, menu_id, {"richMenuId": menu_id, **menu})
        return menu_id

    def all(self) -> list[RichMenu]:
        return list(self._shelf.all(_MENU).values())

    def find(self, menu_id: str) -> RichMenu | None:
        return self._shelf.get(_MENU, menu_id)

    def get(self, menu_id: str) -> RichMenu:
        """The menu, or LINE's refusal."""
        menu = self.find(menu_id)
        if menu is None:
            raise not_found("richmenu not found")
        return menu

    def delete(self, menu_id: str) -> None:
        """The menu goes from every chat that shows it; its aliases stay and lead nowhere."""
        self.get(menu_id)
        self._shelf.delete(_MENU, menu_id)
        self.images.drop(menu_id)
        for kind in (_LINK, _DEFAULT):
            for key, link in self._shelf.all(kind).items():
                if link["richMenuId"] == menu_id:
                    self._shelf.delete(kind, key)

    def ready(self, menu_id: str) -> RichMenu:
        """The menu, which must have its image by now."""
        menu = self.get(menu_id)
        if not self.images.has(menu_id):
            raise RefusalError(400, "must upload richmenu image before applying it to user")
        return menu

    def link(self, user_id: str, menu_id: str) -> None:
        self._shelf.put(_LINK, user_id, {"richMenuId": menu_id})

    def unlink(self, user_id: str) -> None:
        self._shelf.delete(_LINK, user_id)

    def linked(self, user_id: str) -> str | None:
        """The menu linked to this user alone."""
        return _menu_id(self._shelf.get(_LINK, user_id))

    def default(self) -> str | None:
        return _menu_id(self._shelf.get(_DEFAULT, "all"))

    def set_default(self, menu_id: str) -> None:
        self._shelf.put(_DEFAULT, "all", {"richMenuId": menu_id})

    def cancel_default(self) -> None:
        self._shelf.delete(_DEFAULT, "all")

    def shown_to(self, user_id: str) -> RichMenu | None:
        """The user's own menu goes before the default one."""
        menu_id = self.linked(user_id) or self.default()
        return self.find(menu_id) if menu_id else None

    def aliases(self) -> list[dict[str, str]]:
        return [{"richMenuAliasId": key, **alias} for key, alias in self._shelf.all(_ALIAS).items()]

    def alias(self, alias_id: str) -> str | None:
        return _menu_id(self._shelf.get(_ALIAS, alias_id))

    def put_alias(self, alias_id: str, menu_id: str) -> None:
        self._shelf.put(_ALIAS, alias_id, {"richMenuId": menu_id})

    def delete_alias(self, alias_id: str) -> None:
        self._shelf.delete(_ALIAS, alias_id)


def _menu_id(link: dict[str, Any] | None) -> str | None:
    return str(link["richMenuId"]) if link else None
