// Flex buttons: primary and secondary are filled, link is text.

import { actionElement } from "./actions.js";
import { colour } from "./flex_sizes.js";

export function flexButton(content, act) {
  const style = ["primary", "secondary"].includes(content.style) ? content.style : "link";
  const button = actionElement(content.action, act, `flex-button ${style} ${content.height === "sm" ? "sm" : "md"}`);
  const given = colour(content.color);
  if (given && style === "link") button.style.color = given;
  else if (given) button.style.backgroundColor = given;
  const gravity = { center: "center", bottom: "flex-end" }[content.gravity];
  if (gravity) button.style.alignSelf = gravity;
  return button;
}
