// Draws one cell: its text, links, checkbox or list, and its format.

import { make } from "./dom.js";
import { followable, link, withLinks } from "./links.js";

const POINT = 1.36; // CSS pixels for one point of Google's, so that 10 points are read as easily as there

export function drawCell(td, cell, tick) {
  const box = make("div", { className: "value" });
  box.append(...contentOf(cell, tick));
  const old = td.querySelector(":scope > .value");
  if (old) old.replaceWith(box);
  else td.prepend(box);
  format(td, cell);
  mark(td, cell);
}

function contentOf(cell, tick) {
  if (!cell) return [];
  if (cell.checkbox) return [checkbox(cell, tick)];
  const text = cell.text;
  if (cell.choices) return [make("span", { className: text ? "choice" : "choice empty" }, text || "เลือก")];
  const several = /^https?:\S+\s+https?:/.test(text);
  if (cell.link && followable(cell.link) && !several) return [link(cell.link, text)];
  return withLinks(text);
}

function checkbox(cell, tick) {
  return make("input", {
    type: "checkbox",
    checked: cell.text.toUpperCase() === "TRUE",
    tabindex: -1,
    "aria-label": cell.address,
    on: { change: (event) => tick(event.target.checked) },
  });
}

function format(td, cell) {
  const look = cell?.format ?? {};
  td.style.setProperty("--paper", look.background ?? "");
  td.style.color = look.color ?? "";
  td.style.fontWeight = look.bold ? "700" : "";
  td.style.fontStyle = look.italic ? "italic" : "";
  td.style.fontSize = look.fontSize ? `${Math.round(look.fontSize * POINT)}px` : "";
  td.style.textAlign = alignment(cell, look);
  td.style.verticalAlign = look.verticalAlign ?? "";
  td.classList.toggle("wrap", Boolean(look.wrap));
}

function alignment(cell, look) {
  if (look.align) return look.align;
  if (cell?.checkbox || typeof cell?.entered === "boolean") return "center";
  return typeof cell?.entered === "number" ? "right" : "";
}

function mark(td, cell) {
  td.classList.toggle("has-note", Boolean(cell?.hasNote));
  td.classList.toggle("protected", Boolean(cell?.isProtected));
  td.classList.toggle("has-choices", Boolean(cell?.choices));
  td.title = cell?.note ?? "";
}
