// The sizes that Flex keywords stand for, in CSS pixels, and safe reading of the values bots give.

const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const FONT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
export const BUBBLE = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;

function length(value, keywords) {
  if (typeof value !== "string") return null;
  if (value in keywords) return `${keywords[value]}px`;
  return LENGTH.test(value) ? value : null;
}

export const space = (value) => length(value, SPACE);
export const border = (value) => length(value, BORDER);
export const fontSize = (value) => length(value ?? "md", FONT) ?? "16px";
export const imageSize = (value) => (value === "full" ? "100%" : length(value ?? "md", IMAGE) ?? "100px");
export const plain = (value) => length(value, {});
export const colour = (value) => (typeof value === "string" && COLOUR.test(value) ? value : null);

/** "20:13" as a CSS aspect ratio; LINE allows up to 100000 each, height at most three times the width. */
export function ratio(value, otherwise = "1 / 1") {
  const found = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? "");
  return found ? `${found[1]} / ${found[2]}` : otherwise;
}

export function gradient(background) {
  if (background?.type !== "linearGradient" || !/^\d{1,3}(\.\d+)?deg$/.test(background.angle ?? "")) return null;
  const { angle, startColor, centerColor, centerPosition, endColor } = background;
  const middle = colour(centerColor) ? [`${colour(centerColor)} ${plain(centerPosition) ?? "50%"}`] : [];
  const stops = [colour(startColor), ...middle, colour(endColor)];
  return stops.includes(null) ? null : `linear-gradient(${angle}, ${stops.join(", ")})`;
}
