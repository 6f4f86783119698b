"""Receipts that were given out have to be the same for ever: what is hashed, and how, may not change unnoticed."""

from __future__ import annotations

from datetime import date

import pytest

from scoring import programmes
from scoring.engine import score
from scoring.receipt import canonical
from scoring.submission import Submission
from sheets_schema.excel_workbook import tabs_in
from sheets_schema.reader import WorkbookReader
from tests.support.sample_scorecards import HALF_WAY, NOW, PROGRAMME, WITHOUT_LINK, submission
from tests.support.workbooks import full_workbook, saved


def hashes_of(entered: Submission, confirmed: dict[str, int] | None = None) -> tuple[str, str]:
    card = score(PROGRAMME, entered, confirmed=confirmed, now=NOW)
    return card.receipt, card.input_hash


def test_the_full_workbook_keeps_its_receipt() -> None:
    reader = WorkbookReader(PROGRAMME, programmes.words(PROGRAMME.id))
    entered = reader.read(reader.locate(tabs_in(saved(full_workbook()))))

    assert hashes_of(entered) == (
        "hrmo-2565-e1-af06ff3ad620-164276b7eb55-0cb30e8bfad3",
        "164276b7eb55f87df220ab67af84085fb83a0cb78ab2a4fe23d3359e450c1282",
    )


def test_a_workbook_that_is_half_way_keeps_its_receipt() -> None:
    assert hashes_of(submission(HALF_WAY, WITHOUT_LINK)) == (
        "hrmo-2565-e1-af06ff3ad620-4282e0341c36-b656c9cd266a",
        "4282e0341c3622f874c2bc6d59f725a8d305b8e603bc6ad934c8396ac5e93443",
    )


def test_confirmed_levels_keep_their_receipt() -> None:
    receipt, _ = hashes_of(submission(HALF_WAY, WITHOUT_LINK), {"1.1": 1, "7.1": 3})

    assert receipt == "hrmo-2565-e1-af06ff3ad620-4282e0341c36-6b51c6dd6c4a"


def test_a_record_has_one_text_whatever_the_order_of_its_names() -> None:
    record = {"b": [1, True, "1", None], "a": ("ก", date(2021, 12, 31))}

    assert canonical(record) == '{"a":["\\u0e01",{"date":"2021-12-31"}],"b":[1,true,"1",null]}'


def test_what_has_no_json_text_is_not_hashed() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical({"of": {1, 2}})
