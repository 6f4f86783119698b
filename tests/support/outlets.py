"""All that each kind of person is shown of agency A-1, as one text: where a secret would be seen if it leaked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.replaying import exported, proof_of
from bot.cases.reported_agency import reported
from bot.documents import score_report
from bot.store.outbox import OutboxMessage
from bot.store.readings import Reading
from tests.support.closing import Desk, agency
from tests.support.desk_web import Browser, DeskWeb
from tests.support.job_services import GROUP, USER
from tests.test_leaks import NOW, STRANGER, talk, the_answered_file, the_calendar, the_sheet

PUBLIC = ("/", "/privacy", "/hearing", "/hearing/A-1", "/results")
MORE = {
    "/desk/outgoing": ("?state=accepted", "?state=failed", "?state=cancelled"),
    "/desk/decisions/release/preview": ("?decision=1",),
}
Outlet = Callable[[Desk], str]


def _reading(look: Callable[[Session], Any]) -> Outlet:
    """What is seen in a transaction that leaves nothing behind."""

    def looked(office: Desk) -> str:
        with office.database.writing() as session:
            found = str(look(session))
            session.rollback()
        return found

    return looked


def at_the_desk(role: str, person: str) -> Outlet:
    """Every page of the desk that opens for this person, and what it can be asked for."""

    def look(office: Desk) -> str:
        web = DeskWeb(office.database, NOW)
        browser = web.browser("officer" if role == "officer" else "assessor", person, person)
        return "\n".join(_pages(web, browser))

    return look


def in_chat(chat_id: str) -> Outlet:
    """The answer there to every word."""
    return _reading(lambda session: str(talk(session, chat_id)))


def to_the_agency(office: Desk) -> str:
    """What its people are shown: their chat, their workbook, the file that is handed back, calendar and report."""
    return "\n".join(_reading(outlet)(office) for outlet in (_chat, _papers))


def to_the_public(office: Desk) -> str:
    stranger = DeskWeb(office.database, NOW).stranger()
    return "\n".join(stranger.open(address).get_data(as_text=True) for address in PUBLIC)


def in_the_queue(office: Desk) -> str:
    """Every message that was ever queued, sent or not."""
    with office.database.reading() as session:
        return "\n".join(json.dumps(row.messages, ensure_ascii=False) for row in session.scalars(select(OutboxMessage)))


def in_exported_receipts(office: Desk) -> str:
    with office.database.reading() as session:
        kept = session.scalars(select(Reading))
        return "\n".join(json.dumps(exported(each, proof_of(each)), ensure_ascii=False) for each in kept)


OUTLETS: dict[str, Outlet] = {
    "officer": at_the_desk("officer", "สมหญิง"),
    "AS-1": at_the_desk("assessor", "AS-1"),
    "AS-2": at_the_desk("assessor", "AS-2"),
    "not attested": at_the_desk("assessor", "AS-3"),
    "another's": at_the_desk("assessor", "AS-4"),
    "agency": to_the_agency,
    "group": in_chat(GROUP),
    "stranger": in_chat(STRANGER),
    "public": to_the_public,
    "queue": in_the_queue,
    "receipt": in_exported_receipts,
}
"""Where people see something of the agency, by who they are."""


def _pages(web: DeskWeb, browser: Browser) -> Iterator[str]:
    for rule in web.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/desk") and "<token>" not in rule.rule:
            address = re.sub(r"<int:\w+>", "1", rule.rule.replace("<code>", "A-1"))
            for asked in ("", *MORE.get(rule.rule, ())):
                answer = browser.open(f"{address}{asked}")
                if answer.status_code == 200 and (answer.mimetype or "").startswith("text/"):
                    yield answer.get_data(as_text=True)


def _chat(session: Session) -> str:
    return str(talk(session, USER))


def _papers(session: Session) -> str:
    report = score_report.facts_of(reported(session, agency(session), NOW, for_officers=False), NOW)
    return str([the_sheet(session), the_answered_file(session), the_calendar(session), report])
