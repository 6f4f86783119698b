"""A season's day on a real installation whose processes are killed: nothing is lost, nothing comes twice.

`make faults` plays the long day, in which Google and LINE fail as well.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.account import Account, Difference, difference
from tests.faults.played import Plan, play
from tests.faults.processes import ONE

pytest_plugins = ["tests.support.databases"]

THREE = ("web", "worker", "clock")
SEED, ROUNDS, AGENCIES = 7, 3, 3


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Account:
    """What comes of the day when nothing breaks."""
    folder = tmp_path_factory.mktemp("calm")
    file = shutil.copyfile(migrated_sqlite, folder / "calm.db")
    return play(Plan(SEED, ROUNDS, AGENCIES), ONE, folder, f"sqlite:///{file}").account


@pytest.mark.parametrize(("roles", "kills"), [(ONE, 1), (THREE, 2)], ids=["one process", "three processes"])
def test_a_day_with_kills_ends_as_one_without(
    calm: Account, roles: Sequence[str], kills: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if roles is ONE:
        file = shutil.copyfile(request.getfixturevalue("migrated_sqlite"), tmp_path / "killed.db")
        url = f"sqlite:///{file}"
    else:
        url = request.getfixturevalue("postgres_of_one_test")

    broken = play(Plan(SEED, ROUNDS, AGENCIES, kills), roles, tmp_path, url)

    assert difference(calm, broken.account) == Difference(lost=(), repeated=(), wrong=())
    assert broken.kills.total() == ROUNDS * kills
