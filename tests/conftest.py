"""The whole suite's options: the quick selection that proves `scoring/`, and properties tried on few examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.examples import FEW

OF_SCORING = (
    "test_all_programmes",
    "test_answers",
    "test_assumptions",
    "test_cards_contents",
    "test_carrying",
    "test_conversation_requirements",
    "test_deadlines_of_programmes",
    "test_engine_against_naive_scorer",
    "test_feedback",
    "test_fixed_answers",
    "test_goal",
    "test_linter_*",
    "test_missing",
    "test_prepared_once",
    "test_programmes_document",
    "test_progress",
    "test_reasons",
    "test_receipt_file",
    "test_receipts_stay",
    "test_rehearsal",
    "test_replay",
    "test_requirements",
    "test_score_command",
    "test_scoring_*",
    "test_what_if",
    "test_written_number",
)
"""The files of tests that prove `scoring/` and need neither a browser, a server nor a database."""

settings.register_profile(FEW, derandomize=True, database=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--of-scoring", action="store_true", help="only the quick tests that prove scoring/")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_other = collection_path.suffix == ".py" and not any(map(collection_path.with_suffix("").match, OF_SCORING))
    return True if config.getoption("of_scoring") and is_other else None
