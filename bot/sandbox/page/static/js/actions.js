// LINE actions: what a tap on a button, card, chip or menu area does.

import { make } from "./dom.js";
import { followable, openLink } from "./links.js";
import { notice } from "./toast.js";

const ON_A_PHONE = { camera: "กล้อง", cameraRoll: "คลังภาพ", location: "ตำแหน่ง" };

/** Makes any element tappable by mouse and keyboard when it has an action. `act` is { text, postback, pickDate }. */
export function actionable(element, action, act) {
  if (!action?.type) return element;
  element.classList.add("tappable");
  element.setAttribute("role", action.type === "uri" ? "link" : "button");
  element.tabIndex = 0;
  const label = action.label ?? action.text ?? action.displayText;
  if (label) element.setAttribute("aria-label", element.textContent.trim() || label);
  const perform = (event) => {
    event.stopPropagation();
    event.preventDefault();
    run(action, act, element);
  };
  element.addEventListener("click", perform);
  element.addEventListener("keydown", (event) => {
    if (event.target === element && (event.key === "Enter" || event.key === " ")) perform(event);
  });
  return element;
}

/** A button, or a link for an address, that bears the action's label. */
export function actionElement(action, act, className) {
  const href = action?.type === "uri" ? followable(action.uri) : null;
  const label = make("span", { text: action?.label ?? "" });
  const on = { click: (event) => event.stopPropagation() };
  if (href) return make("a", { className, href, target: "_blank", rel: "noopener noreferrer", on }, label);
  return actionable(make("button", { className, type: "button" }, label), action, act);
}

function run(action, act, from) {
  const perform = PERFORM[action.type];
  if (perform) perform(action, act, from);
  else notice(`ในสนามทดลองยังใช้ “${ON_A_PHONE[action.type] ?? action.type}” ไม่ได้`);
}

const PERFORM = {
  message: ({ text }, act) => act.text(text),
  postback: ({ data, displayText, text }, act) => act.postback({ data, displayText: displayText ?? text }),
  uri: ({ uri }) => openLink(uri) || notice("ไม่เปิดลิงก์ชนิดนี้", { bad: true }),
  clipboard: ({ clipboardText }) => copy(clipboardText),
  datetimepicker: (action, act, from) => act.pickDate(action, from),
  richmenuswitch: ({ data, richMenuAliasId }, act) => act.switchMenu(richMenuAliasId, data),
};

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("คัดลอกแล้ว");
  } catch (error) {
    notice(`คัดลอกไม่ได้: ${error.message}`, { bad: true });
  }
}
