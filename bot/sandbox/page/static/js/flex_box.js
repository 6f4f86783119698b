// Boxes, and what any component in a box shares: flex, margin, offset.

import { actionable } from "./actions.js";
import { make } from "./dom.js";
import { flexButton } from "./flex_button.js";
import { flexIcon, flexImage, flexVideo } from "./flex_image.js";
import { border, colour, gradient, plain, space } from "./flex_sizes.js";
import { flexText } from "./flex_text.js";

const DRAW = { box, text: flexText, button: flexButton, image: flexImage, icon: flexIcon, video: flexVideo, separator, filler, spacer };
const SIDES = { paddingTop: "paddingTop", paddingBottom: "paddingBottom", paddingStart: "paddingInlineStart", paddingEnd: "paddingInlineEnd" };
const OFFSETS = { offsetTop: "top", offsetBottom: "bottom", offsetStart: "insetInlineStart", offsetEnd: "insetInlineEnd" };
const LENGTHS = ["width", "maxWidth", "height", "maxHeight"];

/** One component as it stands in a box of the given layout. */
export function component(content, layout, act) {
  const draw = DRAW[content?.type];
  if (!draw) return make("div", { className: "flex-unknown", text: `(${content?.type ?? "?"})` });
  const element = draw(content, act, layout);
  element.classList.add("flex-item");
  place(element, content, layout);
  return element;
}

function box(content, act) {
  const layout = content.layout ?? "vertical";
  const element = make("div", { className: `flex-box ${layout}` });
  const spacing = space(content.spacing) ?? "0px";
  (content.contents ?? []).forEach((child, index) => {
    const drawn = component(child, layout, act);
    const before = layout === "vertical" ? "marginTop" : "marginInlineStart";
    if (index > 0 && child.position !== "absolute") drawn.style[before] = space(child.margin) ?? spacing;
    element.append(drawn);
  });
  decorate(element.style, content);
  return actionable(element, content.action, act);
}

function decorate(style, content) {
  const padding = space(content.paddingAll);
  if (padding) style.padding = padding;
  for (const [name, property] of Object.entries(SIDES)) if (space(content[name])) style[property] = space(content[name]);
  for (const name of LENGTHS) if (plain(content[name])) style[name] = plain(content[name]);
  if (content.height || content.maxHeight) style.overflow = "hidden";
  if (colour(content.backgroundColor)) style.backgroundColor = colour(content.backgroundColor);
  if (gradient(content.background)) style.backgroundImage = gradient(content.background);
  if (content.justifyContent) style.justifyContent = content.justifyContent;
  if (content.alignItems) style.alignItems = content.alignItems;
  frame(style, content);
}

function frame(style, content) {
  if (border(content.borderWidth)) {
    style.border = `${border(content.borderWidth)} solid ${colour(content.borderColor) ?? "#000000"}`;
  }
  if (space(content.cornerRadius)) {
    style.borderRadius = space(content.cornerRadius);
    style.overflow = "hidden";
  }
}

/** Flex weights: none in a vertical box unless given; 1 in the others, but icons and sized things keep their size. */
function place(element, content, layout) {
  const sized = layout !== "vertical" && plain(content.width);
  const unweighted = layout === "vertical" || ["icon", "separator", "spacer"].includes(content.type);
  const weight = content.flex ?? (sized || (unweighted && content.type !== "filler") ? 0 : 1);
  element.style.flex = weight === 0 ? "0 0 auto" : `${weight} 1 0`;
  if (weight !== 0 && layout === "vertical") element.style.flex = `${weight} 0 auto`;
  element.style.position = content.position === "absolute" ? "absolute" : "relative";
  for (const [name, property] of Object.entries(OFFSETS)) if (space(content[name])) element.style[property] = space(content[name]);
}

function separator(content) {
  return make("div", { className: "flex-separator", role: "presentation", style: { backgroundColor: colour(content.color) ?? "#d4d6da" } });
}

function filler() {
  return make("div", { className: "flex-filler" });
}

function spacer(content) {
  const size = space(content.size ?? "md") ?? "8px";
  return make("div", { style: { width: size, height: size } });
}
