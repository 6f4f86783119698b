"""What is prepared once for a programme gives what would be found anew for each workbook."""

from __future__ import annotations

import sys

import pytest

from bot.cases.prepared import _prepared, prepared
from scoring import programmes
from scoring.engine import score
from scoring.first_steps import NextLevels
from scoring.missing import Gaps
from scoring.programme import Criterion
from scoring.programme_file import programme_from
from scoring.submission import Answer, State
from sheets_schema.answers import read_answer
from sheets_schema.cells import Cell
from sheets_schema.normalise import _INVISIBLE
from sheets_schema.reader import WorkbookReader
from tests.support.sample_scorecards import HALF_WAY, NOW, PROGRAMME, submission


@pytest.mark.parametrize("state", ["blank", "deleted", "not_applicable"])
@pytest.mark.parametrize("criterion", PROGRAMME.criteria, ids=lambda criterion: criterion.id)
def test_the_first_steps_are_those_of_whoever_answered_nothing(criterion: Criterion, state: State) -> None:
    answers = {key: Answer(key, state) for key in PROGRAMME.inputs}
    gaps = Gaps(PROGRAMME, answers, answers, {})
    next_levels = NextLevels(gaps)

    prepared = {way.id: next_levels.ladder(criterion, way, 0).steps for way in criterion.ways}

    assert prepared == {
        way.id: {level: gaps.to_reach(level, condition) for level, condition in reversed(way.levels)}
        for way in criterion.ways
    }


def test_an_answer_to_any_question_of_a_level_is_looked_at() -> None:
    card = score(PROGRAMME, submission({"org.staff_total": 40}), now=NOW)

    assert [(item.key, item.target) for item in card.criterion("4.2").missing_for(2)] == [("4.2.staff_trained", 2)]


def test_a_programme_loaded_again_is_prepared_alike() -> None:
    again = programme_from(programmes.document(PROGRAMME.id))

    assert again is not PROGRAMME
    assert (again, hash(again)) == (PROGRAMME, hash(PROGRAMME))
    assert score(again, submission({}), now=NOW) == score(PROGRAMME, submission({}), now=NOW)
    assert score(again, submission(HALF_WAY), now=NOW) == score(PROGRAMME, submission(HALF_WAY), now=NOW)


def test_however_many_settings_are_tried_only_some_programmes_are_kept() -> None:
    for mark in range(programmes.KEPT + 2):
        assert prepared(PROGRAMME.id, {"pass_mark": str(mark)}).programme.marks == {"pass_mark": mark}

    assert programmes._loaded.cache_info().currsize == programmes.KEPT
    assert _prepared.cache_info().currsize == programmes.KEPT


def test_the_usual_answers_are_read_as_any_other() -> None:
    reader = WorkbookReader(PROGRAMME, programmes.words(PROGRAMME.id))

    found = {(key, text): reading for key, usual in reader.usual.items() for text, reading in usual.items()}

    assert found == {
        (key, text): read_answer(item, Cell(text), reader.labels.get(item.choice, {}))
        for key, item in PROGRAMME.inputs.items()
        for text in reader.usual[key]
    }
    assert {key for key, _ in found} == {k for k, item in PROGRAMME.inputs.items() if item.type in {"yes_no", "choice"}}
    assert {reading.state for reading in found.values()} == {"given"}


def test_a_printable_text_has_no_character_that_is_taken_away() -> None:
    every_character = "".join(map(chr, range(sys.maxunicode + 1)))

    taken_away = set(_INVISIBLE.findall(every_character))

    assert len(taken_away) == 19
    assert {each for each in taken_away if each.isprintable()} == set()
