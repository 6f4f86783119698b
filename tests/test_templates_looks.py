from __future__ import annotations

import pytest

from scoring.programmes import ids, load, words
from sheets_schema import feedback
from sheets_schema.layout import COLUMNS, template
from sheets_schema.styles import LOOKS, TONES, Look, look_of, role_of, widths_of


def luminance(code: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 255 for part in bytes.fromhex(code)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", [*LOOKS.values(), *TONES.values()])
def test_every_text_stands_out_from_its_ground(look: Look) -> None:
    lighter, darker = sorted((luminance(look.background), luminance(look.colour)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_symbol_of_the_feedback_has_its_tone() -> None:
    assert set(TONES) == {feedback.COUNTS, feedback.TO_DO, feedback.WRONG, feedback.NOTHING}


@pytest.mark.parametrize("programme_id", ids())
def test_evidence_is_asked_for_where_it_counts(programme_id: str) -> None:
    rows = [row for tab in template(load(programme_id), words(programme_id)) for row in tab.rows if row.input]

    assert {(row.input.evidence, role_of(row, "evidence")) for row in rows if row.input} <= {
        (True, "evidence"),
        (False, "no_evidence"),
    }
    assert {role_of(row, "answer") for row in rows} == {"answer"}


def test_every_cell_has_a_look() -> None:
    for tab in template(load("hrmo-2565"), words("hrmo-2565"))[1:]:
        for row in tab.rows:
            assert all(isinstance(look_of(row, column.key), Look) for column in COLUMNS)


def test_answers_to_be_written_out_have_room() -> None:
    tabs = {tab.id: widths_of(tab) for tab in template(load("hrmo-2565"), words("hrmo-2565"))}

    assert tabs["questions"]["answer"] > tabs["tier_b"]["answer"] > tabs["structure"]["answer"]
