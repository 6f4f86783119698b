// Quick replies: chips under the last message, gone once a newer one is there.

import { actionElement } from "./actions.js";
import { byId } from "./dom.js";

export function showQuickReplies(items, act) {
  const row = byId("quick-replies");
  const text = JSON.stringify(items);
  if (row.dataset.shown === text) return;
  row.dataset.shown = text;
  row.hidden = items.length === 0;
  row.replaceChildren(...items.map((item) => chip(item.action, act)));
}

function chip(action, act) {
  const button = actionElement(action, act, "quick-reply");
  button.dataset.testid = "quick-reply";
  return button;
}
