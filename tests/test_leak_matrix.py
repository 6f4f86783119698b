"""Who sees what, and when: every secret of an agency's season in every outlet, before and after the announcement.

Each secret is a word that stands nowhere else. Where the matrix names an outlet it is seen there, anywhere else it is
not, so that each cell can fail. docs/testing.md shows the same matrix.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from bot.cases import assessing, assigning
from bot.cases import season as seasons
from bot.cases.assessing import Given
from bot.cases.season import Wish
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, assessors, audit, comments, decisions, site_visits
from bot.store.comments import Comment
from bot.store.site_visits import SiteVisitMark
from tests.support import two_officers
from tests.support.closing import Desk, agency
from tests.support.outlets import OUTLETS
from tests.test_leaks import NOW, office

__all__ = ["office"]
pytest_plugins = ["tests.support.databases"]

DOCUMENT = Path(__file__).parent.parent / "docs" / "testing.md"


class Field(NamedTuple):
    """Something that not everyone may know: the word that gives it away, who sees it always, and who once the result
    is announced.
    """

    name: str
    word: str
    always: frozenset[str]
    once_announced: frozenset[str] = frozenset()


def by(*outlets: str) -> frozenset[str]:
    return frozenset(outlets)


MATRIX = [
    Field("what AS-1 gives, and why", "เหตุผลของ AS-1", by("officer", "AS-1")),
    Field("what AS-2 gives, and why", "เหตุผลของ AS-2", by("officer", "AS-2")),
    Field("why a level was settled", "คำชี้ขาดของเจ้าหน้าที่", by("officer"), by("agency")),
    Field("who settled it", "ผู้ชี้ขาด", by("officer")),
    Field("who the assessors are", "ชื่อของ AS-2", by("officer")),
    Field("the note on a Site Visit", "หมายเหตุการตรวจ", by()),
    Field("why an act was done", "เหตุผลของการดำเนินการ", by("officer")),
    Field("the decision", "ชื่อรางวัลในมติ", by("officer"), by("agency", "queue")),
    Field("its note to the agency", "บันทึกท้ายมติ", by("officer"), by("agency", "queue")),
    Field("a comment that waits", "ความเห็นที่รอ", by("officer")),
    Field("a comment that was passed on", "ความเห็นที่ส่งต่อ", by("officer", "AS-1", "AS-2")),
    Field("a comment that was set aside", "ความเห็นที่ไม่ส่งต่อ", by()),
    Field("who wrote a comment", "ชื่อผู้เขียน", by("officer")),
    Field("how to reach them", "ที่ติดต่อผู้เขียน", by("officer")),
    Field("the audit log", "รายละเอียดในบันทึก", by("officer")),
]


@pytest.fixture
def season(office: Desk) -> Desk:
    """The agency judged by two assessors, assessed, heard and decided about; nothing is announced."""
    with office.database.writing() as session:
        _assessors(session)
        mine = agency(session)
        for who, level in (("AS-1", 3), ("AS-2", 1)):
            assessing.give(session, mine, who, Given("1.2", level, f"เหตุผลของ {who}", 0), NOW)
        assessing.settle(session, mine, Given("1.2", 2, "คำชี้ขาดของเจ้าหน้าที่", 0), by="ผู้ชี้ขาด", now=NOW)
        assigning.assign(session, mine, "AS-3", by="ก", now=NOW)
        _visited(session)
        _moved(session)
        _commented(session)
        verdict = {"outcome": "awarded", "award": "award_outstanding", "note": "บันทึกท้ายมติ"}
        two_officers.decide(session, mine, "ชื่อรางวัลในมติ", NOW, **verdict)
        audit.note(session, "ผู้บันทึก", "decide", "A-1", now=NOW, why="รายละเอียดในบันทึก")
    return office


def _assessors(session: Session) -> None:
    other = agencies.register(session, "A-2", "หน่วยงาน A-2", "hrmo-2565", now=NOW)
    for who in ("AS-1", "AS-2", "AS-3", "AS-4"):
        assessors.enter(session, who, f"ชื่อของ {who}", now=NOW)
    for who, judged in (("AS-1", agency(session)), ("AS-2", agency(session)), ("AS-4", other)):
        assigning.assign(session, judged, who, by="ก", now=NOW)
        assigning.attest(session, judged, who, now=NOW)


def _visited(session: Session) -> None:
    about = {"agency_code": "A-1", "programme": "hrmo-2565", "part": "SV1", "points": "12", "at": NOW}
    site_visits.give(session, SiteVisitMark(**about, assessor="AS-1", note="หมายเหตุการตรวจ"))


def _moved(session: Session) -> None:
    for act, origin, reached in (
        (Act.ASSESS, State.SUBMITTED, State.ASSESSED),
        (Act.PASS_TIERS, State.ASSESSED, State.PASSED),
        (Act.CONSENT, State.PASSED, State.CONSENTED),
    ):
        wish = Wish(act, "ก", "เหตุผลของการดำเนินการ")
        seasons._record(session, agency(session), wish, origin, reached, NOW)


def _commented(session: Session) -> None:
    about = {"agency_code": "A-1", "programme": "hrmo-2565", "name": "ชื่อผู้เขียน", "contact": "ที่ติดต่อผู้เขียน", "sender": ""}
    for state, text in (("waiting", "ความเห็นที่รอ"), ("passed_on", "ความเห็นที่ส่งต่อ"), ("set_aside", "ความเห็นที่ไม่ส่งต่อ")):
        comments.add(session, Comment(**about, text=text, state=state, at=NOW - timedelta(days=1)))


def announce(office: Desk) -> None:
    with office.database.writing() as session:
        waiting = decisions.waiting(session, "A-1")
        assert waiting is not None
        two_officers.confirm(session, waiting, NOW)


def where_seen(office: Desk) -> dict[str, frozenset[str]]:
    told = {name: look(office) for name, look in OUTLETS.items()}
    return {field.name: frozenset(name for name, text in told.items() if field.word in text) for field in MATRIX}


def test_before_the_announcement_each_secret_is_seen_where_the_matrix_says_and_nowhere_else(season: Desk) -> None:
    assert where_seen(season) == {field.name: field.always for field in MATRIX}


def test_the_announcement_tells_the_agency_what_the_matrix_says_and_nothing_more(season: Desk) -> None:
    announce(season)

    assert where_seen(season) == {field.name: field.always | field.once_announced for field in MATRIX}


def test_every_outlet_is_really_looked_at(season: Desk) -> None:
    """Each shows something that only it could show, so none is empty where a secret is missing in it."""
    announce(season)
    told = {name: look(season) for name, look in OUTLETS.items()}
    own = {
        "officer": "รอประกาศ",
        "AS-1": "ท่านบันทึกไว้",
        "AS-2": "ท่านบันทึกไว้",
        "not attested": "ไม่มีส่วนได้เสีย",
        "another's": "หน่วยงาน A-2",
        "agency": "ชื่อรางวัลในมติ",
        "group": "หน่วยงาน A-1",
        "stranger": "ผูก",
        "public": "ต้นแบบ",
        "queue": "ข้อมูลที่ใช้ตัดสิน",
        "receipt": "org.staff_total",
    }
    assert {name: word in told[name] for name, word in own.items()} == dict.fromkeys(OUTLETS, True)


def test_the_document_shows_this_matrix() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8")


def table() -> str:
    """The matrix as Markdown: ● seen, ○ seen once the result is announced."""
    signs = [
        ["●" if each in field.always else "○" if each in field.once_announced else "" for each in OUTLETS]
        for field in MATRIX
    ]
    rows = [f"| {field.name} | {' | '.join(cells)} |" for field, cells in zip(MATRIX, signs, strict=True)]
    head = f"| | {' | '.join(OUTLETS)} |"
    return "\n".join([head, f"|---|{'---|' * len(OUTLETS)}", *(row.replace("|  ", "| ") for row in rows)])


if __name__ == "__main__":
    print(table())
