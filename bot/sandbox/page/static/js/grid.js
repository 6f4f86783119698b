// The grid of one tab. It is built anew only when its shape changes; else only changed cells are redrawn.

import { drawCell } from "./cell_view.js";
import { make } from "./dom.js";
import { address, columnLetters, geometryOf, keyOf, ROW_HEADER, signature } from "./geometry.js";

const FLASH = 2400;

export class Grid {
  /** `acts`: type(row, column, input), chosen(cell), rowMenu(row, button). */
  constructor(host, acts) {
    this.host = host;
    this.acts = acts;
    this.cells = new Map();
    this.drawn = new Map();
    this.own = new Map(); // cells a person typed into -> what they were, until the service has taken it
    this.name = null;
    this.shape = null;
  }

  /** Shows `tab`; `name` tells one tab of one workbook from another. */
  show(name, tab) {
    const geometry = geometryOf(tab);
    const shape = signature(geometry);
    const fresh = name !== this.name;
    this.tab = tab;
    this.geometry = geometry;
    if (fresh || shape !== this.shape) this.build(fresh);
    this.name = name;
    this.shape = shape;
    this.redraw(!fresh);
  }

  /** While a cell is being edited: changes nothing but the values of other cells. */
  drawAround(tab) {
    if (signature(geometryOf(tab)) !== this.shape) return;
    this.tab = tab;
    this.redraw(true);
  }

  build(fresh) {
    const scroll = fresh ? [0, 0] : [this.host.scrollLeft, this.host.scrollTop];
    const kept = fresh ? new Map() : this.drawn;
    this.cells.clear();
    this.drawn = new Map();
    this.host.replaceChildren(this.table());
    for (const key of this.cells.keys()) this.drawn.set(key, kept.get(key));
    if (!fresh) this.repaint = true;
    [this.host.scrollLeft, this.host.scrollTop] = scroll;
  }

  table() {
    const { columns, widths, rows } = this.geometry;
    const sizes = make("colgroup", {}, ...[ROW_HEADER, ...widths].map((px) => make("col", { style: { width: `${px}px` } })));
    const letters = columns.map((column) => make("th", { scope: "col", text: columnLetters(column), data: { column } }));
    const head = make("thead", {}, make("tr", {}, make("th", { className: "corner", "aria-label": "แถวและคอลัมน์" }), ...letters));
    const width = ROW_HEADER + widths.reduce((sum, px) => sum + px, 0);
    const label = `${this.tab.title}`;
    const body = make("tbody", {}, ...rows.map((row) => this.row(row)));
    return make("table", { role: "grid", "aria-label": label, style: { width: `${width}px` } }, sizes, head, body);
  }

  row(row) {
    const { columns, covered, heights } = this.geometry;
    const menu = make("button", {
      type: "button", text: String(row + 1), tabindex: -1, title: "แทรกหรือลบแถว (insert or delete)",
      on: { click: (event) => this.acts.rowMenu(row, event.currentTarget) },
    });
    const line = make("tr", { data: { row }, style: { height: `${heights.get(row)}px` } }, make("th", { scope: "row" }, menu));
    line.append(...columns.filter((column) => !covered.has(keyOf(row, column))).map((column) => this.cell(row, column)));
    return line;
  }

  cell(row, column) {
    const span = this.geometry.spans.get(keyOf(row, column));
    const td = make("td", {
      role: "gridcell", tabindex: -1, rowspan: span?.rows, colspan: span?.columns,
      data: { testid: "cell", row, column, address: address(row, column) },
    });
    this.cells.set(keyOf(row, column), td);
    return td;
  }

  redraw(flashing) {
    for (const [key, td] of this.cells) {
      const text = JSON.stringify(this.tab.cells.get(this.source(key)) ?? null);
      const before = this.drawn.get(key);
      const waits = this.own.has(key) && text === this.own.get(key);
      if (waits || (text === before && !this.repaint)) continue;
      this.drawn.set(key, text);
      this.draw(key, td);
      const theirs = text !== (before ?? "null") && !this.own.delete(key);
      if (theirs && flashing && !this.quiet) flash(td);
    }
    this.repaint = false;
    this.quiet = false;
    this.limitSpills();
    this.freeze();
  }

  draw(key, td) {
    const cell = this.tab.cells.get(this.source(key));
    drawCell(td, cell, (ticked) => this.type(td, ticked ? "TRUE" : "FALSE"));
  }

  source(key) {
    return this.geometry.spans.get(key)?.from ?? key;
  }

  cellAt(td) {
    return this.tab.cells.get(this.source(keyOf(td.dataset.row, td.dataset.column)));
  }

  /** A person's own entry: shown at once, and not flashed when it comes back. */
  type(td, input) {
    const key = keyOf(td.dataset.row, td.dataset.column);
    this.own.set(key, this.drawn.get(key));
    const value = td.querySelector(":scope > .value");
    if (!value.querySelector("input")) value.textContent = input;
    this.drawn.set(key, "typed");
    this.acts.type(Number(td.dataset.row), Number(td.dataset.column), input);
  }

  /** The service has taken or refused what was typed: from now on what it says is shown. */
  settle(row, column) {
    this.own.set(keyOf(row, column), null);
  }

  /** Text that is not wrapped runs on over empty cells to its right, and no further. */
  limitSpills() {
    const { rows, columns, widths } = this.geometry;
    for (const row of rows) {
      let room = 0;
      for (let at = columns.length - 1; at >= 0; at -= 1) {
        const td = this.cells.get(keyOf(row, columns[at]));
        if (!td) { room = 0; continue; }
        const value = td.querySelector(":scope > .value");
        td.classList.toggle("spills", value.hasChildNodes() && room > 0);
        value.style.setProperty("--room", `${widths[at] + room}px`);
        room = value.hasChildNodes() ? 0 : room + widths[at];
      }
    }
    this.hideLinesUnderSpills();
  }

  /** The lines between cells are not drawn through text that runs over them. */
  hideLinesUnderSpills() {
    for (const td of this.cells.values()) td.classList.remove("run-over");
    for (const spilling of this.host.querySelectorAll("td.spills:not(.wrap)")) {
      let left = spilling.firstElementChild.offsetWidth;
      for (let td = spilling; td && left > td.offsetWidth; td = td.nextElementSibling) {
        td.classList.add("run-over");
        left -= td.offsetWidth;
      }
    }
  }

  /** Frozen rows and columns stick; on a narrow screen columns that would cover it do not. */
  freeze() {
    const { columns, frozenColumns, widths } = this.geometry;
    const frozen = columns.filter((column) => column < frozenColumns).length;
    const wide = widths.slice(0, frozen).reduce((sum, px) => sum + px, ROW_HEADER);
    const sticking = wide <= this.host.clientWidth * 0.55 ? frozen : 0;
    const lefts = widths.map((_, at) => ROW_HEADER + widths.slice(0, at).reduce((sum, px) => sum + px, 0));
    const letters = this.host.querySelectorAll("thead th[data-column]");
    for (const cell of [...letters, ...this.cells.values()]) {
      stickColumn(cell, columns.indexOf(Number(cell.dataset.column)), sticking, lefts);
    }
    this.host.style.scrollPaddingLeft = `${sticking ? wide : ROW_HEADER}px`;
    this.stickRows();
  }

  stickRows() {
    const frozen = [...this.host.querySelectorAll("tbody tr")].filter((line) => Number(line.dataset.row) < this.geometry.frozenRows);
    let top = this.host.querySelector("thead")?.offsetHeight ?? 0;
    for (const line of frozen) {
      line.classList.add("frozen-row");
      line.classList.toggle("last-frozen-row", line === frozen.at(-1));
      line.style.setProperty("--top", `${top}px`);
      top += line.getBoundingClientRect().height; // a fraction of a pixel is a slit
    }
    this.host.style.scrollPaddingTop = `${top}px`;
  }
}

/** A cell merged over the edge of the frozen columns scrolls on with the rest. */
function stickColumn(cell, at, sticking, lefts) {
  const after = at + cell.colSpan;
  cell.classList.toggle("frozen-column", after <= sticking);
  cell.classList.toggle("last-frozen-column", after === sticking);
  cell.style.left = after <= sticking ? `${lefts[at]}px` : "";
}

function flash(td) {
  td.classList.remove("flash");
  void td.offsetWidth;
  td.classList.add("flash");
  setTimeout(() => td.classList.remove("flash"), FLASH);
}
