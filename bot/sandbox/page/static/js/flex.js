// Draws Flex containers: bubbles and carousels, block by block (LINE reference, Flex Message).

import { actionable } from "./actions.js";
import { make } from "./dom.js";
import { component } from "./flex_box.js";
import { BUBBLE, colour } from "./flex_sizes.js";

const BLOCKS = ["header", "hero", "body", "footer"];

export function flex(container, act) {
  if (container?.type === "carousel") return carousel(container, act);
  return bubble(container ?? {}, act);
}

function carousel({ contents = [] }, act) {
  const bubbles = contents.map((content) => bubble(content, act));
  return make("div", { className: "flex-carousel", role: "group", tabindex: 0, "aria-label": `การ์ด ${bubbles.length} ใบ เลื่อนดูด้านข้าง` }, ...bubbles);
}

function bubble(content, act) {
  const size = content.size in BUBBLE ? content.size : "mega";
  const shown = BLOCKS.filter((name) => content[name]);
  const element = make(
    "div",
    { className: `flex-bubble ${size}`, dir: content.direction ?? "ltr", style: { width: `${BUBBLE[size]}px` }, data: { testid: "flex-bubble" } },
    ...shown.map((name, index) => block(name, content, index, act)),
  );
  if (!content.footer) element.classList.add("no-footer");
  return actionable(element, content.action, act);
}

function block(name, content, index, act) {
  const style = content.styles?.[name] ?? {};
  const drawn = component(content[name], "vertical", act);
  const element = make("div", { className: `flex-block ${name}` }, drawn);
  if (name !== "hero" && padded(content[name])) element.classList.add("own-padding");
  element.style.backgroundColor = colour(style.backgroundColor) ?? "";
  if (style.separator && index > 0) element.style.borderTop = `1px solid ${colour(style.separatorColor) ?? "#d4d6da"}`;
  return element;
}

const padded = (box) => Object.keys(box).some((name) => name.startsWith("padding"));
