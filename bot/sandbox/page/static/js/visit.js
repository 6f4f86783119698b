// Going to the workbook, tab and cell that a link names, as far as they are there.

import { positionOf } from "./geometry.js";
import { showPane } from "./panes.js";
import { attempt, notice } from "./toast.js";

export function visit(sheet, place) {
  return attempt(async () => {
    const missing = await go(sheet, place);
    if (missing) notice(`ไม่พบ${missing}ตามลิงก์นี้`, { bad: true });
  });
}

/** What could not be found, or null. */
async function go(sheet, { workbook, gid, range }) {
  if (!(await sheet.knows(workbook))) return "แผ่นงาน";
  showPane("sheet");
  await sheet.open(workbook);
  if (gid !== null && !sheet.choose(Number(gid))) return "แท็บ";
  if (range !== null && !sheet.keys.goTo(positionOf(range))) return "ช่อง";
  return null;
}
