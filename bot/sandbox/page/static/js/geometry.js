// What of a tab is shown: visible rows and columns, their sizes, and what merges cover.

const SPARE_ROWS = 6;
const SPARE_COLUMNS = 1;
const FEWEST = { rows: 28, columns: 9 };
export const ROW_HEADER = 40;
const NARROWED = 0.9; // beside the chat a row is to be seen from its question to the system's answer

export const keyOf = (row, column) => `${row},${column}`;

export function columnLetters(column) {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

export const address = (row, column) => `${columnLetters(column)}${row + 1}`;

/** { row, column } of the first cell of a range in A1 notation; null where it is none. */
export function positionOf(range) {
  const [, letters, number] = /^([A-Z]{1,3})([1-9]\d*)(:|$)/i.exec(range) ?? [];
  if (!letters) return null;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(number) - 1, column };
}

export function geometryOf(tab) {
  const rows = shown(tab.rowCount, extent(tab, "row") + SPARE_ROWS, FEWEST.rows, tab.hiddenRows);
  const columns = shown(tab.columnCount, extent(tab, "column") + SPARE_COLUMNS, FEWEST.columns, tab.hiddenColumns);
  return {
    rows,
    columns,
    frozenRows: tab.frozenRows,
    frozenColumns: tab.frozenColumns,
    widths: columns.map((column) => Math.round(tab.columnWidths[column] * NARROWED)),
    heights: new Map(rows.map((row) => [row, tab.rowHeights[row]])),
    ...mergesShown(tab.merges, rows, columns),
  };
}

function extent(tab, side) {
  let last = -1;
  for (const cell of tab.cells.values()) last = Math.max(last, cell[side]);
  return last + 1;
}

function shown(count, wanted, fewest, hidden) {
  const length = Math.min(count, Math.max(wanted, fewest));
  return Array.from({ length }, (_, index) => index).filter((index) => !hidden.has(index));
}

/** Spans of the cells that head a merge, and the cells that a merge covers. */
function mergesShown(merges, rows, columns) {
  const spans = new Map();
  const covered = new Set();
  for (const merge of merges) {
    const down = rows.filter((row) => row >= merge.row && row < merge.row + merge.rows);
    const across = columns.filter((column) => column >= merge.column && column < merge.column + merge.columns);
    if (!down.length || !across.length) continue;
    const head = keyOf(down[0], across[0]);
    spans.set(head, { rows: down.length, columns: across.length, from: keyOf(merge.row, merge.column) });
    for (const row of down) for (const column of across) covered.add(keyOf(row, column));
    covered.delete(head);
  }
  return { spans, covered };
}

/** Two geometries with the same signature can be redrawn cell by cell. */
export function signature(geometry) {
  const { rows, columns, frozenRows, frozenColumns, widths, heights, spans } = geometry;
  return JSON.stringify([rows, columns, frozenRows, frozenColumns, widths, [...heights], [...spans]]);
}
