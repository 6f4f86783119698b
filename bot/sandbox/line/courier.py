"""Carries events to the bot's webhook, and again where the bot did not answer 2xx (LINE docs, redelivery)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.line.account import BotAccount, bot_account
from bot.sandbox.line.deliveries import Deliveries, Delivery
from bot.sandbox.line.post import Answer, post_webhook
from bot.sandbox.line.reply_tokens import ReplyTokens
from bot.sandbox.parcels import Parcel, ParcelQueue
from bot.sandbox.state import Sandbox

REDELIVERY_PAUSES = (1.0, 2.0, 4.0)
"""Real seconds before the first, second and every later redelivery. LINE does not tell its own."""

HELD_BACK = 2.0
"""Real seconds that an event waits to be overtaken by a later one (fault "reorder-webhooks")."""

_KIND = "line.outgoing"
_NOWHERE = Answer(None, "no_webhook_endpoint")

Waiting = dict[str, Any]
"""{"event": webhook event object, "attempts": deliveries tried so far}"""


class Courier:
    """Events stay on the shelf until they are delivered or given up, so that a restart loses none."""

    def __init__(self, sandbox: Sandbox, tokens: ReplyTokens) -> None:
        self._sandbox = sandbox
        self._tokens = tokens
        self._queue = ParcelQueue("line-webhooks", self._carry)
        self.deliveries = Deliveries(sandbox.shelf)

    def resume(self) -> None:
        """Take up what was not delivered before the sandbox was stopped."""
        for event_id in self._sandbox.shelf.all(_KIND):
            self._queue.add(event_id)

    def send(self, event: dict[str, Any]) -> None:
        event_id = event["webhookEventId"]
        self._sandbox.shelf.put(_KIND, event_id, {"event": event, "attempts": 0})
        self._queue.add(event_id)

    def send_together(self, events: list[dict[str, Any]]) -> Answer:
        """Deliver these in one request and once, as they are; what the bot said to it."""
        account = bot_account(self._sandbox)
        body = {"destination": account.user_id, "events": events}
        answer = self._post(account, body)
        self._log(body, 1, answer)
        return answer

    def _carry(self, parcel: Parcel) -> None:
        account = bot_account(self._sandbox)
        waiting = self._sandbox.shelf.get(_KIND, parcel.id)
        if waiting is None:
            return  # another application over the same sandbox has delivered it
        if not parcel.held_back and self._fault("reorder-webhooks", account):
            self._queue.add(parcel.id, after=HELD_BACK, held_back=True)
            return
        if self._fault("standby-webhook", account):
            waiting = self._on_standby(waiting)
        twice = self._fault("duplicate-webhook", account)
        answer = self._deliver(waiting, account)
        if twice:
            self._deliver(waiting, account)
        self._settle(waiting, account, answer)
        self._queue.release_held_back()

    def _on_standby(self, waiting: Waiting) -> Waiting:
        """As another channel answers in this chat: the event may be read, not answered."""
        told = {name: value for name, value in waiting["event"].items() if name != "replyToken"}
        changed = {**waiting, "event": {**told, "mode": "standby"}}
        self._sandbox.shelf.put(_KIND, told["webhookEventId"], changed)
        return changed

    def _fault(self, name: str, account: BotAccount) -> bool:
        """A delivery fits a fault armed for LINE as a whole ("/v2/bot") as well as for the webhook's own path."""
        path = "/v2/bot" + urlsplit(account.webhook_url).path
        return self._sandbox.faults.take(path, "POST", among={name}) is not None

    def _deliver(self, waiting: Waiting, account: BotAccount) -> Answer:
        attempts = waiting["attempts"]
        event = {**waiting["event"], "deliveryContext": {"isRedelivery": attempts > 0}}
        body = {"destination": account.user_id, "events": [event]}
        answer = self._post(account, body)
        self._log(body, attempts + 1, answer)
        return answer

    def _post(self, account: BotAccount, body: dict[str, Any]) -> Answer:
        if not account.webhook_url or not account.webhook_active:
            return _NOWHERE
        with self._sandbox.lock:
            for event in _objects(body):
                self._tokens.delivered(str(event.get("replyToken", "")), self._sandbox.clock.now())
        return post_webhook(account, account.webhook_url, body)

    def _log(self, body: dict[str, Any], attempt: int, answer: Answer) -> None:
        with self._sandbox.lock:
            for event in _objects(body):
                delivery = Delivery(
                    webhookEventId=str(event.get("webhookEventId")),
                    type=str(event.get("type")),
                    at=self._sandbox.clock.now().isoformat(),
                    attempt=attempt,
                    isRedelivery=attempt > 1,
                    status=answer.status,
                    error=answer.error,
                    body=body,
                )
                self.deliveries.add(delivery)
            self._sandbox.touch()

    def _settle(self, waiting: Waiting, account: BotAccount, answer: Answer) -> None:
        """Done, given up, or to be tried again after a growing pause."""
        event_id, attempts = waiting["event"]["webhookEventId"], waiting["attempts"] + 1
        tries_left = account.redelivery and attempts <= account.redeliveries
        if answer.ok or answer is _NOWHERE or not tries_left:
            self._sandbox.shelf.delete(_KIND, event_id)
            return
        self._sandbox.shelf.put(_KIND, event_id, {**waiting, "attempts": attempts})
        self._queue.add(event_id, after=REDELIVERY_PAUSES[min(attempts, len(REDELIVERY_PAUSES)) - 1])


def _objects(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a request that are JSON objects, as all of LINE's are."""
    return [event for event in body["events"] if isinstance(event, dict)]
