"""The assessors' reasons beside the announced levels in the sheet, and on the card of a criterion."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.cards.reason import reason_message
from scoring.engine import score
from sheets_schema.announced_reasons import with_reasons
from sheets_schema.feedback import feedback
from tests.support.sample_scorecards import EXPLAINER, HALF_WAY, NOW, PROGRAMME, agency, submission

ENTERED = submission(HALF_WAY)
CARD = score(PROGRAMME, ENTERED, confirmed={"1.1": 1}, now=NOW)
PLAIN = feedback(ENTERED, CARD, EXPLAINER)


def test_a_reason_stands_behind_the_level_in_the_row_of_the_claim_and_nowhere_else() -> None:
    told = with_reasons(PLAIN, CARD, {"1.1": "ยังไม่ประกาศเป็นลายลักษณ์อักษร"})

    assert {key: text for key, text in told.rows.items() if text != PLAIN.rows[key]} == {
        "1.1.claimed": f"{PLAIN.rows['1.1.claimed']} · เหตุผลของผู้ประเมิน: ยังไม่ประกาศเป็นลายลักษณ์อักษร"
    }
    assert told.summary == PLAIN.summary


def test_without_announced_reasons_the_feedback_is_the_same_to_its_hash() -> None:
    assert with_reasons(PLAIN, CARD, {}).hash == PLAIN.hash


def test_a_long_reason_is_clipped_in_its_row() -> None:
    told = with_reasons(PLAIN, CARD, {"1.1": "ก" * 2000})

    assert told.rows["1.1.claimed"].endswith(f": {'ก' * 600}…")


def test_the_card_of_a_criterion_tells_the_reason_of_the_level_that_was_announced() -> None:
    known = replace(agency(), scorecard=CARD, reasons={"1.1": "ยังไม่ประกาศ", "1.2": "ไม่ควรเห็น"})
    asked = [criterion for criterion in PROGRAMME.criteria if criterion.id in known.reasons]
    cards = {each.id: str(reason_message(known, each, CARD.criterion(each.id))) for each in asked}

    assert ("เหตุผลของผู้ประเมิน" in cards["1.1"], "ยังไม่ประกาศ" in cards["1.1"]) == (True, True)
    assert "ไม่ควรเห็น" not in cards["1.2"], "that criterion has no confirmed level"
