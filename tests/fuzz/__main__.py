"""`make fuzz`: every kind of input, as many of each as `trying.KINDS` says, or that times FACTOR, from seed FIRST."""

from __future__ import annotations

import argparse
import logging
import sys
import time

from tests.fuzz.trying import KINDS, new_database, wrong


def main(factor: float = 1, first: int = 0) -> int:
    """Tells the number of inputs and of failures, and the first of these; 1 where there were any."""
    logging.disable()
    failures = 0
    for make, usual in KINDS.items():
        seeds = range(first, first + max(1, round(usual * factor)))
        with new_database() as database:
            kind, began = make(database), time.monotonic()
            found = wrong(kind, seeds)
        took = time.monotonic() - began
        print(f"{kind.name:28} {len(seeds):8,} tried {len(found):6,} failed {took:6.0f} s", flush=True)
        for seed, told in list(found.items())[:5]:
            print(f"  seed {seed}: {told}", file=sys.stderr)
        failures += len(found)
    return 1 if failures else 0


asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
asked.add_argument("factor", type=float, nargs="?", default=1.0)
asked.add_argument("first", type=int, nargs="?", default=0)
given = asked.parse_args()
sys.exit(main(given.factor, given.first))
