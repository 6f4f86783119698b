"""Each defence of the threat model names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROWS = [
    line
    for line in (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8").splitlines()
    if line.count("|") == 5 and not line.startswith(("| attacker and way in", "|---"))
]


def test_every_defence_names_a_test_and_every_named_test_is_there() -> None:
    written = {name for file in (ROOT / "tests").rglob("test_*.py") for name in _tests_in(file)}
    named = [set(re.findall(r"`(test_\w+)`", row)) for row in ROWS]

    assert [row for row, tests in zip(ROWS, named, strict=True) if not tests] == []
    assert set[str]().union(*named) - written == set()
    assert len(ROWS) > 25


def _tests_in(file: Path) -> list[str]:
    return re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
