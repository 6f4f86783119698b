"""`make fuzz`: ten thousand mutated workbooks, or as many as are named, from a seed."""

from __future__ import annotations

import sys
from collections import Counter

from tests.fuzz.no_silent_loss import losses
from tests.fuzz.sheets import mutated


def main(runs: int = 10_000, first: int = 0) -> int:
    done: Counter[str] = Counter()
    for seed in range(first, first + runs):
        book = mutated(seed)
        done.update(book.done)
        try:
            lost = list(losses(book))
        except Exception:
            print(f"seed {seed}: {', '.join(book.done)}", file=sys.stderr)
            raise
        if lost:
            print(f"seed {seed}: {', '.join(book.done)}\n  " + "\n  ".join(lost), file=sys.stderr)
            return 1
    listed = ", ".join(f"{name} {count:,}" for name, count in sorted(done.items()))
    print(f"{runs:,} mutated workbooks, seeds {first} to {first + runs - 1}: no crash, no silent loss\n{listed}")
    return 0


sys.exit(main(*map(int, sys.argv[1:])))
