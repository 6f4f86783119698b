"""`tonbaeb budget`: the month's LINE messages, used and to come, and whether they suffice."""

from __future__ import annotations

from argparse import Namespace

from bot.budget.month import MonthBudget
from bot.cases import message_budget
from bot.cli.starting import installation, told_kindly, with_schema
from bot.conversation.cards.budget import NAMES, month_name, outlook_words, used_words
from bot.store import line_quota


@told_kindly
def run(asked: Namespace) -> int:
    """Ask LINE, plan the rest of the month as it stands now, and print the figures. Puts nothing in force."""
    del asked
    started = with_schema(installation(needs=("line_channel_access_token",)))
    now, line = started.clock.now(), started.line
    limit, used = line.monthly_limit(), line.used_this_month()
    with started.database.writing() as session:
        line_quota.note_told(session, limit, used, now)
    with started.database.reading() as session:
        budget = message_budget.planned(session, now).budget
    print("\n".join(lines_of(budget)))
    return 0


def lines_of(budget: MonthBudget) -> list[str]:
    """The figures in Thai, with a line of English."""
    rest = "ไม่จำกัด" if budget.limit is None else f"{budget.left:,}"
    lines = [
        f"โควตาข้อความ LINE เดือน{month_name(budget)}",
        used_words(budget),
        f"ต่อจากนี้ถึงสิ้นเดือน: หากส่งทุกข้อความตามเวลา {budget.needed:,} ตามแผน {budget.planned:,} เหลือ {rest}",
        outlook_words(budget),
        *(
            f"  {NAMES[each.kind]}: ส่ง {each.own:,} รวมกับข้อความอื่น {each.folded:,} ค้าง {each.left_over:,}"
            for each in budget.kinds
        ),
    ]
    if budget.awaited:
        lines.append(f"  กันไว้สำหรับผลที่ยังไม่ประกาศ {budget.awaited:,}")
    if budget.unknown_groups:
        lines.append(f"  ยังไม่ทราบจำนวนสมาชิกของ {budget.unknown_groups:,} กลุ่ม จึงประมาณไว้")
    limit = "no limit" if budget.limit is None else f"{budget.limit:,}"
    lines.append(
        f"(used {budget.used:,} of {limit}; still to come {budget.needed:,}, planned {budget.planned:,}: {budget.mode})"
    )
    return lines
