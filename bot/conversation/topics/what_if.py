"""What if: the points that each higher level of a criterion would bring, and the criteria that can gain most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.cards.buttons import ask
from bot.conversation.cards.what_if import Chance, chances_message, what_if_message
from bot.conversation.pass_mark import way_to_pass
from bot.conversation.reply import Reply, say, show
from bot.conversation.topics.scores import NO_POINTS, with_scorecard
from bot.conversation.view import AgencyView, View
from bot.conversation.vocabulary import Word
from scoring.programme import Criterion
from scoring.scorecard import Scorecard
from scoring.what_if import WhatIf

_MOST_CHANCES = 5
_MOST_OFFERED = 2


def what_if(argument: str, view: View) -> Reply:
    """What one criterion could bring, or which criteria could bring most."""
    wanted = re.sub(r"\s", "", argument).upper()
    return with_scorecard(view, lambda agency, card: _what_if(wanted, agency, card))


def _what_if(wanted: str, agency: AgencyView, card: Scorecard) -> Reply:
    if not agency.programme.criteria:
        return say(NO_POINTS, Word.MISSING, Word.SCORE, Word.DEADLINES, Word.HELP)
    assert agency.submission is not None, "a scorecard is made from a submission"
    outlook = WhatIf(agency.programme, agency.submission.answers, agency.confirmed)
    criteria = agency.programme.criteria
    named = next((c for c in criteria if wanted in {c.id, *(way.id for way in c.ways)}), None)
    if named is not None:
        message = what_if_message(agency, card.criterion(named.id), outlook.combined, outlook.prospects(named))
        why = ask(Word.WHY, named.id, label=f"ทำไม {named.id}")
        return show(message, Word.WHAT_IF, why, Word.MISSING, Word.SCORE, Word.HELP)
    of_section = [criterion for criterion in criteria if criterion.section == wanted]
    if wanted and criteria and not of_section:
        return _unknown(wanted, _chances(criteria, outlook), criteria)
    chances = _chances(of_section or criteria, outlook)
    message = chances_message(agency, outlook.combined, chances[:_MOST_CHANCES], way_to_pass(agency))
    return show(message, *_offers(chances), Word.MISSING, Word.SCORE, Word.HELP)


def _chances(criteria: Sequence[Criterion], outlook: WhatIf) -> list[Chance]:
    """What each criterion can bring at most, the most first."""
    prospects = ((criterion.id, outlook.prospects(criterion)) for criterion in criteria)
    chances = [Chance(name, max(found, key=lambda prospect: prospect.combined)) for name, found in prospects if found]
    return sorted(chances, key=lambda chance: -chance.best.combined)


def _unknown(wanted: str, chances: Sequence[Chance], criteria: Sequence[Criterion]) -> Reply:
    known = ", ".join(criterion.id for criterion in criteria)
    words = f"ไม่พบข้อ {wanted} ข้อที่มีคือ {known} โปรดพิมพ์ ถ้า ตามด้วยเลขข้อ เช่น ถ้า {criteria[0].id}"
    return say(words, *_offers(chances), Word.MISSING, Word.SCORE, Word.HELP)


def _offers(chances: Sequence[Chance]) -> list[dict[str, object]]:
    names = [chance.criterion for chance in chances[:_MOST_OFFERED]]
    return [ask(Word.WHAT_IF, name, label=f"ถ้า {name}") for name in names]
