// Template messages, drawn simply: a card with a title, text and its actions.

import { actionable, actionElement } from "./actions.js";
import { make } from "./dom.js";
import { picture } from "./flex_image.js";

export function template(content, act) {
  const columns = content.columns;
  if (content.type === "image_carousel") return row((columns ?? []).map((column) => imageColumn(column, act)));
  if (columns) return row(columns.map((column) => card(column, act)));
  return card(content, act, content.type === "confirm");
}

function row(cards) {
  return make("div", { className: "flex-carousel", role: "group", tabindex: 0, "aria-label": `การ์ด ${cards.length} ใบ เลื่อนดูด้านข้าง` }, ...cards);
}

function card({ thumbnailImageUrl, title, text, actions = [], defaultAction }, act, sideBySide = false) {
  const told = make("div", { className: "template-words" });
  if (title) told.append(make("strong", { text: title }));
  told.append(make("p", { text: text ?? "" }));
  const buttons = actions.map((action) => actionElement(action, act, "flex-button link sm"));
  const foot = make("div", { className: sideBySide ? "template-actions beside" : "template-actions" }, ...buttons);
  const head = thumbnailImageUrl ? make("div", { className: "template-picture" }, picture(thumbnailImageUrl)) : null;
  return make("div", { className: "flex-bubble template" }, head, actionable(told, defaultAction, act), foot);
}

function imageColumn({ imageUrl, action }, act) {
  const column = make("div", { className: "flex-bubble template image-column" }, picture(imageUrl ?? "", action?.label ?? ""), make("span", { text: action?.label ?? "" }));
  return actionable(column, action, act);
}
