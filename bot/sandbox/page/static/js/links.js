// Which links may be followed, and finding them in text.

import { make } from "./dom.js";
import { openPlace, placeOf } from "./workbook_links.js";

const FOLLOWED = new Set(["http:", "https:", "tel:", "line:"]);
const IN_TEXT = /https?:\/\/[^\s<>"']+/gi;

/** The address if its scheme may be followed, else null. */
export function followable(address) {
  try {
    const url = new URL(address);
    return FOLLOWED.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(address, text) {
  const href = followable(address);
  if (!href) return document.createTextNode(text);
  return make("a", { href, text, target: "_blank", rel: "noopener noreferrer" });
}

export function openLink(address) {
  const href = followable(address);
  const place = placeOf(address);
  if (place) openPlace(place);
  else if (href) window.open(href, "_blank", "noopener,noreferrer");
  return href !== null;
}

/** Text as nodes in which http(s) addresses can be opened. */
export function withLinks(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(IN_TEXT)) {
    const address = found[0].replace(/[),.;\]]+$/, "");
    nodes.push(text.slice(end, found.index), link(address, address));
    end = found.index + address.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}
