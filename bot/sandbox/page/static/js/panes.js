// On a phone: tabs at the top switch between the sheet, the chat and the controls.

import { byId } from "./dom.js";

const PANES = ["sheet", "chat", "controls"];

export function startPanes() {
  for (const name of PANES) byId(`show-${name}`).addEventListener("click", () => showPane(name));
  byId("panes").addEventListener("keydown", step);
  showPane("sheet");
}

export function showPane(chosen) {
  document.body.dataset.pane = chosen;
  for (const name of PANES) {
    const tab = byId(`show-${name}`);
    tab.setAttribute("aria-selected", String(name === chosen));
    tab.tabIndex = name === chosen ? 0 : -1;
  }
}

function step(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const at = PANES.indexOf(document.body.dataset.pane);
  const next = PANES[(at + by + PANES.length) % PANES.length];
  showPane(next);
  byId(`show-${next}`).focus();
}
