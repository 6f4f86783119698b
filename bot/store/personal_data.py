"""Which columns hold something about a person, and what becomes of it; every column of text is classed here.

docs/privacy.md tells the same to people. Numbers, instants and booleans are about a person only beside one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Whose = Literal["chat", "officer", "assessor", "commenter", "agency"]
"""A person or group in LINE, one of the secretariat, an assessor, one of the public, someone of an agency."""
Fate = Literal["erased", "forgotten", "kept"]
"""By `ลบข้อมูล` at once; by itself after a while; for the accounts of a public office."""


class Held(NamedTuple):
    """What is held of whom, and what becomes of it; `why` says after how long, or for what it is kept."""

    whose: Whose
    fate: Fate
    why: str


_BY_THEMSELVES = Held("chat", "erased", "until they write ลบข้อมูล")
_SIGNED = Held("officer", "kept", "who decided for the state has to be known; two signatures are held against it")
_JUDGED = Held("assessor", "kept", "who judged has to be known to whoever reviews an award")
_OPENS_THE_DESK = Held("officer", "erased", "a link for ten minutes and a day, a session for twelve hours at most")
_PUBLIC = Held("commenter", "kept", "with the documents of the season, for the committee; never published")

PERSONAL: Mapping[str, Held] = {
    "chats.id": _BY_THEMSELVES,
    "chats.pending": _BY_THEMSELVES,
    "chats.calendar_key": _BY_THEMSELVES,
    "chats.allowed_by": _BY_THEMSELVES,
    "inbox.chat_id": _BY_THEMSELVES,
    "inbox.user_id": _BY_THEMSELVES,
    "inbox.event": Held("chat", "erased", "the words until they are answered, the rest for 30 days (KEEP_EVENTS_DAYS)"),
    "inbox.answer": Held("chat", "erased", "until it was handed to LINE"),
    "outbox.chat_id": _BY_THEMSELVES,
    "outbox.dedup_key": _BY_THEMSELVES,
    "outbox.messages": Held("chat", "erased", "180 days after it ended (KEEP_MESSAGES_DAYS)"),
    "help_requests.chat_id": _BY_THEMSELVES,
    "help_requests.text": Held("chat", "erased", "until it is answered, 30 days at most"),
    "link_codes.held_by": _BY_THEMSELVES,
    "link_codes.replaces": _BY_THEMSELVES,
    "login_links.person": _OPENS_THE_DESK,
    "login_links.name": _OPENS_THE_DESK,
    "web_sessions.person": _OPENS_THE_DESK,
    "web_sessions.name": _OPENS_THE_DESK,
    "shown_menus.user_id": Held("chat", "forgotten", "once LINE was told to show this person the menu of strangers"),
    "code_guesses.chat": Held("chat", "forgotten", "a keyed hash, for an hour: erasing oneself gives no more guesses"),
    "tries.who": Held("officer", "forgotten", "a keyed hash, for a day"),
    "comments.sender": Held("commenter", "forgotten", "a keyed hash of the network, for 30 days"),
    "comments.name": _PUBLIC,
    "comments.contact": _PUBLIC,
    "comments.text": _PUBLIC,
    "audit.actor": Held("officer", "kept", "an officer's name, or a keyed hash that leads back to nobody"),
    "audit.subject": Held("officer", "kept", "an agency's code; of acts about officers their name"),
    "audit.details": Held("officer", "kept", "what was done and why; LINE ids as keyed hashes, no words of a chat"),
    "officers.user_id": Held("officer", "kept", "until `tonbaeb officer remove`: it says who may give orders"),
    "officers.name": Held("officer", "kept", "until `tonbaeb officer remove`"),
    "link_codes.officer": _SIGNED,
    "link_codes.issued_by": _SIGNED,
    "login_links.issued_by": _OPENS_THE_DESK,
    "help_requests.settled_by": Held("officer", "forgotten", "30 days after the answer"),
    "assessors.name": _JUDGED,
    "assessors.ministry": Held("assessor", "kept", "so that nobody judges their own house"),
    "assessors.agency_code": Held("assessor", "kept", "so that nobody judges their own house"),
    "assessors.email": Held("assessor", "kept", "for the secretariat to reach them"),
    "assessments.reason": _JUDGED,
    "assignments.assigned_by": _SIGNED,
    "assignments.ended_by": _SIGNED,
    "assignments.ended_because": _JUDGED,
    "comments.moderated_by": _SIGNED,
    "comments.why": _SIGNED,
    "decisions.decided_by": _SIGNED,
    "decisions.decided_by_id": _SIGNED,
    "decisions.withdrawn_by": _SIGNED,
    "releases.released_by": _SIGNED,
    "releases.unpublished_by": _SIGNED,
    "releases.unpublished_because": _SIGNED,
    "objections.text": Held("agency", "kept", "the agency's own reasons, with the documents of the season"),
    "objections.entered_by": _SIGNED,
    "objection_answers.answered_by": _SIGNED,
    "objection_opinions.reason": _JUDGED,
    "programme_settings.set_by": _SIGNED,
    "reviews.assessor": _SIGNED,
    "reviews.reason": _SIGNED,
    "season_moves.by": _SIGNED,
    "season_moves.why": _SIGNED,
    "seals.reopened_by": _SIGNED,
    "restores.let_go_by": _SIGNED,
    "seals.reopened_because": _SIGNED,
    "site_visit_marks.assessor": _JUDGED,
    "site_visit_marks.note": _JUDGED,
    "workbook_shares.email": Held(
        "agency", "kept", "so that a workbook is shared once; agencies name office addresses"
    ),
    "readings.submission": Held("agency", "kept", "what the agency answered; the scores are proved from it"),
    "evidence_links.link": Held("agency", "forgotten", "once no workbook names it"),
    "control_sheets.seen": Held("officer", "kept", "the secretariat's own table as it was read last"),
    "control_sheets.told": Held("officer", "kept", "what was written beside it"),
}
"""By `table.column`."""

IMPERSONAL: Mapping[str, str] = {
    "agencies": "code name programme ministry province type",
    "assessments": "agency_code programme criterion assessor_code input_hash",
    "assessors": "code",
    "assignments": "agency_code programme assessor_code",
    "audit": "act",
    "breaches": "rule subject found",
    "budgets": "identity kind",
    "chats": "kind agency_code disabled_because muted group_shows notice_version",
    "closings": "deadline_id file_id agency_code",
    "comments": "agency_code programme state",
    "control_sheets": "file_id identity drive url last_problem drive_version",
    "deadlines": "id programme title_th title_en source_text source_zone offsets",
    "decisions": "agency_code programme stage outcome award title note withdrawn_because",
    "drive_pages": "identity drive page_token",
    "evidence_hosts": "host",
    "evidence_links": "name host state reason suspect",
    "help_requests": "agency_code",
    "inbox": "webhook_event_id type chat_kind message_id state note",
    "line_quota": "month problem mode plan",
    "link_codes": "code_hash agency_code",
    "login_links": "token_hash role",
    "master_templates": "programme file_id version",
    "objection_answers": "reason",
    "objection_opinions": "assessor_code",
    "objections": "agency_code programme criterion letter",
    "outbox": "kind agency_code subject content retry_key state reason error request_id",
    "programme_settings": "programme name value",
    "pulses": "name",
    "push_channels": "id identity drive address resource_id",
    "reading_briefs": "agency_code programme body totals lacking levels",
    "readings": "agency_code file_id programme programme_hash settings input_hash receipt totals confirmed result "
    "frozen_for",
    "releases": "agency_code title note levels reasons",
    "reviews": "agency_code programme criterion",
    "rich_menus": "kind menu_id",
    "seals": "agency_code cause title basis",
    "season_moves": "agency_code programme act origin reached details",
    "shown_menus": "menu_id",
    "site_visit_marks": "agency_code programme part points",
    "tries": "what",
    "troubles": "kind subject about problem",
    "web_sessions": "token_hash role",
    "work_claims": "name holder",
    "workbook_shares": "file_id",
    "workbooks": "file_id agency_code identity drive url template_version scored_hash feedback_hash last_problem "
    "drive_version",
}
"""The other columns of text, by table: bodies, codes, states, and what public offices publish of themselves."""
