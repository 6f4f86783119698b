// Choosing a cell and beginning to edit it, by mouse, touch and keyboard.

import { CellEditor } from "./cell_editor.js";
import { keyOf } from "./geometry.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class GridKeys {
  /** `chosen(cell or undefined, td)` is told of each cell the person goes to, `closed()` that editing has ended. */
  constructor(grid, chosen, closed) {
    this.grid = grid;
    this.chosen = chosen;
    this.closed = closed;
    this.td = null;
    this.editor = new CellEditor((td, input, move) => this.edited(td, input, move));
    grid.host.addEventListener("pointerdown", (event) => { this.touch = event.pointerType === "touch"; });
    grid.host.addEventListener("click", (event) => this.click(event));
    grid.host.addEventListener("dblclick", (event) => this.doubleClick(event));
    grid.host.addEventListener("keydown", (event) => this.key(event));
    grid.host.addEventListener("focusin", (event) => this.focused(event));
  }

  get editing() {
    return this.editor.open;
  }

  /** One cell can be reached with Tab: the one last chosen, else the first. */
  renew() {
    const found = this.td && this.grid.cells.get(keyOf(this.td.dataset.row, this.td.dataset.column));
    const td = found ?? this.grid.cells.values().next().value;
    const hadFocus = this.td && document.activeElement === document.body && this.wasFocused;
    this.choose(td);
    if (hadFocus && found) td.focus({ preventScroll: true });
  }

  choose(td) {
    if (!td) return;
    if (this.td) {
      this.td.tabIndex = -1;
      this.td.classList.remove("active");
    }
    this.td = td;
    td.tabIndex = 0;
    td.classList.add("active");
    this.chosen(this.grid.cellAt(td), td);
  }

  focused(event) {
    const td = event.target.closest("td");
    this.wasFocused = Boolean(td);
    if (event.target === td && td !== this.td) this.choose(td);
  }

  click(event) {
    const td = event.target.closest("td");
    if (!td || event.target.closest("a, textarea, .choices")) return;
    const again = td === this.td && this.chosenByClick;
    this.choose(td);
    this.chosenByClick = true;
    if (event.target.matches("input[type=checkbox]")) return;
    td.focus({ preventScroll: true });
    const atOnce = !this.touch && !this.grid.cellAt(td)?.isProtected;
    if (atOnce || again) this.edit(td, { quick: true });
  }

  /** Into the text, so that arrows move within it. */
  doubleClick(event) {
    const td = event.target.closest("td");
    if (event.target.matches("textarea")) this.editor.quick = false;
    else if (td && !event.target.closest("a, input, .choices")) this.edit(td, { quick: false });
  }

  edit(td, how) {
    const cell = this.grid.cellAt(td);
    if (cell?.checkbox || this.editor.open) return;
    this.editor.begin(td, cell, how);
  }

  edited(td, input, move) {
    if (input !== null) this.grid.type(td, input);
    if (move) this.go(td, move);
    this.closed();
  }

  key(event) {
    const td = event.target.closest("td");
    if (!td || event.target !== td || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (MOVES[event.key]) this.go(td, MOVES[event.key]);
    else if (event.key === "Tab") { if (!this.go(td, [0, event.shiftKey ? -1 : 1])) return; }
    else if (event.key === "Escape") { this.leave(); }
    else if (event.key === "Enter" || event.key === "F2") this.enter(td);
    else if (event.key === " " && this.tick(td)) { /* ticked */ }
    else if (event.key === "Delete" || event.key === "Backspace") this.erase(td);
    else if (event.key.length === 1 && !event.altKey) { this.edit(td, { text: "", quick: true }); return; }
    else return;
    event.preventDefault();
  }

  enter(td) {
    if (!this.tick(td)) this.edit(td, { quick: false });
  }

  tick(td) {
    const box = td.querySelector("input[type=checkbox]");
    if (box && !box.disabled) box.click();
    return Boolean(box);
  }

  erase(td) {
    const cell = this.grid.cellAt(td);
    if (cell && cell.input !== "") this.grid.type(td, "");
  }

  /** Out of the grid, so that Tab goes on to the rest of the page. */
  leave() {
    document.querySelector("[data-testid=tab][aria-selected=true]")?.focus();
  }

  /** To the next shown cell in a direction; false at the edge. */
  go(td, [down, right]) {
    const { rows, columns, covered } = this.grid.geometry;
    let row = rows.indexOf(Number(td.dataset.row)) + step(down, td.rowSpan);
    let column = columns.indexOf(Number(td.dataset.column)) + step(right, td.colSpan);
    while (covered.has(keyOf(rows[row], columns[column]))) {
      row += down;
      column += right;
    }
    const next = this.grid.cells.get(keyOf(rows[row], columns[column]));
    reach(next ?? td, "nearest");
    return Boolean(next);
  }

  /** To a cell by its { row, column }; false where none is shown there. */
  goTo(position) {
    const td = position && this.grid.cells.get(keyOf(position.row, position.column));
    if (td) reach(td, "center");
    return Boolean(td);
  }
}

function reach(td, block) {
  td.focus({ preventScroll: true });
  td.scrollIntoView({ block, inline: "nearest" });
}

const step = (direction, span) => (direction > 0 ? direction * span : direction);
