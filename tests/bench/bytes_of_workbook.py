"""The bytes that one changed workbook costs, with the field mask and without."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests

from bot.demo.stage import Stage
from bot.google.transport import SHEETS, Transport
from sheets_schema.layout import POSITION
from tests.bench.many_workbooks import TYPED, bot_of
from tests.bench.rounds import heading, row, row_of_kilobytes


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one request's body and of its reply: compressed, as it is, and with Google's indentation."""

    sent: int
    compressed: int
    received: int
    indented: int


class Weighing(Transport):
    """A transport that weighs what goes to Sheets and comes from there."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.weights: dict[str, Weight] = {}

    def request(self, method: str, endpoint: str, *args: Any, **named: Any) -> requests.Response:
        response = super().request(method, endpoint, *args, **named)
        if endpoint.startswith(SHEETS):
            self.weights["read" if method == "get" else "write"] = _weight(response)
        return response


class WithoutMask(Weighing):
    """The same, asking for everything that Google has."""

    def request(self, method: str, endpoint: str, *args: Any, **named: Any) -> requests.Response:
        if endpoint.startswith(SHEETS):
            kept = {name: value for name, value in (named.get("params") or {}).items() if name != "fields"}
            named["params"] = kept | ({"includeGridData": "true"} if method == "get" else {})
        return super().request(method, endpoint, *args, **named)


def _weight(response: requests.Response) -> Weight:
    sent, plain = response.request.body or b"", response.content
    indented = json.dumps(json.loads(plain), ensure_ascii=False, indent=2).encode()
    return Weight(len(sent), int(response.headers["Content-Length"]), len(plain), len(indented))


def weights_of(set_up: Stage) -> tuple[dict[str, Weight], dict[str, Weight]]:
    """What a changed workbook weighs, with the mask and without."""
    one_pass(set_up, Weighing, "ใช่")
    return one_pass(set_up, Weighing, "ไม่ใช่"), one_pass(set_up, WithoutMask, "ใช่")


def one_pass(set_up: Stage, kind: type[Weighing], typed: str) -> dict[str, Weight]:
    """The weights of the read and the write of the first player's workbook, after someone answered in it."""
    sheet, line = set_up.row_of(TYPED)
    set_up.hands.type_into(set_up.players[0].file_id, sheet, line, POSITION["answer"], typed)
    bot = bot_of(set_up.installation, transport=kind)
    bot.run_a_pass()
    assert isinstance(bot.google, Weighing)
    return bot.google.weights


def print_bytes(masked: dict[str, Weight], whole: dict[str, Weight]) -> None:
    """Read, feedback sent, and the reply to the write, beside the same without the field mask."""
    print(heading("Bytes of one changed workbook, the department of the demo"))
    for kind, name in (("read", "the read"), ("write", "the reply to the write")):
        lean, fat = masked[kind], whole[kind]
        print(row_of_kilobytes(f"{name}, compressed on the way", lean.compressed, ""))
        print(row_of_kilobytes(f"{name}, unpacked", lean.received, "2,000 KB at most"))
        print(row_of_kilobytes(f"{name}, as Google indents it unless told not to", lean.indented, ""))
        print(row_of_kilobytes(f"{name}, without the field mask", fat.received, ""))
        print(row(f"{name}, with the mask / without", lean.received, fat.received, "0.10 at most"))
    print(row_of_kilobytes("the feedback as it is sent", masked["write"].sent, "2,000 KB at most"))
