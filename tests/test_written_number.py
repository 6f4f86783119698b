"""Numbers in settings, marks and programme files."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.written_number import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("32", Fraction(32)),
        ("32.5", Fraction(65, 2)),
        ("5/2", Fraction(5, 2)),
        ("-1", Fraction(-1)),
        ("๓๒.๕", Fraction(65, 2)),
        ("9" * 20, Fraction(10**20 - 1)),
    ],
)
def test_whole_numbers_decimals_and_fractions_are_exact(text: str, number: Fraction) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "nan", "inf", "1e9", "1e99999999", "1e-99999999", "1/0", "1_000", "1.5/2", "3..2", "9" * 21]
)
def test_what_is_none_or_would_fill_the_memory_is_refused(text: str) -> None:
    assert number_in(text) is None
