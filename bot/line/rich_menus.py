"""Rich menus in the Messaging API. Everything but `create` may be repeated: it sets a state and adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from linebot.v3.messaging import (
    MessagingApi,
    MessagingApiBlob,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    RichMenuRequest,
)

from bot.line import errors
from bot.line.calls import called, valid

MOST_PEOPLE = 500
"""So many people one call may show a menu to."""


class RichMenus:
    """The menus of one channel, by the ids that LINE gives them."""

    def __init__(self, api: MessagingApi, blob: MessagingApiBlob, timeout: tuple[float, float]) -> None:
        self._api = api
        self._blob = blob
        self._timeout = timeout

    def names(self) -> dict[str, str]:
        """The menus there are, with a picture or without: id to name."""
        found = called(lambda: self._api.get_rich_menu_list(_request_timeout=self._timeout))
        return {menu.rich_menu_id: menu.name for menu in found.richmenus}

    def create(self, menu: Mapping[str, Any]) -> str:
        """Make a menu that has no picture yet, which nobody can be shown; tells its id.

        An error may leave one behind: look for its name before making another.
        """
        request = valid(lambda: RichMenuRequest.from_dict(dict(menu)), "rich menu")
        return str(called(lambda: self._api.create_rich_menu(request, _request_timeout=self._timeout)).rich_menu_id)

    def has_picture(self, menu_id: str) -> bool:
        def picture() -> object:
            return self._blob.get_rich_menu_image(menu_id, _request_timeout=self._timeout)

        return _or_none(lambda: called(picture)) is not None

    def upload(self, menu_id: str, png: bytes) -> None:
        """Give a menu its picture; it takes one only, for good."""
        headers = {"Content-Type": "image/png"}  # without it the SDK tries to send the bytes as JSON
        called(
            lambda: self._blob.set_rich_menu_image(
                menu_id, bytearray(png), _headers=headers, _request_timeout=self._timeout
            )
        )

    def delete(self, menu_id: str) -> None:
        """Take a menu away; one that is gone already is no error."""
        _or_none(lambda: called(lambda: self._api.delete_rich_menu(menu_id, _request_timeout=self._timeout)))

    def shown_to_all(self) -> str | None:
        """The menu that everyone sees who has none of their own."""
        found = _or_none(lambda: called(lambda: self._api.get_default_rich_menu_id(_request_timeout=self._timeout)))
        return None if found is None else str(found.rich_menu_id)

    def show_to_all(self, menu_id: str) -> None:
        """Everyone without a menu of their own sees this one."""
        called(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=self._timeout))

    def show_to(self, user_ids: Sequence[str], menu_id: str | None) -> None:
        """These people, 500 at most, see this menu; None: the one for all. LINE does it at once for one person."""
        if len(user_ids) == 1:
            self._show_to_one(user_ids[0], menu_id)
        elif menu_id is not None:
            link = valid(lambda: RichMenuBulkLinkRequest(richMenuId=menu_id, userIds=list(user_ids)), "list of people")
            called(lambda: self._api.link_rich_menu_id_to_users(link, _request_timeout=self._timeout))
        else:
            unlink = valid(lambda: RichMenuBulkUnlinkRequest(userIds=list(user_ids)), "list of people")
            called(lambda: self._api.unlink_rich_menu_id_from_users(unlink, _request_timeout=self._timeout))

    def _show_to_one(self, user_id: str, menu_id: str | None) -> None:
        if menu_id is None:
            called(lambda: self._api.unlink_rich_menu_id_from_user(user_id, _request_timeout=self._timeout))
        else:
            called(lambda: self._api.link_rich_menu_id_to_user(user_id, menu_id, _request_timeout=self._timeout))


def _or_none(call: Callable[[], Any]) -> Any:  # the SDK has no types
    """The result, or None where LINE knows no such thing."""
    try:
        return call()
    except errors.AddressUnknownError:
        return None
