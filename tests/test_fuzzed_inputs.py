"""A few of the inputs that `make fuzz` tries by the ten thousand, of every kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.store.database import Database
from tests.fuzz.forms import FIELDS
from tests.fuzz.trying import KINDS, Kind, wrong
from tests.fuzz.webhooks import Webhooks

pytest_plugins = ["tests.support.databases"]

FEW = 60


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("make", KINDS)
def test_whatever_comes_is_taken_or_refused_and_breaks_nothing(
    make: Callable[[Database], Kind], sqlite: Database
) -> None:
    assert wrong(make(sqlite), range(FEW)) == {}


def test_postgresql_takes_what_strangers_send_as_well(database: Database) -> None:
    assert wrong(Webhooks(database), range(FEW, 4 * FEW)) == {}


def test_the_fields_of_all_forms_are_known() -> None:
    assert {"why", "criterion", "text", "contact", "remind"} <= {*FIELDS}
    assert len(FIELDS) > 30


def test_what_is_wrong_is_told_with_its_seed() -> None:
    class Odd:
        name = "odd numbers"

        def tried(self, seed: int) -> list[str]:
            if seed == 3:
                raise ValueError("three")
            return ["odd"] if seed % 2 else []

    found = wrong(Odd(), range(5))  # type: ignore[arg-type] # a fake of a few lines

    assert (list(found), found[1], found[3].splitlines()[-1]) == ([1, 3], "odd", "ValueError: three")
