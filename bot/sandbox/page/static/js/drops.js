// The drop-down panels of the bar: one at a time, closed by Escape or a click elsewhere. On a phone they simply stand open.

import { byId } from "./dom.js";

const narrow = matchMedia("(max-width: 860px)");

export function startDrops() {
  const drops = [byId("clock-set"), byId("faults-drop")];
  for (const drop of drops) drop.addEventListener("toggle", () => drop.open && !narrow.matches && closeAll(drops, drop));
  document.addEventListener("click", (event) => {
    if (!narrow.matches && !event.target.closest(".drop")) closeAll(drops);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave(drops);
  });
  const settle = () => { byId("faults-drop").open = narrow.matches; };
  narrow.addEventListener("change", settle);
  settle();
}

function closeAll(drops, but = null) {
  for (const drop of drops) if (drop !== but) drop.open = false;
}

function leave(drops) {
  const inside = drops.find((drop) => drop.open && drop.contains(document.activeElement));
  if (!inside || narrow.matches) return;
  inside.open = false;
  inside.querySelector("summary").focus();
}
