// One message of a chat, drawn by its type (LINE reference, message objects).

import { icon, make } from "./dom.js";
import { flex } from "./flex.js";
import { picture } from "./flex_image.js";
import { withLinks } from "./links.js";
import { template } from "./template.js";

const PLACEHOLDERS = {
  sticker: ["M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.1M15 9.5v.1", "สติกเกอร์", "Sticker"],
  audio: ["M4 10v4h3.5L12 18V6l-4.5 4H4zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11", "ข้อความเสียง", "Audio"],
  video: ["M4 5h16v14H4V5zm6.5 4v6l5-3-5-3z", "วิดีโอ", "Video"],
  file: ["M6 2h8l5 5v15H6V2zm7.5 1v4.5H18", "ไฟล์", "File"],
  location: ["M12 21.5s7-6.5 7-11.5a7 7 0 0 0-14 0c0 5 7 11.5 7 11.5zM12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z", "ตำแหน่งที่ตั้ง", "Location"],
  imagemap: ["M3 5h18v14H3V5zm1 13l5.5-5 4 4 3-3 4 4M8 8.5v.1", "ภาพที่แตะได้", "Imagemap"],
};

/** What stands where a bubble would; `act` performs the actions in it. */
export function drawMessage(message, act) {
  const draw = { text: ({ text }) => words(text), textV2: textV2, flex: flexMessage, template: templateMessage, image }[message.type];
  return draw ? draw(message, act) : placeholder(message);
}

/** Messages that bring their own frame, and so get no speech bubble. */
export const unframed = (message) => ["flex", "template", "image", "sticker", "imagemap"].includes(message.type);

function words(text) {
  return make("div", { className: "words" }, ...withLinks(text ?? ""));
}

/** {key} is put in, {{ and }} are braces. */
function textV2({ text, substitution = {} }) {
  const read = text.replace(/\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g, (found, key) => {
    if (!key) return found[0];
    const { type, mentionee } = substitution[key] ?? {};
    if (type === "mention") return `@${mentionee?.type === "all" ? "ทุกคน" : "สมาชิก"}`;
    return type === "emoji" ? "◍" : found;
  });
  return words(read);
}

function flexMessage({ contents, altText }, act) {
  return make("div", { className: "flex-message", role: "group", "aria-label": altText }, flex(contents, act));
}

function templateMessage(message, act) {
  return make("div", { className: "flex-message", role: "group", "aria-label": message.altText }, template(message.template ?? {}, act));
}

function image({ previewImageUrl, originalContentUrl }) {
  return make("div", { className: "photo" }, picture(previewImageUrl ?? originalContentUrl ?? "", "รูปภาพ"));
}

function placeholder(message) {
  const [sign, thai, english] = PLACEHOLDERS[message.type] ?? ["M4 5h16v11H9l-5 4V5z", `ข้อความชนิด ${message.type}`, message.type];
  const told = message.title ?? message.fileName ?? message.address ?? message.altText ?? thai;
  return make("div", { className: "placeholder", title: english }, icon(sign, "sign"), make("span", { text: told }));
}
