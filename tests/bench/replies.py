"""The workbooks whose scoring is measured, as Google's masked replies."""

from __future__ import annotations

import json

from bot.demo.stage import Stage
from bot.google.workbooks import Workbooks
from scoring.programme import Input
from sheets_schema.layout import POSITION
from tests.support.workbooks import LINK, PROGRAMME, best_answer

FIRST_ANSWERS = ("org.name", "org.staff_total", "1.1.policy_announced")


def replies(set_up: Stage) -> dict[str, bytes]:
    """The demo's first workbook; its last one with every answer and link typed; and that with most deleted again."""
    own, typed_over = set_up.players[0].file_id, set_up.players[-1].file_id
    demo = _read(set_up, own)
    for item in PROGRAMME.inputs.values():
        answer = best_answer(item)
        _type(set_up, typed_over, item, "" if answer is None else str(answer), f"{LINK}/{item.key}")
    full = _read(set_up, typed_over)
    for item in PROGRAMME.inputs.values():
        if item.key not in FIRST_ANSWERS:
            _type(set_up, typed_over, item, "", "")
    return {"of the demo": demo, "fully filled": full, "mostly empty": _read(set_up, typed_over)}


def _type(set_up: Stage, file_id: str, item: Input, answer: str, link: str) -> None:
    sheet, row = set_up.row_of(item.key)
    set_up.hands.type_into(file_id, sheet, row, POSITION["answer"], answer)
    if item.evidence:
        set_up.hands.type_into(file_id, sheet, row, POSITION["evidence"], link)


def _read(set_up: Stage, file_id: str) -> bytes:
    return json.dumps(Workbooks(set_up.installation.google).read(file_id), ensure_ascii=False).encode()
