// The small dialog of a datetimepicker action: a day, a time or both, then a postback with what was chosen.

import { make } from "./dom.js";

const FIELD = { date: "date", time: "time", datetime: "datetime-local" };

export function chooseDate(action, chosen) {
  const field = make("input", {
    type: FIELD[action.mode] ?? "date", value: local(action.initial), min: local(action.min), max: local(action.max), required: true, "aria-label": "วันและเวลา",
  });
  const send = make("button", { className: "primary", text: "ตกลง" });
  const leave = make("button", { type: "button", text: "ยกเลิก", on: { click: () => dialog.close() } });
  const title = make("strong", { text: action.label ?? "เลือกวันและเวลา" });
  const form = make("form", { method: "dialog" }, title, field, make("div", { className: "dialog-buttons" }, leave, send));
  const dialog = make("dialog", { className: "date-choice" }, form);
  form.addEventListener("submit", () => chosen({ [action.mode]: field.value }));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const local = (value) => value?.replace("t", "T");
