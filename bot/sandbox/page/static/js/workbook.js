// The control API's workbook as the grid wants it. Rows and columns count from 0, sizes are pixels.

import { address, keyOf } from "./geometry.js";

export function readWorkbook(json) {
  return { id: json.id, name: json.name, tabs: json.tabs.map(readTab) };
}

function readTab(tab) {
  return {
    ...tab,
    hiddenRows: new Set(tab.hiddenRows),
    hiddenColumns: new Set(tab.hiddenColumns),
    cells: new Map(tab.cells.map((cell) => [keyOf(cell.row, cell.column), readCell(cell)])),
  };
}

/** `input` is what stands in the cell while it is edited: a formula as a formula, all else as it is shown. */
function readCell(cell) {
  const entered = Object.values(cell.userEnteredValue ?? {})[0];
  const text = cell.formattedValue;
  const kind = cell.validation?.type;
  return {
    row: cell.row,
    column: cell.column,
    address: address(cell.row, cell.column),
    text,
    entered,
    input: typeof entered === "string" ? entered : text,
    link: cell.hyperlink,
    checkbox: kind === "checkbox",
    choices: kind === "list" ? cell.validation.values.map(String) : null,
    isProtected: cell.protected,
    note: cell.note ?? cell.validation?.inputMessage ?? "",
    hasNote: Boolean(cell.note),
    format: cell.format,
  };
}
