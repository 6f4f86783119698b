"""Steps and problems are told by what the input has to say, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.aims import AtMost, AtMostWords, NotAfter, Target, Unlike
from scoring.explain import Explainer, Language
from scoring.scorecard import Missing, Need
from scoring.submission import Place, Problem
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


C7 = Place("แผน", "C7")


@pytest.mark.parametrize(
    ("problem", "thai", "english"),
    [
        (
            Problem("unknown_choice", "kind", C7, "z"),
            "(ชนิด): พบ “z” ต้องเป็นตัวเลือกหนึ่งในรายการ: ชนิด a / ชนิด b / ชนิด c / ชนิด d / ชนิด e โปรดเลือกใหม่",
            "(Kind): Found “z”, expected one of the list: Kind a / Kind b / Kind c / Kind d / Kind e. Choose again.",
        ),
        (
            Problem("formula_error", "file", C7, "#REF!"),
            "(แฟ้ม): พบสูตรที่ผิดพลาดหรือยังไม่ได้คำนวณ “#REF!” ต้องเป็นข้อความ โปรดพิมพ์ค่าแทนสูตร",
            (
                "(File): Found a formula that fails or was never calculated, “#REF!”, "
                "expected text. Type the value instead."
            ),
        ),
        (
            Problem("part_exceeds_total", "file", C7, "7", "5"),
            "(แฟ้ม): พบ 7 ซึ่งมากกว่าจำนวนทั้งหมด 5 ต้องไม่เกินจำนวนทั้งหมด โปรดตรวจสอบตัวเลขทั้งสองช่อง",
            "(File): Found 7, more than the total of 5. Check both numbers.",
        ),
        (
            Problem("unknown_key", None, C7, "x"),
            "พบรหัสแถว “x” ซึ่งไม่อยู่ในแบบฟอร์มนี้ ระบบไม่นับแถวนี้ โปรดใช้แถวเดิมของแบบฟอร์ม",
            "Found the row key “x”, which this form does not have. Use the form's own rows.",
        ),
    ],
)
def test_a_problem_is_told_with_its_place_and_what_is_expected(problem: Problem, thai: str, english: str) -> None:
    assert TH.problem(problem) == f"แท็บ “แผน” ช่อง C7 {thai}"
    assert EN.problem(problem) == f"Tab “แผน”, cell C7 {english}"
    assert TH.problem_in_row(problem) == thai.removeprefix("(ชนิด): ").removeprefix("(แฟ้ม): ")


def test_a_problem_without_a_place_is_told_by_what_is_missing() -> None:
    lost = Problem("missing_key", "file")

    assert TH.problem(lost) == (
        "ไม่พบแถวของรายการ “แฟ้ม” (รหัส file) ซึ่งต้องมีหนึ่งแถว แถวอาจถูกลบหรือรหัสในคอลัมน์แรกหายไป "
        "โปรดกู้คืนจากประวัติเวอร์ชันหรือคัดลอกแถวจากแบบฟอร์มเปล่า"
    )
    assert "“gone” (รหัส gone)" in TH.problem(Problem("missing_key", "gone"))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("abcdefgh", "one of the list: a / b / c / d / e / f / g / h"),
        ("abcdefghi", "one of the 9 in the list of this cell"),
    ],
)
def test_a_short_list_is_named_whole_and_a_long_one_by_its_number(codes: str, expected: str) -> None:
    of = programme(
        {"id": "s", "inputs": [{"key": "kind", "type": "choice", "choice": "kind"}]}, choices={"kind": list(codes)}
    )
    words = Wording({"inputs": {"kind": {"label": "Kind"}}, "choices": {"kind": dict(zip(codes, codes, strict=True))}})

    told = Explainer(of, words, "en").problem_in_row(Problem("unknown_choice", "kind", C7, "z"))

    assert told == f"Found “z”, expected {expected}. Choose again."
