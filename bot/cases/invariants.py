"""What always holds of the stored data, whatever happened: looked at on the live database each night and by `check`.

Each rule tells what breaks it by its subject (an agency's code, or a row by table and id) and what was found there; no
finding holds a name, a text or an address. A rule only reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from bot.cases import invariants_of_results as of_results
from bot.cases import invariants_of_scores as of_scores
from bot.cases import invariants_of_work as of_work
from bot.season.states import Called

MOST_TOLD = 50
"""Of what breaks one rule so many are told; the rest shows once these are mended."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`look` gives each subject with what was found. A serious one may have told or judged someone wrongly."""

    id: str
    called: Called
    cure: Called
    look: Callable[[Session, datetime], Iterator[tuple[str, str]]]
    serious: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that breaks a rule, by the rule's id."""

    rule: str
    subject: str
    found: str


_ALTERED = Called(
    "ข้อมูลถูกแก้นอกระบบหรือกู้คืนไม่ครบ โปรดเทียบกับสำเนาสำรอง (docs/operations.md) แล้วสั่ง tonbaeb rescore",
    "The data was altered outside, or restored in part: compare a backup (docs/operations.md), then tonbaeb rescore",
)
_RESULT = Called(
    "อย่าเพิ่งส่งผลต่อ โปรดตรวจหน้าบันทึกการกระทำของหน่วยงานนั้น และรายงานหัวหน้าฝ่ายเลขานุการ",
    "Pass no result on; look at the agency's audit log and tell the head of the secretariat",
)
_MESSAGES = Called(
    "ดูข้อความในหน้า “ข้อความออก” และแจ้งผู้ดูแลระบบ",
    "Look at the page of outgoing messages and tell who looks after this system",
)
_START = Called(
    "ดูสาเหตุด้วย tonbaeb doctor แล้วเริ่มผู้ทำงานใหม่", "Run tonbaeb doctor for the cause, then start the workers again"
)

RULES = (
    Rule(
        "sums",
        Called("ผลรวมคะแนนไม่เท่ากับคะแนนรายข้อ", "Totals are not the sum of their parts"),
        _ALTERED,
        of_scores.totals_are_sums,
    ),
    Rule(
        "receipts",
        Called("ใบรับรองคะแนนคำนวณซ้ำแล้วไม่ตรง", "A receipt does not replay"),
        _ALTERED,
        of_scores.receipts_replay,
    ),
    Rule(
        "briefs",
        Called("ข้อมูลย่อของการอ่านไม่ตรงกับการอ่าน", "A reading's brief tells something else than the reading"),
        _ALTERED,
        of_scores.briefs_agree,
        serious=False,
    ),
    Rule(
        "reasons",
        Called("มีระดับที่ให้ไว้โดยไม่มีเหตุผล", "A level was given without a reason"),
        _RESULT,
        of_scores.levels_have_reasons,
        serious=False,
    ),
    Rule(
        "signatures",
        Called("ประกาศผลโดยไม่มีลายมือชื่อของเจ้าหน้าที่สองคน", "A result was announced without two officers' signatures"),
        _RESULT,
        of_results.results_have_two_signatures,
    ),
    Rule(
        "announced",
        Called("สถานะบอกว่าประกาศแล้ว แต่ไม่มีประกาศ", "An agency stands as announced without an announcement"),
        _RESULT,
        of_results.announced_is_announced,
    ),
    Rule(
        "seals",
        Called("มีสิ่งที่ใช้ตัดสินมากกว่าหนึ่งชุด หรือถูกเปลี่ยนหลังเก็บ", "More than one thing is judged, or it was changed since"),
        _RESULT,
        of_results.one_thing_is_judged,
    ),
    Rule(
        "groups",
        Called("มีผลที่ส่งเข้าแชตกลุ่ม", "A result was sent to a group"),
        _MESSAGES,
        of_results.results_are_private,
    ),
    Rule(
        "repeated",
        Called("ข้อความเรื่องเดียวกันถึงแชตเดียวกันสองครั้ง", "One chat was told the same twice"),
        _MESSAGES,
        of_work.nothing_was_told_twice,
    ),
    Rule(
        "why",
        Called("มีข้อความที่ไม่มีเหตุผลว่าส่งเพราะอะไร", "A message has no reason"),
        _MESSAGES,
        of_work.messages_have_reasons,
        serious=False,
    ),
    Rule(
        "outlived",
        Called("มีข้อความรอส่งทั้งที่พ้นเวลาแล้ว", "A message waits though it is of no use any more"),
        _START,
        of_work.nothing_outlived_waits,
        serious=False,
    ),
    Rule(
        "dirty",
        Called("มีแผ่นงานที่เปลี่ยนแล้วแต่ไม่ถูกอ่านเกินหนึ่งวัน", "A changed workbook was not read for over a day"),
        _START,
        of_work.changed_workbooks_are_read,
        serious=False,
    ),
    Rule(
        "held",
        Called("มีงานที่ถูกจองไว้จนถึงเวลาที่ไกลเกินไป", "Work is held until an instant that is too far off"),
        Called(
            "นาฬิกาของเครื่องเคยผิด โปรดตั้งเวลาอัตโนมัติ แล้วแจ้งผู้ดูแลระบบ",
            "A clock was wrong once: have it set itself, then tell who looks after this system",
        ),
        of_work.nothing_is_held_for_long,
        serious=False,
    ),
    Rule(
        "references",
        Called("มีแถวที่อ้างถึงแถวที่ไม่มี", "A row refers to one that is not there"),
        _ALTERED,
        of_work.references_lead_somewhere,
    ),
)


def broken(session: Session, now: datetime) -> Iterator[Breach]:
    """Whatever breaks a rule now. Reads much, changes nothing."""
    for rule in RULES:
        for subject, found in islice(rule.look(session, now), MOST_TOLD):
            yield Breach(rule.id, subject, found)


def rule_of(breach_rule: str) -> Rule | None:
    """The rule of this id; None where an older release had it."""
    return next((rule for rule in RULES if rule.id == breach_rule), None)
