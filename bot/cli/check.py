"""`tonbaeb check`: whether the stored data is as it always is."""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby

from bot.cases.invariants import RULES, Breach, broken, rule_of
from bot.cli.starting import installation, told_kindly, with_schema


@told_kindly
def run(_: Namespace) -> int:
    """Look at the data now and print what breaks a rule, with its cure; 1 where anything does. Changes nothing."""
    started = with_schema(installation(needs=()))
    now = started.clock.now()
    with started.database.reading() as session:
        found = list(broken(session, now))
    for name, breaches in groupby(found, lambda each: each.rule):
        print("\n".join(_lines(name, list(breaches))))
    print(f"ตรวจ {len(RULES)} กฎ พบ {len(found)} เรื่อง ({len(RULES)} rules, {len(found)} found)")
    return 1 if found else 0


def _lines(name: str, found: list[Breach]) -> list[str]:
    rule = rule_of(name)
    assert rule is not None, "only rules of this release were looked at"
    return [
        f"{'✗' if rule.serious else '!'} {rule.called.th} ({name}) / {rule.called.en}",
        *(f"    {each.subject}: {each.found}" for each in found),
        f"    วิธีแก้: {rule.cure.th}",
        f"    cure: {rule.cure.en}",
    ]
