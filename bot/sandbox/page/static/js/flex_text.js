// Flex text and its spans.

import { actionable } from "./actions.js";
import { make } from "./dom.js";
import { colour, fontSize, plain } from "./flex_sizes.js";

const GRAVITY = { center: "center", bottom: "flex-end" };
const ALIGN = { start: "start", center: "center", end: "end" };
const DECORATION = { underline: "underline", "line-through": "line-through" };

export function flexText(content, act) {
  const words = make("div", { className: content.wrap ? "words wrapped" : "words" });
  if (content.contents?.length) words.append(...content.contents.map(span));
  else words.textContent = content.text ?? "";
  write(words.style, content);
  limit(words, content);
  const element = make("div", { className: "flex-text", style: { justifyContent: GRAVITY[content.gravity] ?? "" } }, words);
  if (content.adjustMode === "shrink-to-fit" && !content.wrap) shrinkOnceShown(words);
  return actionable(element, content.action, act);
}

function write(style, content) {
  style.fontSize = fontSize(content.size);
  style.color = colour(content.color) ?? "#111111";
  style.fontWeight = content.weight === "bold" ? "700" : "";
  style.fontStyle = content.style === "italic" ? "italic" : "";
  style.textDecoration = DECORATION[content.decoration] ?? "";
  style.textAlign = ALIGN[content.align] ?? "";
  if (plain(content.lineSpacing)) style.lineHeight = `calc(1.4em + ${plain(content.lineSpacing)})`;
}

function limit(words, content) {
  if (!content.wrap || !(content.maxLines > 0)) return;
  words.classList.add("limited");
  words.style.webkitLineClamp = String(content.maxLines);
}

function span(content) {
  const element = make("span", { text: content.text ?? "" });
  const { style } = element;
  if (content.size) style.fontSize = fontSize(content.size);
  if (colour(content.color)) style.color = colour(content.color);
  if (content.weight) style.fontWeight = content.weight === "bold" ? "700" : "400";
  if (content.style) style.fontStyle = content.style === "italic" ? "italic" : "normal";
  if (content.decoration) style.textDecoration = DECORATION[content.decoration] ?? "none";
  return element;
}

function shrinkOnceShown(words) {
  requestAnimationFrame(() => {
    const size = parseFloat(getComputedStyle(words).fontSize);
    const share = words.clientWidth / words.scrollWidth;
    if (share > 0 && share < 1) words.style.fontSize = `${Math.max(8, Math.floor(size * share))}px`;
  });
}
