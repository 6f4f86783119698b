// Editing one cell in place, as Google Sheets does: Enter and Tab keep, Escape leaves it as it was.

import { ChoiceList } from "./choice_list.js";
import { make } from "./dom.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class CellEditor {
  /** `done(td, input or null, [rows, columns] to move)` is called once for each opening; null: nothing typed. */
  constructor(done) {
    this.done = done;
    this.td = null;
  }

  get open() {
    return this.td !== null;
  }

  /** `quick`: arrows leave the cell, since the person began by typing over it. */
  begin(td, cell, { text, quick }) {
    this.td = td;
    this.before = cell?.input ?? "";
    this.quick = quick;
    this.field = this.textField(td, text ?? this.before);
    this.choices = cell?.choices ? new ChoiceList(td, cell.choices, (choice) => this.end(choice, [0, 0])) : null;
    td.classList.add("editing");
    td.append(this.field);
    this.field.focus({ preventScroll: true });
    if (text === undefined && quick) this.field.select();
    this.grow();
  }

  textField(td, text) {
    const field = make("textarea", {
      className: "cell-editor", rows: 1, spellcheck: "false", "aria-label": `แก้ไขช่อง ${td.dataset.address}`, data: { testid: "cell-editor" },
      on: { keydown: (event) => this.key(event), input: () => this.grow(), blur: () => this.left() },
    });
    field.value = text;
    return field;
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (this.choices?.key(event)) return;
    const move = this.moveFor(event);
    if (event.key === "Escape") this.end(null, [0, 0]);
    else if (move) this.end(this.field.value, move);
    else return;
    event.preventDefault();
  }

  moveFor(event) {
    if (event.key === "Tab") return [0, event.shiftKey ? -1 : 1];
    if (event.key === "Enter" && !event.altKey) return [event.shiftKey ? -1 : 1, 0];
    return this.quick && !event.shiftKey ? ARROWS[event.key] : undefined;
  }

  left() {
    if (this.open && document.hasFocus()) this.end(this.field.value, null);
  }

  end(input, move) {
    const { td, field, before } = this;
    if (!td) return;
    this.td = null;
    td.classList.remove("editing");
    this.choices?.close();
    field.remove();
    this.done(td, input === before ? null : input, move);
  }

  grow() {
    this.field.style.height = "0";
    this.field.style.height = `${Math.max(this.field.scrollHeight, this.td.clientHeight)}px`;
  }
}
