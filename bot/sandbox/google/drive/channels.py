"""changes.watch and channels.stop: calls to an address when a log of changes grows."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.channels import Channel, expiry
from bot.sandbox.google.drive.changes import log_asked_for, place_of
from bot.sandbox.google.errors import ApiError

KINDS = ("web_hook", "webhook")
_ID = re.compile(r"[A-Za-z0-9\-_+/=]{1,64}")
_LONGEST_TOKEN = 256
_THIS_MACHINE = ("127.0.0.1", "localhost")
_REAL_ROOT = "https://www.googleapis.com"


def register(api: Api) -> None:
    api.serve("drive.changes.watch", _watch)
    api.serve("drive.channels.stop", _stop)


def _watch(call: Call) -> dict[str, Any]:
    log = log_asked_for(call)
    call.office.files.settle(call.office.now())
    first = place_of(call)
    _check(call)
    channel = Channel(
        id=call.body["id"],
        resource_id=hashlib.sha256(f"{log.email} {log.drive}".encode()).hexdigest()[:27],
        uri=f"{_REAL_ROOT}{call.path.removesuffix('/watch')}?alt=json&pageToken={first}",
        token=call.body.get("token", ""),
        address=call.body["address"],
        expires=expiry(call.body.get("expiration", ""), call.office.now()),
        log=asdict(log),
        seen=call.office.files.last_change + 1,
    )
    call.office.channels.open(channel)
    return _shown(channel)


def _stop(call: Call) -> None:
    channel_id, resource_id = (str(call.body.get(name, "")) for name in ("id", "resourceId"))
    if not call.office.channels.serves(channel_id, resource_id, call.identity.email, call.office.now()):
        raise ApiError(404, f"Channel '{channel_id}' not found for project '0'")
    call.office.channels.stop(channel_id)


def _check(call: Call) -> None:
    """ApiError 400 for a channel that Google would not open."""
    wish = call.body
    for name in ("id", "type", "address"):
        if not wish.get(name):
            raise ApiError(400, f"entity.{name}: Required", "required")
    if wish["type"] not in KINDS:
        raise ApiError(400, f"Unknown channel type: {wish['type']}", "push.channelTypeNotSupported")
    if not _ID.fullmatch(wish["id"]):
        raise ApiError(400, "Channel ID must match [A-Za-z0-9\\-_\\+/=]{1,64}", "push.channelIdInvalid")
    if len(wish.get("token", "")) > _LONGEST_TOKEN:
        raise ApiError(400, "Channel token is too long", "push.channelTokenInvalid")
    if not _may_be_called(wish["address"]):
        raise ApiError(400, f"WebHook callback must be HTTPS: {wish['address']}", "push.webhookUrlNotHttps")
    if call.office.channels.get(wish["id"]) is not None:
        raise ApiError(400, f"Channel id {wish['id']} not unique", "channelIdNotUnique")
    if wish.get("expiration") and int(wish["expiration"]) <= call.office.now().timestamp() * 1000:
        raise ApiError(400, "The requested expiration has passed", "push.channelExpirationInvalid")


def _may_be_called(address: str) -> bool:
    """Google calls https alone; the sandbox calls its own machine without, as no certificate is to be had there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    )


def _shown(channel: Channel) -> dict[str, Any]:
    told = {
        "kind": "api#channel",
        "id": channel.id,
        "resourceId": channel.resource_id,
        "resourceUri": channel.uri,
        "token": channel.token,
        "expiration": str(channel.expires),
    }
    return {name: value for name, value in told.items() if value}
