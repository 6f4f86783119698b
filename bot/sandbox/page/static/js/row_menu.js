// The small menu of a row number: what people do to rows.

import { make } from "./dom.js";

const ACTS = [
  ["insert", "แทรกแถวด้านบน", "Insert row above"],
  ["delete", "ลบแถวนี้", "Delete row"],
];

export function openRowMenu(button, act) {
  const menu = make("div", { role: "menu", className: "row-menu", "aria-label": `แถว ${button.textContent}` });
  const left = (event) => menu.contains(event.relatedTarget) || menu.remove();
  const close = () => {
    menu.removeEventListener("focusout", left);
    menu.remove();
    button.focus({ preventScroll: true });
  };
  menu.append(...ACTS.map(([name, thai, english]) => item(thai, english, () => { close(); act(name); })));
  menu.addEventListener("keydown", (event) => keyInMenu(event, menu, close));
  menu.addEventListener("focusout", left);
  document.body.append(menu);
  const place = button.getBoundingClientRect();
  menu.style.left = `${place.right + 4}px`;
  menu.style.top = `${Math.min(place.top, innerHeight - menu.offsetHeight - 8)}px`;
  menu.firstChild.focus();
}

function item(thai, english, take) {
  return make("button", { type: "button", role: "menuitem", text: thai, title: english, on: { click: take } });
}

function keyInMenu(event, menu, close) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  else return;
  event.preventDefault();
}
