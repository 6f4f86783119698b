"""The Messaging API through line-bot-sdk: answering, pushing, and what the channel itself is asked and told.

Every call has a timeout and is sent once: the SDK would wait for ever and repeat reads by itself. What to do about a
call that did not end well is decided by the kind of error (bot/line/errors.py), and by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    Message,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    SetWebhookEndpointRequest,
    TestWebhookEndpointRequest,
)
from pydantic.v1 import PrivateAttr

from bot.line import errors
from bot.line.calls import TakenBeforeError, called, request_id_in, valid
from bot.line.rich_menus import RichMenus
from bot.line.unbroken import typeset

TIMEOUT = (3.0, 10.0)
"""Seconds to connect and to read."""

CALLS_AT_ONCE = 16
"""So many calls a process makes at once, over connections that stay open."""

DATA_ROOTS = {"https://api.line.me": "https://api-data.line.me"}
"""Where pictures go to; any other root takes both. The SDK would send everything to the one host it is told."""

_LINES_OWN_PATIENCE = 10.0
"""Seconds that LINE may wait for our webhook while we wait for LINE."""

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


@dataclass(frozen=True, slots=True)
class WebhookTest:
    """How our webhook answered LINE; `reason` is LINE's word for it, `status` 0 where nothing answered."""

    success: bool
    status: int
    reason: str


class Line(Protocol):
    """What answering and pushing need of LINE; tests may stand in for it."""

    def reply(self, reply_token: str, messages: Messages) -> Accepted: ...

    def push(self, chat_id: str, messages: Messages, retry_key: str) -> Accepted: ...

    def multicast(self, user_ids: Sequence[str], messages: Messages, retry_key: str) -> Accepted: ...

    def monthly_limit(self) -> int | None: ...

    def used_this_month(self) -> int: ...

    def member_count(self, group_id: str) -> int: ...


class _AsItIs(Message):  # type: ignore[misc] # the SDK has no types
    """A message that the SDK hands on as it is.

    Its own models of a card would take longer than everything else about an answer, and leave out without a word what
    they do not know. LINE checks every message anyway; tests hold all of ours against LINE's documents.
    """

    _content: dict[str, Any] = PrivateAttr()

    @classmethod
    def of(cls, content: dict[str, Any]) -> _AsItIs:
        made: _AsItIs = cls.construct(type=content["type"])
        made._content = content
        return made

    def to_dict(self) -> dict[str, Any]:
        return self._content


class LineClient:
    """One connection pool for one process; threads may share it. Make it after forking."""

    def __init__(self, root: str, access_token: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._timeout = timeout
        self._api = MessagingApi(_client(root, access_token))
        self.menus = RichMenus(self._api, MessagingApiBlob(_client(DATA_ROOTS.get(root, root), access_token)), timeout)

    def reply(self, reply_token: str, messages: Messages) -> Accepted:
        """Answer an event, free of charge. A token works once, so repeating a reply can never double it."""
        request = valid(lambda: ReplyMessageRequest(replyToken=reply_token, messages=_messages(messages)), "reply")
        return _accepted(lambda: self._api.reply_message_with_http_info(request, _request_timeout=self._timeout))

    def push(self, chat_id: str, messages: Messages, retry_key: str) -> Accepted:
        """Send to a chat. The same `retry_key` (a UUID) with the same content is taken once within 24 hours."""
        request = valid(lambda: PushMessageRequest(to=chat_id, messages=_messages(messages)), "push")
        return _taken_once(
            lambda: self._api.push_message_with_http_info(request, retry_key, _request_timeout=self._timeout)
        )

    def multicast(self, user_ids: Sequence[str], messages: Messages, retry_key: str) -> Accepted:
        """Send the same to up to 500 people, all or none; LINE does not tell who of them has blocked us."""
        request = valid(lambda: MulticastRequest(to=list(user_ids), messages=_messages(messages)), "multicast")
        return _taken_once(
            lambda: self._api.multicast_with_http_info(request, retry_key, _request_timeout=self._timeout)
        )

    def bot_info(self) -> BotInfo:
        info = called(lambda: self._api.get_bot_info(_request_timeout=self._timeout))
        return BotInfo(info.user_id, info.basic_id, info.display_name)

    def monthly_limit(self) -> int | None:
        """How many messages may be pushed this month; None where there is no limit."""
        quota = called(lambda: self._api.get_message_quota(_request_timeout=self._timeout))
        return None if quota.type == "none" else int(quota.value)

    def used_this_month(self) -> int:
        """About how many messages were pushed this month; LINE's own count lags."""
        return int(called(lambda: self._api.get_message_quota_consumption(_request_timeout=self._timeout)).total_usage)

    def member_count(self, group_id: str) -> int:
        """How many people are in a group, without the account itself; a push to it costs as many messages."""
        count = self._api.get_group_member_count
        return int(called(lambda: count(group_id, _request_timeout=self._timeout)).count)

    def webhook_url(self) -> tuple[str, bool]:
        """Where LINE sends webhooks, and whether they are switched on; blank before the first was set."""
        try:
            endpoint = called(lambda: self._api.get_webhook_endpoint(_request_timeout=self._timeout))
        except errors.AddressUnknownError:
            return "", False
        return endpoint.endpoint, bool(endpoint.active)

    def set_webhook_url(self, url: str) -> None:
        """Have LINE send webhooks to this address from now on."""
        request = valid(lambda: SetWebhookEndpointRequest(endpoint=url), "webhook address")
        called(lambda: self._api.set_webhook_endpoint(request, _request_timeout=self._timeout))

    def test_webhook(self, url: str) -> WebhookTest:
        """Have LINE send a signed webhook without events to this address, whether or not it is the one in use."""
        request = valid(lambda: TestWebhookEndpointRequest(endpoint=url), "webhook address")
        patience = (self._timeout[0], self._timeout[1] + _LINES_OWN_PATIENCE)
        told = called(lambda: self._api.test_webhook_endpoint(request, _request_timeout=patience))
        return WebhookTest(bool(told.success), int(told.status_code or 0), str(told.reason or ""))


def _client(root: str, access_token: str) -> ApiClient:
    configuration = Configuration(host=root, access_token=access_token)
    configuration.retries = False
    configuration.connection_pool_maxsize = CALLS_AT_ONCE
    return ApiClient(configuration)


def _messages(messages: Messages) -> list[Any]:
    return [_AsItIs.of(typeset(message)) for message in messages]


def _taken_once(call: Callable[[], Any]) -> Accepted:
    """A call under a retry key: that it was accepted before is as good as accepted."""
    try:
        return _accepted(call)
    except TakenBeforeError as before:
        return Accepted(before.request_id, repeated=True)


def _accepted(call: Callable[[], Any]) -> Accepted:
    return Accepted(request_id_in(called(call).headers))
