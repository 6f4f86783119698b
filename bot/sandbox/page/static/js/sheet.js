// The spreadsheet side of the page: which workbook, which tab, the grid and the line that tells of the chosen cell.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { Grid } from "./grid.js";
import { GridKeys } from "./grid_keys.js";
import { withLinks } from "./links.js";
import { openRowMenu } from "./row_menu.js";
import { attempt } from "./toast.js";
import { readWorkbook } from "./workbook.js";

export class Sheet {
  constructor(changed) {
    this.changed = changed;
    this.tabOf = new Map();
    this.picker = byId("sheet-picker");
    this.picker.addEventListener("change", () => attempt(() => this.open(this.picker.value)));
    this.grid = new Grid(byId("grid"), {
      type: (row, column, input) => this.type(row, column, input),
      rowMenu: (row, button) => openRowMenu(button, (act) => this.changeRow(row, act)),
    });
    this.keys = new GridKeys(this.grid, tellOfCell, () => this.tab && this.draw());
    new ResizeObserver(() => this.tab && this.grid.freeze()).observe(this.grid.host);
  }

  async refresh() {
    const { spreadsheets } = await api.spreadsheets();
    this.list(spreadsheets);
    const id = this.picker.value;
    if (id) this.show(await api.spreadsheet(id));
    else this.showNothing();
  }

  /** Whether there is a workbook of this id by now. */
  async knows(id) {
    const { spreadsheets } = await api.spreadsheets();
    this.list(spreadsheets);
    return spreadsheets.some((each) => each.id === id);
  }

  async open(id) {
    this.picker.value = id;
    this.show(await api.spreadsheet(id));
  }

  list(spreadsheets) {
    const listed = JSON.stringify(spreadsheets);
    if (listed === this.listed) return;
    this.listed = listed;
    const kept = this.picker.value;
    this.picker.replaceChildren(...spreadsheets.map(({ id, name }) => make("option", { value: id, text: name })));
    if (spreadsheets.some(({ id }) => id === kept)) this.picker.value = kept;
    this.picker.disabled = spreadsheets.length === 0;
  }

  show(json) {
    if (json.id !== this.picker.value) return;
    byId("no-sheet").hidden = true;
    const before = this.book?.id === json.id ? this.book : null;
    this.book = readWorkbook(json);
    const tabs = this.book.tabs.filter((tab) => !tab.hidden);
    this.tab = tabs.find((tab) => tab.sheetId === this.tabOf.get(json.id)) ?? tabs[0];
    this.drawTabs(tabs, before);
    this.drawAsFar();
  }

  /** All of it, or, while a cell is being edited, what does not disturb that. */
  drawAsFar() {
    if (this.keys.editing) this.grid.drawAround(this.tab);
    else this.draw();
  }

  showNothing() {
    byId("no-sheet").hidden = false;
    byId("sheet-tabs").replaceChildren();
    this.grid.host.replaceChildren();
    this.book = null;
    this.tab = null;
  }

  draw() {
    this.grid.show(`${this.book.id} ${this.tab.sheetId}`, this.tab);
    this.keys.renew();
  }

  drawTabs(tabs, before) {
    const bar = byId("sheet-tabs");
    const marked = new Set([...bar.querySelectorAll(".news")].map((button) => Number(button.dataset.sheet)));
    const focused = document.activeElement?.dataset.sheet;
    bar.replaceChildren(...tabs.map((tab) => this.tabButton(tab, before && (marked.has(tab.sheetId) || differs(tab, before)))));
    if (focused) bar.querySelector(`[data-sheet="${focused}"]`)?.focus();
  }

  tabButton(tab, news) {
    const selected = tab === this.tab;
    return make("button", {
      type: "button", role: "tab", text: tab.title, "aria-selected": String(selected), "aria-controls": "grid",
      className: news && !selected ? "news" : "", data: { testid: "tab", sheet: tab.sheetId },
      on: { click: () => this.choose(tab.sheetId) },
    });
  }

  /** Shows a tab; false where the workbook shows no such tab. */
  choose(sheetId) {
    const tabs = this.book.tabs.filter((tab) => !tab.hidden);
    const chosen = tabs.find((tab) => tab.sheetId === sheetId);
    if (!chosen) return false;
    this.tabOf.set(this.book.id, sheetId);
    this.tab = chosen;
    byId("sheet-tabs").querySelector(`[data-sheet="${sheetId}"]`).classList.remove("news");
    this.drawTabs(tabs, this.book);
    this.draw();
    return true;
  }

  async type(row, column, input) {
    const { sheetId } = this.tab;
    const done = await attempt(() => api.typeInto(this.book.id, { sheetId, row, column, input }));
    this.grid.settle(row, column);
    if (!done) this.drawAsFar();
    this.changed();
  }

  async changeRow(row, act) {
    this.grid.quiet = true;
    await attempt(() => api.changeRow(this.book.id, { sheetId: this.tab.sheetId, act, row }));
    this.changed();
  }
}

/** Whether a tab's cells are others than they were in the book drawn before. */
function differs(tab, before) {
  const old = before.tabs.find(({ sheetId }) => sheetId === tab.sheetId);
  return !old || JSON.stringify([...old.cells]) !== JSON.stringify([...tab.cells]);
}

function tellOfCell(cell, td) {
  byId("cell-address").textContent = td.dataset.address;
  byId("cell-content").replaceChildren(...withLinks(cell?.input ?? ""));
  const note = [cell?.isProtected ? "ช่องที่ระบบดูแล" : "", cell?.note ?? ""].filter(Boolean).join(" · ");
  byId("cell-note").textContent = note;
}
