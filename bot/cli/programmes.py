"""`tonbaeb programmes` and `tonbaeb programmes check`."""

from __future__ import annotations

from argparse import Namespace

from scoring import programmes
from scoring.programme import Programme
from scoring.programme_check import faults_of


def run(asked: Namespace) -> int:
    """List the programmes on the shelf, or prove each file sound (1 if one is not)."""
    loaded = [programmes.load(programme_id) for programme_id in programmes.ids()]
    return _check(loaded) if asked.act == "check" else _list(loaded)


def _list(loaded: list[Programme]) -> int:
    for programme in loaded:
        words = programmes.words(programme.id)
        print(f"{programme.id}  {words.programme('name')}")
        print(f"  {len(programme.criteria)} เกณฑ์, {len(programme.inputs)} รายการ, sha256 {programme.hash[:12]}")
    return 0


def _check(loaded: list[Programme]) -> int:
    faults = {
        programme.id: faults_of(programme, programmes.words(programme.id, "th"), programmes.words(programme.id, "en"))
        for programme in loaded
    }
    for programme_id, found in faults.items():
        print(f"{programme_id}: {'ถูกต้อง (sound)' if not found else f'พบข้อผิดพลาด {len(found)} แห่ง'}")
        for fault in found:
            print(f"  {fault}")
    return 1 if any(faults.values()) else 0
