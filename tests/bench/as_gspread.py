"""Reading a workbook as one ordinarily does with gspread: tab by tab, and with one batch of ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import gspread

from bot.demo.stage import Stage
from tests.support.sandbox import client_towards

Reading = Callable[[gspread.Client, str, frozenset[str]], object]

SAMPLE = 20
"""So many workbooks are really read; every workbook costs the same, changed or not."""


def tab_by_tab(client: gspread.Client, file_id: str, titles: frozenset[str]) -> object:
    """The values of each tab that people answer in."""
    return [tab.get_all_values() for tab in client.open_by_key(file_id).worksheets() if tab.title in titles]


def in_one_batch(client: gspread.Client, file_id: str, titles: frozenset[str]) -> object:
    """The same tabs, asked for together."""
    book = client.open_by_key(file_id)
    return book.values_batch_get([f"'{tab.title}'" for tab in book.worksheets() if tab.title in titles])


def requests_for_one(set_up: Stage, file_ids: Sequence[str], reading: Reading) -> int:
    """How many requests each of these workbooks costs to read, counted at the sandbox."""
    client = gspread.Client(set_up.installation.sign_in.credentials, http_client=client_towards(set_up.page))
    asked = frozenset(tab.title for tab in set_up.tabs if any(row.input is not None for row in tab.rows))
    set_up.hands.forget_calls()
    for file_id in file_ids:
        reading(client, file_id, asked)
    counted = Counter(call["path"].split("/")[3] for call in set_up.hands.calls() if call["path"].startswith("/v4/"))
    each = {counted[file_id] for file_id in file_ids}
    assert len(each) == 1, "workbooks made alike cost alike"
    return each.pop()
