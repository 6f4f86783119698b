// Flex images, icons and video previews. Pictures of outside hosts are not fetched: a calm placeholder stands in.

import { actionable } from "./actions.js";
import { make } from "./dom.js";
import { colour, fontSize, imageSize, ratio } from "./flex_sizes.js";

const ALONG = { start: "flex-start", center: "center", end: "flex-end" };
const ACROSS = { top: "flex-start", center: "center", bottom: "flex-end" };

/** A picture of this machine, or a placeholder of the same size. */
export function picture(address, alt = "รูปภาพ") {
  if (!onThisMachine(address)) return make("div", { className: "no-picture", role: "img", "aria-label": alt, title: address });
  const image = make("img", { src: address, alt, loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(picture("", alt)));
  return image;
}

function onThisMachine(address) {
  try {
    const url = new URL(address, location.href);
    if (url.protocol === "data:") return /^data:image\/(png|jpeg|gif|webp)/.test(address);
    return address !== "" && ["127.0.0.1", "localhost", location.hostname].includes(url.hostname);
  } catch {
    return false;
  }
}

export function flexImage(content, act) {
  const shown = picture(content.url ?? "");
  Object.assign(shown.style, {
    width: imageSize(content.size),
    aspectRatio: ratio(content.aspectRatio),
    objectFit: content.aspectMode === "cover" ? "cover" : "contain",
    backgroundColor: colour(content.backgroundColor) ?? "",
  });
  const place = { justifyContent: ALONG[content.align] ?? "center", alignItems: ACROSS[content.gravity] ?? "flex-start" };
  return actionable(make("div", { className: "flex-image", style: place }, shown), content.action, act);
}

export function flexIcon(content) {
  const shown = picture(content.url ?? "", "");
  const size = fontSize(content.size);
  Object.assign(shown.style, { height: size, aspectRatio: ratio(content.aspectRatio) });
  return make("div", { className: "flex-icon", style: { height: size } }, shown);
}

export function flexVideo(content, act) {
  const preview = picture(content.previewUrl ?? "", "วิดีโอ");
  Object.assign(preview.style, { width: "100%", aspectRatio: ratio(content.aspectRatio, "20 / 13"), objectFit: "cover" });
  const element = make("div", { className: "flex-image flex-video" }, preview, make("span", { className: "play", text: "▶", "aria-hidden": "true" }));
  return actionable(element, content.action, act);
}
