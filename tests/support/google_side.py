"""The Google side of a test: transports that speak to a sandbox, as the bot and as the secretariat."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from bot.google.budget import LocalBudget
from bot.google.credentials import PROVISIONING, SignIn, bot_sign_in, person_sign_in
from bot.google.provisioning import Provisioning
from bot.google.transport import Patience, Roots, Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import authorized_user_info, service_account_info
from bot.sandbox.state import Sandbox
from scoring.programmes import load, words
from sheets_schema.google_template import template_requests


@dataclass
class Naps:
    """Time that is slept only on paper; its clock moves with it."""

    taken: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.taken.append(round(seconds, 3))

    def monotonic(self) -> float:
        return sum(self.taken)


def bot_transport(sandbox: Sandbox, naps: Naps, *, wide: bool = False) -> Transport:
    """The bot's transport; `wide` asks for the scopes of provisioning too."""
    key = json.dumps(service_account_info(sandbox))
    sign_in = bot_sign_in(key, any_token_address=True, **({"scopes": PROVISIONING} if wide else {}))
    return transport_of(sign_in, sandbox, naps)


def person_transport(sandbox: Sandbox, naps: Naps) -> Transport:
    """The secretariat's transport, which may own files."""
    return transport_of(
        person_sign_in(json.dumps(authorized_user_info(sandbox)), any_token_address=True), sandbox, naps
    )


def transport_of(sign_in: SignIn, sandbox: Sandbox, naps: Naps) -> Transport:
    return Transport(
        sign_in.credentials,
        sign_in.email,
        roots=Roots(sandbox.root, sandbox.root),
        budget=LocalBudget(naps.monotonic),
        patience=Patience(naps.sleep, lambda: 0.5),
    )


def shared_template(sandbox: Sandbox, naps: Naps, *, programme: str = "hrmo-2565", with_bot: bool = True) -> str:
    """The id of a fresh template that the secretariat made and, as a rule, shared with the bot."""
    person = person_transport(sandbox, naps)
    provisioning = Provisioning(person)
    file_id = provisioning.create("ว่าง")
    Workbooks(person).build(file_id, template_requests(load(programme), words(programme)))
    if with_bot:
        provisioning.share(file_id, service_account_info(sandbox)["client_email"])
    return file_id
