"""The Messaging API through line-bot-sdk; the only module that imports it.

Every call has a timeout and is sent once: the SDK would wait for ever and repeat reads by itself. What to do about a
call that did not end well is decided by the kind of error (bot/line/errors.py), and by the caller.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import urllib3
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    Message,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuRequest,
    SetWebhookEndpointRequest,
)

from bot.line import errors

TIMEOUT = (3.0, 10.0)
"""Seconds to connect and to read."""

Messages = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Accepted:
    """LINE took it; `repeated` when it had taken it before under the same retry key."""

    request_id: str | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class BotInfo:
    """The channel's own account: what webhooks name as their destination, and what people search for."""

    user_id: str
    basic_id: str
    display_name: str


class Line(Protocol):
    """What answering and pushing need of LINE; tests may stand in for it."""

    def reply(self, reply_token: str, messages: Messages) -> Accepted: ...

    def push(self, chat_id: str, messages: Messages, retry_key: str) -> Accepted: ...


class LineClient:
    """One connection pool for one process; threads may share it. Make it after forking."""

    def __init__(self, root: str, access_token: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._timeout = timeout
        configuration = Configuration(host=root, access_token=access_token)
        configuration.retries = False
        client = ApiClient(configuration)
        self._api = MessagingApi(client)
        self._blob = MessagingApiBlob(client)

    def reply(self, reply_token: str, messages: Messages) -> Accepted:
        """Answer an event, free of charge. A token works once, so repeating a reply can never double it."""
        request = _valid(lambda: ReplyMessageRequest(replyToken=reply_token, messages=_messages(messages)), "reply")
        return _accepted(lambda: self._api.reply_message_with_http_info(request, _request_timeout=self._timeout))

    def push(self, chat_id: str, messages: Messages, retry_key: str) -> Accepted:
        """Send to a chat. The same `retry_key` (a UUID) with the same content is taken once within 24 hours."""
        request = _valid(lambda: PushMessageRequest(to=chat_id, messages=_messages(messages)), "push")
        try:
            return _accepted(
                lambda: self._api.push_message_with_http_info(request, retry_key, _request_timeout=self._timeout)
            )
        except _TakenBeforeError as before:
            return Accepted(before.request_id, repeated=True)

    def bot_info(self) -> BotInfo:
        info = _called(lambda: self._api.get_bot_info(_request_timeout=self._timeout))
        return BotInfo(info.user_id, info.basic_id, info.display_name)

    def monthly_limit(self) -> int | None:
        """How many messages may be pushed this month; None where there is no limit."""
        quota = _called(lambda: self._api.get_message_quota(_request_timeout=self._timeout))
        return None if quota.type == "none" else int(quota.value)

    def used_this_month(self) -> int:
        """About how many messages were pushed this month; LINE's own count lags."""
        return int(_called(lambda: self._api.get_message_quota_consumption(_request_timeout=self._timeout)).total_usage)

    def webhook_url(self) -> tuple[str, bool]:
        """Where LINE sends webhooks, and whether they are switched on."""
        endpoint = _called(lambda: self._api.get_webhook_endpoint(_request_timeout=self._timeout))
        return endpoint.endpoint, bool(endpoint.active)

    def set_webhook_url(self, url: str) -> None:
        """Have LINE send webhooks to this address from now on."""
        request = _valid(lambda: SetWebhookEndpointRequest(endpoint=url), "webhook address")
        _called(lambda: self._api.set_webhook_endpoint(request, _request_timeout=self._timeout))

    def rich_menus(self) -> dict[str, str]:
        """The rich menus there are: id to name."""
        found = _called(lambda: self._api.get_rich_menu_list(_request_timeout=self._timeout))
        return {menu.rich_menu_id: menu.name for menu in found.richmenus}

    def create_rich_menu(self, menu: Mapping[str, Any], png: bytes) -> str:
        """Make a rich menu with its picture and tell its id. One without a picture is taken away again."""
        request = _valid(lambda: RichMenuRequest.from_dict(dict(menu)), "rich menu")
        menu_id = str(_called(lambda: self._api.create_rich_menu(request, _request_timeout=self._timeout)).rich_menu_id)
        try:
            self._upload(menu_id, png)
        except errors.LineError:
            self.delete_rich_menu(menu_id)
            raise
        return menu_id

    def delete_rich_menu(self, menu_id: str) -> None:
        _called(lambda: self._api.delete_rich_menu(menu_id, _request_timeout=self._timeout))

    def show_menu_to_all(self, menu_id: str) -> None:
        """Everyone without a menu of their own sees this one."""
        _called(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=self._timeout))

    def show_menu_to(self, user_id: str, menu_id: str) -> None:
        """One person sees this menu; saying it again changes nothing."""
        _called(lambda: self._api.link_rich_menu_id_to_user(user_id, menu_id, _request_timeout=self._timeout))

    def _upload(self, menu_id: str, png: bytes) -> None:
        headers = {"Content-Type": "image/png"}  # without it the SDK tries to send the bytes as JSON
        _called(
            lambda: self._blob.set_rich_menu_image(
                menu_id, bytearray(png), _headers=headers, _request_timeout=self._timeout
            )
        )


class _TakenBeforeError(errors.LineError):
    """409: the retry key was accepted before."""


def _messages(messages: Messages) -> list[Any]:
    return [Message.from_dict(dict(message)) for message in messages]


def _valid(make: Callable[[], Any], what: str) -> Any:  # the SDK has no types
    """A request of the SDK's own model. What the model refuses, LINE would refuse too."""
    try:
        return make()
    except (ValueError, TypeError, KeyError) as error:
        raise errors.RefusedError(f"not a valid {what}: {type(error).__name__}") from error


def _accepted(call: Callable[[], Any]) -> Accepted:
    return Accepted(_request_id(_called(call).headers))


def _called(call: Callable[[], Any]) -> Any:  # the SDK has no types
    """The result of a call, or the error that says what to do."""
    try:
        return call()
    except ApiException as error:
        raise _error_of(error) from error
    except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
        raise errors.NotAcceptedError(f"no connection to LINE: {type(error).__name__}") from error
    except urllib3.exceptions.TimeoutError as error:
        raise errors.TimedOutError("LINE did not answer in time") from error
    except (urllib3.exceptions.HTTPError, ValueError) as error:  # ValueError: an answer that is no JSON
        raise errors.UnsureError(f"LINE's answer was broken: {type(error).__name__}") from error


def _error_of(error: Any) -> errors.LineError:  # the SDK has no types
    """What LINE's status and message mean (LINE reference, status codes; the texts are all that parts some)."""
    status = int(error.status or 0)
    message, request_id = _message(error.body), _request_id(error.headers)
    kind: type[errors.LineError] = errors.RefusedError
    if status == 0 or status >= 500:
        kind = errors.UnsureError
    elif status == 401:
        kind = errors.NotSignedInError
    elif status == 409:
        kind, request_id = _TakenBeforeError, (error.headers or {}).get("x-line-accepted-request-id") or request_id
    elif status == 429:
        kind = errors.MonthlyLimitError if "monthly limit" in message.lower() else errors.NotAcceptedError
    elif status == 400 and "reply token" in message.lower():
        kind = errors.ReplyTokenSpentError
    elif status == 404 or (status == 400 and message.startswith("Failed to send messages")):
        kind = errors.AddressUnknownError
    return kind(message, status=status, request_id=request_id)


def _message(body: object) -> str:
    """LINE's message with the properties it complains about, never what stood in them."""
    try:
        record = json.loads(body if isinstance(body, (str, bytes)) else "")
    except ValueError:
        return "an answer that is not LINE's"
    if not isinstance(record, dict):
        return "an answer that is not LINE's"
    details = [f"{item.get('property')}: {item.get('message')}" for item in record.get("details") or []]
    return "; ".join([str(record.get("message", "")), *details])


def _request_id(headers: Mapping[str, str] | None) -> str | None:
    return None if headers is None else headers.get("x-line-request-id")
