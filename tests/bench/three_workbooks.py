"""Three workbooks at the sandbox, from full to nearly empty, as the bytes of the one reply in which each is read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.demo.cast import DemoAgency, Entry
from bot.demo.stage import Stage, _workbook
from bot.google.workbooks import Workbooks
from tests.support.workbooks import LINK, PROGRAMME, best_answer

_BEGUN = 12
"""So many inputs of a nearly empty workbook are answered: the organisation's own, and the first of criterion 1.1."""


def replies_of(set_up: Stage) -> dict[str, bytes]:
    """The masked reply by the workbook's name, the fullest first."""
    return {name: _reply(set_up, name, entries) for name, entries in _entries().items()}


def _entries() -> dict[str, dict[str, Entry]]:
    """The best answers there are, with links: all of them, every second one, the first few."""
    best = {key: best_answer(item) for key, item in PROGRAMME.inputs.items()}
    full = {
        key: Entry(str(answer), LINK if PROGRAMME.inputs[key].evidence else "")
        for key, answer in best.items()
        if answer is not None
    }
    entries = list(full.items())
    return {"full workbook": full, "half full": dict(entries[::2]), "nearly empty": dict(entries[:_BEGUN])}


def _reply(set_up: Stage, name: str, entries: Mapping[str, Entry]) -> bytes:
    file_id = _workbook(DemoAgency(name, name, name, entries), set_up.owner)
    return json.dumps(Workbooks(set_up.owner).read(file_id), ensure_ascii=False).encode()
