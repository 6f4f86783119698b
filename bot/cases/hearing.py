"""The public hearing: which agencies are heard now, and what someone writes about one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cases import season
from bot.logs import hashed
from bot.season.grounds import Window
from bot.season.states import State
from bot.store import agencies, audit, comments
from bot.store import season as moves
from bot.store.agencies import Agency
from bot.store.comments import Comment, Fate

SHORTEST, LONGEST, LONGEST_NAME = 10, 2000, 120
MOST_AN_HOUR, MOST_A_DAY = 20, 100
"""From one network address, behind which a whole office may sit."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """An agency that is heard now, and until when."""

    agency: Agency
    window: Window


@dataclass(frozen=True, slots=True)
class Written:
    """What someone wrote into the form.

    `sender` is the network it came from; `trap` is a field that people do not see, so that only robots fill it.
    """

    text: str
    name: str
    contact: str
    sender: str
    trap: str = ""


class CommentRefusedError(Exception):
    """The comment was not taken; the text says why and what to do, in Thai, `en` in English."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(th)
        self.en = en


def heard_now(session: Session, now: datetime) -> list[Heard]:
    """The agencies that consented and whose hearing is open, by name. Nothing else of an agency is public."""
    active = agencies.active(session)
    states = season.states(session, active)
    found = []
    for agency in active:
        if states[agency.code] not in {State.HEARING, State.DECIDED}:
            continue
        made = moves.moves(session, agency.code, agency.programme)
        window = season.hearing_of(made)
        if window is not None and window.is_open(now) and season.is_heard(session, agency, made):
            found.append(Heard(agency, window))
    return sorted(found, key=lambda heard: heard.agency.name)


def heard(session: Session, code: str, now: datetime) -> Heard | None:
    """The agency with this code while it is heard."""
    return next((each for each in heard_now(session, now) if each.agency.code == code), None)


def write(session: Session, about: Heard, written: Written, *, secret: str, now: datetime) -> None:
    """Keep a comment for the officers. Raises `CommentRefusedError`. The same words again are taken and kept once."""
    if written.trap:
        return  # a robot is thanked like anyone, and learns nothing
    text = written.text.strip()
    _check(text, written)
    sender = hashed(f"comment:{written.sender}", secret)
    if comments.sent_since(session, sender, now - _HOUR) >= MOST_AN_HOUR or (
        comments.sent_since(session, sender, now - _DAY) >= MOST_A_DAY
    ):
        raise CommentRefusedError(
            "มีความคิดเห็นจากเครือข่ายของท่านหลายรายการแล้ว โปรดส่งใหม่ในอีกหนึ่งชั่วโมง",
            "Several comments came from your network; please send it again in an hour",
        )
    if comments.is_known(session, about.agency.code, text):
        return
    comment = Comment(
        agency_code=about.agency.code,
        programme=about.agency.programme,
        text=text,
        name=written.name.strip(),
        contact=written.contact.strip(),
        sender=sender,
        at=now,
        state=comments.WAITING,
    )
    comments.add(session, comment)


def moderate(session: Session, comment_id: int, fate: Fate, *, by: str, why: str, now: datetime) -> bool:
    """Pass a comment on to the agency's assessors, or set it aside with a reason; False where someone did so before."""
    comment = comments.find(session, comment_id, lock=True)
    if comment is None or not comments.moderate(session, comment, fate, by=by, why=why, now=now):
        return False
    audit.note(session, by, f"comment {fate}", comment.agency_code, now=now, comment=comment.id, why=why)
    return True


def _check(text: str, written: Written) -> None:
    if len(text) < SHORTEST:
        raise CommentRefusedError(
            f"ข้อความสั้นเกินไป โปรดเขียนอย่างน้อย {SHORTEST} ตัวอักษร",
            f"Too short: please write at least {SHORTEST} characters",
        )
    if len(text) > LONGEST:
        raise CommentRefusedError(
            f"ข้อความยาว {len(text):,} ตัวอักษร ได้ไม่เกิน {LONGEST:,} โปรดย่อแล้วส่งอีกครั้ง",
            f"{len(text):,} characters; at most {LONGEST:,}. Please shorten it and send it again",
        )
    if max(len(written.name), len(written.contact)) > LONGEST_NAME:
        raise CommentRefusedError(
            f"ชื่อหรือช่องทางติดต่อยาวเกินไป ได้ไม่เกิน {LONGEST_NAME} ตัวอักษร",
            f"The name or contact is too long; at most {LONGEST_NAME} characters",
        )
