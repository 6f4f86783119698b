"""What a reading of the control workbook tells in its rows, and what it remembers of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_schema.control.layout import FEEDBACK, IN_USE, RETIRED, TABS, Filled, Seen, TabId
from sheets_schema.control.merge import Difference, seen_now
from sheets_schema.control.reader import Control, ControlRow, Spot, identity_of

Standing = Mapping[TabId, Mapping[tuple[str, ...], Mapping[str, str]]]
"""What the store holds, by tab and identity."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One row after its turn: a problem, or a note beside what stands now, and what was changed elsewhere meanwhile."""

    row: ControlRow
    problem: str = ""
    note: str = ""
    elsewhere: str = ""
    changed: bool = False


def in_force(filled: Filled) -> Standing:
    """The rows that the store would fill, by what they are about."""
    return {tab.id: {identity_of(tab, row): row for row in filled[tab.id]} for tab in TABS}


def changed_cells(heard: Heard, after: Standing) -> dict[Spot, str]:
    """The system's own cells of a row, where they are to say something else than they do."""
    row = heard.row
    standing = after[row.tab.id].get(row.identity, {})
    wanted = {column.key: standing.get(column.key, "") for column in row.tab.columns if column.ours}
    wanted[FEEDBACK] = _feedback(heard, wanted[FEEDBACK])
    return {row.spots[key]: text for key, text in wanted.items() if key in row.spots and row.told[key] != text}


def _feedback(heard: Heard, standing: str) -> str:
    if heard.problem:
        return heard.problem
    note = f"✓ {heard.note}" if heard.note else standing or "✓"
    return f"{heard.elsewhere}\n{note}" if heard.elsewhere else note


def seen_after(heard: Sequence[Heard], seen: Seen, after: Standing) -> Seen:
    """What the rows and the store agree on now; a row that is gone for a while is remembered."""
    found: dict[TabId, dict[tuple[str, ...], Mapping[str, str]]] = {tab.id: dict(seen.get(tab.id, {})) for tab in TABS}
    for each in heard:
        row, rows = each.row, found[each.row.tab.id]
        if not row.problems and (standing := after[row.tab.id].get(row.identity)) is not None:
            rows[row.identity] = seen_now(row.tab, row.texts, rows.get(row.identity, {}), standing)
    return found


def absent_rows(control: Control, seen: Seen, after: Standing) -> list[str]:
    """What stands in the store and has no row in the workbook: it stays, and is told."""
    lines = []
    for tab in TABS:
        if tab.id not in control.rows or tab.id == "settings":
            continue
        rows = {row.identity for row in control.rows[tab.id]}
        standing = {at: row for at, row in after[tab.id].items() if at not in rows and row["state"] == IN_USE}
        gone = [row[tab.identity[0]] for at, row in standing.items() if at in seen.get(tab.id, {})]
        new = [row[tab.identity[0]] for at, row in standing.items() if at not in seen.get(tab.id, {})]
        if gone:
            lines.append(f"! {tab.title}: {', '.join(gone)} หากต้องการนำออก โปรดเพิ่มแถวและเลือก “{RETIRED}”")
        if new:
            lines.append(f"▸ {tab.title}: {', '.join(new)} เพิ่มจากที่อื่น หากต้องการแก้ในสมุดงานนี้ โปรดพิมพ์รหัสในแถวใหม่")
    return lines


def clash(row: ControlRow, found: Difference) -> str:
    """The row was changed here and elsewhere: neither is thrown away unasked."""
    at, standing = row.spots[found.column], found.in_force or "-"
    return (
        f"! {at.tab}!{at.cell} {row.tab.heading(found.column)}: พิมพ์ “{found.typed[:80]}” แต่มีผู้แก้ในระบบเป็น "
        f"“{standing[:80]}” แล้ว จึงยังไม่ใช้ทั้งแถว โปรดพิมพ์ “{standing[:80]}” เพื่อรับค่านั้น แล้วจึงแก้อีกครั้งหากยังต้องการ"
    )


def moved(row: ControlRow, found: Difference) -> str:
    """It was changed elsewhere, and the row still says what it said before."""
    standing = found.in_force or "-"
    return f"▸ {row.tab.heading(found.column)}: มีผู้แก้ในระบบเป็น “{standing[:80]}” แล้ว โปรดพิมพ์ให้ตรงกัน"
