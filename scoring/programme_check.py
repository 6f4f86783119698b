"""Proving a programme sound: what it states can be reached, adds up, and has words in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from scoring.missing import can_hold
from scoring.programme import Programme
from scoring.wording import Wording


def faults_of(programme: Programme, *wordings: Wording) -> tuple[str, ...]:
    """Every fault found in a programme and its wordings, each one sentence with the place; empty when sound."""
    found = (
        *_tiers_that_do_not_add_up(programme),
        *_levels_out_of_reach(programme),
        *_inputs_without_use(programme),
        *(fault for words in wordings for fault in _words_not_there(programme, words)),
    )
    return tuple(found)


def _tiers_that_do_not_add_up(programme: Programme) -> Iterator[str]:
    for tier in programme.tiers:
        total = sum((criterion.max for criterion in programme.totals[tier.id]), Fraction(0))
        if total != tier.max:
            yield f"{tier.id}: its criteria sum to {total}, its maximum is {tier.max}"
    weights = sum(tier.weight for tier in programme.tiers)
    if weights != 100:
        yield f"tiers: their weights sum to {weights} per cent, not to 100"


def _levels_out_of_reach(programme: Programme) -> Iterator[str]:
    for criterion in programme.criteria:
        for way in criterion.ways:
            if way.levels[0][0] != len(criterion.points) - 1:
                yield f"{way.id}: its highest level is {way.levels[0][0]}, which does not give all its points"
            for level, condition in way.levels:
                if not can_hold(programme, condition):
                    yield f"{way.id}: level {level} cannot be reached by any answers"


def _inputs_without_use(programme: Programme) -> Iterator[str]:
    used = {key for c in programme.criteria for way in c.ways for _, cond in way.levels for key in cond.inputs}
    for criterion in programme.criteria:
        for way in criterion.ways:
            for item in way.inputs:
                if item.key not in used and item.key not in programme.parts.values():
                    yield f"{item.key}: no level of {way.id} looks at it"


def _words_not_there(programme: Programme, words: Wording) -> Iterator[str]:
    for name, word in _all_words(programme, words):
        try:
            text = word()
        except (KeyError, IndexError) as error:
            yield f"wording: {name} has no word ({error})"
            continue
        if not text.strip():
            yield f"wording: {name} is empty"


def _all_words(programme: Programme, words: Wording) -> Iterator[tuple[str, Callable[[], str]]]:
    for tab in programme.tabs:
        yield f"tab {tab.id}", partial(words.tab_title, tab.id)
        for section in tab.sections:
            yield f"section {section.id}", partial(words.section, section.id)
    for item in programme.inputs.values():
        yield f"label of {item.key}", partial(words.label, item)
        yield f"help of {item.key}", partial(words.help, item)
        for code in item.codes:
            yield f"choice {code} of {item.key}", partial(words.choice, item, code)
    for criterion in programme.criteria:
        yield f"title of {criterion.id}", partial(words.criterion, criterion.id)
        for way in criterion.ways:
            for level, _ in way.levels:
                yield f"level {level} of {way.id}", partial(words.level, way.id, level)
    for rule in programme.eligibility:
        for state in ("title", "ok", "missing", "failed", "not_needed"):
            yield f"eligibility {rule.rule}", partial(words.eligibility, rule.rule, state)
    for name, value in programme.assumptions.items():
        yield f"assumption {name}", partial(words.assumption, name, value)
    for name in programme.thresholds:
        yield f"threshold {name}", partial(words.threshold, name)
