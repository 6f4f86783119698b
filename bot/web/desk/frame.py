"""The frame around the desk's pages: which there are, in the order of the menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, g

from bot.season.states import Called
from bot.store.login_links import Role
from bot.store.web_sessions import WebSession
from bot.web.desk import (
    agency_list,
    agency_page,
    agency_readings,
    agency_upload,
    assessment,
    assessor_pages,
    assignment_pages,
    attesting,
    audit_page,
    comments,
    deadline_pages,
    decision_form,
    decision_list,
    documents,
    entry,
    objection_letters,
    objections,
    outgoing,
    overview,
    publication,
    release_pages,
    review_queue,
    season_acts,
    work_page,
)
from bot.web.desk.people import ASSESSORS, EVERYONE, OFFICERS
from bot.web.desk.showing import show
from bot.web.parts import WebParts


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the menu: the endpoint it opens, what it is called, and who sees it."""

    endpoint: str
    called: Called
    may: frozenset[Role]


MENU: Sequence[MenuEntry] = (
    MenuEntry("overview.overview", Called("ภาพรวม", "Overview"), EVERYONE),
    MenuEntry("agency_list.table", Called("หน่วยงาน", "Agencies"), OFFICERS),
    MenuEntry("documents.listed", Called("เอกสาร", "Documents"), OFFICERS),
    MenuEntry("comments.listing", Called("ความคิดเห็น", "Comments"), OFFICERS),
    MenuEntry("attesting.mine", Called("หน่วยงานของฉัน", "My agencies"), ASSESSORS),
    MenuEntry("review_queue.listing", Called("รายการตรวจ", "Review"), OFFICERS),
    MenuEntry("decision_list.listing", Called("มติและผล", "Decisions"), OFFICERS),
    MenuEntry("objections.listing", Called("คำคัดค้าน", "Objections"), EVERYONE),
    MenuEntry("publication.listing", Called("เผยแพร่", "Published"), OFFICERS),
    MenuEntry("assessors.table", Called("ผู้ประเมิน", "Assessors"), OFFICERS),
    MenuEntry("deadline_pages.listing", Called("กำหนดส่ง", "Deadlines"), OFFICERS),
    MenuEntry("outgoing.listing", Called("ข้อความออก", "Outgoing"), OFFICERS),
    MenuEntry("work_page.look", Called("งานและปัญหา", "Work"), OFFICERS),
    MenuEntry("audit_page.log", Called("บันทึก", "Audit log"), OFFICERS),
)


def desk(parts: WebParts) -> tuple[Blueprint, ...]:
    """All blueprints of the desk."""
    made = (
        overview,
        agency_list,
        agency_page,
        agency_readings,
        agency_upload,
        comments,
        objection_letters,
        objections,
        publication,
        attesting,
        assessment,
        assessor_pages,
        assignment_pages,
        documents,
        season_acts,
        review_queue,
        decision_list,
        decision_form,
        release_pages,
        deadline_pages,
        outgoing,
        work_page,
        audit_page,
    )
    return (entry.doors(parts), entry.exits(parts), *(each.pages(parts) for each in made))


def frame(app: Flask) -> None:
    """Let the desk's templates know who is signed in, and what the menu shows them."""
    app.context_processor(_around)
    show(app)


def _around() -> dict[str, object]:
    person: WebSession | None = g.get("person")
    menu = [each for each in MENU if person is not None and person.role in each.may]
    return {"person": person, "menu": menu}
