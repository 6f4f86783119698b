"""`tonbaeb doctor`: whether this installation is well, and the cure of whatever is not."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter

from bot.doctor.checks import examine
from bot.doctor.finding import Finding, State

MARKS = {State.OK: "✓", State.WARNING: "!", State.FAULT: "✗"}


def run(asked: Namespace) -> int:
    """Print every finding as it is made; 1 where there is a fault. Keeps LINE's figures, changes nothing else."""
    del asked
    counted: Counter[State] = Counter()
    for name, thai, finding in examine():
        print("\n".join(_lines(name, thai, finding)), flush=True)
        counted[finding.state] += 1
    faults, warnings = counted[State.FAULT], counted[State.WARNING]
    print(f"ต้องแก้ {faults} ควรดู {warnings} (faults: {faults}, warnings: {warnings})", file=sys.stdout)
    return 1 if faults else 0


def _lines(name: str, thai: str, finding: Finding) -> list[str]:
    lines = [f"{MARKS[finding.state]} {thai} ({name}): {finding.thai} / {finding.english}"]
    if finding.state is not State.OK:
        lines += [f"    วิธีแก้: {finding.cure_thai}", f"    cure: {finding.cure_english}"]
    return lines
