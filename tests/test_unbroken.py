"""Words of cards keep together what must stand on one line, on the way to LINE alone."""

from __future__ import annotations

import pytest

from bot.line.unbroken import JOINER, NO_BREAK, typeset, unbroken


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("ปิดรับ วันพุธที่ 9 มี.ค. 2565 23.59 น.", "ปิดรับ วันพุธที่ 9_มี.ค. 2565 23.59_น."),
        ("ประกาศเมื่อ 1 ธันวาคม 2565", "ประกาศเมื่อ 1_ธันวาคม 2565"),
        ("ข้อ 1.2 ได้ระดับ 2 คือ 3.33 จาก 5 คะแนน", "ข้อ_1.2 ได้ระดับ_2 คือ 3.33 จาก_5_คะแนน"),
        ("ผ่านชั้น A และข้อ B1.2", "ผ่านชั้น_A และข้อ_B1.2"),
        ("✓ ครบแล้ว", "✓_ครบแล้ว"),
        ("และอีก 3 รายการในข้อนี้", "และอีก_3_รายการในข้อนี้"),
        ("๑๒ แชต", "๑๒_แชต"),
        ("จาก กรม ก ถึง กรม ข", "จาก กรม ก ถึง กรม ข"),
        ("มนุษยชนร้อยละ 20", "มนุษย+ชนร้อย+ละ_20"),
    ],
)
def test_a_number_stays_with_its_unit_and_a_word_in_one_piece(words: str, shown: str) -> None:
    assert unbroken(words) == shown.replace("_", NO_BREAK).replace("+", JOINER)
    assert unbroken(unbroken(words)) == unbroken(words)


def test_only_the_texts_of_cards_are_changed() -> None:
    text = {"type": "text", "text": "อีก 8 วัน", "size": "md"}
    button = {"type": "button", "action": {"type": "postback", "label": "ข้อ 1.2", "data": "v1:why:1.2"}}
    body = {"type": "box", "layout": "vertical", "contents": [text, button]}
    card = {"type": "flex", "altText": "อีก 8 วัน", "contents": {"type": "bubble", "body": body}}

    shown = typeset(card)

    kept = {"type": "box", "layout": "vertical", "contents": [{**text, "text": f"อีก{NO_BREAK}8{NO_BREAK}วัน"}, button]}
    assert shown == {**card, "contents": {"type": "bubble", "body": kept}}
    assert typeset(text) == text
