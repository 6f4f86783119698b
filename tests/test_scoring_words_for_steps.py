"""A step is told by what the input has to say, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.aims import AtMost, AtMostWords, NotAfter, Target, Unlike
from scoring.explain import Explainer, Language
from scoring.scorecard import Missing, Need
from scoring.wording import Wording
from tests.support.small_programmes import programme

ASKED = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "kind", "type": "choice", "choice": "kind"},
            {"key": "file", "type": "text", "evidence": True},
        ],
    },
    choices={"kind": ["a", "b", "c", "d", "e"]},
)


def explaining(language: Language, kind: str, file: str) -> Explainer:
    labels = {"kind": {"label": kind}, "file": {"label": file}}
    return Explainer(
        ASKED, Wording({"inputs": labels, "choices": {"kind": {c: f"{kind} {c}" for c in "abcde"}}}), language
    )


TH, EN = explaining("th", "ชนิด", "แฟ้ม"), explaining("en", "Kind", "File")


@pytest.mark.parametrize(
    ("key", "need", "target", "thai", "english"),
    [
        ("kind", "answer", True, "เมื่อดำเนินการแล้วให้ตอบ “ใช่”", "do this and answer “yes”"),
        ("kind", "value", False, "ต้องเป็น “ไม่ใช่” จึงจะเข้าเกณฑ์", "this has to be “no”"),
        (
            "file",
            "answer",
            1200,
            "กรอกจำนวนตั้งแต่ 1,200 ขึ้นไป พร้อมลิงก์หลักฐาน",
            "enter a number of at least 1,200, with a link to the evidence",
        ),
        (
            "kind",
            "answer",
            ("c", "a"),
            "เมื่อดำเนินการแล้วให้เลือก “ชนิด a” หรือ “ชนิด c”",
            "do this and choose “Kind a” or “Kind c”",
        ),
        ("kind", "value", tuple("abcde"), "เลือกใหม่จากรายการ", "choose again from the list"),
        (
            "kind",
            "value",
            NotAfter(date(2021, 9, 30)),
            "ต้องไม่หลัง 30 ก.ย. 2564 จึงจะเข้าเกณฑ์",
            "this may not be after 30 Sep 2021",
        ),
        ("kind", "value", AtMost(1000), "ลดจำนวนให้เหลือรวมไม่เกิน 1,000 รายการ", "bring the number down to 1,000 in all"),
        (
            "kind",
            "value",
            AtMostWords(1500),
            "ปรับให้ไม่เกิน 1,500 คำ เป็นภาษาราชการของสหประชาชาติ",
            "bring it to at most 1,500 words in a language of the United Nations",
        ),
        ("kind", "value", Unlike(), "เลือกใหม่ให้ต่างจากแถวอื่นในข้อเดียวกัน", "choose another one than in the other rows here"),
        ("kind", "answer", None, "เลือกจากรายการ", "choose from the list"),
        ("file", "value", None, "แก้ไขคำตอบให้ถูกต้อง พร้อมลิงก์หลักฐาน", "correct the answer, with a link to the evidence"),
    ],
)
def test_every_aim_has_its_sentence(key: str, need: Need, target: Target, thai: str, english: str) -> None:
    step = Missing(1, key, need, target)
    label = {"kind": ("ชนิด", "Kind"), "file": ("แฟ้ม", "File")}[key]

    assert (TH.missing(step), EN.missing(step)) == (f"{label[0]}: {thai}", f"{label[1]}: {english}")
    assert (TH.missing_in_row(step), EN.missing_in_row(step)) == (thai, english)


def test_only_a_link_that_is_missing_is_asked_for_whatever_the_aim() -> None:
    assert TH.missing(Missing(1, "file", "evidence", 3)) == "แฟ้ม: แนบลิงก์หลักฐาน (http หรือ https)"
