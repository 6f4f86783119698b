// The rich menu at the foot of the chat: an image with tappable areas, or a drawn grid where it has no image.

import { actionable } from "./actions.js";
import { byId, icon, make } from "./dom.js";

const SIGNS = [
  [/คะแนน|score/i, "M5 21V10h3v11H5zm5.5 0V4h3v17h-3zM16 21v-7h3v7h-3z"],
  [/ขาด|หลักฐาน|missing|evidence/i, "M6 2h8l5 5v15H6V2zm7 1.5V8h4.5M9 12h7M9 15.5h7M9 19h4"],
  [/กำหนด|ส่ง|deadline|date/i, "M4 6h16v15H4V6zm0 4.5h16M8 3v5M16 3v5M8 14h3v3H8z"],
  [/ผล|award|result/i, "M12 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM8.5 14l-2 8 5.5-3 5.5 3-2-8"],
  [/ตั้งค่า|แจ้งเตือน|notif/i, "M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6zM10 20h4"],
  [/ผูก|link|บัญชี/i, "M9 15l6-6M10.5 6.5l2-2a5 5 0 0 1 7 7l-2 2M13.5 17.5l-2 2a5 5 0 0 1-7-7l2-2"],
  [/./, "M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 17v.2"],
];

/** As much of the window's height as a menu may take; its shape is kept. */
const TALLEST = "32dvh";
const short = matchMedia("(max-height: 860px)");

export class RichMenu {
  constructor(act) {
    this.act = act;
    this.area = byId("rich-menu");
    this.bar = byId("menu-bar");
    this.folded = false;
    this.bar.addEventListener("click", () => this.fold(!this.folded));
  }

  show(menu) {
    const text = JSON.stringify(menu);
    if (text === this.shown) return;
    this.shown = text;
    this.menu = menu;
    this.folded = menu ? !(menu.selected ?? true) || (short.matches && this.talking) : true;
    this.area.replaceChildren(...(menu ? [this.draw(menu)] : []));
    this.bar.hidden = !menu;
    byId("menu-bar-text").textContent = menu?.chatBarText ?? "";
    this.fold(this.folded);
  }

  /** An answer has come, or stands there: in a short window the menu makes room for it. */
  makeRoom() {
    this.talking = true;
    if (short.matches) this.fold(true);
  }

  fold(folded) {
    this.folded = folded;
    this.area.hidden = folded || !this.menu;
    this.bar.setAttribute("aria-expanded", String(!folded));
  }

  draw(menu) {
    const { width, height } = menu.size;
    const field = make("div", { className: menu.imageUrl ? "menu-field" : "menu-field drawn", style: { aspectRatio: `${width} / ${height}`, width: `min(100%, ${TALLEST} * ${width / height})` } });
    if (menu.imageUrl) field.append(this.image(menu));
    field.append(...menu.areas.map((area) => this.part(area, menu)));
    return field;
  }

  image(menu) {
    const drawn = () => this.area.replaceChildren(this.draw({ ...menu, imageUrl: null }));
    return make("img", { src: menu.imageUrl, alt: "", on: { error: drawn } });
  }

  part({ bounds, action }, { size, imageUrl }) {
    const share = (value, whole) => `${(100 * value) / whole}%`;
    const label = action.label ?? action.displayText ?? action.text ?? action.uri ?? "";
    const style = {
      left: share(bounds.x, size.width), top: share(bounds.y, size.height),
      width: share(bounds.width, size.width), height: share(bounds.height, size.height),
    };
    const inside = imageUrl ? [] : [icon(SIGNS.find(([words]) => words.test(label || "?"))[1], "menu-icon"), make("span", { text: label })];
    const part = make("div", { className: "menu-area", style, "aria-label": label, title: label, data: { testid: "rich-menu-area" } }, ...inside);
    return actionable(part, action, this.act);
  }
}
