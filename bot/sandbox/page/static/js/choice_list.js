// The drop-down list of a cell that takes one of a list; other text may still be typed.

import { make } from "./dom.js";

export class ChoiceList {
  constructor(td, choices, chosen) {
    this.chosen = chosen;
    this.at = -1;
    this.items = choices.map((choice) => this.item(choice));
    this.list = make("ul", { role: "listbox", className: "choices", "aria-label": "ตัวเลือก", data: { testid: "choices" } }, ...this.items);
    td.append(this.list);
    this.keepInView();
  }

  item(choice) {
    const take = (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.chosen(choice);
    };
    return make("li", { role: "option", text: choice, data: { choice }, on: { mousedown: take } });
  }

  /** True when the key was for the list. */
  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.at >= 0) this.chosen(this.items[this.at].dataset.choice);
    else return false;
    event.preventDefault();
    return true;
  }

  step(by) {
    this.at = (this.at + by + this.items.length) % this.items.length;
    this.items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
    this.items[this.at].scrollIntoView({ block: "nearest" });
  }

  /** Opens upwards where there is no room below. */
  keepInView() {
    const host = this.list.closest(".grid-host").getBoundingClientRect();
    this.list.classList.toggle("upwards", this.list.getBoundingClientRect().bottom > host.bottom);
  }

  close() {
    this.list.remove();
  }
}
