"""Doing an act that was sent from a page: in one transaction, a refusal told in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import abort, flash
from sqlalchemy.orm import Session

from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.store import agencies
from bot.store.agencies import Agency
from bot.web.language import say
from bot.web.parts import WebParts

T = TypeVar("T")


def attempt(parts: WebParts, act: Callable[[Session], T]) -> T | Refusal:
    """What came of it, or why it was refused; then nothing is changed."""
    try:
        with parts.database.writing() as session:
            return act(session)
    except RefusedError as error:
        return error.refusal


def tell(came: object, done: str) -> None:
    """Have the next page say that it is done, or why it was refused."""
    if isinstance(came, Refusal):
        flash(say(came.th, came.en), "bad")
    else:
        flash(done, "good")


def agency_or_404(session: Session, code: str) -> Agency:
    found = agencies.find(session, code)
    if found is None:
        abort(404)
    return found
