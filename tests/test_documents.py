"""Papers as PDF: what stands on them, that names stay names, how Thai breaks, and that bytes repeat."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import typst

from bot.documents import committee_paper, score_report, typesetting, unpsa_pack
from bot.documents.committee_paper import Tabled, proposal
from bot.documents.score_report import Reported, Reviewed
from bot.documents.season_table import Listed
from bot.documents.typesetting import Paper, pages_of, pdf_of
from bot.documents.unpsa_pack import Packed
from bot.season.states import FOR_SECRETARIAT, State
from scoring import programmes
from scoring.carrying import carried_file, prospect
from scoring.engine import score
from scoring.explain import Explainer
from scoring.receipt import result_record, totals_record
from scoring.submission import Answer, Submission
from tests.support.sample_scorecards import (
    EXPLAINER,
    HALF_WAY,
    NOW,
    PROGRAMME,
    TO_UNPSA,
    UNPSA,
    WITHOUT_LINK,
    submission,
)

HOSTILE: Final = ('#read("/etc/passwd")', "]", "$x$", "*ก* _ข_", '"), #panic("x")', "\\u{0}<b>", "// ก", "@ref")
LONG: Final = "องค์การบริหารส่วนตำบลหนองสองห้องพัฒนาสิทธิมนุษยชนอย่างยั่งยืนและมีส่วนร่วมของประชาชนทุกกลุ่มในพื้นที่"


def reported(name: str = "กรมบังคับคดี", **changes: Any) -> Reported:
    filled = submission(HALF_WAY, WITHOUT_LINK)
    facts: dict[str, Any] = {
        "code": "A-1",
        "name": name,
        "ministry": "กระทรวงยุติธรรม",
        "province": "นนทบุรี",
        "state": FOR_SECRETARIAT[State.SCREENED],
        "explainer": EXPLAINER,
        "card": score(PROGRAMME, filled, confirmed={"1.1": 2}, now=NOW),
        "judged_at": NOW,
        "reviewed": {"1.1": Reviewed("นโยบายยังไม่ครอบคลุมคู่ค้า", "อาจารย์ ก")},
        "shows_unreleased": True,
    }
    return Reported(**facts | changes)


def listed(name: str = "กรมบังคับคดี", code: str = "A-1", confirmed: dict[str, int] | None = None) -> Listed:
    card = score(PROGRAMME, submission(HALF_WAY, frozenset()), confirmed=confirmed or {}, now=NOW)
    result = result_record(card.criteria, card.eligibility)
    return Listed(
        code, name, "กรม", "นนทบุรี", "กระทรวงยุติธรรม", "ประเมินครบแล้ว", result, totals_record(card), card.receipt
    )


def packed(name: str = "กรมบังคับคดี") -> Packed:
    filled = submission({**HALF_WAY, "B.objective": "ลดการเลือกปฏิบัติ"}, frozenset())
    found = prospect(TO_UNPSA, PROGRAMME, UNPSA, filled, now=NOW)
    english = Explainer(UNPSA, programmes.words(UNPSA.id, "en"), "en")
    source = Explainer(PROGRAMME, programmes.words(PROGRAMME.id, "en"), "en")
    file = carried_file(TO_UNPSA, PROGRAMME, UNPSA, filled)
    return Packed("A-1", name, english, file, found.card, found.drafts, source, filled.answers, found.ripens)


def facts_of(paper: Paper, name: str) -> typesetting.Facts:
    if paper == "report":
        return score_report.facts_of(reported(name), NOW)
    if paper == "unpsa":
        return unpsa_pack.facts_of(packed(name), NOW)
    return committee_paper.facts_of(EXPLAINER, [Tabled(listed(name))], NOW, one_page_each=True)


def text_of(paper: Paper, facts: typesetting.Facts) -> str:
    """What stands on the paper, set by the same compiler as a page of the web."""
    html = typesetting._set(paper, facts, format="html")  # the same source as the PDF, in a form that can be read here
    plain = re.sub(r"<[^>]+>", "", html.decode())
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, sign)
    return plain


@pytest.mark.parametrize("paper", ["report", "committee", "unpsa"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_stands_whatever_it_looks_like(paper: Paper, name: str) -> None:
    facts = facts_of(paper, name)

    assert name in text_of(paper, facts)
    assert len(pages_of(paper, facts, 10)) == len(pages_of(paper, facts_of(paper, "ก" * len(name)), 10))


@pytest.mark.parametrize("paper", ["report", "committee", "unpsa"])
def test_the_same_facts_at_the_same_instant_give_the_same_bytes(paper: Paper) -> None:
    facts = facts_of(paper, "กรมบังคับคดี")
    first = pdf_of(paper, facts, NOW)

    assert first == pdf_of(paper, facts, NOW)
    assert first != pdf_of(paper, facts, NOW + timedelta(days=1))
    assert first.startswith(b"%PDF-")


@pytest.mark.parametrize("paper", ["report", "committee", "unpsa"])
def test_no_face_is_wanted_that_is_not_brought_along(paper: Paper) -> None:
    _, warnings = typst.compile_with_warnings(
        typesetting._PAPERS / f"{paper}.typ",
        font_paths=[typesetting._FACES],
        ignore_system_fonts=True,
        sys_inputs={"facts": typesetting._as_json(facts_of(paper, LONG))},
        format="pdf",
    )
    assert [str(each) for each in warnings] == []


def test_a_report_tells_the_ledger_of_a_criterion_in_thai_digits() -> None:
    facts = score_report.facts_of(reported(), NOW)
    (first, *_) = facts["card"]["tiers"][0]["criteria"]

    levels = {name: first[name] for name in ("id", "claimed", "computed", "supported", "confirmed", "points", "max")}
    assert levels == {
        "id": "๑.๑",
        "claimed": "๓",
        "computed": "๒",
        "supported": "๑",
        "confirmed": "๒",
        "points": "๓.๓๓",
        "max": "๕.๐๐",
    }
    assert first["review"] == "นโยบายยังไม่ครอบคลุมคู่ค้า (อาจารย์ ก)"
    assert first["lacking"] == [
        "นโยบายจัดทำเป็นลายลักษณ์อักษร: แนบลิงก์หลักฐาน (http หรือ https)",
        "นโยบายระบุความเชื่อมโยงกับแผนฯ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
    ]
    assert facts["day"] == "๑ มีนาคม ๒๕๖๕"


def test_a_report_shows_totals_eligibility_assumptions_and_receipt() -> None:
    told = reported()
    shown = text_of("report", score_report.facts_of(told, NOW))

    assert told.card is not None
    for expected in ("คะแนนรวม", "คุณสมบัติผู้สมัคร", "ข้อสมมติที่ใช้คำนวณ", told.card.receipt):
        assert expected in shown


def test_an_agency_that_was_never_read_has_a_report_that_says_so() -> None:
    facts = score_report.facts_of(reported(card=None, judged_at=None, shows_unreleased=False), NOW)

    assert "ระบบยังไม่ได้อ่านแบบประเมินของหน่วยงานนี้" in text_of("report", facts)
    assert len(pages_of("report", facts, 20)) == 1


@pytest.mark.parametrize("programme", programmes.ids())
def test_every_programme_has_its_report(programme: str) -> None:
    loaded = programmes.load(programme)
    blank = Submission(programme, {key: Answer(key, "blank") for key in loaded.inputs})
    card = score(loaded, blank, now=NOW)
    told = reported(explainer=Explainer(loaded, programmes.words(programme)), card=card, reviewed={})

    assert card.receipt in text_of("report", score_report.facts_of(told, NOW))


def test_thai_without_a_blank_breaks_at_words(tmp_path: Path) -> None:
    """In eight centimetres the name needs four lines or five; a text that found no place to break would have one."""
    probe = tmp_path / "probe.typ"
    probe.write_text("""
        #set text(font: "Sarabun", lang: "th", size: 10pt, fallback: false)
        #context [
          #let high(width) = measure(block(width: width, sys.inputs.name)).height
          #metadata(calc.round(high(8cm) / high(80cm))) <lines>
        ]
    """)
    lines = typst.query(
        probe,
        "<lines>",
        field="value",
        one=True,
        font_paths=[typesetting._FACES],
        ignore_system_fonts=True,
        sys_inputs={"name": LONG * 2},
    )
    assert 4 <= float(lines) <= 9


def test_the_committee_sees_the_best_first_and_those_never_read_last() -> None:
    unread = Listed("A-0", "ยังไม่อ่าน", "", "", "", "กำลังกรอก")
    agencies = [Tabled(unread), Tabled(listed(code="A-2")), Tabled(listed(code="A-1", confirmed={"1.1": 3}))]
    facts = committee_paper.facts_of(EXPLAINER, agencies, NOW)

    assert [each["code"] for each in facts["agencies"]] == ["A-1", "A-2", "A-0"]
    assert facts["agencies"][2]["combined"] == "–"
    assert facts["pages"] == []


def test_what_is_proposed_follows_from_what_is_known() -> None:
    everything = {criterion.id: 3 for criterion in PROGRAMME.criteria}
    marked = Explainer(programmes.load(PROGRAMME.id, {"pass_mark": "60"}), programmes.words(PROGRAMME.id))
    reviewed = Tabled(listed(confirmed=everything))

    assert proposal(Tabled(listed(), decided="ชนะเลิศ"), EXPLAINER) == "ชนะเลิศ"
    assert proposal(Tabled(Listed("A", "ก", "", "", "", "")), EXPLAINER) == "ยังไม่มีแบบประเมินให้พิจารณา"
    assert proposal(Tabled(listed()), EXPLAINER) == "รอผู้ประเมินให้ระดับอีก 25 ข้อ"
    assert proposal(reviewed, EXPLAINER) == "เสนอคณะกรรมการพิจารณา (ยังไม่ได้กำหนดคะแนนผ่าน)"
    assert proposal(reviewed, marked) == "เห็นควรให้ผ่าน"
    assert proposal(Tabled(listed(confirmed=dict.fromkeys(everything, 0))), marked) == "คะแนนยังไม่ถึงเกณฑ์ผ่าน"


def test_pages_of_agencies_stop_where_memory_would_not_suffice() -> None:
    many = [Tabled(listed(code=f"A-{number}")) for number in range(committee_paper.MOST_PAGES + 1)]
    facts = committee_paper.facts_of(EXPLAINER, many, NOW, one_page_each=True)

    assert (len(facts["agencies"]), len(facts["pages"]), facts["pages_of"]) == (61, 60, "๖๐")


def test_the_unpsa_pack_counts_words_and_says_from_what_answers_can_be_drafted() -> None:
    facts = unpsa_pack.facts_of(packed(), NOW)
    summary = facts["questions"][0]

    assert (summary["words"], summary["most"], summary["text"]) == ("0", "300", "")
    assert {"title": "Objectives", "text": "ลดการเลือกปฏิบัติ", "links": []} in [
        {**part, "title": "Objectives"} for part in summary["from"] if part["text"]
    ]
    assert len(facts["questions"]) == 12
    assert any("letters of reference" in each["title"] for each in facts["missing"])
    assert all(link.startswith("https://") for each in facts["evidence"] for link in each["links"])
    assert facts["met"] == str(packed().card.readiness.points)


def test_answers_of_an_unpsa_workbook_are_shown_with_their_words_counted() -> None:
    texts = {"q.summary": "We listen to people.", "q.category": "ภาษาไทย"}
    filled = Submission(
        UNPSA.id,
        {key: Answer(key, "given", texts[key]) if key in texts else Answer(key, "blank") for key in UNPSA.inputs},
    )
    english = Explainer(UNPSA, programmes.words(UNPSA.id, "en"), "en")
    own = Packed("U-1", "กรม", english, filled, score(UNPSA, filled, now=NOW))
    first, second, *_ = unpsa_pack.facts_of(own, NOW)["questions"]

    assert (first["text"], first["words"], first["to_translate"]) == ("We listen to people.", "4", False)
    assert second["to_translate"] is True
