"""The card that stands for several reminders, and the notice on personal data with its version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.announcements import reminder
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.digest import folded
from bot.conversation.cards.welcome import NOTICE, NOTICE_TITLE
from bot.conversation.vocabulary import Word
from tests.support.sample_conversations import happened, said, words_of
from tests.support.sample_scorecards import APPLICATION, NOW, agency, view
from tests.test_cards_contents import texts

SOON, LATER = (
    reminder(agency(), replace(APPLICATION, id=name, title_th=title), NOW)[0]
    for name, title in (("soon", "ส่งใบสมัคร"), ("later", "ส่งรายงานเพิ่มเติม"))
)
WORDS = {"type": "text", "text": "คำตอบ"}


def test_several_cards_are_one_message_with_the_most_urgent_in_front() -> None:
    (card,) = folded([LATER, SOON])

    assert card["contents"] == {"type": "carousel", "contents": [SOON["contents"], LATER["contents"]]}
    assert card["altText"] == f"สรุปแจ้งเตือน 2 เรื่อง: {SOON['altText']} · {LATER['altText']}"


def test_what_the_alternative_text_cannot_tell_whole_is_counted() -> None:
    wordy = LATER | {"altText": "ก" * 300}
    (card,) = folded([wordy, wordy, SOON])

    assert card["altText"] == f"สรุปแจ้งเตือน 3 เรื่อง: {SOON['altText']} · และอีก 2 เรื่อง"


def test_the_quick_replies_are_those_of_the_most_urgent() -> None:
    offers = {"items": [{"type": "action", "action": ask(Word.CONTACT)}]}

    assert [card.get("quickReply") for card in folded([LATER, SOON | {"quickReply": offers}])] == [offers]
    silent = {name: part for name, part in SOON.items() if name != "quickReply"}
    assert [card.get("quickReply") for card in folded([LATER | {"quickReply": offers}, silent])] == [None]


@pytest.mark.parametrize("messages", [[SOON], [LATER, WORDS], [SOON] * 2 + [*folded([LATER, SOON])]])
def test_one_card_words_and_what_is_folded_already_stay_as_they_are(messages: list[Any]) -> None:
    assert folded(messages) == messages


def test_cards_that_are_too_heavy_together_go_beside_one_another() -> None:
    heavy = SOON | {"contents": {"type": "bubble", "body": "ก" * 4_300}}

    assert folded([heavy, heavy]) == [heavy, heavy]
    assert len(folded([heavy, SOON])) == 1


def test_the_notice_is_shown_with_its_version_on_following_and_with_ones_own_data() -> None:
    welcome = happened("follow", view()).messages[0]
    own = said("ข้อมูลของฉัน", view()).messages[0]

    for card in (welcome, own):
        assert [words for words in texts(card["contents"]) if words in {NOTICE_TITLE, *NOTICE}] == [
            NOTICE_TITLE,
            *NOTICE,
        ]
    assert NOTICE_TITLE in words_of(happened("follow", view()))[0]
    assert NOTICE_TITLE == "ประกาศข้อมูลส่วนบุคคล (PDPA) ฉบับที่ 2"
